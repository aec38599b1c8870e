"""What a Word file says, a paragraph after another. Standard library only: it runs in the reader's process."""

import re

from hoanhap.documents.excel.container import Container
from hoanhap.kernel import tags

_PARTS = re.compile(r"word/(header|document|footnotes|endnotes)\d*\.xml")
_ORDER = ("header", "document", "footnotes", "endnotes")
_BLANKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def paragraphs(packed: Container) -> list[str]:
    """Of its body and what stands around it. What was struck out (`delText`) and field codes are not said."""
    parts = sorted((found for name in packed.entries if (found := _PARTS.fullmatch(name))), key=_place)
    told = _Told()
    for part in parts:
        tags.walk((packed.read(packed.entries[part[0]]),), told.start, told.end, told.text)
    return told.paragraphs


def _place(part: re.Match[str]) -> tuple[int, str]:
    return _ORDER.index(part[1]), part[0]


class _Told:
    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._here: list[str] = []
        self._said = 0

    def start(self, name: str, attributes: tags.Attributes) -> None:
        if name == "t":
            self._said += 1
        elif name in _BLANKS:
            self._here.append(_BLANKS[name])

    def text(self, text: str) -> None:
        if self._said:
            self._here.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._said -= 1
        elif name == "p":
            if said := "".join(self._here).strip():
                self.paragraphs.append(said)
            self._here = []

"""The numbers that Word writes before the paragraphs of its lists, which stand nowhere in its text."""

import re
from dataclasses import dataclass, field

Attributes = dict[str, str]
_PLACE = re.compile(r"%([1-9])")
_MOST_LEVEL = 8


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Numbers:
    """Lists and styles of a document, and how far each list has counted."""

    lists: dict[str, dict[str, _Level]] = field(default_factory=dict)  # abstract list → level → how it looks
    used: dict[str, str] = field(default_factory=dict)  # list → abstract list
    styles: dict[str, tuple[str, str]] = field(default_factory=dict)  # style → list, level
    counts: dict[str, list[int]] = field(default_factory=dict)
    _here: list[str] = field(default_factory=lambda: ["", "", ""])  # abstract list, level, list or style

    # ------------------------------------------------------------ word/numbering.xml and word/styles.xml
    def take_lists(self, name: str, attributes: Attributes) -> None:
        here, value = self._here, _of(attributes, "val")
        if name == "abstractNum":
            here[:] = [_of(attributes, "abstractNumId"), "", ""]
            self.lists[here[0]] = {}
        elif name == "num":
            here[:] = ["", "", _of(attributes, "numId")]
        elif name == "abstractNumId" and here[2]:
            self.used[here[2]] = value
        elif name == "lvl" and here[0]:
            here[1] = _of(attributes, "ilvl")
            self.lists[here[0]][here[1]] = _Level()
        elif here[0] and (level := self.lists[here[0]].get(here[1])):
            if name == "start" and value.isascii() and value.isdigit():
                level.start = int(value[:6])
            elif name == "numFmt":
                level.form = value
            elif name == "lvlText":
                level.text = value

    def take_styles(self, name: str, attributes: Attributes) -> None:
        if name == "style":
            self._here[2] = _of(attributes, "styleId")
        elif self._here[2] and name in ("numId", "ilvl"):
            list_, level = self.styles.get(self._here[2], ("", "0"))
            value = _of(attributes, "val")
            self.styles[self._here[2]] = (value, level) if name == "numId" else (list_, value)

    # ------------------------------------------------------------ while reading
    def before(self, list_: str, level: str, style: str) -> str:
        """What stands before the next paragraph of a list, with a blank; "" where there is no list."""
        if not list_:
            list_, by_style = self.styles.get(style, ("", "0"))
            level = level or by_style
        abstract = self.used.get(list_, "")
        looks = self.lists.get(abstract)
        depth = int(level) if level.isascii() and level.isdigit() and len(level) < 3 else 0
        if not looks or depth > _MOST_LEVEL or list_ == "0":
            return ""
        counts = self.counts.setdefault(abstract, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(looks.get(str(len(counts)), _Level()).start - (len(counts) == depth))
        counts[depth] += 1
        look = looks.get(str(depth), _Level())
        if look.form == "bullet":
            return "- "
        shown = _PLACE.sub(lambda m: self._number(looks, counts, int(m[1]) - 1), look.text)
        return f"{shown} " if shown else ""

    def _number(self, looks: dict[str, _Level], counts: list[int], depth: int) -> str:
        form = looks.get(str(depth), _Level()).form
        return spelled(counts[depth], form) if depth < len(counts) else ""


def spelled(number: int, form: str) -> str:
    """A number as a list writes it: 4, IV, iv, D, d."""
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((64 if form == "upperLetter" else 96) + number)
    return "" if form == "none" else f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                           (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        out += letters * (number // value)
        number %= value
    return out


def _of(attributes: Attributes, wanted: str) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == wanted), "")

"""The cells of one sheet, from its XML. Blank cells are left out; nothing is ever laid out as a dense table.

Two readers with one answer. `_fast` knows the spelling that Excel, LibreOffice, openpyxl and XlsxWriter use, and
declines whatever it does not recognise to the last cell. `_careful` is expat and takes any spelling XML allows.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from hoanhap.documents.excel import tags
from hoanhap.documents.excel.refusals import Refused
from hoanhap.kernel.lang import t

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Raw(NamedTuple):
    """A cell as written. `kind`: "" or n, s (shared text), str (text of a formula), inlineStr, b, e, d."""

    ref: str
    style: str
    kind: str
    formula: str
    value: str
    inline: str


Cells = dict[str, tuple[str, str, str, str, str, str]]  # each shaped as Raw; plain tuples on the fast way


class Sheet(NamedTuple):
    cells: Cells
    merges: tuple[str, ...]  # "D12:E12"


CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([A-Za-z]{1,9})")?'
    r"(?:\s?/>|>"
    r"(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?'
    r"</c>)"
)
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_EXCEL_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def read_sheet(xml: bytes, *, most_cells: int) -> Sheet:
    if len(xml) > most_cells * len("<c/>") and xml.count(b"<c ") > most_cells:
        raise Refused("too_many_cells", limit=most_cells)
    return _fast(xml) or _careful(xml, most_cells)


def _fast(xml: bytes) -> Sheet | None:
    start, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    if not 0 < start < end or xml.rfind(b"<sheetData>") != start or has_markup(xml):
        return None
    try:
        body, tail = xml[start:end].decode(), xml[end:].decode()
    except UnicodeDecodeError:
        return None
    found: list[tuple[str, str, str, str, str, str]] = CELL.findall(body)
    if len(found) != body.count("<c") or is_unusual(body):
        return None
    if "&" in body:
        found = [(r, s, k, _plain(f), _plain(v), _plain(i)) for r, s, k, f, v, i in found]
    found = [cell for cell in found if cell[4] or cell[3] or cell[5]]
    cells = {cell[0]: cell for cell in found}
    if len(cells) != len(found):
        raise _broken()
    return Sheet(cells, tuple(_MERGE.findall(tail)))


_PREFIXED = re.compile("</?[^<>:= ]+:")
_COLON = re.compile(":[^0-9]")  # not that of spans="1:9", which nearly every line has


def is_unusual(cells: str) -> bool:
    """Instructions, or names with a prefix, among the cells. (A single character is found much faster than two.)"""
    return ("?" in cells and "<?" in cells) or (
        _COLON.search(cells) is not None and _PREFIXED.search(cells) is not None
    )


def has_markup(xml: bytes) -> bool:
    """Comments, CDATA, a document type, or an encoding other than UTF-8."""
    return b"!" in xml and b"<!" in xml or b"\0" in xml


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    if text.count("&") != len(_ENTITY.findall(text)):
        raise _broken()
    return _ENTITY.sub(_entity, text)


def _entity(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1]) if found[1] else int(found[2], 16)
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise _broken()
    return chr(code)


class _Careful:
    """Collects cells from events. Keeps the position for writers that leave `r` out."""

    def __init__(self, most_cells: int) -> None:
        self.cells: Cells = {}
        self.count = 0
        self.merges: list[str] = []
        self.most, self.row, self.column = most_cells, 0, 0
        self.cell: dict[str, str] | None = None
        self.into = ""
        self.phonetic = False

    def start(self, name: str, attributes: tags.Attributes) -> None:
        if name == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif name == "c":
            self._open(attributes)
        elif name == "mergeCell":
            self.merges.append(attributes.get("ref", ""))
        elif name == "rPh":
            self.phonetic = True
        elif self.cell is not None and name in ("f", "v", "t"):
            self.into = name
            if name == "f":
                self.cell["f"] += "="  # a shared formula may have no text

    def _open(self, attributes: tags.Attributes) -> None:
        ref = attributes.get("r") or f"{letters(self.column)}{self.row or 1}"
        self.row, self.column = position(ref)[0], position(ref)[1] + 1
        self.count += 1
        if self.count > self.most:
            raise Refused("too_many_cells", limit=self.most)
        self.cell = {"r": ref, "s": attributes.get("s", ""), "k": attributes.get("t", ""), "f": "", "v": "", "t": ""}

    def end(self, name: str) -> None:
        if name == "c" and self.cell is not None:
            cell = Raw(*self.cell.values())
            if cell.value or cell.formula or cell.inline:
                if cell.ref in self.cells:
                    raise _broken()
                self.cells[cell.ref] = cell
            self.cell = None
        elif name == "rPh":
            self.phonetic = False
        self.into = ""

    def text(self, text: str) -> None:
        if self.cell is not None and self.into and not self.phonetic:
            self.cell[self.into] += text


def _careful(xml: bytes, most_cells: int) -> Sheet:
    seen = _Careful(most_cells)
    tags.walk(xml, seen.start, seen.end, seen.text)
    return Sheet(seen.cells, tuple(seen.merges))


# ---------------------------------------------------------------- shared text
_STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t ?/>)</si>')


def read_strings(xml: bytes) -> list[str]:
    """The texts that cells point to by number."""
    if not has_markup(xml):
        try:
            text = xml.decode()
        except UnicodeDecodeError:
            text = ""
        found: list[str] = _STRING.findall(text)
        if text and len(found) == text.count("<si"):
            return [_plain(s) for s in found] if "&" in text else found
    return _careful_strings(xml)


def _careful_strings(xml: bytes) -> list[str]:
    strings: list[str] = []
    state = {"in_text": False, "phonetic": False}

    def start(name: str, _: tags.Attributes) -> None:
        if name == "si":
            strings.append("")
        elif name == "rPh":
            state["phonetic"] = True
        state["in_text"] = name == "t"

    def end(name: str) -> None:
        state["in_text"] = False
        if name == "rPh":
            state["phonetic"] = False

    def text(piece: str) -> None:
        if state["in_text"] and strings and not state["phonetic"]:
            strings[-1] += piece

    tags.walk(xml, start, end, text)
    return strings


# ---------------------------------------------------------------- what a cell says
def text_of(cell: Sequence[str], strings: Sequence[str]) -> str:
    """The cell's content as text, whatever its kind."""
    kind, value = cell[2], cell[4]
    if kind == "s":
        if not value.isascii() or not value.isdigit() or len(value) > 7 or int(value) >= len(strings):
            raise _broken()
        text = strings[int(value)]
    elif kind == "inlineStr":
        text = cell[5]
    else:
        return value
    if "_x" in text:
        text = _EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text


def position(ref: str) -> tuple[int, int]:
    """Row from 1, column from 0: D12 → (12, 3)."""
    found = _REF.fullmatch(ref)
    if not found:
        raise _broken()
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if row > MOST_ROWS or column > MOST_COLUMNS:
        what = t("ô {ref} nằm ngoài khuôn Excel", "cell {ref} lies outside Excel's sheet", ref=ref)
        raise Refused("broken", what=what)
    return row, column - 1


def letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _broken() -> Refused:
    return Refused("broken", what=t("nội dung ô sai", "its cells are wrong"))

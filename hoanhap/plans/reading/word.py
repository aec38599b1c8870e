"""A .docx to paragraphs and tables, as its packed parts stream by: no tree is built. Runs in the reader's process.

Standard library only (ADR 0009). What Word shows is what is read: numbers of lists are counted, deleted text and
instructions of fields are left out, a merged cell says how far it reaches.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hoanhap.documents.excel.container import MB, Limits, open_container
from hoanhap.documents.excel.refusals import Refused
from hoanhap.kernel.tags import Attributes
from hoanhap.plans.reading.numbered import Numbers
from hoanhap.plans.reading.opened import SMALL, Unfit, parse, refuse_forbidden

LIMITS = Limits(file=20 * MB, unpacked=200 * MB, entries=2_000, cells=200_000, seconds=20)
MOST_TEXT = 8_000_000  # characters of one document
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class WordReader:
    """`look`: {"blocks": [["p", number, text] | ["t", number, rows] …]} or {"refused": code}.

    A row is [number, cells]; a cell [column, text, wide, again], as in `blocks`.
    """

    limits: Limits = LIMITS

    def look(self, data: bytes) -> dict[str, Any]:
        try:
            return {"blocks": _read(data, self.limits)}
        except (Refused, Unfit) as refused:
            return {"refused": refused.code}


def _read(data: bytes, limits: Limits) -> list[Any]:
    if not data:
        raise Unfit("empty")
    if data[:8] == _OLE:
        raise Unfit("legacy")
    packed = open_container(data, most_entries=limits.entries, most_unpacked=limits.unpacked, limits=limits)
    refuse_forbidden(packed)
    body = packed.entries.get("word/document.xml")
    if body is None:
        raise Unfit("not_workbook")
    numbers = Numbers()
    for part, take in (("word/numbering.xml", numbers.take_lists), ("word/styles.xml", numbers.take_styles)):
        if (entry := packed.entries.get(part)) and entry.size <= SMALL:
            parse(packed, entry, take)
    reading = _Body(numbers, limits)
    parse(packed, body, reading.start, reading.end, reading.text)
    return reading.blocks


# ---------------------------------------------------------------- the body
@dataclass
class _Paragraph:
    text: list[str] = field(default_factory=list)
    style: str = ""
    list: str = ""
    level: str = ""


@dataclass
class _CellOpen:
    column: int
    lines: list[str] = field(default_factory=list)
    wide: int = 1
    merge: str = ""  # "", restart, continue


@dataclass
class _TableOpen:
    rows: list[Any] = field(default_factory=list)
    above: dict[int, str] = field(default_factory=dict)  # column → text of the cell that reaches down
    cells: list[Any] = field(default_factory=list)
    cell: _CellOpen | None = None
    column: int = 1
    count: int = 0
    deleted: bool = False


_LEFT_OUT = frozenset({"moveFrom", "del", "Fallback", "instrText", "delText", "delInstrText"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Body:
    """Events to blocks. Tables within a cell become lines of the cell."""

    def __init__(self, numbers: Numbers, limits: Limits) -> None:
        self.blocks: list[Any] = []
        self.numbers, self.limits = numbers, limits
        self.paragraphs: list[_Paragraph] = []
        self.tables: list[_TableOpen] = []
        self.skipped = self.inside_properties = 0
        self.reading = self.row_properties = False
        self.count = self.table_count = self.cell_count = self.length = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self.skipped:
            self.skipped += name in _LEFT_OUT
        elif name == "t":
            self.reading = True
        elif name == "p":
            self.paragraphs.append(_Paragraph())
        elif name in _LEFT_OUT:
            if self.row_properties:  # <w:trPr><w:del/>: the row is deleted
                self.tables[-1].deleted = True
            self.skipped = 1
        elif (act := _STARTS.get(name)) is not None:
            act(self, attributes)
        elif name in _MARKS and self.paragraphs and not self.inside_properties:
            self.paragraphs[-1].text.append(_MARKS[name])

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= name in _LEFT_OUT
        elif name == "t":
            self.reading = False
        elif name == "p":
            self._paragraph()
        elif (act := _ENDS.get(name)) is not None:
            act(self)

    def text(self, text: str) -> None:
        if self.reading and self.paragraphs and not self.skipped:
            self.length += len(text)
            if self.length > MOST_TEXT:
                raise Unfit("bomb")
            self.paragraphs[-1].text.append(text)

    def _paragraph(self) -> None:
        if not self.paragraphs:
            return
        paragraph = self.paragraphs.pop()
        text = "".join(paragraph.text)
        cell = self.tables[-1].cell if self.tables else None
        if cell is not None or text.strip():
            text = self.numbers.before(paragraph.list, paragraph.level, paragraph.style) + text
        if cell is not None:
            cell.lines.append(text)
        elif text.strip():
            self.count += 1
            self.blocks.append(["p", self.count, text])

    # ------------------------------------------------------------ properties
    def properties(self, _: Attributes) -> None:
        self.inside_properties += 1

    def properties_end(self) -> None:
        self.inside_properties -= 1

    def row_properties_start(self, _: Attributes) -> None:
        self.row_properties = bool(self.tables)

    def row_properties_end(self) -> None:
        self.row_properties = False

    def style(self, attributes: Attributes) -> None:
        if self.paragraphs:
            self.paragraphs[-1].style = _value(attributes)

    def list_level(self, attributes: Attributes) -> None:
        if self.paragraphs:
            self.paragraphs[-1].level = _value(attributes)

    def list_number(self, attributes: Attributes) -> None:
        if self.paragraphs:
            self.paragraphs[-1].list = _value(attributes)

    # ------------------------------------------------------------ tables
    def table(self, _: Attributes) -> None:
        self.tables.append(_TableOpen())

    def row(self, _: Attributes) -> None:
        if self.tables:
            open_ = self.tables[-1]
            open_.cells, open_.column, open_.deleted = [], 1, False

    def before(self, attributes: Attributes) -> None:
        if self.tables:
            self.tables[-1].column += _number(attributes)

    def cell(self, _: Attributes) -> None:
        if self.tables:
            self.tables[-1].cell = _CellOpen(self.tables[-1].column)
            self.cell_count += 1
            if self.cell_count > self.limits.cells:
                raise Unfit("too_many_cells")

    def wide(self, attributes: Attributes) -> None:
        if self.tables and (cell := self.tables[-1].cell):
            cell.wide = max(1, _number(attributes))

    def merge(self, attributes: Attributes) -> None:
        if self.tables and (cell := self.tables[-1].cell):
            cell.merge = _value(attributes) or "continue"

    def cell_end(self) -> None:
        if not self.tables or (cell := self.tables[-1].cell) is None:
            return
        table = self.tables[-1]
        text = "\n".join(cell.lines)
        again = cell.merge == "continue" and cell.column in table.above
        if again:
            text = table.above[cell.column]
        elif cell.merge:
            table.above[cell.column] = text
        else:
            table.above.pop(cell.column, None)
        table.cells.append([cell.column, text, cell.wide, again])
        table.column, table.cell = cell.column + cell.wide, None

    def row_end(self) -> None:
        if self.tables and not self.tables[-1].deleted:
            table = self.tables[-1]
            table.count += 1
            if table.cells:
                table.rows.append([table.count, table.cells])

    def table_end(self) -> None:
        if not self.tables:
            return
        table = self.tables.pop()
        if self.tables:
            if cell := self.tables[-1].cell:
                cell.lines += [text for _, cells in table.rows for _, text, _, again in cells if text and not again]
            return
        self.table_count += 1
        self.blocks.append(["t", self.table_count, table.rows])


def _value(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), "")


def _number(attributes: Attributes) -> int:
    value = _value(attributes)
    return min(int(value), 100) if value.isascii() and value.isdigit() and len(value) < 6 else 0


_STARTS: dict[str, Callable[[_Body, Attributes], None]] = {
    "pPr": _Body.properties, "rPr": _Body.properties, "trPr": _Body.row_properties_start,
    "pStyle": _Body.style, "ilvl": _Body.list_level, "numId": _Body.list_number,
    "tbl": _Body.table, "tr": _Body.row, "gridBefore": _Body.before,
    "tc": _Body.cell, "gridSpan": _Body.wide, "vMerge": _Body.merge,
}  # fmt: skip
_ENDS: dict[str, Callable[[_Body], None]] = {
    "pPr": _Body.properties_end, "rPr": _Body.properties_end, "trPr": _Body.row_properties_end,
    "tc": _Body.cell_end, "tr": _Body.row_end, "tbl": _Body.table_end,
}  # fmt: skip

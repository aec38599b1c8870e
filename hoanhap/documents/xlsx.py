"""Annexes as a workbook, a sheet each: drawn once per version of the forms, then only filled (ADR 0008).

    book([phu_luc_2, phu_luc_3], {"phu-luc-2": {("1.1", "2016"): CellShown("12", 12, trace="…")}}, AnnexHeading())

A figure is a number in its cell, its trace code is the cell's note, and the cell links to the page of the trace.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from hoanhap.catalog.forms import Form
from hoanhap.documents.annex import CellShown, Key, annex_table, numbered
from hoanhap.documents.layout import BOTTOM, FONT, HEADER_AT, LEFT, RIGHT, TABLE_SIZE, TOP
from hoanhap.documents.measure import lines
from hoanhap.documents.paper import AnnexTable, Cell, placed
from hoanhap.documents.stencil import Filling, Stencil, Value, place

_A4, _A3, _INCH = 9, 8, 2.54
_WIDEST = 180  # characters: a list wider than that (a register book) would be too small to read on A4
_LINE, _MOST_HEIGHT = 16.0, 409.0  # points: one line of text, and the highest row that Excel draws
_LEAST_WIDTH = {"STT": 6, "Chỉ tiêu": 46}
_LEGEND = "Mỗi con số có mã dấu vết trong ghi chú của ô. Bấm vào con số để mở trang số liệu thành phần."


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """The lines that change from book to book. `subtitle`: whose figures, and from how many units."""

    reference: str = ""
    subtitle: str = ""
    source_note: str = ""
    banner: str = ""


@dataclass(frozen=True)
class _Plan:
    """Where things are on one sheet."""

    code: str
    kind: str
    sheet: str
    figures: Mapping[Key, str]
    heading: Mapping[str, str]
    rooms: Mapping[str, float]  # centimetres for the text of an address; only where the row's height depends on it


@dataclass(frozen=True)
class AnnexStencil:
    stencil: Stencil
    plans: tuple[_Plan, ...]

    def fill(self, values: Mapping[str, Mapping[Key, CellShown]], heading: AnnexHeading) -> bytes:
        """`values` by form code, then by (row, column)."""
        return self.stencil.fill(
            {plan.sheet: _filling(plan, values.get(plan.code, {}), heading) for plan in self.plans}
        )


def book(
    forms: Sequence[Form], values: Mapping[str, Mapping[Key, CellShown]], heading: AnnexHeading, *, lines: int = 0
) -> bytes:
    """The annexes of `forms`, in that order. `lines`: the least number of rows a list form shows."""
    counts = tuple(max(numbered(values.get(f.code, {}))[0], lines) if f.kind == "list" else 0 for f in forms)
    return stencil(*forms, lines=counts).fill(values, heading)


@lru_cache(maxsize=64)
def stencil(*forms: Form, lines: tuple[int, ...] = ()) -> AnnexStencil:
    """`lines`: for each form, how many rows to draw if it is a list."""
    plans: list[_Plan] = []
    counts = lines or (0,) * len(forms)

    def draw(workbook: xlsxwriter.Workbook) -> None:
        looks = _Looks(workbook)
        plans.clear()
        for form, count in zip(forms, counts, strict=True):
            name = _sheet_name(form, {p.sheet for p in plans})
            plans.append(_Drawing(workbook.add_worksheet(name), looks, form, name, count).plan())

    return AnnexStencil(Stencil.build(draw), tuple(plans))


def _filling(plan: _Plan, values: Mapping[Key, CellShown], heading: AnnexHeading) -> Filling:
    if plan.kind == "list":
        values = numbered(values)[1]
    cells: dict[str, Value] = {ref: getattr(heading, name) for name, ref in plan.heading.items()}
    notes, links = {}, {}
    for key, shown in values.items():
        ref = plan.figures[key]
        cells[ref] = shown.shown if shown.value is None else scaled(shown.value, shown.exponent)
        if shown.trace or shown.note:
            notes[ref] = f"{shown.trace}\n{shown.note}".strip()
        if shown.url:
            links[ref] = shown.url
    return Filling(cells, notes, links, _heights(plan, cells))


def _heights(plan: _Plan, cells: Mapping[str, Value]) -> dict[int, float]:
    """Rows as high as their longest text needs."""
    heights: dict[int, float] = {}
    for ref, room in plan.rooms.items():
        text = cells.get(ref) or ""
        if isinstance(text, str):
            row = place(ref)[0] + 1
            needed = sum(len(lines(part, TABLE_SIZE, room)) for part in text.split("\n"))
            heights[row] = max(heights.get(row, 0), min(_LINE * needed + 2, _MOST_HEIGHT))
    return heights


def scaled(value: int, exponent: int) -> int | Decimal:
    """Atoms as people read them: 3.700.000.000 đồng is 3700 triệu đồng, exactly."""
    return Decimal(value).scaleb(-exponent) if exponent else value


def _sheet_name(form: Form, taken: set[str]) -> str:
    name = re.sub(r"[\[\]:*?/\\']", " ", form.annex.vi).strip()[:31] or form.code[:31]
    return name if name not in taken else f"{name[:24]} ({len(taken) + 1})"


class _Looks:
    """Formats of one workbook, made when first asked for."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **marks: object) -> Format:
        key = tuple(sorted(marks.items()))
        if key not in self.made:
            look = {"font_name": FONT, "font_size": TABLE_SIZE, "valign": "vcenter", "text_wrap": True, **marks}
            self.made[key] = self.workbook.add_format(look)
        return self.made[key]

    def of(self, cell: Cell, *, head: bool = False) -> Format:
        marks: dict[str, object] = {"border": 1, "align": "center" if head else cell.align, "bold": cell.bold}
        if cell.indent:
            marks["indent"] = cell.indent
        if cell.italic:
            marks["italic"] = True
        if cell.text[:1] in ("-", "+"):
            marks["quote_prefix"] = True
        if cell.key:
            marks["num_format"] = "#,##0" if cell.kind == "number" else "@"
            marks["text_wrap"] = cell.kind == "text"
        return self(**marks)


class _Drawing:
    """One sheet, from the top down."""

    def __init__(self, sheet: Worksheet, looks: _Looks, form: Form, name: str, count: int) -> None:
        self.sheet, self.looks, self.form, self.name = sheet, looks, form, name
        self.annex: AnnexTable = annex_table(form, {}, lines=count)
        self.last_column = len(self.annex.table.widths) - 1
        self.wide = form.kind == "list" and sum(self.annex.table.widths) > _WIDEST
        titles = {c: cell.text for r, c, cell in placed(self.annex.table.header) if r == 0}
        least = {i: 6 if self.wide else _LEAST_WIDTH.get(titles.get(i, ""), 11) for i in titles}
        self.widths = [max(w, least.get(i, 11)) for i, w in enumerate(self.annex.table.widths)]
        self.row = 0
        self.figures: dict[Key, str] = {}
        self.heading: dict[str, str] = {}
        self.rooms: dict[str, float] = {}

    def plan(self) -> _Plan:
        for text in (self.annex.annex, *self.annex.title):
            self.across(text, self.looks(bold=True, font_size=14, align="center"))
        self.slot("reference", self.looks(italic=True, font_size=13, align="center"))
        self.slot("subtitle", self.looks(font_size=13, align="center"))
        if self.annex.note:
            self.across(self.annex.note, self.looks(italic=True, align="right"))
        header = self.row
        self.cells(self.annex.table.header, head=True)
        self.sheet.write_comment(header, 0, _LEGEND)
        self.page(header, self.row)
        self.cells(self.annex.table.rows, head=False)
        self.slot("source_note", self.looks(italic=True))
        self.slot("banner", self.looks(bold=True, align="center"))
        return _Plan(self.form.code, self.form.kind, self.name, self.figures, self.heading, self.rooms)

    def across(self, text: str, look: Format) -> None:
        self.sheet.merge_range(self.row, 0, self.row, self.last_column, text, look)
        self.row += 1

    def slot(self, name: str, look: Format) -> None:
        ref = self.heading[name] = xl_rowcol_to_cell(self.row, 0)
        self.rooms[ref] = self.room(0, len(self.widths)) * 0.9
        self.across("", look)

    def cells(self, rows: Sequence[Sequence[Cell]], *, head: bool) -> None:
        heights = [1] * len(rows)
        for r, c, cell in placed(rows):
            self.cell(self.row + r, c, cell, self.looks.of(cell, head=head))
            if not cell.key and cell.down == 1:
                heights[r] = max(heights[r], len(lines(cell.text, TABLE_SIZE, self.room(c, cell.across))))
        for r, height in enumerate(heights):
            if self.form.kind == "grid" or head:
                self.sheet.set_row(self.row + r, _LINE * height + 2)
        self.row += len(rows)

    def room(self, column: int, across: int) -> float:
        """Centimetres for text: a character of width is 7 pixels, 96 of them an inch."""
        return sum(self.widths[column : column + across]) * 7 * _INCH / 96 - 0.1

    def cell(self, row: int, column: int, cell: Cell, look: Format) -> None:
        if cell.across > 1 or cell.down > 1:
            self.sheet.merge_range(row, column, row + cell.down - 1, column + cell.across - 1, cell.text, look)
        elif cell.key:
            self.sheet.write_blank(row, column, None, look)
            ref = self.figures[cell.key] = xl_rowcol_to_cell(row, column)
            if cell.kind == "text":
                self.rooms[ref] = self.room(column, 1)
        else:
            self.sheet.write_string(row, column, cell.text, look)

    def page(self, header: int, body: int) -> None:
        """A4 or A3, one page wide, the head of the table on every page, the page number in the top margin."""
        for i, width in enumerate(self.widths):
            self.sheet.set_column(i, i, width)
        self.sheet.set_paper(_A3 if self.wide else _A4)
        self.sheet.set_margins(LEFT / _INCH, RIGHT / _INCH, TOP / _INCH, BOTTOM / _INCH)
        self.sheet.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": HEADER_AT / _INCH})
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(header, body - 1)
        self.sheet.freeze_panes(body, 2 if self.form.kind == "grid" else 0)
        self.sheet.center_horizontally()
        if self.annex.landscape:
            self.sheet.set_landscape()

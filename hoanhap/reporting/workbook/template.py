"""The workbook an officer downloads: the paper's layout, her unit's own, signed; what is not hers to write is locked.

A hidden column and a hidden row carry the marks the reader goes by; a very hidden sheet carries the identity again.
Official, so in Vietnamese whatever language the screen is in.
"""

import io
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from hoanhap.catalog.forms import Column, Form, Measure, Row
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.numbers import show_cell
from hoanhap.reporting.workbook import hints, marks
from hoanhap.reporting.workbook.book import CellIn
from hoanhap.reporting.workbook.identity import Identity, sign
from hoanhap.reporting.workbook.looks import Looks

Place = tuple[str, str]
Typed = int | float | str

_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # no clock: the same template is the same bytes
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_INCH = 2.54
_STT, _LABEL, _UNIT, _FIGURE = 5, 50, 10, 13  # least widths, characters
_GUIDE = {
    "grid": "Chỉ ghi vào ô nền vàng. Để trống: chưa có số liệu; 0: có theo dõi, không có người; “-”: không phát sinh. "
    "Dòng tổng tự cộng.",
    "list": "Mỗi dòng một mục. Cần thêm dòng thì ghi tiếp bên dưới. Không phải điền cột STT.",
}
_KEEP = "Trang này giúp chương trình nhận ra biểu của đơn vị. Xin đừng xóa."
_ALLOWED = dict.fromkeys(("format_cells", "format_columns", "format_rows", "insert_rows", "select_locked_cells"), True)


@dataclass(frozen=True)
class Draft:
    """What a template is filled with. `typed` wins over `values`: text put back as it stood; `wrong`: shown in red."""

    values: Mapping[Place, CellIn] = field(default_factory=dict)
    locked: Set[Place] = frozenset()
    notes: Mapping[Place, str] = field(default_factory=dict)
    typed: Mapping[Place, Typed] = field(default_factory=dict)
    wrong: Set[Place] = frozenset()


def template(
    form: Form,
    identity: Identity,
    *,
    key: bytes,
    unit_name: str,
    campaign_title: str,
    values: Mapping[Place, CellIn] | None = None,
    locked: Set[Place] = frozenset(),
    notes: Mapping[Place, str] | None = None,
) -> bytes:
    """The workbook as .xlsx. `locked`: places that may not be changed now. `notes`: shown as a comment at the cell."""
    draft = Draft(values or {}, locked, notes or {})
    blob = io.BytesIO()
    with new_workbook(blob) as workbook, speaking("vi"):
        Drawing(workbook, form, sign(identity, key), draft, unit_name, campaign_title).draw()
    return blob.getvalue()


def new_workbook(blob: io.BytesIO) -> xlsxwriter.Workbook:
    workbook = xlsxwriter.Workbook(blob, _OPTIONS)
    workbook.set_properties({"created": _FIRST_DAY})
    return workbook


def sheet_name(form: Form) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", form.annex.vi).strip()[:31] or form.code[:31]


class Drawing:
    """One form on one sheet, from the top down. Column A and line 1 are hidden and hold the marks."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, form: Form, token: str, draft: Draft, unit_name: str, campaign_title: str
    ) -> None:
        self.workbook, self.form, self.draft = workbook, form, draft
        self.token, self.unit_name, self.campaign_title = token, unit_name, campaign_title
        self.looks = Looks(workbook)
        self.sheet: Worksheet = workbook.add_worksheet(sheet_name(form))
        self.with_unit = form.kind == "grid" and not form.one_measure
        self.lead = (["STT", "Chỉ tiêu"] + ["Đơn vị tính"] * self.with_unit) if form.kind == "grid" else ["STT"]
        self.first = 1 + len(self.lead)  # column of the first figure
        self.last = self.first + len(form.columns) - 1
        self.row = 0
        self.at: dict[Place, str] = {}  # where each place came to stand: "D12"

    def draw(self) -> dict[Place, str]:
        self._marks()
        self._heading()
        (self._grid if self.form.kind == "grid" else self._list)()
        self._notes()
        self._page()
        self._home()
        return self.at

    def _marks(self) -> None:
        self.sheet.write_string(0, 0, self.token)
        for i, column in enumerate(self.form.columns):
            self.sheet.write_string(0, self.first + i, marks.column(column.code))
        self.sheet.set_row(0, None, None, {"hidden": True})
        self.row = 1

    def _heading(self) -> None:
        looks = self.looks
        self._across(self.form.annex.vi, looks(bold=True, align="center", font_size=14))
        title = looks(bold=True, align="center", font_size=14, text_wrap=True)
        self._across(self.form.title.vi.upper(), title, height=38)
        self._across(f"Đơn vị báo cáo: {self.unit_name}", looks(align="center"))
        self._across(self.campaign_title, looks(align="center", italic=True, text_wrap=True), height=32)
        self._across(_GUIDE[self.form.kind], looks(font_size=10, font_color="#595959", text_wrap=True), height=28)
        if self.form.note.vi:
            self._across(self.form.note.vi, looks(italic=True, align="right"))
        head = looks.table(bold=True, align="center", bg_color="#E8ECEF")
        for i, title_ in enumerate([*self.lead, *(c.title.vi for c in self.form.columns)]):
            self.sheet.write_string(self.row, 1 + i, title_, head)
        self.sheet.set_row(self.row, 34)
        self.header = self.row
        self.row += 1

    def _across(self, text: str, look: object, height: float | None = None) -> None:
        self.sheet.merge_range(self.row, 1, self.row, self.last, "", look)
        self.sheet.write_string(self.row, 1, text, look)
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    # ------------------------------------------------------------ rows × columns
    def _grid(self) -> None:
        self._place_rows()
        for row in self.form.rows:
            if row.lead:
                self._label_line(row.lead, row.indent, italic=True)
            if row.measure:
                self._figure_line(row)
            else:
                self._label_line(row.title.vi, row.indent, number=row.number, bold=row.bold)
        self._hints()

    def _hints(self) -> None:
        """One rule for all lines that are written alike: a rule a line would double the size of the sheet."""
        alike: dict[tuple[Measure | None, bool], list[Row]] = {}
        for row in self.form.filled_rows:
            if row.parts is None or row.parts.relation != "=":
                alike.setdefault((row.measure, row.qualifier), []).append(row)
        left, right = self.form.columns[0].code, self.form.columns[-1].code
        for rows in alike.values():
            ranges = [f"{self.at[row.code, left]}:{self.at[row.code, right]}" for row in rows]
            rule = hints.figure(rows[0], self.at[rows[0].code, left])
            self.sheet.data_validation(ranges[0], {**rule, "multi_range": " ".join(ranges)})

    def _place_rows(self) -> None:
        line = self.row
        for row in self.form.rows:
            line += bool(row.lead)
            for i, column in enumerate(self.form.columns if row.measure else ()):
                self.at[row.code, column.code] = f"{_letters(self.first + i)}{line + 1}"
            line += 1

    def _label_line(
        self, text: str, indent: int, *, number: str = "", bold: bool = False, italic: bool = False
    ) -> None:
        looks = self.looks
        self.sheet.write_string(self.row, 1, number, looks.table(align="center", bold=bold))
        self.sheet.write_string(self.row, 2, text, looks.table(bold=bold, italic=italic, indent=indent))
        for column in range(3, self.last + 1):
            self.sheet.write_blank(self.row, column, None, looks.table(bg_color="#F2F2F2"))
        self.row += 1

    def _figure_line(self, row: Row) -> None:
        assert row.measure
        looks = self.looks
        self.sheet.write_string(self.row, 0, marks.row(row.code))
        self.sheet.write_string(self.row, 1, row.number, looks.table(align="center", bold=row.bold))
        label = f"{row.dash} {row.title.vi}" if row.dash else row.title.vi
        self.sheet.write_string(self.row, 2, label, looks.table(bold=row.bold, indent=row.indent))
        if self.with_unit:
            self.sheet.write_string(self.row, 3, row.measure.title.vi, looks.table(align="center"))
        self.sheet.set_row(self.row, 17 * (1 + (len(label) + 3 * row.indent) // (_LABEL + 6)))
        for i, column in enumerate(self.form.columns):
            self._figure(row, column, self.first + i)
        if row.measure.exponent:
            self._whole_without_point()
        self.row += 1

    def _figure(self, row: Row, column: Column, at: int) -> None:
        place = (row.code, column.code)
        wrong = place in self.draft.wrong
        if place in self.draft.typed:
            self._put_back(at, self.draft.typed[place], "number")
        elif row.parts and row.parts.relation == "=" and not wrong:
            refs = ",".join(self.at[part, column.code] for part in row.parts.rows)
            formula = f'=IF(COUNT({refs})=0,"",SUM({refs}))'
            self.sheet.write_formula(self.row, at, formula, self.looks.total(), self._sum(row, column))
        else:
            look = self.looks.input(wrong=wrong, locked=place in self.draft.locked)
            self._write(at, self._shown(row, place), look)

    def _sum(self, row: Row, column: Column) -> int | float | str:
        """What the formula gives, for programs that do not calculate: only numbers count, as in Excel."""
        assert row.parts
        found = []
        for part in row.parts.rows:
            inner, place = self.form.row[part], (part, column.code)
            is_total = inner.parts is not None and inner.parts.relation == "=" and place not in self.draft.typed
            shown = self._sum(inner, column) if is_total else self._shown(inner, place)
            if isinstance(shown, int | float):
                found.append(shown)
        return sum(found) if found else ""

    def _shown(self, row: Row, place: Place) -> int | float | str:
        """A number where Excel can hold it as one; else text as people write it."""
        if place in self.draft.typed:
            return self.draft.typed[place]
        cell = self.draft.values.get(place, CellIn())
        exponent = row.measure.exponent if row.measure else 0
        if cell.mark == "nil":
            return "-"
        if cell.qualifier or cell.value is None:
            return show_cell(cell.value, cell.mark, cell.qualifier, exponent)
        scale: int = 10**exponent
        whole, rest = divmod(cell.value, scale)
        return cell.value / scale if rest else whole

    def _put_back(self, at: int, stood: Typed, kind: str) -> None:
        """What could not be read, as it stood, in red."""
        general = "General" if isinstance(stood, float) else ""
        self._write(at, stood, self.looks.input(kind, wrong=True, num_format=general))

    def _write(self, at: int, shown: int | float | str, look: object) -> None:
        if shown == "":
            self.sheet.write_blank(self.row, at, None, look)
        elif isinstance(shown, str):
            self.sheet.write_string(self.row, at, shown, look)
        else:
            self.sheet.write_number(self.row, at, shown, look)

    def _first(self) -> str:
        """The address of this line's first figure."""
        return f"{_letters(self.first)}{self.row + 1}"

    def _whole_without_point(self) -> None:
        """Millions may have decimals: shown when there are any."""
        first = self._first()
        look = self.workbook.add_format({"num_format": "#,##0.0#####"})
        fraction = f"=AND(ISNUMBER({first}),{first}<>INT({first}))"
        options = {"type": "formula", "criteria": fraction, "format": look}
        self.sheet.conditional_format(self.row, self.first, self.row, self.last, options)

    # ------------------------------------------------------------ lists
    def _list(self) -> None:
        keys = list(dict.fromkeys(row for row, _ in [*self.draft.values, *self.draft.typed]))
        first = self.row
        for number in range(max(len(keys), marks.LIST_LINES)):
            key = keys[number] if number < len(keys) else ""
            if key:
                self.sheet.write_string(self.row, 0, marks.line(key))
            self.sheet.write_number(self.row, 1, number + 1, self.looks.table(align="center"))
            for i, column in enumerate(self.form.columns):
                self.at[key, column.code] = f"{_letters(self.first + i)}{self.row + 1}"
                self._field((key, column.code), column, self.first + i)
            self.row += 1
        for i, column in enumerate(self.form.columns):
            at = self.first + i
            rule = hints.field(column, f"{_letters(at)}{first + 1}")
            self.sheet.data_validation(first, at, self.row - 1, at, rule)

    def _field(self, place: Place, column: Column, at: int) -> None:
        look = self.looks.input(column.type, wrong=place in self.draft.wrong, locked=place in self.draft.locked)
        cell = self.draft.values.get(place, CellIn())
        if place in self.draft.typed:
            self._put_back(at, self.draft.typed[place], column.type)
        elif column.type == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", cell.text):
            self.sheet.write_datetime(self.row, at, date.fromisoformat(cell.text), look)
        elif column.type == "choice":
            titles = {code: title.vi for code, title in column.choices}
            self._write(at, titles.get(cell.text, cell.text), look)
        elif cell.text:
            self._write(at, cell.text[:32_767], look)
        else:
            self._write(at, "-" if cell.mark else "" if cell.value is None else cell.value, look)

    # ------------------------------------------------------------ the rest of the sheet
    def _notes(self) -> None:
        for place, note in self.draft.notes.items():
            if place in self.at and note:
                options = {"author": "Hòa Nhập", "width": 280, "height": 20 + 16 * (1 + len(note) // 38)}
                self.sheet.write_comment(self.at[place], note[:2_000], options)

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_column(0, 0, 8, None, {"hidden": True})
        sheet.set_column(1, 1, _STT)
        if self.form.kind == "grid":
            sheet.set_column(2, 2, _LABEL)
        if self.with_unit:
            sheet.set_column(3, 3, _UNIT)
        for i, column in enumerate(self.form.columns):
            sheet.set_column(self.first + i, self.first + i, max(column.width, _FIGURE))
        sheet.freeze_panes(self.header + 1, self.first)
        sheet.set_paper(9)
        if self.form.landscape or self.form.kind == "grid":
            sheet.set_landscape()
        sheet.set_margins(left=3 / _INCH, right=1.5 / _INCH, top=2 / _INCH, bottom=2 / _INCH)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.header)
        sheet.print_area(1, 1, self.row - 1, self.last)
        sheet.center_horizontally()
        sheet.set_header('&C&"Times New Roman"&13&P', {"margin": 1 / _INCH})
        sheet.hide_gridlines(2)
        sheet.protect("", _ALLOWED)
        sheet.activate()

    def _home(self) -> None:
        home = self.workbook.add_worksheet(marks.HOME_SHEET)
        home.write_string("A1", self.token)
        home.write_string("A2", _KEEP)
        home.protect("", {})
        home.very_hidden()


def _letters(column: int) -> str:
    name = xlsxwriter.utility.xl_col_to_name(column)
    assert isinstance(name, str)
    return name

"""A register book of a year as a workbook. The rows come from a room that knows persons; nothing is looked up here.

book_xlsx("so-01-scn", 2020, [{"name": "Lý Văn Thử", "starts_on": date(2020, 3, 2), "counselled": 4}, …],
          agency="Ủy ban nhân dân xã Bảo Toàn")
"""

from collections.abc import Mapping, Sequence
from datetime import date

from hoanhap.catalog import books
from hoanhap.catalog.forms import Column, Form
from hoanhap.documents import xlsx
from hoanhap.documents.annex import CellShown, Key
from hoanhap.documents.xlsx import AnnexHeading
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import speaking, t
from hoanhap.kernel.numbers import show
from hoanhap.kernel.text import clean

Given = str | int | date | None

LEAST_LINES = 15  # an empty book can be filled in by hand
MOST = 500  # characters in a cell
UNVERIFIED = "Cột của sổ chưa đối chiếu với phụ lục gốc."


class BadRows(Exception):
    """What in the rows the book cannot print, one reason each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def book_xlsx(code: str, year: int, rows: Sequence[Mapping[str, Given]], *, agency: str = "", label: str = "") -> bytes:
    """The book `code` of a year, opened on 1 January and closed on 31 December. `rows`: column code → value.

    Raises BadRows for columns that the book has not and for values of another type. Papers are always Vietnamese.
    """
    form = books.book(code)
    with speaking("vi"):
        values = _values(form, rows)
        heading = AnnexHeading(
            reference=agency,
            subtitle=f"Năm {year}. Mở sổ ngày 01/01/{year}, khóa sổ ngày 31/12/{year}. Số người ghi: {len(rows)}",
            source_note="" if form.verified else UNVERIFIED,
            banner=label,
        )
        return xlsx.book([form], {form.code: values}, heading, lines=max(LEAST_LINES, len(rows)))


def _values(form: Form, rows: Sequence[Mapping[str, Given]]) -> dict[Key, CellShown]:
    reasons: list[str] = []
    values: dict[Key, CellShown] = {}
    for n, row in enumerate(rows, 1):
        reasons += [
            t("Dòng {n}: sổ không có cột “{x}”.", "Line {n}: the book has no column “{x}”.", n=n, x=code)
            for code in row
            if code not in form.column
        ]
        for column in form.columns:
            try:
                values[str(n), column.code] = _cell(column, row.get(column.code))
            except TypeError:
                reasons.append(
                    t("Dòng {n}: “{x}” không phải {type}.", "Line {n}: “{x}” is not a {type}.",
                      n=n, x=column.title, type=column.type)
                )  # fmt: skip
    if reasons:
        raise BadRows(reasons)
    return values


def _cell(column: Column, value: Given) -> CellShown:
    """Raises TypeError for a value of another type than the column's."""
    if value is None or value == "":
        return CellShown("")
    if column.type == "number" and isinstance(value, int) and not isinstance(value, bool):
        return CellShown(show(value), value)
    if column.type == "date" and isinstance(value, date):
        return CellShown(format_date(value))
    if column.type == "text" and isinstance(value, str):
        return CellShown(clean(value, MOST))
    raise TypeError

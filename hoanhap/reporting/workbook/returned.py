"""The copy that goes back: the officer's figures in our own template, each problem at its cell, all of them up front.

Rebuilt rather than patched (ADR 0009): a file that failed our checks is never written back byte for byte.
"""

import io
from collections.abc import Mapping, Set

import xlsxwriter

from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.reporting.workbook.book import Book, CellIn, Problem, Typed
from hoanhap.reporting.workbook.figures import Wrong, as_date, as_number
from hoanhap.reporting.workbook.identity import sign
from hoanhap.reporting.workbook.looks import WRONG, Looks
from hoanhap.reporting.workbook.template import Draft, Drawing, Place, new_workbook, sheet_name

_WIDTHS = (6, 22, 10, 64, 64)


def returned_copy(
    book: Book,
    form: Form | None,
    *,
    key: bytes,
    unit_name: str = "",
    campaign_title: str = "",
    filename: str = "",
    locked: Set[Place] = frozenset(),
) -> bytes:
    """A workbook to mend and send again. Sheet 1 lists every problem; the form follows when the file was read by one.

    It is signed only when the file itself was: a copy never makes a stranger's file the unit's own.
    """
    blob = io.BytesIO()
    with new_workbook(blob) as workbook:
        sheet = workbook.add_worksheet(t("Lỗi cần sửa", "To mend"))
        at: Mapping[Place, str] = {}
        if form:
            at = _form(workbook, book, form, key, unit_name, campaign_title, locked)
        _list(workbook, sheet, book.problems, at, sheet_name(form) if form else "", filename)
        sheet.activate()
        sheet.set_first_sheet()
    return blob.getvalue()


def _form(
    workbook: xlsxwriter.Workbook,
    book: Book,
    form: Form,
    key: bytes,
    unit_name: str,
    campaign_title: str,
    locked: Set[Place],
) -> Mapping[Place, str]:
    token = sign(book.identity, key) if book.identity else ""
    return Drawing(workbook, form, token, _draft(book, form, locked), unit_name, campaign_title).draw()


def _draft(book: Book, form: Form, locked: Set[Place]) -> Draft:
    values = {(c.row, c.column): CellIn(c.value, c.mark, c.qualifier, c.text) for c in book.cells}
    notes: dict[Place, list[str]] = {}
    for problem in book.problems:
        for column in [problem.column] if problem.column else [form.columns[0].code]:
            if problem.row:
                notes.setdefault((problem.row, column), []).append(f"{problem.message} {problem.remedy}")
    wrong = {(p.row, p.column) for p in book.problems if p.row and p.column and p.severity == "error"}
    typed = {(each.row, each.column): _as_it_stood(each) for each in book.typed if each.text}
    return Draft(values, locked, {place: "\n".join(said) for place, said in notes.items()}, typed, wrong)


def _as_it_stood(typed: Typed) -> int | float | str:
    """A number stays a number, or what was wrong would read right in the copy. A date becomes words: a cell that
    kept its date format would turn the number typed over it into a date again."""
    if typed.kind == "text":
        return typed.text
    try:
        number = as_number(typed.text)
    except Wrong:
        return typed.text
    return as_date(number) or number if typed.kind == "date" else number


def _list(
    workbook: xlsxwriter.Workbook,
    sheet: xlsxwriter.workbook.Worksheet,
    problems: tuple[Problem, ...],
    at: Mapping[Place, str],
    form_sheet: str,
    filename: str,
) -> None:
    looks = Looks(workbook)
    errors = sum(p.severity == "error" for p in problems)
    title = t("{n} lỗi cần sửa, {m} điều cần xem", "{n} to mend, {m} to look at", n=errors, m=len(problems) - errors)
    sheet.merge_range(0, 0, 0, 4, "", looks())
    sheet.write_string(0, 0, title, looks(bold=True, font_size=14))
    sheet.merge_range(1, 0, 1, 4, "", looks())
    where = t("Ô ghi theo tệp đã nộp{file}. Bấm vào ô để đến đúng chỗ trong bản này. Sửa xong, lưu và nộp lại tệp này.",
              "Cells are those of the file you sent{file}. Click one to go to its place here. Mend, save and send.",
              file=f" ({filename})" if filename else "")  # fmt: skip
    sheet.write_string(1, 0, where, looks(text_wrap=True, font_color="#595959"))
    sheet.set_row(1, 34)
    heads = ("STT", t("Trang", "Sheet"), t("Ô", "Cell"), t("Sai ở đâu", "What is wrong"), t("Cách sửa", "What to do"))
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, looks.table(bold=True, align="center", bg_color="#E8ECEF"))
    for number, problem in enumerate(problems, start=1):
        _line(sheet, looks, number, problem, at, form_sheet)
    sheet.freeze_panes(3, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _line(
    sheet: xlsxwriter.workbook.Worksheet,
    looks: Looks,
    number: int,
    problem: Problem,
    at: Mapping[Place, str],
    form_sheet: str,
) -> None:
    line = number + 2
    tint = WRONG if problem.severity == "error" else "#FFFFFF"
    look = looks.table(valign="top")
    sheet.write_number(line, 0, number, looks.table(align="center", valign="top", bg_color=tint))
    sheet.write_string(line, 1, problem.sheet, look)
    here = at.get((problem.row, problem.column), "")
    if here:
        link = looks.table(valign="top", font_color="#0B5CAD", underline=1)
        name = form_sheet.replace("'", "''")
        sheet.write_url(line, 2, f"internal:'{name}'!{here}", link, string=problem.cell or here)
    else:
        sheet.write_string(line, 2, problem.cell, look)
    sheet.write_string(line, 3, problem.message, look)
    sheet.write_string(line, 4, problem.remedy, look)

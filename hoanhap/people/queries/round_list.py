"""A review on paper, for the meeting of a hamlet: a box to tick for each finding. Official lists are Vietnamese."""

import io
from datetime import date
from typing import Final

import xlsxwriter

from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import speaking
from hoanhap.people.importing.workbooks import Looks, on_paper
from hoanhap.people.queries.rounds import RoundPage, round_page

FIRST: Final = (("STT", 6), ("Mã hồ sơ", 18), ("Họ và tên", 28), ("Năm sinh", 10))
LAST: Final = ("Người xác nhận, ngày", 28)
WARNING: Final = "Có dữ liệu cá nhân: chỉ dùng để rà soát, không sao chép, không niêm yết; nộp lại cho xã sau buổi họp."
HEADINGS_AT: Final = 3


def round_list(actor: Actor, round_id: int, on: date) -> bytes:
    """The people of a review as `round_page` shows them to this reader: names to who walks through it, initials to who
    leads. Noted as a reading. Raises Outside."""
    with speaking("vi"):
        page = round_page(actor, round_id, on)
        found = codelist("findings").choices()
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            _draw(book, page, found)
        return out.getvalue()


def _draw(book: xlsxwriter.Workbook, page: RoundPage, findings: list[tuple[str, str]]) -> None:
    looks, sheet = Looks(book), book.add_worksheet("Rà soát")
    columns = [*FIRST, *((words, 12) for _, words in findings), LAST]
    sheet.write_string(0, 0, page.round.title, looks.title)
    sheet.write_string(1, 0, f"Mở ngày {format_date(page.round.opened_on)}. {WARNING}", looks.plain)
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADINGS_AT, column, heading, looks.heading)
    for n, line in enumerate(page.lines, 1):
        ticks = ["x" if line.found == code else "" for code, _ in findings]
        who = f"{line.by}, {format_date(line.on)}" if line.on else ""
        said = [str(n), line.code, line.name or line.initials, str(line.birth_year), *ticks, who]
        for column, text in enumerate(said):
            sheet.write_string(HEADINGS_AT + n, column, text, looks.text)
    on_paper(sheet, HEADINGS_AT)

"""Two workbooks for the officer: an empty list to fill in, and the lines that were not taken, each with its reason.

Both are lists that the reader understands: what is filled in or mended goes in again.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format

from hoanhap.kernel.lang import t
from hoanhap.people.importing import values
from hoanhap.people.importing.headings import field_of
from hoanhap.people.importing.lists import parse
from hoanhap.people.importing.shown import Shown
from hoanhap.people.rules.words import forbidden

TITLE: Final = "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY, NGƯỜI NGHIỆN MA TÚY"
# Heading, width, and how it may be written. The file is an official list: Vietnamese whatever the reader speaks.
HEADINGS: Final = (
    ("STT", 6, "1, 2, 3 …"),
    ("Họ và tên", 28, "Cần có. Chữ hoa hay chữ thường đều được."),
    ("Ngày sinh", 14, "Cần có. 15/3/1989, 15.3.89, 1989-03-15; chỉ biết năm thì ghi 1989."),
    ("Giới tính", 10, "Cần có. Nam, Nữ."),
    ("Số CMND/CCCD", 18, "9 hoặc 12 chữ số. Nên để ô kiểu Text để không mất số 0 ở đầu."),
    ("Ngày cấp", 14, "Như ngày sinh."),
    ("Nơi cấp", 24, ""),
    ("Dân tộc", 12, "Kinh, Tày, Nùng, Dao, H'Mông …"),
    ("Nơi ở hiện nay", 30, "Thôn, xóm, tổ, số nhà. Không có nơi ở ổn định thì ghi như vậy."),
    ("Điện thoại", 16, ""),
    ("Tên gọi khác", 18, "Nhiều tên thì cách nhau bằng dấu phẩy."),
    ("Trình độ học vấn", 16, "9/12, tiểu học, THCS, trung cấp, đại học …"),
    ("Nghề nghiệp", 18, ""),
    ("Diện quản lý", 18, "Người nghiện, người sử dụng, sau cai. Cả danh sách một diện thì để trống, chọn khi nạp."),
    ("Ngày vào danh sách", 16, "Như ngày sinh; để trống là ngày nạp."),
    ("Loại ma túy", 20, "Heroin, thuốc phiện, ma túy đá, hồng phiến …; nhiều loại cách nhau bằng dấu phẩy."),
    ("Hình thức sử dụng", 16, "Hút, hít, tiêm chích, uống."),
    ("Năm bắt đầu sử dụng", 14, "2015"),
)
REASON: Final = "Lý do chưa nhận"
LINES: Final = 200  # of the empty list, ruled


def empty_list() -> bytes:
    """The empty list; a second sheet says how each column may be written."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        looks = Looks(book)
        sheet = book.add_worksheet("Danh sách")
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, TITLE, looks.title)
        for column, (heading, width, _) in enumerate(HEADINGS):
            sheet.set_column(column, column, width, looks.text)
            sheet.write(2, column, heading, looks.heading)
        for row in range(3, 3 + LINES):
            for column in range(len(HEADINGS)):
                sheet.write_blank(row, column, None, looks.text)
        sheet.freeze_panes(3, 2)
        on_paper(sheet, 2)
        how = book.add_worksheet("Cách ghi")
        how.set_column(0, 0, 24)
        how.set_column(1, 1, 90)
        for row, (heading, _, words) in enumerate(HEADINGS):
            how.write(row, 0, heading, looks.heading)
            how.write(row, 1, words, looks.text)
        how.write(len(HEADINGS) + 1, 0, "Không ghi tình trạng HIV vào danh sách này.", looks.title)
    return out.getvalue()


def left_over(sheets: Sequence[Any], shown: Shown, reasons: Mapping[int, str]) -> bytes:
    """The lines with a reason as they were written, under their headings. A column or cell about HIV stays behind."""
    cells = next(cells for name, cells, _ in parse(sheets) if name == shown.sheet)
    columns = [column for column in shown.columns if field_of(column.heading) != "forbidden"]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        looks = Looks(book)
        sheet = book.add_worksheet("Chưa nhận")
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 18, looks.text)
            sheet.write_string(0, place, column.heading, looks.heading)
        sheet.set_column(len(columns), len(columns), 60)
        sheet.write_string(0, len(columns), REASON, looks.heading)
        for place, row in enumerate(sorted(reasons), 1):
            for at, column in enumerate(columns):
                said = _written(cells.get((row, column.number)))
                sheet.write_string(place, at, "" if forbidden(said) else said, looks.text)
            sheet.write_string(place, len(columns), reasons[row], looks.reason)
        sheet.freeze_panes(1, 0)
        on_paper(sheet, 0)
    return out.getvalue()


def reason_of(problems: Iterable[str], otherwise: str) -> str:
    """All that is wrong with a line in one cell."""
    return "; ".join(dict.fromkeys(problems)) or otherwise


def undecided(alike: Iterable[str]) -> str:
    return t("Chưa quyết định: có thể là {x}", "Not decided: it may be {x}", x=", ".join(alike))


def _written(cell: values.Cell | None) -> str:
    """As text, so that no zero is lost and no day becomes a number again."""
    if cell is None:
        return ""
    day = values.shown_day(cell)
    return day or values.text(cell)


class Looks:
    """How lists of this room look in Excel."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def look(**more: Any) -> Format:
            return book.add_format({"font_name": "Times New Roman", "font_size": 12, "valign": "top", **more})

        self.title = look(bold=True, align="left")
        self.plain = look()
        self.heading = look(bold=True, text_wrap=True, border=1, bg_color="#EEECE6")
        self.text = look(text_wrap=True, border=1, num_format="@")
        self.reason = look(text_wrap=True, border=1, font_color="#9B2C20")


def on_paper(sheet: Any, headings: int) -> None:
    """A4 across, as wide as the page, the headings on every page. `headings`: their line, from 0."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(headings)
    sheet.set_footer("&C&P/&N")

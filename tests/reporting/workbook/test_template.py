"""The workbook an officer downloads."""

import pytest

from hoanhap.kernel.lang import speaking
from hoanhap.reporting.workbook import marks
from hoanhap.reporting.workbook.book import CellIn
from hoanhap.reporting.workbook.identity import verify
from tests.reporting.workbook.samples import (
    AT,
    EXPECTED,
    FORM,
    KEY,
    LETTER,
    LIST,
    WHO,
    figures,
    list_workbook,
    opened,
    reading,
    workbook,
)


def test_it_looks_like_the_paper():
    sheet = opened(workbook()).worksheets[0]
    head = [sheet.cell(7, c).value for c in range(2, 8)]
    assert sheet.title == "Phụ lục 9"
    assert [sheet.cell(r, 2).value for r in (2, 3, 4)] == ["Phụ lục 9", "BIỂU THỬ", "Đơn vị báo cáo: UBND xã Cần Yên"]
    assert head == ["STT", "Chỉ tiêu", "Đơn vị tính", "2018", "2019", "6 tháng đầu năm 2020"]
    labels = [sheet.cell(r, 3).value for r in range(8, 21)]
    assert labels[:6] == ["Tổ công tác", "- Số tổ được thành lập", "- Số cán bộ tham gia", "- Số người đăng ký",
                          "Trong đó:", "+ Tại cộng đồng"]  # fmt: skip


def test_every_place_stands_where_the_tests_think():
    sheet = opened(workbook()).worksheets[0]
    for row, line in AT.items():
        assert sheet.cell(line, 1).value == marks.row(row), row
    assert {sheet[f"{letter}1"].value for letter in LETTER.values()} == {marks.column(c) for c in LETTER}


def test_only_what_is_hers_to_write_is_open():
    locked = {("1.1", "2018")}
    sheet = opened(workbook(locked=locked)).worksheets[0]
    assert sheet.protection.sheet and not sheet.protection.password
    open_cells = {c.coordinate for line in sheet.iter_rows() for c in line if not c.protection.locked}
    totals = {f"{letter}{AT['1.3']}" for letter in LETTER.values()}
    figures_ = {f"{letter}{line}" for letter in LETTER.values() for line in AT.values()}
    assert open_cells == figures_ - totals - {f"E{AT['1.1']}"}
    assert sheet[f"F{AT['1.1']}"].fill.fgColor.rgb == "FFFFF9E3"
    assert sheet[f"E{AT['1.1']}"].fill.fgColor.rgb == "FFF2F2F2"


def test_totals_are_formulas_that_carry_their_result():
    data = workbook()
    cell = f"E{AT['1.3']}"
    assert opened(data).worksheets[0][cell].value == '=IF(COUNT(E13,E14)=0,"",SUM(E13,E14))'
    assert opened(data, data_only=True).worksheets[0][cell].value == 50
    empty = opened(workbook(values={}), data_only=True).worksheets[0][cell].value
    assert empty in (None, "")


def test_marks_and_identity_are_out_of_sight():
    book = opened(workbook())
    sheet, home = book.worksheets
    assert sheet.column_dimensions["A"].hidden and sheet.row_dimensions[1].hidden
    assert home.title == marks.HOME_SHEET and home.sheet_state == "veryHidden"
    assert verify(home["A1"].value, KEY) == WHO == verify(sheet["A1"].value, KEY)


def test_panes_print_and_hints_are_set():
    sheet = opened(workbook()).worksheets[0]
    assert sheet.freeze_panes == "E8"
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows and sheet.print_area
    hints = {str(area): rule for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    hint = hints[f"E{AT['1.2']}:G{AT['1.2']}"]
    assert hint is hints[f"E{AT['2.1']}:G{AT['2.1']}"] is not hints[f"E{AT['3']}:G{AT['3']}"]
    assert hint.formula1 == "OR(ISTEXT(E10),AND(ISNUMBER(E10),E10>=0,E10=INT(E10)))"
    assert "người" in hint.prompt and "không phát sinh" in hint.prompt
    assert "hơn 830" in hints[f"E{AT['2.2']}:G{AT['2.2']}"].prompt
    assert f"E{AT['1.3']}:G{AT['1.3']}" not in hints


def test_it_is_in_vietnamese_whatever_the_screen_speaks():
    with speaking("en"):
        english = workbook()
    assert english == workbook()


def test_the_same_template_is_the_same_bytes():
    assert workbook() == workbook()


def test_notes_stand_at_their_cells():
    sheet = opened(workbook(notes={("1.2", "2019"): "Vì sao tăng?"})).worksheets[0]
    assert "Vì sao tăng?" in sheet[f"F{AT['1.2']}"].comment.text


def test_hostile_names_stay_text():
    name = '=HYPERLINK("http://x","y")&<b>\u202e{{x}}'
    sheet = opened(workbook(unit_name=name, campaign_title=name)).worksheets[0]
    assert sheet["B4"].value.startswith("Đơn vị báo cáo: =HYPERLINK")
    assert sheet["B5"].data_type == "s" and sheet["B5"].hyperlink is None


def test_what_it_was_filled_with_is_what_is_read():
    book = reading(workbook())
    assert book.clean and book.identity == WHO
    assert figures(book) == EXPECTED
    assert (book.rows_read, book.accepted, book.rejected) == (10, 10, 0)


def test_an_empty_template_reads_as_blank_and_not_as_zero():
    book = reading(workbook(values={}))
    assert book.clean and book.cells == () and book.rows_read == 10


def test_a_list_has_lines_to_write_on_and_keeps_those_it_has():
    values = {
        ("k7", "loai"): CellIn(text="KH"),
        ("k7", "ngay"): CellIn(text="2020-09-07"),
        ("k7", "noi-dung"): CellIn(text="=1+1"),
        ("k7", "ban"): CellIn(3),
    }
    data = list_workbook(values=values)
    sheet = opened(data).worksheets[0]
    assert sheet["A8"].value == marks.line("k7") and sheet["B8"].value == 1
    assert [sheet.cell(8, c).value for c in (3, 6, 7)] == ["Kế hoạch", 3, "=1+1"]
    assert sheet["G8"].data_type == "s"
    assert sheet.cell(7 + marks.LIST_LINES, 2).value == marks.LIST_LINES
    kinds = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds[f"C8:C{7 + marks.LIST_LINES}"] == "list"
    assert figures(reading(data)) == values


@pytest.mark.parametrize("form", [FORM, LIST], ids=lambda f: f.kind)
def test_both_kinds_carry_every_column_of_the_form(form):
    data = workbook() if form is FORM else list_workbook()
    sheet = opened(data).worksheets[0]
    marked = {c.value for c in sheet[1] if isinstance(c.value, str) and c.value.startswith(marks.COLUMN)}
    assert marked == {marks.column(c.code) for c in form.columns}

"""Annexes as workbooks: the paper's rows, numbers as numbers, a trace at every figure."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hoanhap.documents.annex import CellShown, annex_table
from hoanhap.documents.xlsx import AnnexHeading, book, scaled, stencil
from tests.documents.samples import ANNEX_1, ANNEX_2, ANNEX_3, LINES, row, values, w

HEADING = AnnexHeading("(Kèm theo Báo cáo số 05/BC-UBND)", "Tỉnh Cao Bằng: 198/199 xã", "Ghi chú", "SỐ LIỆU MINH HỌA")
VALUES = {"phu-luc-1": LINES, "phu-luc-2": values(ANNEX_2), "phu-luc-3": values(ANNEX_3)}


@pytest.fixture(scope="module")
def filled() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book([ANNEX_1, ANNEX_2, ANNEX_3], VALUES, HEADING, lines=4)))


def lines_of(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def test_each_form_has_a_sheet_under_the_name_of_its_annex(filled: openpyxl.Workbook) -> None:
    assert filled.sheetnames == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"]


def test_rows_and_merged_heads_are_those_of_the_paper(filled: openpyxl.Workbook) -> None:
    sheet = filled["Phụ lục 2"]
    lines = lines_of(sheet)
    assert [lines[i][0] for i in range(5)] == [
        "Phụ lục 2",
        "BIỂU THỐNG KÊ SỐ LIỆU CAI NGHIỆN",
        "TẠI GIA ĐÌNH, CỘNG ĐỒNG",
        HEADING.reference,
        HEADING.subtitle,
    ]
    assert lines[5] == ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm", None, None, None, None]
    assert lines[6] == [None, None, None, "2016", "2017", "2018", "2019", "6 tháng đầu năm 2020"]
    assert {"A6:A7", "B6:B7", "C6:C7", "D6:H6"} <= {str(r) for r in sheet.merged_cells.ranges}
    titles = [line[1] for line in lines[7:] if line[1]]
    assert titles[:3] == ["Tổ công tác cai nghiện", "- Số tổ được thành lập", "- Số tổ đang hoạt động"]
    assert titles[5:7] == ["Trong đó:", "+ Số người đăng ký cai nghiện tại cộng đồng"]
    assert len(titles) == len(ANNEX_2.rows) + 2
    assert lines[-2][0] == HEADING.source_note and lines[-1][0] == HEADING.banner


def test_figures_are_numbers_and_what_is_not_a_bare_number_is_printed_as_said(filled: openpyxl.Workbook) -> None:
    lines = lines_of(filled["Phụ lục 2"])
    assert lines[8][3:6] == ["hơn 8.200", "-", 1274]
    assert lines[9][3:5] == [2000, 2137]
    money = lines_of(filled["Phụ lục 3"])
    start = next(i for i, line in enumerate(money) if line[1] == "- Kinh phí Trung ương")
    assert money[start][2:4] == [200, 213.7]


def test_every_figure_carries_its_trace_and_leads_to_its_page(filled: openpyxl.Workbook) -> None:
    for form in (ANNEX_2, ANNEX_3):
        cells = [c for line in filled[form.annex.vi].iter_rows() for c in line if c.hyperlink]
        shown = VALUES[form.code]
        assert {(c.comment.text, c.hyperlink.target) for c in cells} == {(s.trace, s.url) for s in shown.values()}
        assert len(cells) == len(shown) > 30


def test_a_list_prints_its_lines_in_order_and_blank_ones_after(filled: openpyxl.Workbook) -> None:
    lines = lines_of(filled["Phụ lục 1"])
    head = next(i for i, line in enumerate(lines) if line[0] == "STT")
    assert lines[head + 1][:3] == ["1", "1152/KH-UBND", "18/5/2015"]
    assert lines[head + 1][4] == 13
    assert lines[head + 2][0:2] == ["2", "13/QĐ-UBND"]
    assert lines[head + 4] == ["4", None, None, None, None]


def test_the_page_is_a4_one_page_wide_with_the_head_on_every_page(filled: openpyxl.Workbook) -> None:
    sheet = filled["Phụ lục 2"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$6:$7"
    assert filled["Phụ lục 3"].page_setup.orientation == "landscape"


def test_a_form_with_one_period_needs_no_second_head_row() -> None:
    form = replace(ANNEX_2, columns=ANNEX_2.columns[:1])
    assert [[c.text for c in line] for line in annex_table(form, {}).table.header] == [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "2016"]
    ]


def test_a_rows_own_window_is_printed_after_its_title() -> None:
    form = replace(ANNEX_2, rows=(row("1", "Số người", window="01/01/2017–30/6/2020"),))
    assert annex_table(form, {}).table.rows[0][1].text == "- Số người (01/01/2017–30/6/2020)"


def test_money_is_scaled_without_loss() -> None:
    assert scaled(3_700_500_001, 6) == Decimal("3700.500001")
    assert scaled(12, 0) == 12


def test_a_value_without_a_place_in_the_form_is_refused_not_dropped() -> None:
    with pytest.raises(KeyError):
        book([ANNEX_2], {"phu-luc-2": {("không có", "2016"): CellShown("1", 1)}}, HEADING)


def test_two_annexes_of_one_name_get_two_sheets() -> None:
    twin = replace(ANNEX_3, code="khac", annex=w("Phụ lục 2"))
    assert stencil(ANNEX_2, twin).plans[1].sheet != "Phụ lục 2"


def test_a_name_that_excel_forbids_is_made_lawful() -> None:
    odd = replace(ANNEX_2, annex=w("Biểu 03/BCN: [nháp] " + "dài " * 10))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(book([odd], {}, HEADING))).sheetnames
    assert len(sheet) <= 31 and not set("[]:*?/\\") & set(sheet)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert book([ANNEX_2], VALUES, HEADING) == book([ANNEX_2], VALUES, HEADING)


def test_rows_are_as_high_as_their_text_even_in_programs_that_do_not_measure() -> None:
    long = {**LINES, ("a", "trich-yeu"): CellShown("Kế hoạch rất dài " * 30)}
    heading = replace(HEADING, source_note="Khai báo thiếu: " * 60)
    sheet = openpyxl.load_workbook(io.BytesIO(book([ANNEX_1], {"phu-luc-1": long}, heading)))["Phụ lục 1"]
    first = next(c.row for line in sheet.iter_rows() for c in line if c.value == "1152/KH-UBND")
    assert sheet.row_dimensions[first].height > 100 > sheet.row_dimensions[first + 1].height > 15
    assert sheet.row_dimensions[sheet.max_row - 1].height > 100


def test_no_row_is_higher_than_excel_draws() -> None:
    endless = {("a", "trich-yeu"): CellShown("chữ " * 5_000)}
    sheet = openpyxl.load_workbook(io.BytesIO(book([ANNEX_1], {"phu-luc-1": endless}, HEADING)))["Phụ lục 1"]
    assert max(d.height or 0 for d in sheet.row_dimensions.values()) <= 409.5

"""The copy that goes back: every problem at its cell, every figure kept, nothing made right in passing."""

import datetime

import pytest

from hoanhap.kernel.lang import speaking
from hoanhap.reporting.workbook.reading import Reader
from hoanhap.reporting.workbook.returned import returned_copy
from tests.reporting.workbook.samples import (
    EXPECTED,
    FORM,
    KEY,
    LIST,
    SHEET,
    edited,
    errors,
    figures,
    list_workbook,
    opened,
    part_changed,
    reading,
    setting,
    workbook,
)

PLAIN = workbook()


def back(data: bytes, form=FORM) -> bytes:
    return returned_copy(reading(data), form, key=KEY, unit_name="UBND xã", campaign_title="T", filename="nộp.xlsx")


WRONG = {
    "E9": "hai", "F9": -3, "G9": 1.5, "E10": 1.234, "F10": datetime.date(2020, 2, 1), "G10": "#REF!", "E11": 51,
    "E16": "=1+1", "F16": True, "E18": "hơn 5", "F20": "<b>=1+1</b>",
}  # fmt: skip


def test_the_first_sheet_lists_every_problem_with_its_cell_and_remedy():
    data = edited(PLAIN, setting(**WRONG))
    book = opened(back(data))
    sheet = book.worksheets[0]
    assert sheet.title == "Lỗi cần sửa"
    listed = [[c.value for c in line] for line in sheet.iter_rows(min_row=4, max_col=5)]
    told = reading(data).problems
    assert [line[1:] for line in listed] == [[p.sheet, p.cell, p.message, p.remedy] for p in told]
    assert len(told) >= len(WRONG)
    assert sheet["C4"].hyperlink.location == f"'Phụ lục 9'!{told[0].cell}"


def test_each_problem_stands_at_its_cell_in_red_with_a_note():
    sheet = opened(back(edited(PLAIN, setting(**WRONG)))).worksheets[1]
    for ref in WRONG:
        assert sheet[ref].fill.fgColor.rgb == "FFFAD4CF", ref
        assert sheet[ref].comment and not sheet[ref].protection.locked, ref
    assert sheet["E13"].fill.fgColor.rgb == "FFFFF9E3" and sheet["E13"].comment is None


def test_sent_again_unmended_it_is_wrong_in_the_same_places():
    data = edited(PLAIN, setting(**{ref: typed for ref, typed in WRONG.items() if ref != "E16"}))
    again = reading(back(data))
    assert [where for where, _ in errors(again)] == [where for where, _ in errors(reading(data))]
    assert figures(again) == figures(reading(data))


def test_mended_in_the_copy_it_is_accepted():
    def mend(sheet):
        for ref, value in {"E9": 2, "F9": 3, "G9": 0, "E10": 12, "F10": 13, "G10": 14, "E11": 50}.items():
            sheet[ref] = value
        for ref, value in {"E16": 1, "F16": "-", "E18": 500, "F20": 0}.items():
            sheet[ref] = value

    book = reading(edited(back(edited(PLAIN, setting(**WRONG))), mend, index=1))
    assert book.clean and figures(book) == EXPECTED


def test_a_strangers_file_is_not_signed_on_the_way_back():
    def change(sheet):
        sheet["A1"] = None
        sheet.parent["_hoanhap"]["A1"] = None

    again = reading(back(edited(PLAIN, change)))
    assert again.identity is None and not again.clean


def test_a_file_that_could_not_be_read_gets_the_list_alone():
    book = opened(returned_copy(reading(b"nothing"), None, key=KEY))
    assert book.sheetnames == ["Lỗi cần sửa"] and "Excel" in book.worksheets[0]["D4"].value


def test_problems_of_a_whole_line_stand_at_its_first_figure():
    def swap_labels(sheet):
        sheet["C9"], sheet["C20"] = sheet["C20"].value, sheet["C9"].value

    sheet = opened(back(edited(PLAIN, swap_labels))).worksheets[1]
    assert "nhãn ghi" in sheet["E9"].comment.text and "nhãn ghi" in sheet["E20"].comment.text


def test_a_list_goes_back_line_by_line():
    line = {"C8": "Công điện", "D8": "=x", "E8": "hôm qua", "F8": -1, "G8": "Về việc"}
    data = edited(list_workbook(), setting(**{**line, "D8": "5"}))
    copy = back(data, LIST)
    sheet = opened(copy).worksheets[1]
    assert [sheet[ref].value for ref in ("C8", "D8", "E8", "F8", "G8")] == ["Công điện", "5", "hôm qua", -1, "Về việc"]
    assert errors(reading(copy)) == errors(reading(data))


def test_the_list_of_problems_speaks_the_readers_language_and_the_form_stays_vietnamese():
    data = edited(PLAIN, setting(E9="hai"))
    with speaking("en"):
        book = opened(back(data))
    assert book.worksheets[0].title == "To mend" and "not a number" in book.worksheets[0]["D4"].value
    assert book.worksheets[1]["C7"].value == "Chỉ tiêu"


@pytest.mark.parametrize("typed", ['=HYPERLINK("http://x")', "@SUM(1)", "{=1}", "+1+1", "http://x", "ftp://x"])
def test_what_was_typed_goes_back_as_text(typed):
    def change(sheet):
        sheet["E9"].value = typed
        sheet["E9"].data_type = "s"

    cell = opened(back(edited(PLAIN, change))).worksheets[1]["E9"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)


def test_control_characters_do_not_damage_the_copy():
    data = part_changed(
        edited(PLAIN, setting(E9="hai")), SHEET, lambda x: x.replace(b"<t>hai</t>", b"<t>h_x0001_a\xef\xbf\xbfi</t>")
    )
    assert Reader({}).look(back(data)).problems  # a sound zip, of a form this reader does not know
    assert opened(back(data)).worksheets[1]["E9"].value

"""List forms: any number of lines, each field of its own kind."""

import datetime

import pytest

from hoanhap.reporting.workbook import marks
from hoanhap.reporting.workbook.book import CellIn
from hoanhap.reporting.workbook.lists import MOST_LINES
from tests.reporting.workbook.samples import edited, errors, figures, list_workbook, reading, setting

LINE = {"C8": "Kế hoạch", "D8": "12", "E8": "07/9/2020", "F8": 3, "G8": "Về việc rà soát"}
READ = {
    ("x0001", "loai"): CellIn(text="KH"),
    ("x0001", "so"): CellIn(text="12"),
    ("x0001", "ngay"): CellIn(text="2020-09-07"),
    ("x0001", "ban"): CellIn(3),
    ("x0001", "noi-dung"): CellIn(text="Về việc rà soát"),
}


def filled(**more: object) -> bytes:
    return edited(list_workbook(), setting(**{**LINE, **more}))


def test_a_line_is_read_field_by_field():
    book = reading(filled())
    assert book.clean and figures(book) == READ and (book.rows_read, book.accepted) == (1, 1)


@pytest.mark.parametrize(
    ("cell", "typed", "place", "value"),
    [
        ("C8", "ke hoach", "loai", CellIn(text="KH")),
        ("C8", "QĐ", "loai", CellIn(text="QĐ")),
        ("D8", 12, "so", CellIn(text="12")),
        ("E8", datetime.date(2020, 9, 7), "ngay", CellIn(text="2020-09-07")),
        ("E8", "ngày 7 tháng 9 năm 2020", "ngay", CellIn(text="2020-09-07")),
        ("E8", 44081, "ngay", CellIn(text="2020-09-07")),
        ("F8", "1.234", "ban", CellIn(1234)),
        ("F8", "-", "ban", CellIn(None, "nil")),
        ("G8", 1.5, "noi-dung", CellIn(text="1.5")),
        ("G8", datetime.date(2020, 9, 7), "noi-dung", CellIn(text="2020-09-07")),
    ],
)
def test_fields_are_taken_as_people_write_them(cell, typed, place, value):
    book = reading(filled(**{cell: typed}))
    assert errors(book) == [] and figures(book)["x0001", place] == value


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("C8", "Công điện", "không có trong danh mục"),
        ("C8", None, "chưa có “Loại văn bản”"),
        ("E8", None, "chưa có “Ngày ban hành”"),
        ("E8", "hôm qua", "không phải là một ngày"),
        ("E8", "31/02/2020", "không phải là một ngày"),
        ("E8", 2019, "không phải là một ngày"),
        ("F8", "ba", "không phải là số"),
        ("F8", -1, "số âm"),
        ("F8", datetime.date(2020, 2, 1), "ngày"),
        ("F8", "hơn 3", "không ghi “hơn”"),
        ("G8", "=1+1", "chưa có kết quả"),
        ("G8", "x" * 10_001, "dài quá 10000 ký tự"),
    ],
)
def test_a_wrong_field_is_told_at_its_cell(cell, typed, said):
    book = reading(filled(**{cell: typed}))
    ((where, message),) = errors(book)
    assert where == cell and said in message
    assert (book.rows_read, book.accepted, book.rejected) == (1, 0, 1)


def test_keys_stay_with_their_lines_and_new_ones_are_the_same_every_time():
    values = {("k7", "loai"): CellIn(text="KH"), ("k7", "ngay"): CellIn(text="2020-09-07")}

    def change(sheet):
        sheet.insert_rows(8, 1)
        for line in (8, 10, 11):
            sheet.cell(line, 3).value, sheet.cell(line, 5).value = "Quyết định", "01/02/2019"
        sheet["A11"] = marks.line("k7")  # a line copied whole, its key too

    data = edited(list_workbook(values=values), change)
    book = reading(data)
    assert book.clean and [key for key, _ in book.row_at] == ["x0001", "k7", "x0002", "x0003"]
    assert reading(data) == book


def test_two_thousand_lines_are_read_and_one_more_is_told():
    line = (("loai", CellIn(text="KH")), ("ngay", CellIn(text="2020-09-07")))
    values = {(f"k{i}", column): cell for i in range(MOST_LINES) for column, cell in line}
    full = list_workbook(values=values)
    assert reading(full).clean and reading(full).rows_read == MOST_LINES
    over = reading(edited(full, lambda sheet: sheet.cell(8 + MOST_LINES, 3, "Kế hoạch")))
    assert any("quá 2000 dòng" in message for _, message in errors(over))


def test_columns_are_found_by_their_headings_when_the_marks_are_gone():
    def change(sheet):
        for line in (1, *range(8, 20)):
            sheet.cell(line, 1).value = None
        for column in range(3, 8):
            sheet.cell(1, column).value = None

    assert figures(reading(edited(filled(), change))) == READ

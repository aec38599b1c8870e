"""A book of a year is a workbook that says what the rows say, and refuses rows that it cannot print."""

import io
from datetime import date

import openpyxl
import pytest

from hoanhap.catalog import books
from hoanhap.documents.books import LEAST_LINES, UNVERIFIED, BadRows, book_xlsx

ROW = {"name": "Lý Văn Thử", "turn": 2, "starts_on": date(2020, 3, 2), "loan": 20_000_000, "note": "=1+1"}


def sheet(*rows, code="so-01-scn", **more):
    told = {"agency": "Ủy ban nhân dân xã Bảo Toàn", "label": "DỮ LIỆU MINH HỌA", **more}
    return openpyxl.load_workbook(io.BytesIO(book_xlsx(code, 2020, list(rows), **told))).active


def texts(ws):
    return [str(cell.value) for row in ws.iter_rows() for cell in row if cell.value is not None]


def test_the_book_says_whose_it_is_of_which_year_and_what_stands_in_it():
    ws = sheet(ROW, {"name": "Nông Thị Mẫu"})
    said = texts(ws)
    for text in ("Sổ 01-SCN", "Ủy ban nhân dân xã Bảo Toàn", "Lý Văn Thử", "Nông Thị Mẫu", "02/3/2020", UNVERIFIED):
        assert text in said
    assert any("Mở sổ ngày 01/01/2020, khóa sổ ngày 31/12/2020. Số người ghi: 2" in text for text in said)
    assert "DỮ LIỆU MINH HỌA" in said


def test_figures_are_numbers_and_what_looks_like_a_formula_is_text():
    ws = sheet(ROW)
    cells = {cell.value: cell for row in ws.iter_rows() for cell in row if cell.value is not None}
    assert cells[20_000_000].data_type == "n" and cells["=1+1"].data_type == "s"


@pytest.mark.parametrize("code", sorted(books.books()))
def test_every_book_prints_its_columns_even_empty(code):
    ws = sheet(code=code)
    said = texts(ws)
    assert all(c.title.vi in said for c in books.book(code).columns)
    assert [t for t in said if t.isdigit() and int(t) <= LEAST_LINES][-1] == str(LEAST_LINES)


def test_a_wide_book_is_printed_on_a3_and_a_narrow_one_on_a4():
    assert (sheet(code="mau-11").page_setup.paperSize, sheet(code="mau-52").page_setup.paperSize) == (8, 9)


def test_rows_that_do_not_fit_are_refused_all_at_once():
    with pytest.raises(BadRows) as told:
        book_xlsx("so-01-scn", 2020, [{"hiv": "x", "turn": "hai"}, {"starts_on": "02/3/2020", "loan": True, "name": 7}])
    assert len(told.value.reasons) == 5
    assert told.value.reasons[0] == "Dòng 1: sổ không có cột “hiv”."

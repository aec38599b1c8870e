"""A workbook drawn once and filled many times: what goes in comes out, and nothing becomes a formula."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

from hoanhap.documents import archive
from hoanhap.documents.stencil import MOST_CHARACTERS, Filling, Stencil, Value, place

SHEET = "Phụ lục “2” & <3>"


def draw(book: xlsxwriter.Workbook) -> None:
    number = book.add_format({"num_format": "#,##0", "align": "right"})
    quoted = book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string("A1", "- Số tổ", quoted)
    sheet.write_comment("A1", "Mã dấu vết < & >")
    for row in range(1, 40):
        sheet.write_blank(row, 1, None, number)
    sheet.repeat_rows(0)
    other = book.add_worksheet("Khác")
    other.write_blank("C3", None, number)


@pytest.fixture(scope="module")
def stencil() -> Stencil:
    return Stencil.build(draw)


def read(blob: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(blob))


def test_values_come_back_as_they_went_in(stencil: Stencil) -> None:
    values: dict[str, Value] = {
        "B2": 12,
        "B3": 0,
        "B4": -7,
        "B5": Decimal("3700.500"),
        "B6": 1.5,
        "B7": "hơn 8.200",
        "B8": None,
        "B9": "",
        "B10": Decimal("8E+9"),
        "B11": 999_999_999_999_999,
    }
    sheet = read(stencil.fill({SHEET: Filling(values)}))[SHEET]
    found = {ref: sheet[ref].value for ref in values}
    assert found == {**values, "B5": 3700.5, "B9": None, "B10": 8_000_000_000}


def test_calamine_reads_the_same(stencil: Stencil) -> None:
    blob = stencil.fill({SHEET: Filling({"B2": 12, "B3": "=1+1", "B4": Decimal("0.3")})})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_name(SHEET).to_python()
    assert rows == [["- Số tổ", ""], ["", 12.0], ["", "=1+1"], ["", 0.3]]


def test_a_number_too_long_for_excel_goes_in_as_text(stencil: Stencil) -> None:
    cell = read(stencil.fill({SHEET: Filling({"B2": 12_345_678_901_234_567})}))[SHEET]["B2"]
    assert (cell.value, cell.data_type) == ("12345678901234567", "s")


def test_decimals_are_shown_only_where_there_are_some(stencil: Stencil) -> None:
    sheet = read(stencil.fill({SHEET: Filling({"B2": Decimal("3.7"), "B3": Decimal("4.000")})}))[SHEET]
    assert sheet["B2"].number_format == "#,##0.0#####"
    assert sheet["B3"].number_format == "#,##0"


def test_a_date_is_a_number_of_days(stencil: Stencil) -> None:
    assert read(stencil.fill({SHEET: Filling({"B2": date(2020, 9, 7)})}))[SHEET]["B2"].value == 44081


@pytest.mark.parametrize("text", ["=1+1", "+84", "-Số", "@SUM(A1)", "\t=1", "\n=1", "=cmd|' /C calc'!A0"])
def test_text_like_a_formula_stays_text_even_when_edited(stencil: Stencil, text: str) -> None:
    blob = stencil.fill({SHEET: Filling({"B2": text})})
    cell = read(blob)[SHEET]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert b"<f>" not in archive.parts_of(blob)["xl/worksheets/sheet1.xml"]


def test_notes_and_links_stand_at_their_cells_beside_the_drawn_one(stencil: Stencil) -> None:
    url = "http://127.0.0.1:8000/dau-vet?a=1&b=<2>"
    blob = stencil.fill({SHEET: Filling({"B2": 5}, notes={"B2": "PL2 <&> “x”"}, links={"B2": url})})
    sheet = read(blob)[SHEET]
    assert sheet["A1"].comment.text == "Mã dấu vết < & >"
    assert sheet["B2"].comment.text == "PL2 <&> “x”"
    assert sheet["B2"].hyperlink.target == url
    assert archive.parts_of(blob)["xl/drawings/vmlDrawing1.vml"].count(b"<x:ClientData") == 2


def test_a_thousand_notes_have_a_thousand_shapes_of_their_own(stencil: Stencil) -> None:
    notes = {f"D{i}": str(i) for i in range(1, 1201)}
    vml = archive.parts_of(stencil.fill({SHEET: Filling(notes=notes)}))["xl/drawings/vmlDrawing1.vml"].decode()
    root = etree.fromstring(vml.encode())
    ids = [e.get("id") for e in root if e.tag.endswith("}shape")]
    assert len(ids) == len(set(ids)) == 1201
    assert 'data="64,65"' in vml


def test_filling_one_sheet_leaves_the_others_blank(stencil: Stencil) -> None:
    book = read(stencil.fill({"Khác": Filling({"C3": 3})}))
    assert book["Khác"]["C3"].value == 3
    assert book[SHEET]["B2"].value is None


def test_what_was_not_drawn_cannot_be_filled(stencil: Stencil) -> None:
    with pytest.raises(KeyError, match="B77"):
        stencil.fill({SHEET: Filling({"B77": 1})})
    with pytest.raises(KeyError, match="Thừa"):
        stencil.fill({"Thừa": Filling()})
    with pytest.raises(KeyError, match="without a note"):
        stencil.fill({"Khác": Filling({"C3": 1}, notes={"C3": "x"})})


def test_equal_fillings_give_equal_bytes_because_no_clock_is_read() -> None:
    filling = {SHEET: Filling({"B2": 1}, {"B2": "x"}, {"B2": "http://x"})}
    first = Stencil.build(draw).fill(filling)
    assert Stencil.build(draw).fill(filling) == first
    assert {i.date_time for i in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"<dcterms" not in archive.parts_of(first)["docProps/core.xml"]


def test_every_part_is_well_formed_and_the_archive_sound(stencil: Stencil) -> None:
    blob = stencil.fill({SHEET: Filling({"B2": "<&>"}, {"B2": "<&>"}, {"B2": "http://x?<&>"})})
    for name, content in archive.parts_of(blob).items():
        assert etree.fromstring(content) is not None, name


def test_a_text_longer_than_a_cell_is_cut_where_excel_would_call_the_file_damaged(stencil: Stencil) -> None:
    cell = read(stencil.fill({SHEET: Filling({"B2": "á" * 40_000})}))[SHEET]["B2"]
    assert len(cell.value) == MOST_CHARACTERS


def test_an_address_is_a_row_and_a_column() -> None:
    assert [place(ref) for ref in ("A1", "C5", "Z9", "AA10")] == [(0, 0), (4, 2), (8, 25), (9, 26)]

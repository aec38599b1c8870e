"""What an officer may do to her workbook and still be understood, and what she is told when she may not."""

import datetime
import unicodedata

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import speaking
from hoanhap.reporting.workbook import marks
from hoanhap.reporting.workbook.book import Book, CellIn
from hoanhap.reporting.workbook.figures import MOST
from hoanhap.reporting.workbook.identity import Identity, sign
from hoanhap.reporting.workbook.reading import Binder, Reader, read
from hoanhap.reporting.workbook.template import template
from tests.reporting.workbook.samples import (
    AT,
    EXPECTED,
    FORM,
    FORMS,
    KEY,
    LETTER,
    SHEET,
    WHO,
    edited,
    errors,
    figures,
    opened,
    reading,
    replaced,
    saved,
    setting,
    workbook,
)
from tests.scale import scaled

PLAIN = workbook()


def cell(row: str, column: str = "2018") -> str:
    return f"{LETTER[column]}{AT[row]}"


# ---------------------------------------------------------------- accepted
@pytest.mark.parametrize(
    ("row", "typed", "value"),
    [
        ("1.2", "1.234", CellIn(1234)),
        ("1.2", "1 234", CellIn(1234)),
        ("1.2", "1\u00a0234", CellIn(1234)),
        ("1.2", " 0012 ", CellIn(12)),
        ("1.2", "12 người", CellIn(12)),
        ("1.2", 12.0, CellIn(12)),
        ("1.2", "0", CellIn(0)),
        ("1.2", "-", CellIn(None, "nil")),
        ("1.2", "không phát sinh", CellIn(None, "nil")),
        ("1.2", unicodedata.normalize("NFD", "Không phát sinh"), CellIn(None, "nil")),
        ("1.2", "x", CellIn(None, "nil")),
        ("1.2", None, None),
        ("1.2", "   ", None),
        ("2.2", "hơn 830", CellIn(830, "", "ge")),
        ("2.2", unicodedata.normalize("NFD", "hơn 8.200"), CellIn(8200, "", "ge")),
        ("2.2", ">= 830", CellIn(830, "", "ge")),
        ("3", "1,5", CellIn(1_500_000)),
        ("3", 1.5, CellIn(1_500_000)),
        ("3", 0.1 + 0.2, CellIn(300_000)),
        ("3", "3,7 tỷ", CellIn(3_700_000_000)),
        ("4", "04 tỷ", CellIn(4_000_000_000)),
        ("4", "3 tỷ 700 triệu", CellIn(3_700_000_000)),
        ("4", 400_000_000, CellIn(400_000_000)),
    ],
)
def test_a_number_is_read_the_way_officers_write_it(row, typed, value):
    data = edited(workbook(values={}), setting(**{cell(row): typed}))
    book = reading(data)
    assert errors(book) == []
    assert figures(book).get((row, "2018")) == value


def test_an_english_screen_does_not_change_what_a_vietnamese_paper_says():
    with speaking("en"):
        book = reading(edited(workbook(values={}), setting(**{cell("1.2"): "1.234", cell("3"): "1,5"})))
    assert book.clean
    assert figures(book) == {("1.2", "2018"): CellIn(1234), ("3", "2018"): CellIn(1_500_000)}


def insert_lines(sheet):
    """Excel moves the cells below; openpyxl does not move merged cells, so only lines below the heading."""
    sheet.insert_rows(AT["2.1"], 3)
    sheet.insert_rows(8, 2)


def swap_columns(sheet):
    for line in [1, *range(7, 30)]:
        left, right = sheet.cell(line, 5), sheet.cell(line, 7)
        left.value, right.value = right.value, left.value


def column_moved_away(sheet):
    sheet.move_range("E1:E40", cols=8)


def lines_swapped_whole(sheet):
    for column in range(1, 8):
        a, b = sheet.cell(AT["1.1"], column), sheet.cell(AT["4"], column)
        a.value, b.value = b.value, a.value


def marks_deleted(sheet):
    sheet.delete_cols(1)
    sheet.delete_rows(1)


def row_marks_deleted(sheet):
    for line in range(2, 40):
        sheet.cell(line, 1).value = None


def heading_marks_deleted(sheet):
    for column in range(2, 12):
        sheet.cell(1, column).value = None


def labels_in_decomposed_form(sheet):
    for line in sheet.iter_rows():
        for each in line:
            if isinstance(each.value, str):
                each.value = unicodedata.normalize("NFD", each.value)


def decomposed_without_marks(sheet):
    row_marks_deleted(sheet)
    heading_marks_deleted(sheet)
    labels_in_decomposed_form(sheet)


def numeric_headings_without_marks(sheet):
    heading_marks_deleted(sheet)
    sheet["E7"], sheet["F7"] = 2018, 2019


def notes_in_the_margin(sheet):
    sheet["C40"] = "Người lập biểu"
    sheet["F40"] = "Cần Yên, ngày 07 tháng 9 năm 2020"
    sheet["J12"] = "đã đối chiếu"


def everything_as_text(sheet):
    for line in sheet.iter_rows(min_row=8, min_col=5, max_col=7):
        for each in line:
            if isinstance(each.value, int):
                each.value = f"{each.value}"


@pytest.mark.parametrize(
    "change",
    [
        insert_lines, swap_columns, column_moved_away, lines_swapped_whole, marks_deleted, row_marks_deleted,
        heading_marks_deleted, labels_in_decomposed_form, decomposed_without_marks, numeric_headings_without_marks,
        notes_in_the_margin, everything_as_text,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_rearranged_sheet_says_the_same(change):
    book = reading(edited(PLAIN, change))
    assert errors(book) == []
    assert figures(book) == EXPECTED
    assert (book.rows_read, book.accepted, book.rejected) == (10, 10, 0)


def test_a_renamed_sheet_among_others_is_found():
    book = opened(edited(PLAIN, lambda sheet: None))
    book.worksheets[0].title = "Xã Cần Yên"
    book.create_sheet("Nháp", 0)["A1"] = 5
    book.create_sheet("Trống")
    found = reading(saved(book))
    assert found.clean and figures(found) == EXPECTED and found.sheet == "Xã Cần Yên"


def test_formulas_count_as_the_value_they_were_saved_with():
    data = replaced(PLAIN, SHEET, f'<c r="{cell("1.2")}" s="13"><v>12</v></c>',
                    f'<c r="{cell("1.2")}" s="13"><f>6*2</f><v>12</v></c>')  # fmt: skip
    assert figures(reading(data)) == EXPECTED


def test_our_totals_need_no_saved_result():
    """A program that does not calculate (openpyxl, some phones) drops the results of our own formulas."""
    book = opened(PLAIN)
    assert figures(reading(saved(book))) == EXPECTED


def test_merged_cells_count_once_and_are_pointed_at():
    found = reading(edited(PLAIN, lambda sheet: sheet.merge_cells(f"{cell('1.2')}:{cell('1.2', '2019')}")))
    assert found.clean
    assert figures(found)["1.2", "2018"] == CellIn(12)
    assert ("1.2", "2019") not in figures(found)
    (warning,) = found.problems
    assert warning.severity == "warning" and warning.cell == cell("1.2") and "gộp" in warning.message


def test_a_total_knows_parts_that_excel_could_not_add():
    """Typed as text, a number is invisible to SUM: the formula's result is not the officer's mistake."""
    data = workbook(values={**EXPECTED, ("1.3.1", "2018"): CellIn(20)})
    data = replaced(data, SHEET, '<c r="E13" s="13"><v>20</v></c>',
                    '<c r="E13" s="13" t="inlineStr"><is><t>1.020</t></is></c>')  # fmt: skip
    book = reading(data)
    assert book.clean
    assert figures(book)["1.3", "2018"] == CellIn(1050)
    assert [p.severity for p in book.problems] == ["warning"] and "1.050" in book.problems[0].message


@pytest.mark.parametrize(
    ("parts", "total"),
    [(("-", "-"), CellIn(None, "nil")), (("-", 3), CellIn(3)), ((None, 3), CellIn(3)), ((None, None), None)],
)
def test_a_total_follows_its_parts(parts, total):
    book = opened(workbook(values={}))
    sheet = book.worksheets[0]
    sheet[cell("1.3.1")], sheet[cell("1.3.2")] = parts
    assert figures(reading(saved(book))).get(("1.3", "2018")) == total


def test_a_total_at_least_so_much_may_be_exceeded_by_its_part():
    book = reading(edited(PLAIN, setting(**{cell("2.2"): "hơn 830", cell("2.3"): 852})))
    assert book.clean


# ---------------------------------------------------------------- refused at the cell
@pytest.mark.parametrize(
    ("row", "typed", "said", "remedy"),
    [
        ("1.2", "mười hai", "không phải là số", "-"),
        ("1.2", -3, "số âm", "từ 0 trở lên"),
        ("1.2", "-3", "số âm", "từ 0 trở lên"),
        ("1.2", 1.5, "không phải số nguyên", "số nguyên"),
        ("1.2", 1.234, "số lẻ 1,234", "gõ liền 1234"),
        ("1.2", "1,5", "không phải số nguyên", "số nguyên"),
        ("1.2", "04 tỷ", "số tiền", "8.200"),
        ("1.2", "hơn 30", "không ghi “hơn”", "chính xác"),
        ("1.2", datetime.date(2020, 2, 1), "01/02/2020", "Number"),
        ("1.2", datetime.time(1, 30), "ngày tháng", "Number"),
        ("1.2", "#REF!", "báo lỗi “#REF!”", "công thức"),
        ("1.2", "=#REF!+1", "chưa có kết quả", "Excel"),
        ("1.2", True, "“TRUE” không phải là số", "chữ số"),
        ("1.2", 10**15, "quá lớn", "đơn vị tính"),
        ("4", MOST + 1, "quá lớn", "đơn vị tính"),
        ("1.2", "x" * 5000, "không phải là số", "chữ số"),
        ("1.2", "<b>{{7*7}}</b>", "không phải là số", "chữ số"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_cell(row, typed, said, remedy):
    book = reading(edited(workbook(values={}), setting(**{cell(row): typed})))
    (problem,) = book.problems
    assert (problem.sheet, problem.cell, problem.row, problem.column) == ("Phụ lục 9", cell(row), row, "2018")
    assert said in problem.message and remedy in problem.remedy and len(problem.message) < 200
    assert not book.clean and (book.rows_read, book.accepted, book.rejected) == (10, 9, 1)
    assert book.cells == ()


@pytest.mark.parametrize(
    ("cells", "at", "said"),
    [
        ({"1.3": 51}, "1.3", "Tổng ghi 51, cộng các dòng “trong đó” (E13, E14) được 50."),
        ({"1.3.1": 21, "1.3": 50}, "1.3", "được 51."),
        ({"1.3": "hơn 40"}, "1.3", "không ghi “hơn”"),
        ({"2.2": 400}, "2.2", "cộng được 500, lớn hơn 400"),
        ({"2.2": "-"}, "2.2", "cộng được 500"),
        ({"1.1": 99}, "1.1", "99 tổ nhưng 12 cán bộ năm 2018"),
    ],
)
def test_figures_that_contradict_each_other_are_refused(cells, at, said):
    book = reading(edited(PLAIN, setting(**{cell(row): typed for row, typed in cells.items()})))
    (problem,) = book.problems
    assert problem.cell == cell(at) and said in problem.message and problem.severity == "error"


def test_every_problem_is_told_at_once():
    book = reading(edited(PLAIN, setting(E9="hai", F9=-1, G10=1.5, E11=7, F17=0)))
    assert {where for where, _ in errors(book)} == {"E9", "F9", "G10", "E11", "F17"}
    assert (book.rows_read, book.accepted, book.rejected) == (10, 6, 4)


def test_problems_speak_the_language_of_the_moment():
    data = edited(PLAIN, setting(E9="hai", E11=7))
    with speaking("en"):
        english = [p.message + p.remedy for p in reading(data).problems]
    assert english[0].startswith("“hai” is not a number") and "The total says 7" in english[1]
    vietnamese = [p.message + p.remedy for p in reading(data).problems]
    assert not set(english) & set(vietnamese)


# ---------------------------------------------------------------- refused for its lines
def delete(*rows: str):
    def change(sheet):
        for row in sorted(rows, key=lambda r: -AT[r]):
            sheet.delete_rows(AT[row])

    change.__name__ = "deleted"
    return change


def duplicate_code(sheet):
    sheet["A9"] = marks.row("1.2")


def line_copied_below(sheet):
    for column in range(1, 8):
        sheet.cell(30, column).value = sheet.cell(AT["4"], column).value


def unknown_code(sheet):
    sheet["A25"], sheet["E25"] = marks.row("9.9"), 7


def figures_on_a_strange_line(sheet):
    sheet["C25"], sheet["F25"] = "Cộng", 7


def figures_on_a_heading(sheet):
    sheet["E8"] = 3


def labels_moved_without_their_marks(sheet):
    sheet["C9"], sheet["C20"] = sheet["C20"].value, sheet["C9"].value


def headings_moved_without_their_marks(sheet):
    sheet["E7"], sheet["F7"] = sheet["F7"].value, sheet["E7"].value


def column_deleted(sheet):
    sheet.delete_cols(6)


def column_twice(sheet):
    sheet["I1"] = marks.column("2018")


@pytest.mark.parametrize(
    ("change", "said", "counts"),
    [
        (delete("1.1"), [("", "Mất dòng “Số tổ được thành lập”.")], (9, 9, 0)),
        (delete("1.1", "3"), [("", "Mất dòng “Số tổ được thành lập”."), ("", "Mất dòng “3 Kinh phí”.")], (8, 8, 0)),
        (duplicate_code, [("A10", "có hai lần: dòng 9 và dòng 10")], None),
        (line_copied_below, [("A30", "“Số vốn được vay” có hai lần: dòng 20 và dòng 30")], (11, 10, 1)),
        (unknown_code, [("A25", "mã “9.9” không có trong biểu")], (11, 10, 1)),
        (figures_on_a_strange_line, [("F25", "Dòng 25 có số liệu nhưng không phải dòng của biểu.")], (11, 10, 1)),
        (figures_on_a_heading, [("E8", "Dòng 8 có số liệu")], (11, 10, 1)),
        (labels_moved_without_their_marks, [("C9", "nhưng nhãn ghi"), ("C20", "nhưng nhãn ghi")], (10, 8, 2)),
        (headings_moved_without_their_marks, [("E7", "tiêu đề ghi “2019”"), ("F7", "tiêu đề ghi “2018”")], None),
        (column_deleted, [("", "Mất cột “2019”.")], (10, 10, 0)),
        (column_twice, [("I1", "Cột “2018” có hai lần.")], (10, 10, 0)),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_lines_and_columns_that_cannot_be_placed_are_named(change, said, counts):
    book = reading(edited(PLAIN, change))
    found = errors(book)
    for where, words in said:
        assert any(where == at and words in message for at, message in found), found
    assert not book.clean
    assert book.rows_read == book.accepted + book.rejected
    assert counts is None or (book.rows_read, book.accepted, book.rejected) == counts


def test_a_column_beside_the_form_is_said_not_to_be_read():
    book = reading(edited(PLAIN, setting(I9=5, I10=6)))
    assert book.clean and figures(book) == EXPECTED
    assert [(p.cell, p.severity) for p in book.problems] == [("I7", "warning")]


# ---------------------------------------------------------------- refused as a whole
def other_unit(sheet):
    sheet["A1"] = sign(Identity("tong-ket", "UB-99999", "mau", "1"), KEY)


def test_a_sheet_copied_from_another_units_workbook_is_refused():
    assert "chép từ tệp của đơn vị" in errors(reading(edited(PLAIN, other_unit)))[0][1]


def test_an_identity_signed_by_someone_else_is_refused():
    forged = template(FORM, WHO, key=b"x" * 32, values=EXPECTED, unit_name="A", campaign_title="B")
    book = reading(forged)
    assert book.identity is None and not book.clean
    assert "không hợp lệ" in errors(book)[0][1]
    assert book.rows_read == 10


def test_a_workbook_without_identity_is_read_but_not_accepted():
    def change(sheet):
        sheet["A1"] = None
        sheet.parent["_hoanhap"]["A1"] = None

    book = reading(edited(PLAIN, change))
    assert book.identity is None and not book.clean and figures(book) == EXPECTED
    assert "mất mã nhận dạng" in errors(book)[0][1]


def test_a_sheet_moved_to_a_new_workbook_keeps_its_identity():
    def change(sheet):
        del sheet.parent["_hoanhap"]

    book = reading(edited(PLAIN, change))
    assert book.clean and book.identity == WHO


def test_two_copies_of_the_form_are_refused():
    def change(sheet):
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title = "Nháp"

    assert "Có hai trang cùng là biểu này: “Phụ lục 9” và “Nháp”." in errors(reading(edited(PLAIN, change)))[0][1]


def test_another_version_of_the_form_is_refused():
    old = template(FORM, Identity("tong-ket", "UB-01279", "mau", "2016"), key=KEY, unit_name="A", campaign_title="B")
    book = reading(old)
    assert "biểu “mau” phiên bản 2016" in errors(book)[0][1]
    assert book.rows_read == 0


def test_some_other_workbook_is_no_form():
    other = openpyxl.Workbook()
    other.active["A1"] = "Danh sách"
    assert "Không tìm thấy biểu nào" in errors(reading(saved(other)))[0][1]


# ---------------------------------------------------------------- always
def test_the_file_is_read_alike_twice_and_by_a_reader_that_has_seen_others():
    reader = Reader(FORMS)
    files = [PLAIN, workbook(values={}), edited(PLAIN, insert_lines), workbook(unit_name="Xã khác"), PLAIN,
             edited(PLAIN, setting(E9="hai"))]  # fmt: skip
    binder = Binder(FORMS, KEY)
    for data in [*files, *reversed(files)]:
        assert binder.bind(reader.look(data)) == reading(data)


TYPED = st.one_of(
    st.none(),
    st.integers(-5, 2000),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["-", "hơn 5", "1.234", "1,5", "hai", "04 tỷ", "", "#N/A", "'=1"]),
    st.text(max_size=12),
)
PLACES = [f"{letter}{line}" for letter in LETTER.values() for line in [*AT.values(), 8, 12, 25]]


@settings(max_examples=scaled(300))
@given(st.dictionaries(st.sampled_from(PLACES), TYPED, max_size=12), st.sampled_from(sorted(AT)))
def test_rows_read_are_rows_accepted_and_rejected(cells, lost):
    def change(sheet):
        for ref, value in cells.items():
            try:
                sheet[ref] = value
            except openpyxl.utils.exceptions.IllegalCharacterError:
                continue
        if len(cells) % 3 == 0:
            sheet.delete_rows(AT[lost])

    book = reading(edited(PLAIN, change))
    assert book.rows_read == book.accepted + book.rejected
    assert 0 <= book.rejected <= book.rows_read
    told = {p.row for p in book.problems if p.severity == "error"} & {code for code, _ in book.row_at}
    assert len(told) <= book.rejected
    assert book.clean == (not errors(book))
    assert {(c.row, c.column) for c in book.cells} <= {(r.code, c.code) for r in FORM.filled_rows for c in FORM.columns}


def test_a_problem_that_only_the_caller_knows_counts_its_row():
    book = reading(PLAIN)
    told = book.having(book.problem("1.1", "2019", "khóa", "mở"), book.problem("1.1", "2018", "khóa", "mở"))
    assert told.problems[0].cell == cell("1.1", "2019") and told.problems[0].sheet == "Phụ lục 9"
    assert (told.accepted, told.rejected) == (9, 1) and not told.clean
    assert book.address("1.1", "nowhere") == ""


def test_a_form_of_one_row_and_one_column_is_read_too():
    small = Form(**{**{f: getattr(FORM, f) for f in FORM.__dataclass_fields__}, "rows": FORM.rows[1:2],
                    "columns": FORM.columns[:1], "checks": ()})  # fmt: skip
    data = template(small, WHO, key=KEY, values={("1.1", "2018"): CellIn(4)}, unit_name="A", campaign_title="B")
    books: list[Book] = [read(data, {("mau", "1"): small}, KEY) for _ in range(2)]
    assert [figures(b) for b in books] == [{("1.1", "2018"): CellIn(4)}] * 2

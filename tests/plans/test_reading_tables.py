"""Tables as they come: merged, shifted, broken over lines, without a heading; everything odd told at once."""

from datetime import date

import pytest

from hoanhap.plans.reading.files import read_docx, read_paste, read_text
from tests.plans.reading import (
    HEADING,
    as_docx,
    as_paste,
    as_text,
    codes,
    of_matrix,
    plan,
    said,
    word,
)

ONE = ("1.1", "Phát tờ rơi", "Sở Y tế", "Công an tỉnh", "Quý I", "Quý II", "")
TWO = ("1.2", "Tập huấn", "Sở Tư pháp", "Sở Y tế; Công an tỉnh", "01/3/2020", "trước ngày 20 tháng 6", "xa")
GROUP = ("1", "Tuyên truyền", "", "", "", "", "")
ROWS = (GROUP, ONE, TWO)


def shape(draft):
    return [
        (t.code, t.content, t.group, [r.text for r in t.leads], [r.text for r in t.coordinators],
         t.start.on, t.finish.on, t.note)
        for t in of_matrix(draft)
    ]  # fmt: skip


EXPECTED = [
    ("1.1", "Phát tờ rơi", "1", ["Sở Y tế"], ["Công an tỉnh"], date(2020, 1, 1), date(2020, 6, 30), ""),
    ("1.2", "Tập huấn", "1", ["Sở Tư pháp"], ["Sở Y tế", "Công an tỉnh"], date(2020, 3, 1), date(2020, 6, 19), "xa"),
]


@pytest.mark.parametrize("rows", [ROWS, [*ROWS[:2], HEADING, *ROWS[2:]]], ids=["plain", "heading again"])
def test_the_same_rows_read_the_same_from_word_from_text_and_from_the_clipboard(rows):
    head = "KẾ HOẠCH\nCai nghiện năm 2020\n"
    whole = [HEADING, *rows]
    assert shape(read_docx(as_docx(whole, before=head.split("\n")))) == EXPECTED
    assert shape(read_text(head + as_text(whole))) == EXPECTED
    assert shape(read_text(head + as_paste(whole))) == EXPECTED
    assert shape(read_paste(as_paste(whole), year=2020)) == EXPECTED


def test_a_cell_that_reaches_down_says_the_same_in_every_row():
    found = word([GROUP, ONE, ("1.2", "Tập huấn", "", "", "Quý I", "Quý II", "")], [(2, 2, 3, 2), (2, 3, 3, 3)])
    one, two = of_matrix(found)
    assert one.leads == two.leads
    assert one.coordinators == two.coordinators


def test_rows_that_share_code_and_content_are_one_task():
    more = ("", "", "Công an tỉnh", "", "", "", "")
    found = word([GROUP, ONE, more, TWO], [(2, 0, 3, 0), (2, 1, 3, 1)])
    assert [task.code for task in of_matrix(found)] == ["1.1", "1.2"]
    assert [ref.text for ref in of_matrix(found)[0].leads] == ["Sở Y tế", "Công an tỉnh"]


def test_a_content_that_reaches_down_over_several_codes_loses_none_of_them():
    found = word([GROUP, ONE, ("1.2", *[""] * 6), ("1.3", *[""] * 6)], [(2, 1, 4, 1)])
    assert [task.code for task in of_matrix(found)] == ["1.1", "1.2", "1.3"]
    assert [g.code for g in found.groups] == ["1"] and len(said(found, "no_lead")) == 2


def test_a_heading_over_the_whole_table_opens_a_group():
    found = word([("I. Tuyên truyền", *[""] * 6), ONE], [(1, 0, 1, 6)])
    assert [(g.code, g.title) for g in found.groups] == [("I", "Tuyên truyền")]
    assert of_matrix(found)[0].group == "I"


def test_a_heading_in_two_lines_names_the_columns_of_both():
    top = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "", "Ghi chú")
    below = ("", "", "", "", "Bắt đầu", "Hoàn thành", "")
    numbers = [f"({n})" for n in range(1, 8)]
    found = read_docx(as_docx([top, below, numbers, *ROWS], [(0, 4, 0, 5)], before=("KẾ HOẠCH", "Năm 2020")))
    assert shape(found) == EXPECTED


def test_columns_stand_in_any_order_and_one_nobody_knows_goes_into_the_note():
    heading = ("Nội dung", "TT", "Thời gian thực hiện", "Cơ quan chủ trì", "Kinh phí (triệu đồng)")
    row = ("Phát tờ rơi", "1.1", "từ tháng 3 đến tháng 5", "Sở Y tế", "12,5")
    found = plan([heading, row], heading=False)
    (task,) = of_matrix(found)
    assert (task.code, task.start.on, task.finish.on) == ("1.1", date(2020, 3, 1), date(2020, 5, 31))
    assert task.note == "Kinh phí (triệu đồng): 12,5"
    assert "other_column" in codes(found)


def test_a_row_broken_over_lines_by_word_is_put_together():
    broken = "\n".join(
        ["\t".join(HEADING), "\t".join(GROUP), "1.1\tPhát tờ rơi\tSở Y tế", "Sở Tư pháp\tCông an tỉnh\tQuý I\tQuý II\t"]
    )
    (task,) = of_matrix(read_paste(broken, year=2020))
    assert [ref.text for ref in task.leads] == ["Sở Y tế", "Sở Tư pháp"]
    assert task.finish.on == date(2020, 6, 30)


def test_numbers_that_word_counts_by_itself_are_read():
    import io

    import docx

    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Năm 2020")
    table = made.add_table(rows=3, cols=3)
    for cell, text in zip(table.rows[0].cells, ("STT", "Nội dung", "Cơ quan chủ trì"), strict=True):
        cell.text = text
    for row, text in zip(table.rows[1:], ("Phát tờ rơi", "Tập huấn"), strict=True):
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text, row.cells[2].text = text, "Sở Y tế"
    out = io.BytesIO()
    made.save(out)
    assert [task.code for task in of_matrix(read_docx(out.getvalue()))] == ["1", "2"]


def test_numbers_that_begin_again_in_each_group_are_cited_with_it():
    found = plan([("I", "Tuyên truyền", *[""] * 5), ("1", *ONE[1:]), ("II", "Tập huấn", *[""] * 5), ("1", *TWO[1:])])
    assert [task.code for task in of_matrix(found)] == ["I.1", "II.1"]
    assert not found.errors


# ---------------------------------------------------------------- what is wrong
WRONG = (
    ("twice_code", [ONE, ("1.1", *TWO[1:])]),
    ("shifted", [ONE, ("", "1.2", "Tập huấn", "Sở Tư pháp", "Sở Y tế", "Quý I", "Quý II")]),
    ("unaligned", [ONE, (*TWO, "thừa", "nữa")]),
    ("impossible", [("1.1", "Phát tờ rơi", "Sở Y tế", "", "31/4/2020", "", "")]),
    ("backwards", [("1.1", "Phát tờ rơi", "Sở Y tế", "", "Quý III", "Quý II", "")]),
    ("circle", [("1.1", "a b", "Sở Y tế", "", "", "", "sau khi hoàn thành 1.2"),
                ("1.2", "c d", "Sở Y tế", "", "", "", "sau khi hoàn thành 1.1")]),
    ("unknown_after", [("1.1", "a b", "Sở Y tế", "", "sau khi hoàn thành 7.7", "", "")]),
    ("no_content", [ONE, ("1.2", "", "Sở Y tế", "", "Quý I", "", "")]),
    ("agency_unknown", [("1.1", "a b", "Sở Vũ trụ", "", "", "", "")]),
    ("agency_like", [("1.1", "a b", "Sở Tư pháb", "", "", "", "")]),
    ("agency_which", [("1.1", "a b", "Công an", "", "", "", "")]),
    ("time_unclear", [("1.1", "a b", "Sở Y tế", "", "sớm nhất có thể", "", "")]),
    ("other_year", [("1.1", "a b", "Sở Y tế", "", "Quý I/2031", "", "")]),
    ("no_lead", [("1.1", "a b", "", "Sở Y tế", "Quý I", "", "")]),
    ("no_code", [ONE, ("", "a b", "Sở Y tế", "", "Quý I", "", "")]),
    ("order", [TWO, ONE]),
    ("gap", [ONE, ("1.4", *TWO[1:])]),
    ("gap_first", [("1.3", *ONE[1:])]),
    ("foreign_group", [GROUP, ("2.1", *ONE[1:])]),
    ("bad_code", [("một", *ONE[1:])]),
)  # fmt: skip


@pytest.mark.parametrize(("code", "rows"), WRONG, ids=[code for code, _ in WRONG])
def test_what_is_wrong_is_told_with_its_row(code, rows):
    found = plan(rows)
    (problem,) = [p for p in found.problems if p.code == code]
    assert problem.place.table == 1
    assert problem.place.row >= 2
    assert problem.message
    assert problem.remedy


def test_everything_wrong_is_told_at_once_in_the_order_of_the_table():
    found = plan([ONE, ("1.1", "b c", "Sở Vũ trụ", "", "31/4/2020", "30/2/2020", ""),
                  ("1.2", "", "Sở Y tế", "", "Quý III", "Quý II", "sau khi hoàn thành 9.9")])  # fmt: skip
    assert [(p.code, p.place.row, p.place.column) for p in found.problems] == [
        ("twice_code", 3, 0), ("agency_unknown", 3, 0), ("impossible", 3, 5), ("impossible", 3, 6),
        ("no_content", 4, 0), ("backwards", 4, 0), ("unknown_after", 4, 0),
    ]  # fmt: skip


def test_a_circle_is_told_once_with_its_way():
    rows = [(f"1.{n}", "a b", "Sở Y tế", "", "", "", f"sau khi hoàn thành 1.{n % 3 + 1}") for n in (1, 2, 3)]
    assert said(plan(rows), "circle") == ["Các nhiệm vụ chờ lẫn nhau thành vòng: 1.1 → 1.2 → 1.3 → 1.1."]


def test_a_table_without_a_heading_is_known_by_what_stands_in_it_or_not_at_all():
    found = plan(ROWS, heading=False)
    assert shape(found) == EXPECTED
    assert "no_heading" in codes(found)
    figures = plan(
        [("Xã", "Năm 2019", "Năm 2020"), *((f"Xã {n}", str(n), str(n * 2)) for n in range(9))], heading=False
    )
    assert codes(figures) == ["no_tasks", "table_unread"]


def test_a_table_without_end_is_not_read_without_end():
    found = plan([(f"1.{n}", "a b", "Sở Y tế", "", "", "", "") for n in range(1, 3_010)])
    assert len(of_matrix(found)) == 3_000
    assert [problem.code for problem in found.errors] == ["too_many"]
    assert codes(read_paste("\n".join("\t".join("x" * 50) for _ in range(9)))) == [
        "no_tasks",
        "no_year",
        "table_unread",
    ]


def test_nothing_at_all_is_said_to_be_nothing():
    for found in (read_text(""), read_text(" \n\t\n"), read_paste("")):
        assert found.errors
        assert not found.tasks

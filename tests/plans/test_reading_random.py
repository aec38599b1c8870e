"""Any matrix written down reads back as it was; any text reads as something."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.plans.reading.files import blocks_of_docx, read_docx, read_paste, read_text
from hoanhap.plans.reading.matrix import read_table
from tests.plans.reading import HEADING, as_docx, as_paste, as_text, of_matrix
from tests.scale import scaled

AGENCIES = ("Sở Y tế", "Công an tỉnh", "UBND huyện, thành phố", "Sở LĐ-TBXH", "MTTQ tỉnh", "Các đơn vị có liên quan")
TIMES = ("", "Quý I", "Trong năm 2020", "trước ngày 20 tháng 6", "Thường xuyên", "hằng quý", "01/3/2020", "31/4/2020")
SAID = ("Tổ chức", "kiểm tra", "tập huấn", "“mẫu”", 'nói "rõ"', "100%", "A & B", "<b>", "2020")
WORDS = st.lists(st.sampled_from(SAID), min_size=2, max_size=6).map(lambda words: "Nhiệm vụ " + " ".join(words))
CELL = st.lists(st.sampled_from(AGENCIES), unique=True, max_size=3)


@st.composite
def matrices(draw):
    """Groups of tasks with gaps, cells of several lines, notes or none."""
    rows = []
    for group in range(1, draw(st.integers(1, 3)) + 1):
        rows.append((str(group), draw(WORDS), "", "", "", "", ""))
        for n in sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=4))):
            agencies = ["\n".join(draw(CELL)) or "Sở Tư pháp", "\n".join(draw(CELL))]
            times = [draw(st.sampled_from(TIMES)), draw(st.sampled_from(TIMES))]
            rows.append((f"{group}.{n}", draw(WORDS), *agencies, *times, draw(st.sampled_from(("", "ghi chú thêm")))))
    return rows


def plain(draft):
    return [
        (t.code, t.content, "\n".join(r.text for r in t.leads), "\n".join(r.text for r in t.coordinators),
         t.start.words, t.finish.words, t.note)
        for t in of_matrix(draft)
    ]  # fmt: skip


def tasks(rows):
    return [row for row in rows if "." in row[0]]


@settings(max_examples=scaled(300), deadline=None)
@given(matrices())
def test_a_matrix_reads_back_from_text_and_from_the_clipboard(rows):
    whole = [HEADING, *rows]
    assert plain(read_text("KẾ HOẠCH\nNăm 2020\n" + as_text(whole))) == tasks(rows)
    assert plain(read_paste(as_paste(whole), year=2020)) == tasks(rows)


@settings(max_examples=scaled(40), deadline=None)
@given(matrices())
def test_a_matrix_reads_back_from_word(rows):
    assert plain(read_docx(as_docx([HEADING, *rows]))) == tasks(rows)


@settings(max_examples=scaled(300), deadline=None)
@given(st.text(alphabet=string.printable + "ếệđĐ“”–\u00a0\u2028", max_size=300))
def test_any_text_reads_as_something(text):
    for read in (read_text, read_paste):
        found = read(text)
        assert found.problems
        assert len({task.place for task in of_matrix(found)}) == len(of_matrix(found))


PIECES = (
    *AGENCIES, *TIMES, "V. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "- Chủ trì, phối hợp", "3.1", "a) Bộ Y tế:", "\t", "\n",
    "\n\n", "STT", "Nội dung", "Nơi nhận:", "Căn cứ", "định kỳ", '"', "sau khi hoàn thành 3.1", "KẾ HOẠCH", "năm 2020",
    "; ", "các Bộ: ", "huyện ", "Tuyên Quang",
)  # fmt: skip
TOKENS = st.sampled_from(PIECES)
ROW = st.lists(st.sampled_from((*AGENCIES, *TIMES, "1.1", "x y")), min_size=5, max_size=5)
PAIR = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=scaled(600), deadline=None)
@given(st.lists(TOKENS, max_size=60).map("".join))
def test_pieces_of_plans_in_any_order_read_as_something(text):
    assert read_text(text).problems or read_text(text).tasks
    read_paste(text)


@settings(max_examples=scaled(30), deadline=None)
@given(st.lists(ROW, min_size=4, max_size=6), PAIR, PAIR)
def test_cells_merged_anyhow_read_as_something(rows, columns, lines):
    merge = (min(lines), min(columns), max(lines), max(columns))
    blocks = blocks_of_docx(as_docx([HEADING[:5], *rows], [merge]))
    assert isinstance(blocks, list)
    for table in (block for block in blocks if hasattr(block, "rows")):
        read_table(table, 2020)

"""The words of documents: cut into passages, shown where most of what was looked for stands together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.documents.attached import passages
from hoanhap.documents.rules.seeking import asked, excerpt, words_of

PLACE = "Người cai nghiện tại gia đình được hỗ trợ. "
LONG = "Điều 1. " + "Các cơ quan phối hợp thực hiện. " * 20 + PLACE + "Hết. " * 90


@pytest.mark.parametrize(
    ("text", "question", "shown"),
    [
        ("Nghị định số 94/2010/NĐ-CP", "nghi dinh", "[Nghị định] số 94/2010/NĐ-CP"),
        ("Nghị định số 94/2010/NĐ-CP", "94/2010/nđ", "Nghị định số [94]/[2010]/[NĐ]-CP"),
        ("Định mức; nghị quyết", "Nghị định", "[Định] mức; [nghị] quyết"),
        ("<b>=1+1</b>", "b", "<[b]>=1+1</[b]>"),
        ("Nghi\u0323 quyết", "nghị", "[Nghị] quyết"),
        ("không có", "nghị", "không có"),
    ],
)
def test_what_was_looked_for_is_marked_as_it_is_written(text: str, question: str, shown: str) -> None:
    pieces = excerpt(text, frozenset(asked(question)))
    assert "".join(f"[{said}]" if found else said for said, found in pieces) == shown


def test_an_excerpt_is_taken_where_most_of_the_words_stand_together() -> None:
    pieces = excerpt(LONG, frozenset(asked("cơ quan cai nghiện gia đình")))
    told = "".join(said for said, _ in pieces)
    assert told.startswith("… ") and told.endswith(" …") and len(told) < 300
    assert ("cai nghiện", True) in pieces and ("gia đình", True) in pieces


@given(st.text(alphabet="aăđ ữ\n.X1", max_size=600), st.text(alphabet="aăđ x1", max_size=9))
def test_an_excerpt_says_nothing_that_the_text_does_not(text: str, question: str) -> None:
    pieces = excerpt(text, frozenset(asked(question)))
    assert "".join(said for said, _ in pieces).removeprefix("… ").removesuffix(" …") in text.replace("\n", " ")
    assert all(words_of(said) & set(asked(question)) for said, found in pieces if found)


@given(st.lists(st.text(alphabet="ab \n", max_size=60), max_size=20), st.integers(1, 4_000))
def test_passages_hold_every_word_and_every_two_neighbours_of_a_paragraph(some: list[str], length: int) -> None:
    paragraphs = [*some, "nghị định " * length]
    told, everything = passages.cut(paragraphs)
    assert everything and all(len(one) <= passages.LONG + passages.SHORT for one in told)
    assert {w for p in paragraphs for w in p.split()} == {w for one in told for w in one.split()}
    neighbours = {pair for one in told for pair in zip(one.split(), one.split()[1:], strict=False)}
    assert {pair for p in paragraphs for pair in zip(p.split(), p.split()[1:], strict=False)} <= neighbours


def test_of_a_very_long_file_the_beginning_is_read() -> None:
    told, everything = passages.cut(["nghị định"] * 60_000)
    assert not everything and passages.MOST - 1_000 < sum(map(len, told)) < 1.2 * passages.MOST

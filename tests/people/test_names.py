"""Names: one key however they are typed, and exactly one slip forgiven."""

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from hoanhap.people.rules.names import (
    contains,
    corrections,
    folded,
    given,
    keys,
    matches,
    near,
    one_edit,
    one_slip,
    spelled,
    words,
)

FOLDED = (
    ("Nguyễn Văn Hòa", "nguyen van hoa"),
    ("NGUYỄN  VĂN\tHOÀ", "nguyen van hoa"),
    (unicodedata.normalize("NFD", "Đặng Thị Thuý"), "dang thi thuy"),
    ("Ðặng Ðức", "dang duc"),  # the Eth of old keyboards
    ("H'Hen Niê", "h hen nie"),
    ("Trần Văn Tý (Sẹo)", "tran van ty seo"),
    ("Y-Bhiăt  Ê Ban", "y bhiat e ban"),
    ("   ", ""),
    ("ƯỚC", "uoc"),
)


@pytest.mark.parametrize(("name", "key"), FOLDED)
def test_a_name_folds_to_plain_words(name: str, key: str) -> None:
    assert folded(name) == key


def test_keys_keep_the_name_as_written_and_order_it_by_its_last_word() -> None:
    assert keys("  Nguyễn   Văn Hòa ") == ("Nguyễn Văn Hòa", "nguyen van hoa", "hoa")
    assert keys("Ðỗ Mười").name == "Đỗ Mười"
    assert given("") == ""


@each(st.text(max_size=200))
def test_folding_twice_changes_nothing_and_fits_its_columns(text: str) -> None:
    name, plain, last = keys(text)
    assert folded(plain) == plain and len(plain) <= 120 and len(name) <= 120 and len(last) <= 40
    assert " ".join(words(plain)) == plain


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Hoà", "Hòa", True),
        ("THUÝ", "Thúy", True),
        (unicodedata.normalize("NFD", "Hòa"), "Hoà", True),
        ("Hoa", "Hòa", False),
        ("Hùng", "Hưng", False),
        ("Đức", "Dức", False),
    ],
)
def test_spelling_is_letters_and_tone_wherever_the_mark_was_put(one: str, other: str, equal: bool) -> None:
    assert (spelled(one) == spelled(other)) is equal


MATCHES = (
    ("nguyen van cuon", "nguyen van cuong", True),
    ("cuong nguyen", "nguyen van cuong", True),
    ("cuon nguyen", "nguyen van cuong", False),  # only the last word may be begun only
    ("van van", "nguyen van cuong", False),  # each another word
    ("van van", "nguyen van van", True),
    ("van va", "nguyen van van", True),
    ("nguyen v", "nguyen van", True),
    ("", "nguyen", True),
    ("an", "le thi anh", True),
)


@pytest.mark.parametrize(("asked", "name", "found"), MATCHES)
def test_words_are_found_in_any_order_and_the_last_may_be_begun(asked: str, name: str, found: bool) -> None:
    assert matches(words(asked), name) is found


@each(st.lists(st.sampled_from(["an", "anh", "van", "thi", "nguyen"]), min_size=1, max_size=5), st.data())
def test_a_name_answers_any_of_its_words_in_any_order(name: list[str], data: st.DataObject) -> None:
    asked = data.draw(st.permutations(name))[: data.draw(st.integers(1, len(name)))]
    assert matches(asked, " ".join(name)) and contains(asked, " ".join(name))


SLIPS = (
    ("nguyen van hunf", "nguyen van hung", True),  # another letter
    ("nguyen van hun", "nguyen van hung", True),  # one too few
    ("nguyeen van hung", "nguyen van hung", True),  # one too many
    ("nguyen vna hung", "nguyen van hung", True),  # swapped
    ("nguyenvan hung", "nguyen van hung", True),  # a space too few
    ("nguy en van hung", "nguyen van hung", True),  # a space too many
    ("nguye nvan hung", "nguyen van hung", True),  # a space swapped with its neighbour
    ("nguyenxvan hung", "nguyen van hung", True),  # a letter in place of a space
    ("hunf nguyen", "nguyen van hung", True),  # in any order
    ("nguyen vna hnug", "nguyen van hung", False),  # two slips
)


@pytest.mark.parametrize(("asked", "name", "found"), SLIPS)
def test_exactly_one_slip_is_forgiven(asked: str, name: str, found: bool) -> None:
    assert near(words(asked), name, frozenset(words(name))) is found


def osa(a: str, b: str) -> int:
    """Optimal string alignment distance, by its definition: the independent judge of `one_edit`."""
    d = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i, j] = min(d[i, j], d[i - 2, j - 2] + 1)
    return d[len(a), len(b)]


@each(st.text("ab ", max_size=6), st.text("ab ", max_size=6))
def test_one_edit_is_distance_one_and_all_of_it(a: str, b: str) -> None:
    assert (b in set(one_edit(a, "ab "))) is one_slip(a, b) is (osa(a, b) == 1)


@each(
    st.lists(st.sampled_from(["an", "ann", "na", "van", "vann", "ava"]), min_size=1, max_size=3),
    st.lists(st.sampled_from(["an", "ann", "na", "van", "vann", "ava"]), min_size=1, max_size=3),
)
def test_whatever_is_one_slip_from_an_order_of_the_name_is_near(asked: list[str], name: list[str]) -> None:
    vocabulary = frozenset(name)
    if any(osa(" ".join(asked), " ".join(order)) == 1 for order in permutations(name)):
        assert near(asked, " ".join(name), vocabulary)


def test_a_correction_is_made_of_words_somebody_bears() -> None:
    assert corrections(("hunf",), frozenset({"hung", "hunh", "van"})) == {("hung",), ("hunh",)}

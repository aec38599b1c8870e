"""One person twice: what makes two files alike, said in words; and who is told of whom."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from hoanhap.people import actions
from hoanhap.people.queries.alike import Crowd
from hoanhap.people.queries.duplicates import Candidate, candidates, described, twins
from hoanhap.people.rules import duplicates as rule
from hoanhap.people.rules.draft import PaperDraft
from hoanhap.people.rules.duplicates import Who, like_births, like_names, likeness
from hoanhap.people.rules.identity import Birth
from tests.people.folk import Folk
from tests.world import ON

NAMES = (
    ("Nguyễn Văn Hòa", "NGUYỄN VĂN HOÀ", rule.NAME),
    ("Nguyễn Văn Hòa", "Nguyễn Văn Hoa", rule.TONE),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", rule.TONE),
    ("Đặng Thị Lan", "Dang Thi Lan", rule.TONE),
    ("Giàng A Chơ", "Chơ A Giàng", rule.ORDER),
    ("Lý Văn Sình", "Lý Sình", rule.MIDDLE),
    ("Lý Sình", "Lý Văn Sình", rule.MIDDLE),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hùn", rule.SLIP),
    ("Nguyễn Văn Hùng", "Nguyễn Vna Hùng", rule.SLIP),
    ("Nguyễn Văn Hùng", "Nguyễn Văn", None),  # the given name is another
    ("Nguyễn Văn Hùng", "Văn Hùng", None),  # the surname is another
    ("Nguyễn Văn Hùng", "Trần Văn Hùng", None),
    ("", "Nguyễn", None),
)


@pytest.mark.parametrize(("one", "other", "reason"), NAMES)
def test_names_are_alike_in_one_of_these_ways(one: str, other: str, reason: object) -> None:
    assert like_names(Who(one), Who(other)) == like_names(Who(other), Who(one)) == reason


def test_an_alias_of_either_is_as_good_as_a_name() -> None:
    known = Who("Lê Văn Tám", aliases=("Tám Đen",))
    assert like_names(Who("Tám đen"), known) == rule.ALIAS
    assert like_names(Who("Lê Hữu Tám", aliases=("Tam Den",)), known) == rule.ALIAS
    assert like_names(Who("Lê Hữu Tám", aliases=("Lê Văn Tám",)), known) == rule.ALIAS


BIRTHS = (
    ((1985, date(1985, 5, 3)), (1985, date(1985, 5, 3)), rule.DAY),
    ((1985, date(1985, 5, 3)), (1985, date(1985, 3, 5)), rule.SWAPPED),
    ((1985, date(1985, 5, 3)), (1985, date(1985, 9, 9)), rule.YEAR),
    ((1985, date(1985, 5, 3)), (1985, None), rule.YEAR),
    ((1985, None), (1986, None), rule.NEXT_YEAR),
    ((1985, date(1985, 12, 31)), (1986, date(1986, 1, 1)), rule.NEXT_YEAR),
    ((1985, None), (1987, None), None),
    ((1985, None), (None, None), None),
)


@pytest.mark.parametrize(("one", "other", "reason"), BIRTHS)
def test_births_are_alike_in_one_of_these_ways(one: tuple, other: tuple, reason: object) -> None:
    a, b = (Who("x", birth_year=year, born_on=day) for year, day in (one, other))
    assert like_births(a, b) == like_births(b, a) == reason


PAIRS = (
    # what differs from: Lý Văn Sình, 15/3/1989, male, CMND "a", commune 1        alike, sure
    ({}, True, True),
    ({"name": "Lý Văn Sinh"}, True, True),
    ({"name": "Lý Văn Sinh", "born_on": None, "birth_year": 1990, "numbers": frozenset()}, True, False),
    ({"name": "Trần Thị Hoa", "sex": "female", "birth_year": 1970, "born_on": None}, True, True),  # the same number
    ({"name": "Trần Thị Hoa", "numbers": frozenset()}, False, False),
    ({"sex": "female", "numbers": frozenset()}, False, False),
    ({"birth_year": 1992, "born_on": None, "numbers": frozenset()}, False, False),
    ({"birth_year": None, "born_on": None, "numbers": frozenset()}, True, False),  # nothing says no
    ({"name": "Lý Văn Sìn", "birth_year": 1990, "born_on": None, "numbers": frozenset(), "commune": 2}, True, False),
)
SINH = Who("Lý Văn Sình", (), 1989, date(1989, 3, 15), "male", frozenset({"a"}), frozenset({"cmnd"}), 1)


@pytest.mark.parametrize(("differs", "alike", "sure"), PAIRS)
def test_a_name_and_a_birth_must_agree_or_a_number(differs: dict, alike: bool, sure: bool) -> None:
    found = likeness(SINH, replace(SINH, **differs))
    assert bool(found) is alike and bool(found and found.sure) is sure


def test_an_old_card_here_and_a_new_one_there_is_said() -> None:
    new = Who("Lý Văn Sình", (), 1989, None, "male", frozenset({"b"}), frozenset({"cccd"}), 2)
    found = likeness(SINH, new)
    assert found and rule.OLD_AND_NEW in found.reasons and found.sure is False
    both = Who("Lý Văn Sình", (), 1989, None, "male", frozenset({"b"}), frozenset({"cccd", "cmnd"}), 2)
    found = likeness(SINH, both)
    assert found and rule.OLD_AND_NEW not in found.reasons


NAME = st.lists(st.sampled_from(["Lý", "Văn", "Vân", "Sình", "Sinh", "A"]), min_size=1, max_size=4).map(" ".join)
WHO = st.builds(
    Who,
    name=NAME,
    aliases=st.lists(NAME, max_size=1),
    birth_year=st.one_of(st.none(), st.integers(1985, 1988)),
    sex=st.sampled_from(["", "male", "female"]),
    numbers=st.frozensets(st.sampled_from("ab"), max_size=1),
    kinds=st.frozensets(st.sampled_from(["cmnd", "cccd"])),
    commune=st.one_of(st.none(), st.integers(1, 2)),
)


@each(WHO, WHO)
def test_being_alike_is_mutual_and_always_has_words(one: Who, other: Who) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert (there is None) is (back is None)
    if there and back:
        assert set(there.reasons) == set(back.reasons) and str(there)


@each(WHO)
def test_whoever_has_a_birth_is_like_themselves(one: Who) -> None:
    found = likeness(one, one)
    assert found is not None and rule.NAME in found.reasons


# ---------------------------------------------------------------- in the register
def codes(found: tuple[Candidate, ...]) -> list[str]:
    return [one.code for one in found]


TYPED = (
    ({"name": "Lý Văn Sinh", "birth_year": 1989}, True),
    ({"name": "sinh van ly", "birth_year": 1990}, True),
    ({"name": "Lý Sình", "birth_year": 1988}, True),
    ({"name": "Lý Văn Tiến Sình", "birth_year": 1989}, True),
    ({"name": "Lý Văn Sìhn", "birth_year": 1989}, True),
    ({"name": "Sình Tây", "birth_year": 1989}, True),
    ({"name": "Trần Văn Lạ", "aliases": ("Sình Tây",), "birth_year": 1989}, True),
    ({"name": "Trần Văn Lạ", "birth_year": 1970, "papers": [("cccd", "080 123 456")]}, True),
    ({"name": "Lý Văn Sình", "birth_year": 1992}, False),
    ({"name": "Lý Văn Sình", "birth_year": 1989, "sex": "female"}, False),
    ({"name": "Lý Văn Sáu", "birth_year": 1989}, False),
    ({"name": "", "birth_year": 1989}, False),
)


@pytest.mark.parametrize(("typed", "told"), TYPED)
def test_who_may_be_there_already_is_told_while_typing(folk: Folk, typed: dict, told: bool) -> None:
    known = folk.person(aliases=("Sình Tây",))
    folk.person(name="Vàng A Dế", birth=Birth(1989, None))
    who = described(**{"sex": "male", **typed})
    found = candidates(folk.actor("xa"), who, on=ON)
    assert codes(found) == ([known.code] if told else [])
    assert all(str(one.like) for one in found)


def test_only_whoever_one_may_know_by_name_is_told_of(folk: Folk) -> None:
    folk.person()
    who = described(name="Lý Văn Sình", birth_year=1989, papers=[("cmnd", "080123456")])
    seen = {
        name: bool(candidates(folk.actor(name), who, on=ON)) for name in ("xa", "xa-b", "huyen", "tinh", "coso", "bo")
    }
    assert seen == {"xa": True, "xa-b": False, "huyen": False, "tinh": False, "coso": False, "bo": False}


def test_a_file_has_twins_but_is_not_its_own(folk: Folk) -> None:
    one = folk.person()
    two = folk.person(name="Lý Văn Sinh", papers=(PaperDraft("cccd", "004089001234"),))
    actions.close(code=folk.person(name="Lý Văn Sính").code, basis="died", day=ON, by=folk.actor("xa"), on=ON)
    assert codes(twins(folk.actor("xa"), one.pk, on=ON)) == [two.code]
    (found,) = twins(folk.actor("xa"), two.pk, on=ON)
    assert rule.OLD_AND_NEW in found.like.reasons and rule.TONE in found.like.reasons


# ---------------------------------------------------------------- many at once
WORD = st.sampled_from(
    ["Lý", "Ly", "Nguyễn", "Van", "Văn", "A", "Thị", "Sình", "Sinh", "Shin", "Páo", "H'Hen", "Na", ""]
)
SOMEBODY = st.builds(
    Who,
    name=st.lists(WORD, max_size=4).map(" ".join),
    aliases=st.lists(st.lists(WORD, max_size=2).map(" ".join), max_size=2).map(tuple),
    birth_year=st.sampled_from([None, 1988, 1989, 1990, 1995]),
    born_on=st.none(),
    sex=st.sampled_from(["", "male", "female"]),
    numbers=st.frozensets(st.sampled_from("abc"), max_size=2),
    commune=st.sampled_from([None, 1]),
)


@each(st.lists(SOMEBODY, max_size=8), SOMEBODY)
def test_a_crowd_finds_everybody_whom_the_rule_finds_one_by_one(crowd: list[Who], who: Who) -> None:
    made = Crowd()
    for n, one in enumerate(crowd):
        made.add(str(n), one)
    brute = {str(n): like for n, one in enumerate(crowd) if (like := likeness(who, one))}
    assert dict(made.like(who)) == brute

"""What the facts say of a file: a table of lives, each with the rows that follow from it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.people.rules.facts import DrugTest, Given, Home, Life, Needed, Stood, Used, rows, stretches

D = date
A, B, C = 1, 2, 3


def life(**changes: Any) -> Life:
    """At home in A since 2010, on the list since 1 June 2020 as a user of heroin."""
    said: dict[str, Any] = {
        "sex": "male",
        "birth": D(1989, 3, 15),
        "homes": [Home(A, D(2010, 1, 1))],
        "standings": [Stood("user", D(2020, 6, 1))],
        "uses": [Used("heroin", D(2020, 6, 1))],
    }
    return Life(**(said | changes))


def on_list(unit: int, start: date, end: date | None, *codes: str) -> Row:
    return Row("registration", unit, start, end, codes)


LISTS = {
    "somebody is listed": (
        {},
        [on_list(A, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
    "a user is found addicted": (
        {"standings": [Stood("user", D(2020, 6, 1), D(2020, 7, 1)), Stood("addict", D(2020, 7, 1))]},
        [
            on_list(A, D(2020, 6, 1), D(2020, 7, 1), "user", "heroin", "first", "listed", "standing"),
            on_list(A, D(2020, 7, 1), None, "addict", "heroin", "first", "standing", ""),
        ],
    ),
    "another substance is found": (
        {"uses": [Used("heroin", D(2020, 6, 1)), Used("ketamine", D(2020, 8, 1))]},
        [
            on_list(A, D(2020, 6, 1), D(2020, 8, 1), "user", "heroin", "first", "listed", "substance"),
            on_list(A, D(2020, 8, 1), None, "user", "several", "first", "substance", ""),
        ],
    ),
    "who uses nothing any more is counted by what was used last": (
        {"uses": [Used("heroin", D(2020, 6, 1), D(2020, 9, 1))]},
        [on_list(A, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
    "no substance is known": (
        {"uses": []},
        [on_list(A, D(2020, 6, 1), None, "user", "unknown", "first", "listed", "")],
    ),
    "they move: out of one list and into the other on one day": (
        {"homes": [Home(A, D(2010, 1, 1), D(2020, 8, 1), "moved"), Home(B, D(2020, 8, 5))]},
        [
            on_list(A, D(2020, 6, 1), D(2020, 8, 5), "user", "heroin", "first", "listed", "moved"),
            on_list(B, D(2020, 8, 5), None, "user", "heroin", "first", "moved", ""),
            Row("move", A, D(2020, 8, 5), None, ("out", "user")),
            Row("move", B, D(2020, 8, 5), None, ("in", "user")),
        ],
    ),
    "who moved before being listed did not move on the list": (
        {"homes": [Home(B, D(2010, 1, 1), D(2015, 1, 1), "moved"), Home(A, D(2015, 1, 1))]},
        [on_list(A, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
    "who was listed before the home on record is counted there": (
        {"homes": [Home(A, D(2020, 7, 1))]},
        [on_list(A, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
    "whereabouts unknown, the commune keeps them": (
        {"homes": [Home(A, D(2010, 1, 1), D(2020, 8, 1), "unknown")]},
        [on_list(A, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
    "who died is on no list, whenever the file is closed": (
        {
            "homes": [Home(A, D(2010, 1, 1), D(2020, 8, 1), "died")],
            "standings": [Stood("user", D(2020, 6, 1), D(2020, 9, 1))],
            "closed_on": D(2020, 9, 1),
        },
        [on_list(A, D(2020, 6, 1), D(2020, 8, 1), "user", "heroin", "first", "listed", "died")],
    ),
    "the file is closed": (
        {"standings": [Stood("user", D(2020, 6, 1), D(2020, 9, 1))], "closed_on": D(2020, 9, 1)},
        [on_list(A, D(2020, 6, 1), D(2020, 9, 1), "user", "heroin", "first", "listed", "closed")],
    ),
    "closed on the day it was opened: never on the list": ({"closed_on": D(2020, 6, 1)}, []),
    "listed again": (
        {"standings": [Stood("user", D(2020, 6, 1), D(2020, 9, 1)), Stood("addict", D(2021, 2, 1))]},
        [
            on_list(A, D(2020, 6, 1), D(2020, 9, 1), "user", "heroin", "first", "listed", "closed"),
            on_list(A, D(2021, 2, 1), None, "addict", "heroin", "repeated", "relisted", ""),
        ],
    ),
    "of two files made one, what began last holds": (
        {"standings": [Stood("user", D(2020, 6, 1)), Stood("addict", D(2020, 7, 1), D(2020, 8, 1))]},
        [
            on_list(A, D(2020, 6, 1), D(2020, 7, 1), "user", "heroin", "first", "listed", "standing"),
            on_list(A, D(2020, 7, 1), D(2020, 8, 1), "addict", "heroin", "first", "standing", "standing"),
            on_list(A, D(2020, 8, 1), None, "user", "heroin", "first", "standing", ""),
        ],
    ),
    "nobody knows where": ({"homes": []}, []),
    "no home on record, but a commune keeps the file": (
        {"homes": [], "commune": B},
        [on_list(B, D(2020, 6, 1), None, "user", "heroin", "first", "listed", "")],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_on_the_list(name: str) -> None:
    changes, wanted = LISTS[name]
    assert rows(life(**changes)) == wanted


def test_a_test_and_support_are_counted_where_the_person_lived_on_the_day() -> None:
    found = rows(
        life(
            standings=[],
            homes=[Home(A, D(2010, 1, 1), D(2020, 8, 1), "moved"), Home(B, D(2020, 8, 1))],
            tests=[
                DrugTest(D(2020, 7, 31), "urine", "sudden", "positive", "heroin"),
                DrugTest(D(2020, 8, 1), "urine", "periodic", "positive", "heroin ketamine"),
                DrugTest(D(2020, 9, 1), "hair", "request", "negative", ""),
            ],
            supports=[
                Given(D(2020, 8, 2), "loan", "central", 20_000_000),
                Given(D(2020, 8, 3), "training", "", None),
                Given(D(2020, 7, 3), "counselling", "", None),
            ],
        )
    )
    assert found == [
        Row("test", A, D(2020, 7, 31), None, ("urine", "sudden", "positive", "heroin")),
        Row("test", B, D(2020, 8, 1), None, ("urine", "periodic", "positive", "several")),
        Row("test", B, D(2020, 9, 1), None, ("hair", "request", "negative", "")),
        Row("support", B, D(2020, 8, 2), None, ("loan", "central"), 20_000_000),
        Row("support", B, D(2020, 8, 3), None, ("training", ""), 0),
        Row("counselling", A, D(2020, 7, 3), None, (), 1),
    ]


NEEDS = {
    "waits": ({}, None, ""),
    "met by the first support for it": (
        {"supports": [Given(D(2020, 9, 1), "job", "", None, 7), Given(D(2020, 8, 1), "job", "", None, 7)]},
        D(2020, 8, 1), "met",
    ),
    "not met by a support for another need": ({"supports": [Given(D(2020, 8, 1), "job", "", None, 8)]}, None, ""),
    "withdrawn": ({"needs": [Needed(7, "job", D(2020, 7, 1), D(2020, 7, 9))]}, D(2020, 7, 9), "withdrawn"),
    "met on the day it was withdrawn": (
        {"needs": [Needed(7, "job", D(2020, 7, 1), D(2020, 7, 9))],
         "supports": [Given(D(2020, 7, 9), "job", "", None, 7)]},
        D(2020, 7, 9), "met",
    ),
    "the file is closed": ({"closed_on": D(2020, 7, 20)}, D(2020, 7, 20), "closed"),
    "they moved: it stays where it was recorded": (
        {"homes": [Home(A, D(2010, 1, 1), D(2020, 8, 1), "moved"), Home(B, D(2020, 8, 1))]}, None, "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEEDS)
def test_a_need_lasts_until_it_is_met_withdrawn_or_the_person_has_left(name: str) -> None:
    changes, end, ended = NEEDS[name]
    found = rows(life(**({"needs": [Needed(7, "job", D(2020, 7, 1))]} | changes)))
    assert [row for row in found if row.relation == "need"] == [Row("need", A, D(2020, 7, 1), end, ("job", ended))]


# ---------------------------------------------------------------- any life
days = st.integers(0, 1500).map(lambda n: D(2018, 1, 1) + timedelta(days=n))


@st.composite
def spans(draw: Any, make: Any, values: Any) -> list[Any]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, lasts = draw(days), draw(st.none() | st.integers(1, 700))
        found.append(make(draw(values), start, start + timedelta(days=lasts) if lasts else None))
    return sorted(found, key=lambda one: one[1])


lived = st.builds(
    Life,
    sex=st.sampled_from(("male", "female")),
    birth=st.just(D(1990, 1, 1)),
    commune=st.none() | st.just(C),
    closed_on=st.none() | days,
    homes=spans(lambda unit, start, end: Home(unit, start, end, "died" if end and end.day == 7 else ""),
                st.sampled_from((A, B, C))),
    standings=spans(Stood, st.sampled_from(("user", "addict", "completer"))),
    uses=spans(Used, st.sampled_from(("heroin", "ketamine"))),
    needs=spans(lambda kind, start, end: Needed(1, kind, start, end), st.sampled_from(("counselling", "job"))),
    supports=st.lists(st.builds(lambda day: Given(day, "job", "", None, 1), days), max_size=2),
)  # fmt: skip


@given(lived)
def test_any_life_is_on_one_list_at_a_time_and_opening_in_out_closing_hold(some: Life) -> None:
    listed = [row for row in rows(some) if row.relation == "registration"]
    assert [(r.unit, r.start, r.end) for r in listed] == [(s.commune, s.start, s.end) for s in stretches(some)]
    for before, after in zip(listed, listed[1:], strict=False):
        assert before.end is not None and before.end <= after.start
        joined = before.end == after.start
        assert joined == (after.value("began") not in ("listed", "relisted"))
        assert before.value("ended") == (after.value("began") if joined else "closed")
    for row in listed:
        assert row.end is None or row.start < row.end
        assert some.standing_on(row.start) == row.value("standing")
    moves = [row for row in rows(some) if row.relation == "move"]
    for unit in (A, B, C):
        for day in {row.start for row in moves}:
            gone = [r for r in listed if r.unit == unit and r.end == day and r.value("ended") == "moved"]
            assert len(gone) == sum(r.unit == unit and r.start == day and r.value("direction") == "out" for r in moves)


@given(lived)
def test_the_codes_are_those_of_the_relations(some: Life) -> None:
    for row in rows(some):
        for column, code in zip(BY_NAME[row.relation].coded, row.codes, strict=True):
            assert code in column.codes or (column.blank and not code), (row, column.name)

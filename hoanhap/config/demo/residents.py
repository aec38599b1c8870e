"""The 508 persons of the provincial centre, 2017 to June 2020, all invented but one of the named lives. Pure.

How many there were of each kind, and how many of them returned to the community, is what the report of July 2020 says
(`published.CENTRE`); when they came and what else became of them is ours, so that no day has more than the beds.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from hoanhap.config.demo.listed import MERGED, Invented
from hoanhap.config.demo.numbers import draw, share_out
from hoanhap.config.demo.ways import Case, applied, at_work, closed, opening

REORGANISED = date(2018, 1, 30)  # Quyết định 87/QĐ-UBND: the former centre became this one
APPLIES = 7  # days before the admission, at most, that somebody applies
LEAST = 0.05  # weight of a commune where hardly anything is known


class Cohort(NamedTuple):
    """So many persons, admitted evenly between two days. `stays`: days after which it ends, where it is no term."""

    way: str
    persons: int
    first: date
    last: date
    months: int
    end: str
    stays: tuple[int, int] = (0, 0)


COMPULSORY, VOLUNTARY = "centre-compulsory", "centre-voluntary"
COHORTS = (
    # 252 compulsory, with Hoàng Thị Mỷ of the named lives; 114 of them returned by June 2020, she too
    Cohort(COMPULSORY, 113, date(2017, 1, 9), date(2019, 6, 10), 12, "completed"),
    Cohort(COMPULSORY, 102, date(2019, 7, 8), date(2020, 6, 22), 12, "completed"),  # still there at the end of June
    Cohort(COMPULSORY, 20, date(2017, 3, 6), date(2020, 2, 10), 12, "escaped", (40, 120)),
    Cohort(COMPULSORY, 16, date(2017, 2, 6), date(2020, 1, 13), 12, "detained", (40, 150)),
    # 256 voluntary; 242 returned
    Cohort(VOLUNTARY, 242, date(2017, 1, 9), date(2019, 12, 10), 6, "completed"),
    Cohort(VOLUNTARY, 10, date(2020, 1, 8), date(2020, 6, 18), 6, "completed"),
    Cohort(VOLUNTARY, 4, date(2017, 5, 8), date(2019, 11, 11), 6, "detained", (30, 90)),
)


def residents(weights: Mapping[str, float]) -> dict[str, list[Invented]]:
    """By the commune they live in; more where the problem is heavier."""
    people = list(_people())
    draw("residents").shuffle(people)
    shares = share_out(len(people), [max(weight, LEAST) for weight in weights.values()])
    found: dict[str, list[Invented]] = {}
    for code, count in zip(weights, shares, strict=True):
        found[code], people = people[:count], people[count:]
    return found


def _people() -> Iterator[Invented]:
    for number, cohort in enumerate(COHORTS):
        rng = draw("cohort", str(number))
        for case in cases(rng, cohort):
            listed = min(applied(case), MERGED) - timedelta(rng.randint(20, 300))
            yield Invented(listed, (case,), settled=cohort.way == VOLUNTARY)


def cases(rng: Random, cohort: Cohort) -> Iterator[Case]:
    days = (cohort.last - cohort.first).days
    for n in range(cohort.persons):
        begins = opening(cohort.first + timedelta(days * n // max(cohort.persons - 1, 1)))
        if begins - timedelta(APPLIES) < REORGANISED <= begins:
            begins = opening(REORGANISED + timedelta(APPLIES))  # nobody applies to the one and enters the other
        until = at_work(begins + timedelta(rng.randint(*cohort.stays))) if cohort.stays[1] else None
        yield Case(cohort.way, begins, cohort.months, cohort.end, until)


def inside(people: Sequence[Invented], on: date) -> int:
    """How many beds are taken on a day."""
    return sum(_stays(case, on) for one in people for case in one.cases)


def _stays(case: Case, on: date) -> bool:
    over = case.until if case.end == "escaped" else closed(case)
    return case.way in (COMPULSORY, VOLUNTARY) and case.begins <= on and (over is None or on < over)

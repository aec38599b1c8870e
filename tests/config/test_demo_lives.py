"""The lives behind the demo's figures: who is in which register, and what they add up to, before anything is loaded."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hoanhap.config.demo import communes, published
from hoanhap.config.demo.listed import COUNTED
from hoanhap.config.demo.places import BEDS
from hoanhap.config.demo.registers import NOTHING, Registers, typing
from hoanhap.config.demo.residents import inside
from hoanhap.config.demo.story import BUSINESS_DATE
from hoanhap.config.demo.ways import EXACT, acts, applied, closed, completed
from hoanhap.reporting.rules.checks import blanks, findings
from tests.config.test_demo_numbers import ALL, ANNEX_2, LIVES

REGISTERS = Registers(ANNEX_2, ALL, LIVES)
PEOPLE = [one for some in REGISTERS.people.values() for one in some]


def test_142_communes_keep_a_register_55_type_and_2_have_nothing() -> None:
    assert (len(ALL), len(REGISTERS.people), len(typing(ALL)), len(NOTHING)) == (199, 142, 55, 2)
    assert not typing(ALL) & (NOTHING | REGISTERS.people.keys())
    assert all(REGISTERS.people.values())


def test_what_a_register_answers_is_complete_and_passes_every_check() -> None:
    for code, answer in REGISTERS.answers.items():
        whole = communes.with_totals(ANNEX_2, answer)
        assert not findings(ANNEX_2, whole, "commune"), code
        assert not blanks(ANNEX_2, whole, "commune"), code
        assert {row for row, _ in answer} == set(communes.typed_rows(ANNEX_2)), code


def test_a_register_counts_nobody_as_0_and_never_as_nothing_to_report() -> None:
    assert not any(cell.mark for a in REGISTERS.answers.values() for (row, _), cell in a.items() if row in COUNTED)


def test_the_pilot_is_contained_in_what_the_registers_treated() -> None:
    for code, answer in REGISTERS.answers.items():
        assert LIVES[code].pilot <= sum((answer["1.5.1", year].value or 0) for year in ("2018", "2019")), code


def test_the_centre_has_a_bed_for_everybody_on_every_day() -> None:
    """One of them is a named life: beside her there must be room."""
    days = (date(2017, 1, 1) + timedelta(n) for n in range((BUSINESS_DATE - date(2017, 1, 1)).days + 1))
    assert 100 < max(inside(PEOPLE, day) for day in days) < BEDS


def test_the_cohorts_are_the_published_figures_without_one_named_life() -> None:
    admitted, returned = Counter[str](), Counter[str]()
    for one in PEOPLE:
        for case in one.cases:
            admitted[case.way] += date(2017, 1, 1) <= case.begins < date(2020, 7, 1)
            over = completed(case)
            returned[case.way] += over is not None and over < date(2020, 7, 1)
    here = {f.row: f.value for f in published.CENTRE}
    assert (admitted["centre-compulsory"] + 1, admitted["centre-voluntary"]) == (here["3.1.1"], here["3.1.2"])
    assert (returned["centre-compulsory"] + 1, returned["centre-voluntary"]) == (here["5.1.1"], here["5.1.2"])


def test_acts_of_a_case_come_in_their_order_on_working_days() -> None:
    for case in {case for one in PEOPLE for case in one.cases}:
        days = [act.on for act in acts(case)]
        assert days == sorted(days) and days[-1] <= BUSINESS_DATE
        held_until = completed(case) if case.way in EXACT else None
        assert all(day.weekday() < 5 or day == held_until for day in days)


def test_whoever_comes_again_had_left_in_an_earlier_year() -> None:
    several = [one.cases for one in PEOPLE if len(one.cases) > 1]
    assert len(several) > 50
    for cases in several:
        for before, after in pairwise(cases):
            over = closed(before)
            assert over and over.year < applied(after).year

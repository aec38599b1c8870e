"""Somebody who asks one table after another, adds up and takes away what they show: no small figure follows, nor is one
told closely."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from random import Random
from typing import NamedTuple

import pytest

from hoanhap.indicators.language import Definitions, Identity, Period, Where
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.rules import guarding, pivot
from hoanhap.indicators.rules.periods import half, year
from hoanhap.indicators.rules.pivot import WHOLE, Frame, Key, Part, Pivot, Question
from hoanhap.indicators.rules.suppression import SMALL, WIDE, hidden
from tests import trust
from tests.indicators.attack import SAME, bounds
from tests.indicators.test_pivot import count
from tests.indicators.test_pivot_suppression import square
from tests.scale import scaled

NUMBERS = (0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 14, 30)
NATION, PROVINCES = 1, (2, 3, 4)
UNITS = (NATION, *PROVINCES)
SEXES, TURNS = ("male", "female"), ("first", "repeated")
OF = Definitions(
    (
        count("o", when="active_at_start"),
        count("c", when="active_at_end"),
        count("f", when="active_at_end", where=(Where("person.sex", ("female",)),)),
        count("i", when="started"),
        count("g", when="ended"),
    ),
    definitions().relations,
    (Identity("x", "o", "c", ("i",), ("g",)),),
)
YEARS = (year(2019), year(2020))
PERIODS = tuple(p for one in YEARS for p in (one, half(one.start.year, 1), half(one.start.year, 2)))
MET = (144, 180)  # a whole of five, shown, and parts of it of which none is zero
BROKEN = (("c", "person.sex"), ("c", "turn"), ("f", "person.sex"), ("f", "turn"))


@pytest.mark.parametrize("seed", range(scaled(2_000, 40) // 10))
def test_no_small_cell_of_a_table_is_told_closely(seed: int) -> None:
    rng = Random(seed)
    for _ in range(10):
        wide, high = rng.randint(2, 5), rng.randint(2, 5)
        rows = [[rng.choice(NUMBERS) for _ in range(wide)] for _ in range(high)]
        cells, lines = square(rows)
        gone = hidden(cells, lines)
        small = [cell for cell in gone if cells[cell] < SMALL]
        for cell, (least, most) in bounds(cells, lines, gone, small).items():
            assert most - least >= WIDE - SAME, (rows, cell, least, most)
    trust.record("R15 free tables: made-up tables that tell a small figure within four values", 10, 0)


# ---------------------------------------------------------------- tables asked one by one
class Stay(NamedTuple):
    """From one month up to another, counted from January 2019."""

    unit: int
    sex: str
    turn: str
    start: int
    end: int


def world(rng: Random) -> list[Stay]:
    found = list[Stay]()
    for unit, sex, turn in product(PROVINCES, SEXES, TURNS):
        for _ in range(rng.choice(NUMBERS)):
            start = rng.randint(-6, 23)
            found.append(Stay(unit, sex, turn, start, start + rng.choice((1, 7, 15, 90))))
    return found


def month(day: Period, *, end: bool) -> int:
    at = day.end if end else day.start
    return (at.year - 2019) * 12 + at.month - 1


def figure(stays: Sequence[Stay], code: str, part: Part, unit: int, period: Period) -> int:
    asked, first, last = dict(part), month(period, end=False), month(period, end=True)
    met = {
        "o": lambda x: x.start < first <= x.end,
        "c": lambda x: x.start < last <= x.end,
        "f": lambda x: x.start < last <= x.end and x.sex == "female",
        "i": lambda x: first <= x.start < last,
        "g": lambda x: first <= x.end < last,
    }[code]
    return sum(
        unit in (NATION, x.unit) and asked.get("person.sex", x.sex) == x.sex and asked.get("turn", x.turn) == x.turn
        for x in filter(met, stays)
    )


def counted(stays: Sequence[Stay], questions: Sequence[Question], of: Frame) -> dict[Key, int]:
    return {
        (code, part, unit, n): figure(stays, code, part, unit, period)
        for question in questions
        for code in question.indicators
        for part in pivot.parts(OF, code, question.by).values()
        for unit in of.around
        for n, period in enumerate(of.periods)
    }


Cell = tuple[str, Part, int, str]  # indicator, part, unit, period


def parts(code: str, name: str) -> list[Part]:
    return [part for part in pivot.parts(OF, code, (name,)).values() if part]


def everything() -> Iterator[tuple[str, Part, Period]]:
    yield from ((code, WHOLE, period) for code in OF.codes for period in PERIODS)
    yield from ((code, part, period) for code, name in BROKEN for part in parts(code, name) for period in YEARS)


def relations() -> Iterator[tuple[list[Cell], list[Cell]]]:
    """All that is known of what follows from what. What no table has: of `c`, those not in `f`."""
    for code, part, period in everything():
        at = period.code
        yield [(code, part, NATION, at)], [(code, part, unit, at) for unit in PROVINCES]
    for unit, period in product(UNITS, PERIODS):
        at = period.code
        yield [("o", WHOLE, unit, at), ("i", WHOLE, unit, at)], [("c", WHOLE, unit, at), ("g", WHOLE, unit, at)]
        yield [("c", WHOLE, unit, at)], [("f", WHOLE, unit, at), ("c-f", WHOLE, unit, at)]
        for other in PERIODS:
            if other.start == period.end:
                yield [("c", WHOLE, unit, at)], [("o", WHOLE, unit, other.code)]
            if other.end == period.end and other != period:
                yield from (([(c, WHOLE, unit, at)], [(c, WHOLE, unit, other.code)]) for c in "cf")
            if other.start == period.start and other != period:
                yield [("o", WHOLE, unit, at)], [("o", WHOLE, unit, other.code)]
    for unit, period in product(UNITS, YEARS):
        at = period.code
        for code in "ig":
            yield [(code, WHOLE, unit, at)], [(code, WHOLE, unit, f"{at}H{n}") for n in (1, 2)]
        for code, name in BROKEN:
            yield [(code, WHOLE, unit, at)], [(code, part, unit, at) for part in parts(code, name)]
        yield [("f", WHOLE, unit, at)], [("c", (("person.sex", "female"),), unit, at)]
        for part in parts("c", "turn"):
            yield [("c", part, unit, at)], [("f", part, unit, at), ("c-f", part, unit, at)]


def asked_one_by_one() -> Iterator[tuple[Question, tuple[Period, ...]]]:
    for code in OF.codes:
        yield from ((Question((code,), ("91",), ""), some) for some in (YEARS[:1], YEARS[1:], PERIODS[3:5], PERIODS))
    yield from ((Question((code,), ("91",), "", by=(name,)), (one,)) for code, name in BROKEN for one in YEARS)
    yield Question(OF.codes, ("91",), ""), PERIODS
    yield Question(("f", "c"), ("91",), "", by=("turn",)), YEARS


def never_divided(values: Mapping[Cell, int], gone: Collection[Cell]) -> set[Cell]:
    """Parts of a whole that is shown and so few: none of them is, whatever they are. A part that another indicator
    counts as its whole goes by that."""
    found = set[Cell]()
    for (code, name), unit, period in product(BROKEN, UNITS, YEARS):
        whole, mine = (code, WHOLE, unit, period.code), parts(code, name)
        if whole not in gone and 0 < values[whole] < WIDE + len(mine):
            found |= {(code, part, unit, period.code) for part in mine}
    return {key for key in found & {*gone} if ("person.sex", "female") not in key[1]}


def told(answer: Pivot) -> Iterator[tuple[Cell, bool]]:
    """Whether each cell is hidden."""
    for line in answer.lines:
        for code, cells in zip(answer.question.indicators, line.cells, strict=True):
            for period, cell in zip(answer.periods, cells, strict=True):
                yield (code, line.part, line.unit, period.code), cell.hidden


@pytest.mark.parametrize("seed", sorted({*range(scaled(200, 4)), *MET}))
def test_all_tables_that_may_be_asked_one_by_one_tell_no_small_figure_closely(seed: int) -> None:
    stays, seen = world(Random(seed)), dict[Cell, bool]()
    for asked, periods in asked_one_by_one():
        of = Frame(OF, periods, UNITS, dict.fromkeys(UNITS, 0), {NATION: PROVINCES}, UNITS)
        assert not guarding.too_close(asked, of)
        answer = guarding.answered(asked, of, partial(counted, stays))
        for key, gone in told(answer):
            assert seen.setdefault(key, gone) == gone, "hidden or shown alike, whatever the table"
    period_of = {period.code: period for period in PERIODS}
    lines = [*relations()]
    values: dict[Cell, int] = {}
    for code, part, unit, at in (cell for left, right in lines for cell in (*left, *right)):
        both = [figure(stays, one, part, unit, period_of[at]) for one in code.split("-")]
        values[code, part, unit, at] = both[0] - sum(both[1:])
    assert all(sum(values[c] for c in left) == sum(values[c] for c in right) for left, right in lines)
    unseen = {cell for cell in values if cell[0] == "c-f"}
    gone = unseen | {cell for cell in values if seen.get(cell, True)}
    small = [cell for cell in gone if 0 < values[cell] < SMALL]
    assert {cell for cell, n in values.items() if 0 < n < SMALL} <= gone
    found = bounds(values, lines, gone, small, unseen | never_divided(values, gone))
    assert not {cell: ends for cell, ends in found.items() if ends[1] - ends[0] < WIDE - SAME}
    trust.record("R15 free tables: small figures that all tables of a country tell within four values", len(found), 0)

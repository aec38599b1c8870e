"""Somebody who asks one table after another, adds up and takes away what they show: no small figure follows."""

from collections.abc import Sequence
from functools import partial
from itertools import product
from random import Random

import pytest

from hoanhap.indicators.language import Definitions, Period
from hoanhap.indicators.library import definitions
from hoanhap.indicators.rules import guarding, pivot
from hoanhap.indicators.rules.periods import MONTHS, in_year, year
from hoanhap.indicators.rules.pivot import Frame, Key, Part, Question
from hoanhap.indicators.rules.suppression import SMALL, hidden
from tests.indicators.attack import SAME, bounds
from tests.indicators.test_pivot import count
from tests.indicators.test_pivot_suppression import square
from tests.scale import scaled

NUMBERS = (0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 14, 30)
NATION, PROVINCES = 1, (2, 3, 4)
UNITS = (NATION, *PROVINCES)
BY: tuple[tuple[str, ...], ...] = ((), ("person.sex",), ("turn",))
SEXES, TURNS = ("male", "female"), ("first", "repeated")
OF = Definitions((count("a"),), definitions().relations)
ALL = tuple(period for step in MONTHS for period in in_year(2020, step))


@pytest.mark.parametrize("seed", range(scaled(2_000, 40) // 10))
def test_no_small_cell_of_a_table_has_one_value(seed: int) -> None:
    rng = Random(seed)
    for _ in range(10):
        wide, high = rng.randint(2, 5), rng.randint(2, 5)
        rows = [[rng.choice(NUMBERS) for _ in range(wide)] for _ in range(high)]
        cells, lines = square(rows)
        gone = hidden(cells, lines)
        small = [cell for cell in gone if cells[cell] < SMALL]
        for cell, (least, most) in bounds(cells, lines, gone, small).items():
            assert most - least >= 1 - SAME, (rows, cell, least, most)


# ---------------------------------------------------------------- tables asked one by one
def frame(periods: tuple[Period, ...]) -> Frame:
    return Frame(OF, periods, UNITS, dict.fromkeys(UNITS, 0), {NATION: PROVINCES}, UNITS)


def world(rng: Random) -> dict[tuple[int, str, str, int], int]:
    """Events by province, sex, turn and month."""
    found = dict[tuple[int, str, str, int], int]()
    for unit, sex, turn in product(PROVINCES, SEXES, TURNS):
        for _ in range(rng.choice(NUMBERS)):
            at = unit, sex, turn, rng.choice((1, 1, 1, 3, 8, 12))
            found[at] = found.get(at, 0) + 1
    return found


def counted(made: dict[tuple[int, str, str, int], int], questions: Sequence[Question], of: Frame) -> dict[Key, int]:
    def value(part: Part, unit: int, period: Period) -> int:
        asked = dict(part)
        return sum(
            n for (place, sex, turn, month), n in made.items()
            if unit in (NATION, place) and period.start.month <= month <= period.last.month
            and asked.get("person.sex", sex) == sex and asked.get("turn", turn) == turn
        )  # fmt: skip

    return {
        ("a", part, unit, n): value(part, unit, period)
        for question in questions
        for part in pivot.parts(OF, "a", question.by).values()
        for unit in of.around
        for n, period in enumerate(of.periods)
    }


@pytest.mark.parametrize("seed", range(scaled(400, 12)))
def test_all_tables_that_may_be_asked_one_by_one_give_no_small_figure_away(seed: int) -> None:
    made, values, equations, shown = world(Random(seed)), dict[object, int](), [], set[object]()
    for by in BY:
        for periods in ((year(2020),), (ALL[1],), (ALL[2],), ALL[3:5], ALL) if not by else ((year(2020),),):
            asked, of = Question(("a",), ("91",), "", by=by), frame(periods)
            assert not guarding.too_close(asked, of)
            counts = counted(made, [asked], of)
            answer = guarding.answered(asked, of, partial(counted, made))
            open_ = {(x.unit, x.part, n) for x in answer.lines for n, c in enumerate(x.cells[0]) if not c.hidden}
            name = {key: (key[1], key[2], of.periods[key[3]].code) for key in counts}
            values |= {name[key]: n for key, n in counts.items()}
            shown |= {name[key] for key in counts if (key[2], key[1], key[3]) in open_}
            equations += [
                ([name[key] for key in left], [name[key] for key in right])
                for left, right in guarding.equations(asked, of, counts)
                if left
            ]
    never = {key for key in values if key not in shown}
    small = [key for key in never if 0 < values[key] < SMALL]
    assert {key for key, n in values.items() if 0 < n < SMALL} <= never
    found = bounds(values, equations, never, small)
    assert not [key for key, (least, most) in found.items() if most - least < 1 - SAME]

"""A free table laid out: every number where it was counted, wholes before parts, and nothing shown too closely."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from hoanhap.indicators.language import Definitions, Identity, Indicator, Period, Where
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.rules import guarding, pivot
from hoanhap.indicators.rules.periods import half, month, year
from hoanhap.indicators.rules.pivot import WHOLE, Cell, Frame, Key, Part, Pivot, Question
from hoanhap.kernel.lang import Words

D = date


def count(code: str, **said: object) -> Indicator:
    of = {"of": "registration", "when": "started", "counts": "rows", "by": ("person.sex", "turn"), **said}
    return Indicator(code, Words(code, code), "thử", True, **of)  # type: ignore[arg-type]


OF = Definitions(
    (
        count("a"),
        count("b", where=(Where("turn", ("first",)),), valid_from=D(2019, 1, 1)),
        Indicator("r", Words("r", "r"), "thử", True, kind="ratio", numerator="b", denominator="a"),
    ),
    definitions().relations,
)
TOP, LEFT, RIGHT = 1, 2, 3


def frame(*periods: Period, of: Definitions = OF) -> Frame:
    units = (TOP, LEFT, RIGHT)
    return Frame(of, periods or (year(2020),), units, {TOP: 0, LEFT: 1, RIGHT: 1}, {TOP: (LEFT, RIGHT)}, units)


def counts(asked: Question, of: Frame, numbers: dict[tuple[object, ...], int]) -> dict[Key, int]:
    """Zero where nothing is given."""
    codes = pivot.counted_codes(of.definitions, asked.indicators)
    return {
        (code, part, unit, n): numbers.get((code, part, unit, n), 0)
        for code in codes
        for part in pivot.parts(of.definitions, code, asked.by).values()
        for unit, n in product(of.around, range(len(of.periods)))
        if pivot.version(of.definitions, code, of.periods[n])
    }


MALE, FEMALE, UNSAID = ((("person.sex", sex),) for sex in ("male", "female", ""))


def test_a_line_for_each_unit_and_part_and_a_cell_for_each_indicator_and_period():
    asked, of = Question(("a", "b"), ("91",), "", by=("person.sex",)), frame(year(2018), year(2020))
    found = pivot.laid(asked, of, counts(asked, of, {("a", (), TOP, 1): 7, ("a", MALE, TOP, 1): 6}))
    assert [(x.unit, x.depth, x.part) for x in found.lines[:5]] == [
        (TOP, 0, ()), (TOP, 0, MALE), (TOP, 0, FEMALE), (TOP, 0, UNSAID), (LEFT, 1, ()),
    ]  # fmt: skip
    assert found.lines[0].cells == ((Cell(0), Cell(7)), (Cell(), Cell(0)))  # b: not in force in 2018, zero in 2020
    assert found.lines[1].cells[0] == (Cell(0), Cell(6))


def test_a_whole_is_what_was_counted_there_and_not_the_sum_of_the_parts():
    """One person in two communes: one in the district."""
    asked, of = Question(("a",), ("91",), ""), frame()
    shown = counts(asked, of, {("a", (), TOP, 0): 10, ("a", (), LEFT, 0): 6, ("a", (), RIGHT, 0): 5})
    assert [x.cells[0][0].value for x in pivot.laid(asked, of, shown).lines] == [10, 6, 5]


def test_a_ratio_is_of_the_counts_of_its_own_line():
    asked, of = Question(("r",), ("91",), "", by=("person.sex",)), frame()
    made = counts(asked, of, {("a", (), TOP, 0): 40, ("b", (), TOP, 0): 10, ("a", MALE, TOP, 0): 30})
    found = {(x.unit, x.part): x.cells[0][0].value for x in pivot.laid(asked, of, made).lines}
    assert found[TOP, ()] == 25.0
    assert found[TOP, MALE] == 0.0
    assert (TOP, FEMALE) not in found, "nothing to divide by, so no line"


def test_only_what_every_chosen_indicator_allows_can_be_broken_down():
    assert pivot.dimensions(OF, ("a",)) == ("person.sex", "turn")
    assert pivot.dimensions(definitions(), ("pl2.1.5", "pl3.1")) == () if "pl3.1" in definitions().codes else True
    with pytest.raises(KeyError):
        pivot.wanted(OF, Question(("a",), (), "", by=("age_band",)))


def test_two_breakdowns_are_each_part_followed_by_its_own_parts():
    named = [*pivot.parts(OF, "a", ("person.sex", "turn")).values()]
    assert named[:4] == [(), MALE, (*MALE, ("turn", "first")), (*MALE, ("turn", "repeated"))]
    assert len(named) == len(set(named)) == 1 + 3 + 3 * 2


# ---------------------------------------------------------------- small cells
Numbers = dict[tuple[str, Part, int, str], int]  # indicator, part, unit, period


def guarded(asked: Question, of: Frame, numbers: Numbers) -> Pivot:
    """What is not said of a half: all happened in the first one."""

    def number(code: str, part: Part, unit: int, period: Period) -> int:
        if (code, part, unit, period.code) in numbers:
            return numbers[code, part, unit, period.code]
        return 0 if period.code.endswith("H2") else numbers.get((code, part, unit, period.code[:4]), 0)

    def counted(questions: Sequence[Question], wide: Frame) -> dict[Key, int]:
        return {
            (code, part, unit, n): number(code, part, unit, period)
            for question in questions
            for code in pivot.counted_codes(of.definitions, question.indicators)
            for part in pivot.parts(of.definitions, code, question.by).values()
            for unit, (n, period) in product(of.around, enumerate(wide.periods))
            if pivot.version(of.definitions, code, period)
        }

    return guarding.answered(asked, of, counted)


def at(found: Pivot) -> dict[tuple[int, Part], Cell]:
    """The first figure of each line."""
    return {(line.unit, line.part): line.cells[0][0] for line in found.lines}


def test_a_small_part_goes_with_another_that_would_give_it_away():
    asked = Question(("a",), ("91",), "", by=("person.sex",))
    told = {(part, unit): n for unit in (TOP, LEFT) for part, n in ((WHOLE, 40), (MALE, 38), (FEMALE, 2))}
    found = at(guarded(asked, frame(), {("a", *place, "2020"): n for place, n in told.items()}))
    assert found[TOP, ()] == Cell(40)
    assert found[TOP, MALE] == found[TOP, FEMALE] == found[LEFT, MALE] == found[LEFT, FEMALE] == Cell(hidden=True)
    assert found[TOP, UNSAID] == found[RIGHT, ()] == Cell(0)


@pytest.mark.parametrize("periods", [(year(2020),), (half(2020, 1),), (year(2020), half(2020, 1), half(2020, 2))])
def test_a_year_does_not_give_away_its_half_in_another_table_either(periods: tuple[Period, ...]):
    asked, of = Question(("a",), ("91",), ""), frame(*periods)
    said = {"2020": 20, "2020H1": 18, "2020H2": 2}
    found = guarded(asked, of, {("a", WHOLE, unit, p): n for unit in (TOP, LEFT) for p, n in said.items()})
    shown = {"2020": Cell(20), "2020H1": Cell(hidden=True), "2020H2": Cell(hidden=True)}
    assert found.lines[0].cells[0] == tuple(shown[p.code] for p in periods)


def identity() -> Frame:
    whens = {"o": "active_at_start", "c": "active_at_end", "i": "started", "g": "ended"}
    some = tuple(count(code, when=when) for code, when in whens.items())
    return frame(of=Definitions(some, definitions().relations, (Identity("x", "o", "c", ("i",), ("g",)),)))


def test_what_came_and_went_does_not_give_away_what_was_there_asked_one_by_one_either():
    told = {("2020", c): n for c, n in zip("ocig", (30, 26, 3, 7), strict=True)}
    told |= {("2019", "c"): 30, ("2020H2", "o"): 26, ("2020H2", "c"): 26}
    numbers = {(code, WHOLE, unit, period): n for (period, code), n in told.items() for unit in (TOP, LEFT)}
    together = guarded(Question(tuple("ocig"), ("91",), ""), identity(), numbers).lines[0].cells
    assert [cells[0] for cells in together] == [Cell(30), Cell(26), Cell(hidden=True), Cell(hidden=True)]
    alone = [guarded(Question((code,), ("91",), ""), identity(), numbers).lines[0].cells[0] for code in "ocig"]
    assert alone == list(together)


def test_who_may_not_see_small_cells_asks_for_years_and_halves_and_breaks_down_what_there_is():
    asked = {
        (code, by): Question((code,), ("91",), "", by=by)
        for code in "cg"
        for by in ((), ("person.sex",), ("person.sex", "turn"))
    }
    of = {step: replace(identity(), periods=some) for step, some in
          {"year": (year(2020),), "half": (half(2020, 1),), "month": (month(2020, 3),)}.items()}  # fmt: skip
    answered = {
        (step, *which)
        for step, where in of.items()
        for which, one in asked.items()
        if not guarding.too_close(one, where)
    }
    assert answered == {
        ("year", "c", ()),
        ("year", "g", ()),
        ("half", "c", ()),
        ("half", "g", ()),
        ("year", "c", ("person.sex",)),
    }
    long = replace(identity(), periods=tuple(year(n) for n in range(1990, 2011)))
    assert "20 năm" in guarding.too_close(Question(("c",), ("91",), ""), long)


def test_a_rate_of_few_events_or_of_a_hidden_count_is_not_shown():
    for few, all_, shown in ((9, 90, False), (10, 90, True), (0, 90, True), (3, 4, False)):
        numbers = {("a", WHOLE, TOP, "2020"): all_, ("b", WHOLE, TOP, "2020"): few}
        found = guarded(Question(("r",), ("91",), ""), frame(), numbers).lines[0].cells[0][0]
        assert (not found.hidden) == shown, (few, all_)


@pytest.mark.parametrize("codes", [("a", "b"), ("a",), ("b",)])
def test_an_indicator_does_not_give_away_all_but_a_narrower_one(codes: tuple[str, ...]):
    """20 in all, 18 of them for the first time: two are not, and no cell says so."""
    asked = Question(codes, ("91",), "")
    close = {(c, WHOLE, u, "2020"): n for c, n in (("a", 20), ("b", 18)) for u in (TOP, LEFT)}
    shown = {"a": Cell(20), "b": Cell(hidden=True)}
    assert [cells[0] for cells in guarded(asked, frame(), close).lines[0].cells] == [shown[code] for code in codes]
    assert guarded(asked, frame(), {key: min(n, 11 if key[0] == "b" else 20) for key, n in close.items()}).hidden == 0


def test_a_part_is_hidden_as_the_indicator_that_counts_it():
    """`b` counts the first times: so does a part of `a`."""
    first, later = (("turn", "first"),), (("turn", "repeated"),)
    told = {("a", WHOLE): 20, ("b", WHOLE): 18, ("a", first): 18, ("a", later): 2}
    numbers = {(*which, unit, "2020"): n for which, n in told.items() for unit in (TOP, LEFT)}
    found = at(guarded(Question(("a",), ("91",), "", by=("turn",)), frame(), numbers))
    assert [found[TOP, part].hidden for part in (WHOLE, first, later)] == [
        False,
        True,
        True,
    ]


def test_a_small_figure_of_means_tells_of_nobody_and_is_shown_beside_a_hidden_one_of_persons():
    teams = count("t", of="team", when="active_at_end", by=())
    share = Indicator("s", Words("s", "s"), "thử", True, kind="ratio", numerator="t", denominator="t")
    of = frame(of=Definitions((*OF.indicators, teams, share), OF.relations))
    numbers = {("t", WHOLE, TOP, "2020"): 2, ("a", WHOLE, TOP, "2020"): 2}
    found = guarded(Question(("t", "a", "s"), ("91",), ""), of, numbers).lines[0].cells
    assert [some[0] for some in found] == [Cell(2), Cell(hidden=True), Cell(100.0)]

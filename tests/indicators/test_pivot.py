"""A free table laid out: every number where it was counted, wholes before parts, and nothing shown too closely."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.indicators.language import Definitions, Identity, Indicator, Period, Where
from hoanhap.indicators.library import definitions
from hoanhap.indicators.rules import guarding, pivot
from hoanhap.indicators.rules.periods import half, year
from hoanhap.indicators.rules.pivot import Cell, Frame, Key, Question
from hoanhap.kernel.lang import Words
from tests.indicators.test_pivot_suppression import found_out
from tests.scale import scaled

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
def test_a_small_part_goes_with_another_that_would_give_it_away():
    asked, of = Question(("a",), ("91",), "", by=("person.sex",)), frame()
    made = counts(asked, of, {
        ("a", (), TOP, 0): 40, ("a", MALE, TOP, 0): 38, ("a", FEMALE, TOP, 0): 2,
        ("a", (), LEFT, 0): 40, ("a", MALE, LEFT, 0): 38, ("a", FEMALE, LEFT, 0): 2,
    })  # fmt: skip
    found = {(x.unit, x.part): x.cells[0][0] for x in guarding.laid(asked, of, made).lines}
    assert found[TOP, ()] == Cell(40)
    assert found[TOP, MALE] == found[TOP, FEMALE] == found[LEFT, MALE] == found[LEFT, FEMALE] == Cell(hidden=True)
    assert found[TOP, UNSAID] == found[RIGHT, ()] == Cell(0)


def test_a_year_does_not_give_away_its_half():
    asked, of = Question(("a",), ("91",), ""), frame(year(2020), half(2020, 1), half(2020, 2))
    made = counts(asked, of, {("a", (), u, n): v for u in (TOP, LEFT) for n, v in enumerate((20, 18, 2))})
    top = guarding.laid(asked, of, made).lines[0].cells[0]
    assert top == (Cell(20), Cell(hidden=True), Cell(hidden=True))


def test_what_came_and_went_does_not_give_away_what_was_there():
    whens = {"o": "active_at_start", "c": "active_at_end", "i": "started", "g": "ended"}
    some = tuple(count(code, when=when) for code, when in whens.items())
    of = frame(of=Definitions(some, definitions().relations, (Identity("x", "o", "c", ("i",), ("g",)),)))
    asked = Question(tuple("ocig"), ("91",), "")
    made = counts(
        asked, of, {(c, (), u, 0): n for c, n in zip("ocig", (30, 26, 3, 7), strict=True) for u in (TOP, LEFT)}
    )
    top = guarding.laid(asked, of, made).lines[0].cells
    assert [cells[0] for cells in top].count(Cell(hidden=True)) == 2


def test_a_rate_of_few_events_or_of_a_hidden_count_is_not_shown():
    asked, of = Question(("r",), ("91",), ""), frame()
    for few, all_, shown in ((9, 90, False), (10, 90, True), (0, 90, True), (3, 4, False)):
        made = counts(asked, of, {("a", (), TOP, 0): all_, ("b", (), TOP, 0): few})
        found = guarding.laid(asked, of, made).lines[0].cells[0][0]
        assert (not found.hidden) == shown, (few, all_)


def test_an_indicator_does_not_give_away_all_but_a_narrower_one():
    """20 in all, 18 of them under 18 years: two are not, and no cell says so."""
    asked, of = Question(("a", "b"), ("91",), ""), frame()
    made = counts(asked, of, {(c, (), u, 0): n for c, n in (("a", 20), ("b", 18)) for u in (TOP, LEFT)})
    top = guarding.laid(asked, of, made).lines[0].cells
    assert [cells[0].hidden for cells in top].count(True) == 1
    wide = {(c, (), u, 0): n for c, n in (("a", 20), ("b", 11)) for u in (TOP, LEFT)}
    assert guarding.laid(asked, of, counts(asked, of, wide)).hidden == 0


NUMBER = st.sampled_from((0, 1, 1, 2, 3, 4, 6, 11, 40))


@settings(max_examples=scaled(300, 10), deadline=None)
@given(st.lists(NUMBER, min_size=4, max_size=4))
def test_no_hidden_cell_of_a_table_is_determined_by_the_shown_ones(lowest: list[int]) -> None:
    asked, of = Question(("a",), ("91",), "", by=("person.sex",)), frame()
    numbers: dict[tuple[object, ...], int] = {}
    for n, (unit, part) in zip(lowest, product((LEFT, RIGHT), (MALE, FEMALE)), strict=True):
        for place in product((unit, TOP), (part, ())):
            numbers["a", place[1], place[0], 0] = numbers.get(("a", place[1], place[0], 0), 0) + n
    made = counts(asked, of, numbers)
    found = guarding.laid(asked, of, made)
    gone = frozenset(("a", x.part, x.unit, 0) for x in found.lines if x.cells[0][0].hidden)
    assert {key for key, n in made.items() if 0 < n < 5} <= gone
    assert found_out(made, list(guarding.equations(asked, of, made)), gone) == set()  # type: ignore[arg-type]


def test_a_small_figure_of_means_tells_of_nobody_and_is_shown_beside_a_hidden_one_of_persons():
    teams = count("t", of="team", when="active_at_end", by=())
    share = Indicator("s", Words("s", "s"), "thử", True, kind="ratio", numerator="t", denominator="t")
    of = frame(of=Definitions((*OF.indicators, teams, share), OF.relations))
    asked = Question(("t", "a", "s"), ("91",), "")
    made = counts(asked, of, {("t", (), TOP, 0): 2, ("a", (), TOP, 0): 2})
    cells = [some[0] for some in guarding.laid(asked, of, made).lines[0].cells]
    assert cells == [Cell(2), Cell(hidden=True), Cell(100.0)]

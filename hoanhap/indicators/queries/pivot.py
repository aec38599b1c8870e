"""Free tables: counted from the stored facts of the relations they ask about, or read from the store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Refused, decide
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.asking import Asked
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.reach import require_unit, sees_small, subject_of
from hoanhap.indicators.rules import guarding, pivot
from hoanhap.indicators.rules.periods import named
from hoanhap.indicators.rules.pivot import Frame, Key, Part, Pivot, Question
from hoanhap.kernel.lang import t
from hoanhap.units.queries import Tree, tree

MOST: Final = 40_000  # cells of one table
DEEPEST: Final = 2


class TooLarge(ValueError):
    """What an officer reads, with what to do."""

    def __init__(self, cells: int) -> None:
        super().__init__(
            t("Bảng có {n} ô, nhiều nhất {m}. Chọn ít chỉ tiêu, đơn vị, kỳ hoặc phân tổ hơn.",
              "The table has {n} cells, at most {m}. Choose fewer indicators, units, periods or breakdowns.",
              n=cells, m=MOST)
        )  # fmt: skip


class TooClose(ValueError):
    """Of a table that would tell small figures together with others: what an officer reads, with what to do."""


def answer(question: Question, *, actor: Actor, on: date) -> Pivot:
    """Raises BadPeriod, TooLarge, TooClose; Refused for a unit that is not there or is not the reader's to ask for."""
    frame = _frame(question, actor, on)
    mine = pivot.wanted(frame.definitions, question)
    cells = len(mine) * len(frame.periods) * len(frame.around)
    if cells > MOST:
        raise TooLarge(cells)
    exact = all(sees_small(actor, unit, map_day(question), on) for unit in frame.units)
    if exact or not guarding.tells_of_persons(frame.definitions, question):
        return pivot.laid(question, frame, _counts([question], frame))
    return _guarded(question, actor, on)


def _guarded(question: Question, actor: Actor, on: date) -> Pivot:
    """For who may not see small cells: all their tables are on one map, or two would tell where one is silent."""
    if question.map_day and country().at(question.map_day) is not country().at(on):
        raise TooClose(
            t(
                "Vị trí công tác này không xem số nhỏ: bảng chỉ lập trên bản đồ hành chính hôm nay; để trống ô ngày.",
                "This post does not see small figures: a table is made on today's map; leave the day blank.",
            )
        )
    question = replace(question, map_day=on)
    frame = _frame(question, actor, on)
    if said := guarding.too_close(question, frame):
        raise TooClose(said)
    return guarding.answered(question, _surrounded(frame, question, actor, on), _counts)


def map_day(question: Question) -> date:
    return question.map_day or max(period.last for period in named(question.periods))


# ---------------------------------------------------------------- units
def readable(actor: Actor, day: date, on: date) -> list[tuple[int, str, str]]:
    """Units of a day's map whose figures somebody may ask for: (depth, code, name), a unit before those under it."""
    here = tree(day)
    found = list[tuple[int, str, str]]()
    for unit in here.units():
        if _reads(actor, unit.id, here, on):
            found.append((len(here.ancestors(unit.id)), unit.code, unit.title))
    least = min((depth for depth, _, _ in found), default=0)
    return [(depth - least, code, name) for depth, code, name in found]


def by_month(actor: Actor, unit: str, day: date, on: date) -> bool:
    """Whether somebody may ask for months of a unit's persons: those who do not see small figures ask for years and
    their halves (`guarding.too_close`)."""
    found = tree(day).find(unit)
    return found is not None and sees_small(actor, found.id, day, on)


def _reads(actor: Actor, unit: int, here: Tree, on: date) -> bool:
    return decide(actor, P.FIGURE_TRACE, subject_of(unit, here), on).allow


def _frame(question: Question, actor: Actor, on: date) -> Frame:
    periods, day = tuple(named(question.periods)), map_day(question)
    here = tree(day)
    depth = dict[int, int]()
    for code in question.units:
        top = here.find(code.upper())
        if top is None:
            raise Outside(P.FIGURE_TRACE)
        require_unit(actor, top.id, day, on)
        for unit, far in _under(here, top.id, min(question.below, DEEPEST)):
            if far == 0 or _reads(actor, unit, here, on) or _inherited(actor, unit, day, on):
                depth.setdefault(unit, far)
    units = tuple(depth)
    return Frame(definitions(), periods, units, depth, _children(here, units), units)


def _inherited(actor: Actor, unit: int, day: date, on: date) -> bool:
    """Of a map before the reader's own: by what the unit has become."""
    if day >= on:
        return False
    try:
        require_unit(actor, unit, day, on)
    except Refused:
        return False
    return True


def _under(here: Tree, top: int, levels: int) -> Iterable[tuple[int, int]]:
    ahead = [(top, 0)]
    while ahead:
        unit, far = ahead.pop(0)
        yield unit, far
        if far < levels:
            ahead = [(child.id, far + 1) for child in here.children(unit)] + ahead


def _children(here: Tree, units: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Of units whose children are all among them."""
    there = set(units)
    found = {unit: tuple(child.id for child in here.children(unit)) for unit in units}
    return {unit: below for unit, below in found.items() if below and there.issuperset(below)}


def _surrounded(frame: Frame, question: Question, actor: Actor, on: date) -> Frame:
    """With every unit that the reader may ask for: two tables of theirs must not give away what each one hides."""
    day = map_day(question)
    here, asked = tree(day), {*frame.units}
    ordered = [unit.id for unit in here.units() if unit.id in asked or _reads(actor, unit.id, here, on)]
    return replace(frame, around=tuple(ordered), children=_children(here, ordered))


# ---------------------------------------------------------------- numbers
def _counts(questions: Sequence[Question], frame: Frame) -> dict[Key, int]:
    """Every cell that can be asked for is there, those of zero too. All of them on one map."""
    if not questions:
        return {}
    every = dict.fromkeys(it for question in questions for it in pivot.wanted(frame.definitions, question))
    day = map_day(questions[0])
    asked = [Asked(a.period, a.column, unit, a.kept) for a in _placed(frame, day) for unit in frame.around]
    broken = any(question.by for question in questions)
    found = asking.counted(every, asked) if broken else asking.figures(every, asked)
    place = {period: n for n, period in enumerate(frame.periods)}
    counts = dict[Key, int]()
    for code, name, part in _named(questions, frame):
        for a in asked:
            if pivot.version(frame.definitions, code, a.period) is not None and a.unit is not None:
                counts[code, part, a.unit, place[a.period]] = found.get((name, a.unit, a.column.key), 0)
    return counts


def _named(questions: Sequence[Question], frame: Frame) -> Iterable[tuple[str, str, Part]]:
    """(indicator, as an engine counts it, part)."""
    return dict.fromkeys(
        (code, name, part)
        for question in questions
        for code in pivot.counted_codes(frame.definitions, question.indicators)
        for name, part in pivot.parts(frame.definitions, code, question.by).items()
    )


def _placed(frame: Frame, day: date) -> list[Asked]:
    """Each period on the map of the day; the unit follows."""
    return asking.place("", frame.periods, day)

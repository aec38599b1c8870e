"""What of a free table is hidden from who may not see small cells, with whatever would give it away, also together with
other tables of theirs. Pure.

Wholes are decided first, by themselves: with all units that the reader may ask for, and all periods of the year. Parts
are decided next, those of every breakdown together, and hide parts only. Both are hidden or shown alike in every table,
so that tables asked one by one tell no more than all of them; `too_close` refuses those of which that is not so.
Different indicators are looked at together where one table has them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Final

from hoanhap.indicators.language import Definitions, Indicator, Period, Where
from hoanhap.indicators.rules import pivot, suppression
from hoanhap.indicators.rules.periods import MONTHS, in_year, step_of
from hoanhap.indicators.rules.pivot import (
    WHOLE,
    Counts,
    Frame,
    Key,
    Part,
    Pivot,
    Question,
    counted_codes,
    parts,
    version,
)
from hoanhap.kernel.lang import t

FLOWS: Final = ("during", "started", "ended")


Counted = Callable[[Sequence[Question], Frame], Counts]  # what these questions ask for, counted


def answered(question: Question, frame: Frame, counted: Counted) -> Pivot:
    """The table, for who may not see small cells."""
    counts = counted([question], frame)
    wide = every(question, frame)
    numbers = counted([whole(question, frame)], wide)
    wholes = settled(question, frame, numbers)
    gone = {key for key, hides in wholes.items() if hides}
    if question.by:
        ways = breakdowns(question, frame)
        parts = counted([way for some in ways.values() for way in some], frame)
        numbers = {**numbers, **{_moved(key, frame, wide): n for key, n in parts.items()}}
        for some in ways.values():
            gone |= parts_hidden(some, wide, numbers, wholes)
    back = {_moved(key, frame, wide): key for key in counts}
    return laid(question, frame, counts, {back[key]: True for key in gone if key in back})


def _moved(key: Key, frame: Frame, wide: Frame) -> Key:
    """The same cell among more periods."""
    return (*key[:3], wide.periods.index(frame.periods[key[3]]))


def laid(question: Question, frame: Frame, counts: Counts, gone: Mapping[Key, bool] | None = None) -> Pivot:
    """`gone`: what is hidden whatever this table has."""
    return pivot.laid(question, frame, counts, hidden(question, frame, counts, gone))


# ---------------------------------------------------------------- decided for every table
def every(question: Question, frame: Frame) -> Frame:
    """With all the periods that decide about those of the question."""
    some = [period for _, periods in _families(question, frame) for period in periods]
    return replace(frame, periods=tuple(dict.fromkeys(some)))


def whole(question: Question, frame: Frame) -> Question:
    return replace(question, indicators=counted_codes(frame.definitions, question.indicators), by=())


def settled(question: Question, frame: Frame, counts: Counts) -> dict[Key, bool]:
    """Of every whole whether it is hidden. `counts`: of `whole`, in the periods of `every`, as what is answered."""
    at, found = {period: n for n, period in enumerate(every(question, frame).periods)}, dict[Key, bool]()
    for code, periods in _families(question, frame):
        own = {at[period]: n for n, period in enumerate(periods)}
        mine = {(code, part, unit, own[n]): v for (c, part, unit, n), v in counts.items() if c == code and n in own}
        asked = replace(whole(question, frame), indicators=(code,))
        gone = hidden(asked, replace(frame, periods=periods), mine)
        found |= {(code, part, unit, at[periods[n]]): (code, part, unit, n) in gone for _, part, unit, n in mine}
    return found


def breakdowns(question: Question, frame: Frame) -> dict[str, list[Question]]:
    """Of each count, the question of every way in which it may be broken down."""
    return {
        code: [
            replace(question, indicators=(code,), by=(name,)) for name in pivot.dimensions(frame.definitions, (code,))
        ]
        for code in counted_codes(frame.definitions, question.indicators)
    }


def parts_hidden(ways: Sequence[Question], frame: Frame, counts: Counts, wholes: Mapping[Key, bool]) -> frozenset[Key]:
    """Of one count, over all its breakdowns. Which wholes are hidden stays as it is."""
    every = _of_persons(frame.definitions, counts)
    mine = {key: n for key, n in every.items() if ways and key[0] == ways[0].indicators[0]}
    lines = [line for way in ways for line in equations(way, frame, mine)]
    fixed = {key: hides for key, hides in wholes.items() if key in mine}
    return suppression.hidden(_ordered(mine, frame), lines, settled=fixed)


def _families(question: Question, frame: Frame) -> list[tuple[str, tuple[Period, ...]]]:
    """Of each count, whichever periods decide together: of what happens in a period, its year with all its halves and
    months; of a state, the period by itself."""
    found = dict[tuple[str, tuple[Period, ...]], None]()
    for code in counted_codes(frame.definitions, question.indicators):
        for period in frame.periods:
            if it := version(frame.definitions, code, period):
                inside = [one for step in MONTHS for one in in_year(period.start.year, step)]
                spans = {(one.start, one.end) for one in inside}
                of_year = it.when in FLOWS and (period.start, period.end) in spans
                found[code, tuple(inside) if of_year else (period,)] = None
    return list(found)


def too_close(question: Question, frame: Frame) -> str:
    """Why somebody without the right to small cells is not answered: from tables of these kinds, asked one by one, what
    each hides could be computed. "": no reason."""
    of = (it for code in question.indicators for it in frame.definitions.versions[code])
    if not any(map(frame.definitions.exposes, of)):
        return ""
    if len(question.by) > 1:
        return t(
            "Vị trí công tác này không xem số nhỏ: mỗi bảng chỉ phân tổ theo một cách.",
            "This post does not see small figures: a table has one breakdown at most.",
        )
    if question.by and any(step_of(p.start, p.end) != "year" for p in frame.periods):
        return t(
            "Vị trí công tác này không xem số nhỏ: bảng có phân tổ chỉ lập theo năm.",
            "This post does not see small figures: a table with a breakdown is made of whole years.",
        )
    return ""


# ---------------------------------------------------------------- what follows from what
def hidden(
    question: Question, frame: Frame, counts: Counts, settled: Mapping[Key, bool] | None = None
) -> frozenset[Key]:
    """Deepest parts are the first to go, then those of the lowest units; an indicator's whole of all units is last."""
    counts = _of_persons(frame.definitions, counts)
    rests = list(_rests(question, frame, counts))
    unseen = {rest: max(counts[wide] - counts[narrow], 0) for wide, narrow, rest in rests}
    lines = [*equations(question, frame, counts), *(([wide], [narrow, rest]) for wide, narrow, rest in rests)]
    return suppression.hidden({**unseen, **_ordered(counts, frame)}, lines, settled=settled)


def _of_persons(definitions: Definitions, counts: Counts) -> Counts:
    """A small figure of teams or money tells of nobody."""
    exposing = {code for code, some in definitions.versions.items() if any(map(definitions.exposes, some))}
    return {key: n for key, n in counts.items() if key[0] in exposing}


def _ordered(counts: Counts, frame: Frame) -> dict[Key, int]:
    level = {unit: n for n, unit in enumerate(frame.around)}
    order = sorted(counts, key=lambda key: (-len(key[1]), -level.get(key[2], 0), key[3], key[0], key[1]))
    return {key: counts[key] for key in order}


def _rests(question: Question, frame: Frame, counts: Counts) -> Iterator[tuple[Key, Key, Key]]:
    """What stands in no cell, and would follow from two: of an indicator, all but a narrower one beside it."""
    codes = counted_codes(frame.definitions, question.indicators)
    for wide, narrow in permutations(codes, 2):
        for n, period in enumerate(frame.periods):
            a, b = (version(frame.definitions, code, period) for code in (wide, narrow))
            if a is None or b is None or not narrower(b, a):
                continue
            for key in [key for key in counts if key[0] == narrow and key[3] == n]:
                if (above := (wide, *key[1:])) in counts:
                    yield above, key, (f"{wide}-{narrow}", *key[1:])


def narrower(it: Indicator, than: Indicator) -> bool:
    """Whether whatever counts in the one counts in the other."""
    same = (it.of, it.when, it.counts, it.column, it.kind) == (than.of, than.when, than.counts, than.column, than.kind)
    kept = all(any(_within(mine, other) for mine in it.where) for other in than.where)
    links = set(than.also) <= set(it.also) and set(than.without) <= set(it.without)
    clocks = than.lasting in (None, it.lasting) and than.age in (None, it.age)
    return same and it.kind == "count" and kept and links and clocks


def _within(where: Where, other: Where) -> bool:
    if where.column != other.column or where.negated != other.negated:
        return False
    return set(where.values) >= set(other.values) if where.negated else set(where.values) <= set(other.values)


def equations(question: Question, frame: Frame, counts: Counts) -> Iterator[tuple[list[Key], list[Key]]]:
    """Wholes and their parts: of breakdowns, of units, of periods, and what identities say."""
    codes = counted_codes(frame.definitions, question.indicators)
    places = range(len(frame.periods))
    for code in codes:
        mine = list(parts(frame.definitions, code, question.by).values())
        for part in mine:
            own = [other for other in mine if len(other) == len(part) + 1 and other[: len(part)] == part]
            for n in places:
                for unit in frame.around:
                    yield _sum((code, part, unit, n), [(code, p, unit, n) for p in own], counts)
                    below = [(code, part, child, n) for child in frame.children.get(unit, ())]
                    yield _sum((code, part, unit, n), below, counts)
        yield from _periods(code, mine, frame, counts)
    yield from _identities(frame, set(codes), counts)


def _sum(whole: Key, some: list[Key], counts: Counts) -> tuple[list[Key], list[Key]]:
    """Nothing, where a part was not counted."""
    there = bool(some) and whole in counts and all(key in counts for key in some)
    return ([whole], some) if there else ([], [])


def _periods(code: str, mine: list[Part], frame: Frame, counts: Counts) -> Iterator[tuple[list[Key], list[Key]]]:
    for n, period in enumerate(frame.periods):
        it = version(frame.definitions, code, period)
        inside = _tiling(period, [p for p in frame.periods if p != period]) if it and it.when in FLOWS else []
        places = [frame.periods.index(p) for p in inside]
        for unit in frame.around if places else ():
            for part in mine:
                yield _sum((code, part, unit, n), [(code, part, unit, at) for at in places], counts)


def _tiling(whole: Period, among: Sequence[Period]) -> list[Period]:
    """The longest periods that make it up, one after another; none, if there is a gap."""
    at, found = whole.start, list[Period]()
    while at < whole.end:
        fits = [p for p in among if p.start == at and p.end <= whole.end]
        if not fits:
            return []
        found.append(max(fits, key=lambda p: p.end))
        at = found[-1].end
    return found


def _identities(frame: Frame, codes: set[str], counts: Counts) -> Iterator[tuple[list[Key], list[Key]]]:
    """opening + in = closing + out, of whole units."""
    for it in frame.definitions.identities:
        if not {it.opening, it.closing, *it.comes, *it.goes} <= codes:
            continue
        for n in range(len(frame.periods)):
            for unit in frame.around:
                first = [(code, WHOLE, unit, n) for code in (it.opening, *it.comes)]
                last = [(code, WHOLE, unit, n) for code in (it.closing, *it.goes)]
                if all(key in counts for key in (*first, *last)):
                    yield first, last

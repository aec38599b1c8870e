"""What of a table follows from what else of it: wholes from parts, a year from its halves, what there is from what came
and went; and what of it is therefore hidden together. Pure.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

from hoanhap.indicators.language import Definitions, Indicator, Period, Where
from hoanhap.indicators.rules import suppression
from hoanhap.indicators.rules.pivot import WHOLE, Counts, Frame, Key, Part, Question, counted_codes, parts, version

FLOWS: Final = ("during", "started", "ended")


def hidden(
    questions: Sequence[Question],
    frame: Frame,
    counts: Counts,
    settled: Mapping[Key, bool] | None = None,
    whatever: Collection[Key] = (),
) -> frozenset[Key]:
    """Deepest parts are the first to go, then those of the lowest units; an indicator's whole of all units is last."""
    codes = dict.fromkeys(code for one in questions for code in counted_codes(frame.definitions, one.indicators))
    rests = list(_rests(list(codes), frame, counts))
    unseen = {rest: max(counts[wide] - counts[narrow], 0) for wide, narrow, rest in rests}
    lines = [(tuple(a), tuple(b)) for one in questions for a, b in equations(one, frame, counts) if a]
    lines += [((wide,), (narrow, rest)) for wide, narrow, rest in rests]
    return suppression.hidden(
        {**unseen, **_ordered(counts, frame)}, dict.fromkeys(lines), suppression.SMALL, settled, whatever
    )


def of_persons(definitions: Definitions, counts: Counts) -> Counts:
    """A small figure of teams or money tells of nobody."""
    exposing = {code for code, some in definitions.versions.items() if any(map(definitions.exposes, some))}
    return {key: n for key, n in counts.items() if key[0] in exposing}


def _ordered(counts: Counts, frame: Frame) -> dict[Key, int]:
    level = {unit: n for n, unit in enumerate(frame.around)}
    order = sorted(counts, key=lambda key: (-len(key[1]), -level.get(key[2], 0), key[3], key[0], key[1]))
    return {key: counts[key] for key in order}


def _rests(codes: Sequence[str], frame: Frame, counts: Counts) -> Iterator[tuple[Key, Key, Key]]:
    """What stands in no cell, and would follow from two: of an indicator, all but a narrower one beside it."""
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

"""What of a free table is hidden from who may not see small cells, with whatever would give it away, also together with
other tables of theirs. Pure.

Such a reader asks for years and their halves, with one breakdown at most, that of whole years (`too_close`), and on the
map of the day. Each figure is decided with all units they may ask for and all indicators from which it could follow
(`family`), whichever of them the table has: so it is hidden or shown alike in every table, and tables asked one by one
tell no more than all of them. Each step keeps what those before have settled: what there is on a day; what happens in a
year and its halves; the parts of all breakdowns.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from hoanhap.indicators.language import Definitions, Period
from hoanhap.indicators.rules import pivot
from hoanhap.indicators.rules.breakdowns import narrowed
from hoanhap.indicators.rules.consequences import hidden, narrower, of_persons
from hoanhap.indicators.rules.periods import in_year, step_of, year
from hoanhap.indicators.rules.pivot import (
    WHOLE,
    Counts,
    Frame,
    Key,
    Part,
    Pivot,
    Question,
    counted_codes,
    dimensions,
    version,
)
from hoanhap.indicators.rules.suppression import WIDE
from hoanhap.kernel.lang import t

THE_YEAR, BEFORE = 0, 3  # places in `around`
YEARS: Final = 20  # of one table: each is decided with all units and a whole family of indicators

Counted = Callable[[Sequence[Question], Frame], Counts]  # what these questions ask for, counted
Settled = dict[Key, bool]  # whether a figure is hidden


def answered(question: Question, frame: Frame, counted: Counted) -> Pivot:
    """The table, for who may not see small cells. All that decides about it is counted with it."""
    codes = counted_codes(frame.definitions, question.indicators)
    some = list(dict.fromkeys(family(frame.definitions, code) for code in codes))
    years = sorted({period.start.year for period in frame.periods})
    wide = replace(frame, periods=tuple(dict.fromkeys((*frame.periods, *(p for n in years for p in around(n))))))
    told = tuple(dict.fromkeys((*codes, *(code for mine in some for code in mine))))
    ways = [replace(way, map_day=question.map_day) for mine in some for way in _ways(frame.definitions, mine)]
    counts = counted([Question(told, (), "", map_day=question.map_day), *(ways if question.by else ())], wide)
    gone = set[tuple[str, Part, int, Period]]()
    for n in years:
        place = {wide.periods.index(period): own for own, period in enumerate(around(n))}
        for mine in some:
            here = {
                (*key[:3], place[key[3]]): value for key, value in counts.items() if key[0] in mine and key[3] in place
            }
            found = decided(mine, replace(frame, periods=around(n)), here)
            gone |= {(*key[:3], around(n)[key[3]]) for key, hides in found.items() if hides}
    at = {wide.periods.index(period): n for n, period in enumerate(frame.periods)}
    shown = {(*key[:3], at[key[3]]): value for key, value in counts.items() if key[3] in at}
    return pivot.laid(question, frame, shown, frozenset(k for k in shown if (*k[:3], frame.periods[k[3]]) in gone))


def around(n: int) -> tuple[Period, ...]:
    """What decides about a year: itself, its halves, and, of what there is when it begins, the year before."""
    return year(n), *in_year(n, "half"), year(n - 1)


def tells_of_persons(definitions: Definitions, question: Question) -> bool:
    """A small figure of teams or money tells of nobody: such a table hides nothing."""
    return any(definitions.exposes(it) for code in question.indicators for it in definitions.versions[code])


def too_close(question: Question, frame: Frame) -> str:
    """Why somebody without the right to small cells is not answered: from tables of these kinds, asked one by one, what
    each hides could be computed. "": no reason."""
    codes = counted_codes(frame.definitions, question.indicators)
    steps = {step_of(period.start, period.end) for period in frame.periods}
    if not steps <= {"year", "half"}:
        return t(
            "Vị trí công tác này không xem số nhỏ: bảng chỉ lập theo năm hoặc nửa năm.",
            "This post does not see small figures: a table is made of years or halves of a year.",
        )
    if len({period.start.year for period in frame.periods}) > YEARS:
        return t(
            "Vị trí công tác này không xem số nhỏ: mỗi bảng nhiều nhất {n} năm.",
            "This post does not see small figures: a table has {n} years at most.",
            n=YEARS,
        )
    if len(question.by) > 1:
        return t(
            "Vị trí công tác này không xem số nhỏ: mỗi bảng chỉ phân tổ theo một cách.",
            "This post does not see small figures: a table has one breakdown at most.",
        )
    if question.by and steps != {"year"}:
        return t(
            "Vị trí công tác này không xem số nhỏ: bảng có phân tổ chỉ lập theo năm.",
            "This post does not see small figures: a table with a breakdown is made of whole years.",
        )
    if question.by and not set(codes).isdisjoint(_terms(frame.definitions)):
        return t(
            "Vị trí công tác này không xem số nhỏ: số đầu kỳ, tăng và giảm không phân tổ; chọn số cuối kỳ.",
            "This post does not see small figures: what there was at the start, what came and what went has no "
            "breakdown; choose what there is at the end.",
        )
    return ""


# ---------------------------------------------------------------- which indicators tell of each other
def family(definitions: Definitions, code: str) -> tuple[str, ...]:
    """All of persons from which it could follow, or that could follow from it: wider and narrower ones, and the terms
    of identities, and so on."""
    groups = [{it.opening, it.closing, *it.comes, *it.goes} for it in definitions.identities]
    return _gathered(
        code, lambda one: {*_nested(definitions, one), *(c for mine in groups if one in mine for c in mine)}
    )


def _gathered(code: str, near: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    found, ahead = {code}, [code]
    while ahead:
        fresh = set(near(ahead.pop())) - found
        found |= fresh
        ahead += fresh
    return tuple(sorted(found))


def _nested(definitions: Definitions, code: str) -> set[str]:
    """Those of which one counts only what the other counts too."""
    mine = [it for it in definitions.versions[code] if definitions.exposes(it)]
    return {
        it.code
        for it in definitions.indicators
        if it.kind == "count" and any(narrower(it, one) or narrower(one, it) for one in mine)
    }


def _terms(definitions: Definitions) -> set[str]:
    """What is added to and taken from: parts of these would tell those of what came and went."""
    return {code for it in definitions.identities for code in (it.opening, *it.comes, *it.goes)} - {
        it.closing for it in definitions.identities
    }


def _ways(definitions: Definitions, codes: Iterable[str]) -> list[Question]:
    """Every way in which some of them may be broken down."""
    free = [code for code in codes if code not in _terms(definitions)]
    return [Question((code,), (), "", by=(name,)) for code in free for name in dimensions(definitions, (code,))]


# ---------------------------------------------------------------- what is decided, step by step
def decided(codes: tuple[str, ...], frame: Frame, counts: Counts) -> Settled:
    """Of a family, in the periods `around` a year. The same whatever table is asked for."""
    counts = of_persons(frame.definitions, counts)
    wholes = {key: value for key, value in counts.items() if key[1] == WHOLE}
    same = _standing(frame, wholes)
    settled = Settled()
    for place in sorted({key[3] for key in same.values()}):
        day = {key: wholes[key] for key in same.values() if key[3] == place}
        gone = hidden([Question(codes, (), "")], frame, day)
        settled |= {key: one in gone for key, one in same.items() if one in day}
    yearly = {key: value for key, value in wholes.items() if key[3] != BEFORE}
    gone = hidden([Question(codes, (), "")], frame, yearly, {key: settled[key] for key in same if key in yearly})
    settled |= {key: key in gone for key in yearly}
    if len(counts) > len(wholes):
        settled |= _parts_decided(codes, frame, counts, settled)
    return settled


def _standing(frame: Frame, counts: Counts) -> dict[Key, Key]:
    """Figures of what there is on a day, each with the one by which it is decided: an opening goes with the closing of
    the period before it, and the closing of the second half with that of the year."""
    ends: dict[object, int] = {}
    for n, period in enumerate(frame.periods):
        ends.setdefault(period.end, n)
    closing = {it.opening: it.closing for it in frame.definitions.identities}
    found = dict[Key, Key]()
    for key in counts:
        code, part, unit, n = key
        it, period = version(frame.definitions, code, frame.periods[n]), frame.periods[n]
        if it and it.when == "active_at_end":
            found[key] = code, part, unit, ends[period.end]
        elif it and it.when == "active_at_start" and n != BEFORE:
            before = closing.get(code, ""), part, unit, ends.get(period.start, n)
            found[key] = before if before in counts else key
    return found


def _parts_decided(codes: tuple[str, ...], frame: Frame, counts: Counts, settled: Settled) -> Settled:
    """Of all breakdowns together. A part that another indicator counts as its whole is hidden or shown as that."""
    ways = _ways(frame.definitions, codes)
    mine = {key: value for key, value in counts.items() if key[3] == THE_YEAR}
    fixed = {key: settled[key] for key in mine if key in settled}
    twins = _twins(codes, frame, {key[:2] for key in mine if key[1] != WHOLE})
    for key in mine:
        whole = twins.get(key[:2], ""), WHOLE, *key[2:]
        if whole in settled:
            fixed[key] = settled[whole]
    gone = hidden(ways, frame, mine, fixed, undivided(ways, frame, mine, settled))
    return {key: key in gone for key in mine}


def undivided(ways: Sequence[Question], frame: Frame, counts: Counts, settled: Settled) -> set[Key]:
    """The parts of wholes that are shown and so few that parts of them, none of which is zero, would be told closely:
    all are hidden, whatever they are."""
    found = set[Key]()
    for way in ways:
        (code,) = way.indicators
        mine = [part for part in pivot.parts(frame.definitions, code, way.by).values() if part != WHOLE]
        for key, hides in settled.items():
            if key[0] == code and not hides and 0 < counts.get(key, 0) < WIDE + len(mine):
                found |= {(code, part, *key[2:]) for part in mine}
    return found & counts.keys()


def _twins(codes: Sequence[str], frame: Frame, among: Iterable[tuple[str, Part]]) -> dict[tuple[str, Part], str]:
    """Which indicator counts exactly a part of another."""
    found, period = dict[tuple[str, Part], str](), frame.periods[THE_YEAR]
    for code, part in among:
        it = version(frame.definitions, code, period)
        mine = narrowed(it, part, frame.definitions.relations) if it else None
        for other in codes if mine else ():
            one = version(frame.definitions, other, period)
            if mine and one and narrower(mine, one) and narrower(one, mine):
                found[code, part] = other
    return found

"""A free table: indicators × units × periods, whole and by one or two breakdowns, on one map. Pure.

    question = Question(("pl2.1.5",), ("04",), below=1, periods="2016..2020", by=("person.sex",))
    pivot = laid(question, frame, counts, reader_sees_small_cells)

Every number is counted where it stands: what a unit has, in any part, is no sum of what the units below it have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import permutations
from typing import Any, Final

from hoanhap.indicators.language import AGE_BAND, Definitions, Indicator, Period, Where
from hoanhap.indicators.rules import suppression
from hoanhap.indicators.rules.breakdowns import broken_down

Part = tuple[tuple[str, str], ...]  # (dimension, code) of each breakdown; () is the whole
Key = tuple[str, Part, int, int]  # a count: indicator, part, unit, place of the period
Counts = Mapping[Key, int]
WHOLE: Final[Part] = ()
FLOWS: Final = ("during", "started", "ended")


@dataclass(frozen=True)
class Question:
    """`units`: official codes. `below`: how many levels under them are shown too. `periods`: as a command says them."""

    indicators: tuple[str, ...]
    units: tuple[str, ...]
    periods: str
    below: int = 0
    by: tuple[str, ...] = ()
    map_day: date | None = None

    def to_json(self) -> dict[str, Any]:
        day = self.map_day.isoformat() if self.map_day else None
        return {**asdict(self), "map_day": day}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Question":
        day = told.get("map_day")
        lists = {name: tuple(told[name]) for name in ("indicators", "units", "by")}
        return cls(**lists, periods=told["periods"], below=int(told["below"]),
                   map_day=date.fromisoformat(day) if day else None)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """What a question means on a day's map. `units`: what is shown, each under its own; `depth`: how far under.

    `around`: every unit whose figures the reader may ask for beside them; a cell that they give away is hidden.
    """

    definitions: Definitions
    periods: tuple[Period, ...]
    units: tuple[int, ...]
    depth: Mapping[int, int]
    children: Mapping[int, tuple[int, ...]]
    around: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` None: nothing answers there. A hidden cell has none either."""

    value: int | float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    unit: int
    depth: int
    part: Part
    cells: tuple[tuple[Cell, ...], ...]  # for each indicator, one a period


@dataclass(frozen=True)
class Pivot:
    question: Question
    periods: tuple[Period, ...]
    indicators: tuple[Indicator, ...]
    lines: tuple[Line, ...]

    @property
    def hidden(self) -> int:
        return sum(cell.hidden for line in self.lines for cells in line.cells for cell in cells)


# ---------------------------------------------------------------- what there is to ask
def version(definitions: Definitions, code: str, period: Period) -> Indicator | None:
    """Of counts and ratios alike."""
    return next((it for it in definitions.versions.get(code, ()) if it.in_force(period)), None)


def dimensions(definitions: Definitions, codes: Sequence[str]) -> tuple[str, ...]:
    """The breakdowns that all of these allow, in the order of the first."""
    allowed = [_dimensions(definitions, it) for code in codes for it in definitions.versions[code]]
    return tuple(d for d in allowed[0] if all(d in some for some in allowed)) if allowed else ()


def _dimensions(definitions: Definitions, it: Indicator) -> tuple[str, ...]:
    if it.kind == "ratio":
        return dimensions(definitions, (it.numerator, it.denominator))
    return tuple(d for d in it.by if d != AGE_BAND or it.age is None)


def counted_codes(definitions: Definitions, codes: Sequence[str]) -> tuple[str, ...]:
    """The counts behind them: a ratio's two."""
    found = dict[str, None]()
    for it in (it for code in codes for it in definitions.versions[code]):
        found |= dict.fromkeys((it.numerator, it.denominator) if it.kind == "ratio" else (it.code,))
    return tuple(found)


def parts(definitions: Definitions, code: str, by: Sequence[str]) -> dict[str, Part]:
    """The whole and all its parts, by the code under which an engine counts them; each part before its own parts."""
    found: dict[str, Part] = {code: WHOLE}
    for depth in range(1, len(by) + 1):
        for it in broken_down(definitions, code, by[:depth]).indicators:
            said = it.code.removeprefix(f"{code}@").split("@")
            dimension = [tuple(one.split("=", 1)) for one in said]
            found[it.code] = tuple((name, value) for name, value in dimension)
    return dict(sorted(found.items(), key=lambda item: _first(list(found.values()), item[1])))


def _first(order: list[Part], part: Part) -> tuple[int, ...]:
    return tuple(order.index(part[:n]) for n in range(len(part) + 1))


def wanted(definitions: Definitions, question: Question) -> tuple[Indicator, ...]:
    """Everything an engine has to count for it."""
    found = list[Indicator]()
    for code in counted_codes(definitions, question.indicators):
        found += definitions.versions[code]
        for depth in range(1, len(question.by) + 1):
            found += broken_down(definitions, code, question.by[:depth]).indicators
    return tuple(found)


# ---------------------------------------------------------------- the table
def laid(question: Question, frame: Frame, counts: Counts, *, exact: bool) -> Pivot:
    """`exact`: the reader may see small cells."""
    gone = frozenset[Key]() if exact else _hidden(question, frame, _of_persons(frame.definitions, counts))
    shown = {unit: frame.depth[unit] for unit in frame.units}
    lines = []
    for unit, depth in shown.items():
        for part in _all_parts(question, frame.definitions):
            cells = tuple(
                tuple(_cell(frame, code, part, unit, n, counts, gone, exact) for n in range(len(frame.periods)))
                for code in question.indicators
            )
            if any(cell != Cell() for some in cells for cell in some):
                lines.append(Line(unit, depth, part, cells))
    heads = tuple(_titled(frame, code) for code in question.indicators)
    return Pivot(question, frame.periods, heads, tuple(lines))


def _titled(frame: Frame, code: str) -> Indicator:
    return version(frame.definitions, code, frame.periods[-1]) or frame.definitions.versions[code][-1]


def _all_parts(question: Question, definitions: Definitions) -> list[Part]:
    found = dict[Part, None]()
    for code in counted_codes(definitions, question.indicators):
        found |= dict.fromkeys(parts(definitions, code, question.by).values())
    return sorted(found, key=lambda part: _first(list(found), part))


def _cell(
    frame: Frame, code: str, part: Part, unit: int, n: int, counts: Counts, gone: frozenset[Key], exact: bool
) -> Cell:
    it = version(frame.definitions, code, frame.periods[n])
    if it is None:
        return Cell()
    if it.kind != "ratio":
        key = code, part, unit, n
        return Cell(hidden=True) if key in gone else Cell(counts.get(key))
    above, below = (it.numerator, part, unit, n), (it.denominator, part, unit, n)
    if not counts.get(below) or above not in counts:
        return Cell()
    few = not exact and frame.definitions.exposes(it) and suppression.rate_is_small(counts[above])
    if few or above in gone or below in gone:
        return Cell(hidden=True)
    return Cell(round(it.per * counts[above] / counts[below], 2))


def _of_persons(definitions: Definitions, counts: Counts) -> Counts:
    exposing = {code for code, some in definitions.versions.items() if any(map(definitions.exposes, some))}
    return {key: n for key, n in counts.items() if key[0] in exposing}


# ---------------------------------------------------------------- what follows from what
def _hidden(question: Question, frame: Frame, counts: Counts) -> frozenset[Key]:
    """Deepest parts are the first to go, then those of the lowest units; an indicator's whole of all units is last."""
    level = {unit: n for n, unit in enumerate(frame.around)}
    order = sorted(counts, key=lambda key: (-len(key[1]), -level.get(key[2], 0), key[3], key[0], key[1]))
    rests = list(_rests(question, frame, counts))
    unseen = {rest: max(counts[wide] - counts[narrow], 0) for wide, narrow, rest in rests}
    lines = [*equations(question, frame, counts), *(([wide], [narrow, rest]) for wide, narrow, rest in rests)]
    return suppression.hidden({**unseen, **{key: counts[key] for key in order}}, lines)


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

"""A free table: indicators × units × periods, whole and by one or two breakdowns, on one map. Pure.

    question = Question(("pl2.1.5",), ("04",), below=1, periods="2016..2020", by=("person.sex",))
    pivot = laid(question, frame, counts)    # or, for who may not see small cells, guarding.answered(…)

Every number is counted where it stands: what a unit has, in any part, is no sum of what the units below it have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from hoanhap.indicators.language import AGE_BAND, Definitions, Indicator, Period
from hoanhap.indicators.rules import suppression
from hoanhap.indicators.rules.breakdowns import broken_down

Part = tuple[tuple[str, str], ...]  # (dimension, code) of each breakdown; () is the whole
Key = tuple[str, Part, int, int]  # a count: indicator, part, unit, place of the period
Counts = Mapping[Key, int]
WHOLE: Final[Part] = ()


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
def laid(question: Question, frame: Frame, counts: Counts, gone: frozenset[Key] | None = None) -> Pivot:
    """`gone`: cells that are hidden, as `guarding` says; None: the reader may see small cells."""
    shown = {unit: frame.depth[unit] for unit in frame.units}
    lines = []
    for unit, depth in shown.items():
        for part in _all_parts(question, frame.definitions):
            cells = tuple(
                tuple(_cell(frame, code, part, unit, n, counts, gone) for n in range(len(frame.periods)))
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


def _cell(frame: Frame, code: str, part: Part, unit: int, n: int, counts: Counts, gone: frozenset[Key] | None) -> Cell:
    it = version(frame.definitions, code, frame.periods[n])
    if it is None:
        return Cell()
    if it.kind != "ratio":
        key = code, part, unit, n
        return Cell(hidden=True) if gone and key in gone else Cell(counts.get(key))
    above, below = (it.numerator, part, unit, n), (it.denominator, part, unit, n)
    if not counts.get(below) or above not in counts:
        return Cell()
    few = gone is not None and frame.definitions.exposes(it) and suppression.rate_is_small(counts[above])
    if few or (gone and (above in gone or below in gone)):
        return Cell(hidden=True)
    return Cell(round(it.per * counts[above] / counts[below], 2))

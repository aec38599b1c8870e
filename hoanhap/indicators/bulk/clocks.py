"""In which periods a row counts: always a run of neighbours, [first, beyond).

Periods are laid out so that both their starts and their last days never fall. Then every condition of the language on
dates holds from some period on (begun by, old enough, lasted long enough), or up to some period (not ended, not yet
that old), so that all of them together are one run. One pass over the rows finds the runs of all periods; a row adds
one at the first period and takes it away beyond the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from hoanhap.indicators.bulk.columns import FAR, Bools, Ints, Persons, Rows, days, pieces
from hoanhap.indicators.language import Band, Duration, Period
from hoanhap.indicators.rules.reference import later


@dataclass(frozen=True, slots=True)
class Clock:
    """The part of a definition that depends on the period. Indicators with one clock share its runs."""

    when: str
    lasting: Duration | None
    age: Band | None


@dataclass(frozen=True)
class Run:
    """`single`: no row has more than one period."""

    first: Ints
    beyond: Ints
    single: bool

    def within(self, period: int) -> Bools:
        if self.single:
            return self.first == period
        return (self.first <= period) & (self.beyond > period)


class Chain:
    """Some of the periods, their starts and their last days both in order. `places`: where they stand in the table."""

    def __init__(self, periods: Sequence[tuple[int, Period]]) -> None:
        self.places = [place for place, _ in periods]
        self.periods = [period for _, period in periods]
        self.starts = [days(p.start) for p in self.periods]
        self.lasts = [days(p.last) for p in self.periods]

    def __len__(self) -> int:
        return len(self.periods)

    @property
    def apart(self) -> bool:
        return all(start > last for start, last in zip(self.starts[1:], self.lasts, strict=False))

    def run(self, clock: Clock, rows: Rows, persons: Persons) -> Run:
        first, beyond = self._dated(clock, rows)
        if clock.lasting:
            first = self._lasting(clock, rows, first)
        if clock.age:
            assert rows.person is not None and persons.birth is not None
            born, grown = self._ages(clock, persons.birth)
            first = np.maximum(first, born[rows.person])
            beyond = np.minimum(beyond, grown[rows.person])
        single = self.apart and clock.when in ("during", "started", "ended")
        if single:
            first[first >= beyond] = len(self)
        return Run(first, np.maximum(first, beyond), single)

    def _dated(self, clock: Clock, rows: Rows) -> tuple[Ints, Ints]:
        if clock.when in ("during", "started", "ended"):
            on = rows.end if clock.when == "ended" else rows.start
            return below(self.lasts, on), upto(self.starts, on)
        if clock.when == "active_at_start":
            return upto(self.starts, rows.start), upto(self.starts, rows.end)
        beyond = upto(self.starts, rows.end) if clock.when == "active_during" else below(self.lasts, rows.end)
        return below(self.lasts, rows.start), beyond

    def _lasting(self, clock: Clock, rows: Rows, first: Ints) -> Ints:
        assert clock.lasting
        reached = laters(rows.start, clock.lasting)
        if clock.when == "ended":
            return np.where(reached <= rows.end, first, len(self)).astype(first.dtype)
        since = upto(self.starts, reached) if clock.when == "active_at_start" else below(self.lasts, reached)
        return np.maximum(first, since)

    def _ages(self, clock: Clock, birth: Ints) -> tuple[Ints, Ints]:
        """For each person: the first period in which they are old enough, and the first in which they are too old."""
        assert clock.age
        at_start = clock.when == "active_at_start"
        on = [p.start - timedelta(days=1) if at_start else p.last for p in self.periods]
        born = below([latest_birth(clock.age.rule, clock.age.low, day) for day in on], birth)
        if clock.age.high is None:
            return born, np.full(len(birth), len(self), dtype=born.dtype)
        return born, below([latest_birth(clock.age.rule, clock.age.high, day) for day in on], birth)


def chains(periods: Sequence[Period]) -> list[Chain]:
    """Few: years with their halves and quarters are one."""
    laid: list[list[tuple[int, Period]]] = []
    for place, period in sorted(enumerate(periods), key=lambda p: (p[1].start, p[1].end)):
        fitting = next((c for c in laid if c[-1][1].end <= period.end), None)
        if fitting is None:
            laid.append(fitting := [])
        fitting.append((place, period))
    return [Chain(chain) for chain in laid]


def below(bounds: Sequence[int], values: Ints) -> Ints:
    """How many of the bounds are below each value. Comparing with each beats a search while they are few."""
    found = np.zeros(len(values), dtype=np.uint8 if len(bounds) < 255 else np.uint16)
    for part in pieces(len(values)):
        some, counted = values[part], found[part]
        for bound in bounds:
            counted += some > bound
    return found


def upto(bounds: Sequence[int], values: Ints) -> Ints:
    return below([bound - 1 for bound in bounds], values)


def laters(start: Ints, duration: Duration) -> Ints:
    if not duration.months:
        return start + duration.days
    if not len(start):
        return start
    low, high = int(start.min()), int(start.max())
    table = [days(later(date.fromordinal(719163 + day), duration)) for day in range(low, high + 1)]
    return np.array(table, dtype=start.dtype)[start - low]


def latest_birth(rule: str, years: int, day: date) -> int:
    """Who was born by then has that age on the day."""
    if rule == "mean_year":
        return days(day) - -(-years * 1461 // 4)
    if day.year <= years:
        return -FAR
    try:
        return days(day.replace(year=day.year - years))
    except ValueError:  # 29/02: who was born on 01/03 is not that old yet
        return days(day.replace(year=day.year - years, day=28))

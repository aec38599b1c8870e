"""`also` and `without`: whether another span of the same person, or of the same unit, was active on a day.

The spans are laid in order of (whose, start) with the latest end so far of the same one: who is active on a day is then
told by the last span that had begun by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from hoanhap.indicators.bulk.columns import FAR, Bools, Ints, Rows, days
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.language import Indicator, Link, Period

DAY_BITS, END_BITS, LONG_AGO = 20, 31, 1 << 19  # days lie within ±500,000 of 1970: checked when facts are read


@dataclass(frozen=True)
class Spans:
    begun: Ints  # (whose, start)
    until: Ints  # (whose, latest end among those begun)

    @classmethod
    def of(cls, whose: Ints, rows: Rows) -> "Spans":
        key = whose.astype(np.int64) << DAY_BITS | (rows.start.astype(np.int64) + LONG_AGO)
        order = np.argsort(key, kind="stable")
        until = whose.astype(np.int64)[order] << END_BITS | (rows.end.astype(np.int64)[order] + LONG_AGO)
        return cls(key[order], np.maximum.accumulate(until) if len(until) else until)

    def active(self, whose: Ints, day: Ints) -> Bools:
        if not len(self.begun):
            return np.zeros(len(whose), dtype=bool)
        asked = whose.astype(np.int64) << DAY_BITS | (np.asarray(day, dtype=np.int64) + LONG_AGO)
        last = np.searchsorted(self.begun, asked, side="right") - 1
        there = (last >= 0) & (self.begun[last] >> DAY_BITS == whose)
        return there & ((self.until[last] & ((1 << END_BITS) - 1)) > np.asarray(day, dtype=np.int64) + LONG_AGO)


class Links:
    """The relations that are asked about, all in memory."""

    def __init__(self, linked: Mapping[str, tuple[Rows, Sequence[Ints]]], units: Units) -> None:
        self.linked, self.units = linked, units
        self._spans: dict[tuple[Link, int], Spans] = {}
        self._lock = Lock()

    def hold(
        self, it: Indicator, period: Period, number: int, rows: Rows, placed: Sequence[Ints], chosen: Ints
    ) -> Bools:
        """Which of the chosen rows have all that is asked and lack all that must not be; `number`: of the map."""
        day = _days(it, period, rows, chosen)
        held = np.ones(len(chosen), dtype=bool)
        for links, wanted in ((it.also, True), (it.without, False)):
            for link in links:
                personal = rows.person is not None and self.linked[link.of][0].person is not None
                whose = (
                    rows.person[chosen] if personal and rows.person is not None else placed[number][rows.unit[chosen]]
                )
                held &= self._of(link, -1 if personal else number).active(whose, day) == wanted
        return held

    def _of(self, link: Link, number: int) -> Spans:
        """`number`: of the map on which units are compared, -1 for persons."""
        with self._lock:
            if (link, number) not in self._spans:
                rows, placed = self.linked[link.of]
                chosen = np.ones(len(rows), dtype=bool)
                for where in link.where:
                    coded = rows.coded[where.column]
                    chosen &= np.array([where.holds(word) for word in coded.words], dtype=bool)[coded.codes]
                whose = rows.person if number < 0 and rows.person is not None else placed[number][rows.unit]
                kept = Rows(rows.unit[chosen], rows.start[chosen], rows.end[chosen])
                self._spans[link, number] = Spans.of(whose[chosen], kept)
            return self._spans[link, number]


def _days(it: Indicator, period: Period, rows: Rows, chosen: Ints) -> Ints:
    if it.when == "active_at_start":
        return np.full(len(chosen), days(period.start) - 1)
    if it.when == "active_at_end":
        return np.full(len(chosen), days(period.last))
    return (rows.end if it.when == "ended" else rows.start)[chosen]


assert FAR + LONG_AGO < 1 << END_BITS

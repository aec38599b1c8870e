"""The whole table: int64[unit, indicator, period]."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hoanhap.indicators.bulk.clocks import chains
from hoanhap.indicators.bulk.columns import FAR, Bools, Ints, Persons, Rows
from hoanhap.indicators.bulk.counting import Answer, Counting
from hoanhap.indicators.bulk.links import Links
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.language import UNIT, Definitions, Indicator, Period
from hoanhap.indicators.rules.maps import Country

THREADS = 2  # reading one relation while another is counted; more only costs memory


@dataclass(frozen=True)
class Needs:
    """What the definitions ask of a relation, so that nothing else is read."""

    coded: frozenset[str]
    amounts: frozenset[str]


class Facts(Protocol):
    """Where rows come from: files, the store, a test."""

    def persons(self, coded: frozenset[str]) -> Persons: ...

    def rows(self, relation: str, needs: Needs, units: Units) -> Rows: ...

    def number(self, person: Ints) -> Ints:
        """As unit changes name persons."""
        ...

    def size(self, relation: str) -> int: ...


@dataclass(frozen=True)
class Table:
    """Ratios are left out: who has counts can divide."""

    values: npt.NDArray[np.int64]
    units: list[str]
    indicators: list[str]
    periods: list[str]


def table(
    definitions: Definitions,
    facts: Facts,
    country: Country,
    *,
    periods: Sequence[Period] = (),
    map_date: date | None = None,
) -> Table:
    """On the map of each period's last day, or on one map."""
    chosen = list(periods or definitions.periods)
    units = Units(country, [country.at(map_date or period.last) for period in chosen])
    return _Work(definitions, facts, units, chosen).table()


class _Work:
    def __init__(self, definitions: Definitions, facts: Facts, units: Units, periods: list[Period]) -> None:
        self.definitions, self.facts, self.units, self.periods = definitions, facts, units, periods
        self.place = {code: n for n, code in enumerate(definitions.codes)}
        self.asked: dict[str, dict[Indicator, frozenset[int]]] = defaultdict(dict)
        for it in definitions.indicators:
            when = frozenset(n for n, period in enumerate(periods) if it.in_force(period))
            if it.kind == "count" and when:
                self.asked[it.of][it] = when
        self.chains = chains(periods)
        self.values = np.zeros((len(units), len(self.place), len(periods)), dtype=np.int64)
        self.extra: list[tuple[int, int, npt.NDArray[np.int64]]] = []
        self.lock = Lock()

    def table(self) -> Table:
        self.persons = self.facts.persons(self._attributes())
        asked = [it for some in self.asked.values() for it in some]
        linked = sorted({link.of for it in asked for link in (*it.also, *it.without)})
        self.kept = {name: self._read(name) for name in linked}
        self.links = Links(self.kept, self.units)
        with ThreadPoolExecutor(THREADS) as pool:
            names = sorted(self.asked, key=self.facts.size, reverse=True)  # the longest work first
            for _ in pool.map(self._count, names):
                pass
        return self._rolled_up()

    def _attributes(self) -> frozenset[str]:
        return frozenset(w.attribute for some in self.asked.values() for it in some for w in it.where if w.attribute)

    # ------------------------------------------------------------ one relation
    def _read(self, name: str) -> tuple[Rows, list[Ints]]:
        rows = self.facts.rows(name, self._needs(name), self.units)
        number = None if rows.person is None or not self.units.country.persons else self.facts.number(rows.person)
        unit, placed = self.units.personal(rows.unit, rows.start, number)
        return Rows(unit, rows.start, rows.end, rows.person, rows.coded, rows.amounts), placed

    def _needs(self, name: str) -> Needs:
        asked = [it for some in self.asked.values() for it in some]
        mine = [it for it in asked if it.of == name]
        wheres = [w for it in mine for w in it.where]
        wheres += [w for it in asked for link in (*it.also, *it.without) if link.of == name for w in link.where]
        coded = frozenset(w.column for w in wheres if not w.attribute)
        return Needs(coded, frozenset(it.column for it in mine if it.column))

    def _count(self, name: str) -> None:
        if name == UNIT.name:
            return self._count_units()
        rows, placed = self.kept.get(name) or self._read(name)
        counting = Counting(rows, placed, self.persons, self.units, partial(self._hold, rows, placed))
        for answer in counting.answers(self.asked[name], self.chains):
            self._take(answer)
        return None

    def _count_units(self) -> None:
        """The lowest units of each map, as if each were a row."""
        for it, when in self.asked[UNIT.name].items():
            for period in when:
                layout = self.units.layouts[self.units.layout_of[period]]
                lowest = np.array(layout.map.lowest, dtype=np.int32)
                rows = Rows(lowest, np.zeros_like(lowest), np.full_like(lowest, FAR))
                held = self._hold(rows, self.units.placed, it, period, np.arange(len(lowest)))
                self._take(Answer(it.code, period, np.bincount(lowest[held], minlength=layout.size)))

    def _hold(self, rows: Rows, placed: Sequence[Ints], it: Indicator, period: int, chosen: Ints) -> Bools:
        number = self.units.layout_of[period]
        return self.links.hold(it, self.periods[period], number, rows, placed, chosen)

    def _take(self, answer: Answer) -> None:
        at = self.place[answer.code]
        self.values[:, at, answer.period] = answer.values  # every cell has one writer
        if answer.extra is not None:
            with self.lock:
                self.extra.append((at, answer.period, answer.extra))

    # ------------------------------------------------------------ all relations
    def _rolled_up(self) -> Table:
        flat = self.values.reshape(len(self.units), -1)
        for number, layout in enumerate(self.units.layouts):
            mine = np.array([n for n, other in enumerate(self.units.layout_of) if other == number])
            if len(mine) == len(self.periods):
                layout.roll_up(flat)
            else:
                some = self.values[:, :, mine]
                layout.roll_up(some)
                self.values[:, :, mine] = some
        for at, period, extra in self.extra:
            self.values[:, at, period] += extra
        return Table(self._by_code(), self.units.codes, list(self.place), [p.code for p in self.periods])

    def _by_code(self) -> npt.NDArray[np.int64]:
        """A code that was used again has one line: in each period, of the unit that had it on that map."""
        if len(self.units.codes) == len(self.units):
            return self.values
        out = np.zeros((len(self.units.codes), *self.values.shape[1:]), dtype=np.int64)
        for period, number in enumerate(self.units.layout_of):
            here = self.units.layouts[number].here
            out[self.units.axis[here], :, period] = self.values[here, :, period]
        return out

"""The maps of a table as arrays: where each unit's rows belong on each map, and what stands above what."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from hoanhap.indicators.bulk.columns import EPOCH, Ints
from hoanhap.indicators.rules.maps import Country, Map

Array = np.ndarray


class Layout:
    """One map. `above[d][unit]`: what stands over the unit (or is it) at depth d from the top; -1: it lies higher."""

    def __init__(self, on: Map) -> None:
        self.map, self.size = on, len(on.country.rows)
        self.parent = np.full(self.size, -1, dtype=np.int32)
        for unit, parent in on.parent.items():
            self.parent[unit] = -1 if parent is None else parent
        self.here = np.zeros(self.size, dtype=bool)
        self.here[list(on.parent)] = True

    @cached_property
    def whole(self) -> bool:
        """All units there ever were are on it."""
        return bool(self.here.all())

    @cached_property
    def placed(self) -> Ints:
        """Where on this map the rows of each unit belong, persons' own moves apart; -1: nowhere."""
        placed = np.arange(self.size, dtype=np.int32)
        for unit in np.flatnonzero(~self.here).tolist():
            found = self.map.place(unit, self.map.country.rows[unit].valid_from)
            placed[unit] = -1 if found is None else found
        return placed

    @cached_property
    def above(self) -> list[Ints]:
        chain = [np.where(self.here, np.arange(self.size, dtype=np.int32), -1)]
        while (chain[-1] >= 0).any():
            last = chain[-1]
            chain.append(np.where(last >= 0, self.parent[last], -1))
        height = np.array([(np.stack(chain) >= 0).sum(0)])[0]  # a root has 1
        deepest = int(height.max(initial=0))
        return [
            np.where(height > depth, np.stack(chain)[np.maximum(height - 1 - depth, 0), np.arange(self.size)], -1)
            for depth in range(deepest)
        ]

    def roll_up(self, values: Array) -> None:
        """Adds to each unit, in place, what stands below it; `values`: one row a unit."""
        for depth in range(len(self.above) - 1, 0, -1):
            children = np.flatnonzero(self.above[depth] == np.arange(self.size))
            parents = self.parent[children]
            order = np.argsort(parents, kind="stable")
            which, starts = np.unique(parents[order], return_index=True)
            values[which] += np.add.reduceat(values[children[order]], starts, axis=0)


class Units:
    """The units of a table. One layout a map; `layout_of[k]`: of the period k."""

    def __init__(self, country: Country, maps: Sequence[Map]) -> None:
        self.country = country
        self.layouts = [Layout(on) for on in dict.fromkeys(maps)]
        known = {layout.map: n for n, layout in enumerate(self.layouts)}
        self.layout_of = [known[on] for on in maps]
        self.codes = list(dict.fromkeys(row.code for row in country.rows))
        axis = {code: n for n, code in enumerate(self.codes)}
        self.axis = np.array([axis[row.code] for row in country.rows], dtype=np.int32)

    def __len__(self) -> int:
        return len(self.country.rows)

    @cached_property
    def by_code(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for unit, row in enumerate(self.country.rows):
            found.setdefault(row.code, []).append(unit)
        return found

    @cached_property
    def dated(self) -> bool:
        return bool(self.country.turns)

    @cached_property
    def placed(self) -> list[Ints]:
        return [layout.placed for layout in self.layouts]

    def personal(self, unit: Ints, start: Ints, person: Ints | None) -> tuple[Ints, list[Ints]]:
        """Rows of persons whom a change names get units of their own, one for each way through the maps.

        `person`: as the changes number them. Returns the rows' units, and where each belongs on each map.
        """
        if not self.country.persons or person is None:
            return unit, self.placed
        named = np.flatnonzero(np.isin(person, np.fromiter(self.country.persons, dtype=np.int64)))
        ways: dict[tuple[int, ...], int] = {}
        unit = unit.astype(np.int32)
        for row in named.tolist():
            on = date.fromordinal(int(start[row]) + EPOCH)
            places = (layout.map.place(int(unit[row]), on, int(person[row])) for layout in self.layouts)
            way = tuple(-1 if place is None else place for place in places)
            unit[row] = ways.setdefault(way, len(self) + len(ways))
        more = np.array(list(ways), dtype=np.int32).reshape(len(ways), len(self.layouts))
        return unit, [np.concatenate([placed, more[:, n]]) for n, placed in enumerate(self.placed)]

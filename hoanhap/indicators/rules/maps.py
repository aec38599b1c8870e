"""The administrative map on any day, and where what was recorded in a unit belongs on it.

A row is recorded in the unit that was there on its own day. On a later map it goes where the unit went: by a change
that names the person, else by the changes of the whole unit; on an earlier map, back the same way. Where that leads to
several units and nothing says which, the row belongs to the lowest unit above them all: wholes keep what parts cannot
be given (“không phân bổ được”).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hoanhap.kernel.dates import in_force


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit under one parent, half-open. A code may be used again, by another row at another time."""

    code: str
    parent: str = ""
    valid_from: date = date.min
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        return in_force(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """On that day `before` went to `after`: the whole unit, or what is recorded of one person in it."""

    on: date
    before: str
    after: str
    person: int | None = None


class Country:
    """All units there ever were. A unit is told by its place in `rows`."""

    def __init__(self, rows: Iterable[UnitRow], changes: Iterable[Change] = ()) -> None:
        self.rows = tuple(rows)
        self.changes = tuple(changes)
        self._maps: dict[int, Map] = {}
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            self._by_code[row.code].append(index)

    def unit(self, code: str, on: date) -> int | None:
        return next((i for i in self._by_code.get(code, ()) if self.rows[i].on(on)), None)

    def at(self, day: date) -> "Map":
        """Days between two changes share one map."""
        number = sum(1 for turn in self.turns if turn <= day)
        if number not in self._maps:
            self._maps[number] = Map(self, day)
        return self._maps[number]

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days on which the map changes."""
        dates = {d for row in self.rows for d in (row.valid_from, row.valid_to) if d} | {c.on for c in self.changes}
        return tuple(sorted(dates - {date.min}))

    # ------------------------------------------------------------ from a unit to the ones after and before it
    @cached_property
    def _named(self) -> Mapping[int, list[Change]]:
        """Changes that name a person, by person."""
        found = defaultdict[int, list[Change]](list)
        for change in sorted(self.changes, key=lambda c: c.on):
            if change.person is not None:
                found[change.person].append(change)
        return found

    @cached_property
    def persons(self) -> frozenset[int]:
        """Of whom a change says where they went."""
        return frozenset(self._named)

    @cached_property
    def _whole(self) -> tuple[dict[tuple[str, date], list[str]], dict[tuple[str, date], list[str]]]:
        after: dict[tuple[str, date], list[str]] = defaultdict(list)
        before: dict[tuple[str, date], list[str]] = defaultdict(list)
        for change in self.changes:
            if change.person is None:
                after[change.before, change.on].append(change.after)
                before[change.after, change.on].append(change.before)
        return after, before

    def forward(self, unit: int, since: date, until: date, person: int | None) -> set[int]:
        """The units of day `until` to which what was recorded in `unit` on `since` went; empty: nothing says."""
        row = self.rows[unit]
        for change in self._named.get(person, ()) if person is not None else ():
            inside = row.valid_to is None or change.on <= row.valid_to
            if change.before == row.code and since < change.on <= until and row.valid_from < change.on and inside:
                return self._forward_from([change.after], change.on, until, person)
        if row.on(until):
            return {unit}
        assert row.valid_to is not None
        after = self._whole[0].get((row.code, row.valid_to)) or [row.code]
        return self._forward_from(after, row.valid_to, until, person)

    def _forward_from(self, codes: list[str], on: date, until: date, person: int | None) -> set[int]:
        units = [unit for code in codes if (unit := self.unit(code, on)) is not None]
        return {found for unit in units for found in self.forward(unit, on, until, person)}

    def backward(self, unit: int, since: date, until: date, person: int | None) -> set[int]:
        """The units of the earlier day `until` out of which `unit` came."""
        row = self.rows[unit]
        for change in reversed(self._named.get(person, ())) if person is not None else ():
            inside = row.valid_from <= change.on
            if change.after == row.code and until < change.on <= since and inside:
                return self._backward_from([change.before], change.on, until, person)
        if row.on(until):
            return {unit}
        before = [*self._whole[1].get((row.code, row.valid_from), ())]
        if self._ends(row.code, row.valid_from) is not None and row.code not in before:
            gone = self._whole[0].get((row.code, row.valid_from))
            before += [] if gone and row.code not in gone else [row.code]
        return self._backward_from(before, row.valid_from, until, person)

    def _backward_from(self, codes: list[str], on: date, until: date, person: int | None) -> set[int]:
        units = [unit for code in codes if (unit := self._ends(code, on)) is not None]
        day_before = date.fromordinal(max(on.toordinal() - 1, 1))
        return {found for unit in units for found in self.backward(unit, day_before, until, person)}

    def _ends(self, code: str, on: date) -> int | None:
        """The unit that had the code on the day before."""
        return self.unit(code, date.fromordinal(max(on.toordinal() - 1, 1)))


class Map:
    """The units in force on one day, who stands above whom."""

    def __init__(self, country: Country, day: date) -> None:
        self.country, self.day = country, day
        rows = country.rows
        here = [i for i, row in enumerate(rows) if row.on(day)]
        self.unit_of = {rows[i].code: i for i in here}
        self.parent = {i: self.unit_of.get(rows[i].parent) for i in here}
        self.roots = [i for i in here if self.parent[i] is None]
        above = {p for p in self.parent.values() if p is not None}
        self.lowest = [i for i in here if i not in above]
        self._up: dict[int, tuple[int, ...]] = {}
        self._placed: dict[tuple[int, date, int | None], int | None] = {}

    def up(self, unit: int) -> tuple[int, ...]:
        """The unit, what it belongs to, and so on to the top."""
        if unit not in self._up:
            parent = self.parent[unit]
            self._up[unit] = (unit, *(self.up(parent) if parent is not None else ()))
        return self._up[unit]

    def place(self, unit: int, on: date, person: int | None = None) -> int | None:
        """Where on this map a row of that person belongs that was recorded in `unit` on `on`."""
        if person not in self.country.persons:
            person, on = None, self.country.rows[unit].valid_from  # the day matters to named changes alone
        key = unit, on, person
        if key not in self._placed:
            self._placed[key] = self._place(unit, on, person)
        return self._placed[key]

    def _place(self, unit: int, on: date, person: int | None) -> int | None:
        country, row = self.country, self.country.rows[unit]
        if row.valid_from <= self.day and (on <= self.day or person is None):
            found = country.forward(unit, on, self.day, person)
        else:
            found = country.backward(unit, on, self.day, person)
        if len(found) == 1:
            return found.pop()
        if not found:
            return self.roots[0] if len(self.roots) == 1 else None
        lines = [self.up(unit) for unit in sorted(found)]
        return next((unit for unit in lines[0] if all(unit in line for line in lines[1:])), None)

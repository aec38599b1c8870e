"""The map of a day as one tree in memory. Between two changes of the map every day has the same tree."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from hoanhap.units.models import Placement, Unit
from hoanhap.units.rules.names import LEVELS, shown

Stamp = tuple[int | None, ...]


class UnitFacts(NamedTuple):
    """A unit on a day. `valid_to` is exclusive; `parent_id` is None for the nation only."""

    id: int
    code: str
    level: str
    kind: str
    name: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None

    @property
    def title(self) -> str:
        """The name in the reader's language: Xã Bảo Toàn, Bảo Toàn Commune."""
        return shown(self.name, self.kind)


class Tree:
    """All units in force on one day. Asking for a unit that is not in force raises KeyError."""

    def __init__(self, units: list[UnitFacts]) -> None:
        """`units` in order of level, then code."""
        self._units = {u.id: u for u in units}
        self._codes = {(u.level, u.code): u for u in units}
        self._children: dict[int | None, tuple[UnitFacts, ...]] = {}
        below: dict[int | None, list[UnitFacts]] = {}
        for u in units:
            below.setdefault(u.parent_id, []).append(u)
        self._children = {parent: tuple(children) for parent, children in below.items()}

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self._units

    def __len__(self) -> int:
        return len(self._units)

    def unit(self, unit_id: int) -> UnitFacts:
        return self._units[unit_id]

    def get(self, unit_id: int) -> UnitFacts | None:
        return self._units.get(unit_id)

    def units(self) -> Iterator[UnitFacts]:
        """Everything in force, a unit before those under it, siblings by code."""
        for root in self._children.get(None, ()):
            yield from self._walk(root)

    def nation(self) -> UnitFacts:
        return self._children[None][0]

    def children(self, unit_id: int) -> tuple[UnitFacts, ...]:
        """The units directly below, by code."""
        return self._children.get(unit_id, ())

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """The ids above a unit, nearest first, itself not included."""
        above, parent = [], self._units[unit_id].parent_id
        while parent is not None:
            above.append(parent)
            parent = self._units[parent].parent_id
        return tuple(above)

    def subtree(self, unit_id: int) -> tuple[UnitFacts, ...]:
        """A unit and everything below it, a unit before those under it."""
        return tuple(self._walk(self._units[unit_id]))

    def by_code(self, level: str, code: str) -> UnitFacts:
        return self._codes[level, code]

    def find(self, code: str) -> UnitFacts | None:
        """By official code alone: codes of different levels differ in length."""
        return next((u for level in LEVELS if (u := self._codes.get((level, code)))), None)

    def counts(self, unit_id: int | None = None) -> dict[str, int]:
        """How many units of each level stand under one unit (itself not counted), or in the whole country."""
        return dict(self._counts.get(unit_id, dict.fromkeys(LEVELS[1:], 0)))

    @cached_property
    def _counts(self) -> dict[int | None, dict[str, int]]:
        """For every unit with something under it, each level's number: every unit adds itself to all above it."""
        found: dict[int | None, dict[str, int]] = {}
        for u in self._units.values():
            for above in (*self.ancestors(u.id), None):
                counts = found.setdefault(above, dict.fromkeys(LEVELS[1:], 0))
                if u.level in counts:
                    counts[u.level] += 1
        return found

    def _walk(self, unit: UnitFacts) -> Iterator[UnitFacts]:
        yield unit
        for child in self._children.get(unit.id, ()):
            yield from self._walk(child)


def tree(on: date) -> Tree:
    """The map in force on a day. One small query when the map has not changed since the last call."""
    stamp = _stamp()
    starts = _epochs(stamp)
    n = bisect_right(starts, on)
    return _tree(stamp, starts[n - 1]) if n else Tree([])


def epochs() -> tuple[date, ...]:
    """The days on which the map changed, the first one included."""
    return _epochs(_stamp())


def forget() -> None:
    """Drop what is remembered of the map. Every action that changes it calls this; so may a test that rolls back."""
    _epochs.cache_clear()
    _tree.cache_clear()


def _stamp() -> Stamp:
    """What the map table looked like: differs after every change by any process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(id) FROM units_unit), (SELECT MAX(id) FROM units_placement),"
            " (SELECT MAX(id) FROM units_unitchange), (SELECT COUNT(*) FROM units_unitchange)"
        )
        return tuple(cursor.fetchone())


@lru_cache(maxsize=4)
def _epochs(stamp: Stamp) -> tuple[date, ...]:
    days: set[date] = set()
    for model in (Unit, Placement):
        for field in ("valid_from", "valid_to"):
            days.update(model.objects.order_by().values_list(field, flat=True).distinct())  # type: ignore[attr-defined]
    return tuple(sorted(d for d in days if d is not None))


@lru_cache(maxsize=6)
def _tree(stamp: Stamp, start: date) -> Tree:
    in_force = Q(valid_from__lte=start) & (Q(valid_to=None) | Q(valid_to__gt=start))
    parents = dict(Placement.objects.filter(in_force).values_list("unit_id", "parent_id"))
    rows = Unit.objects.filter(in_force).values_list("id", "code", "level", "kind", "name", "valid_from", "valid_to")
    units = [UnitFacts(i, c, lv, k, n, parents.get(i), f, to) for i, c, lv, k, n, f, to in rows]
    return Tree(sorted(units, key=lambda u: (LEVELS.index(u.level), u.code)))

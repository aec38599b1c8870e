"""Where what was counted in a unit of one day belongs on the map of another day. Pure.

A unit that went whole into another takes its rows along. Where it was divided, a person's rows go where that person is
found on the other map by their own residence; nobody guesses the others: they cannot be allotted (không phân bổ được),
and stay with the unit above.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from hoanhap.facts.rules.rows import Row

LISTED = "registration"  # the rows that say where somebody lives


class Way(Protocol):
    """As `units.queries.Carried`."""

    @property
    def id(self) -> int: ...
    @property
    def partial(self) -> bool: ...
    @property
    def certain(self) -> bool: ...


def placed(ways: Sequence[Way], own: Collection[int] = (), *, back: bool = False) -> int | None:
    """The unit on the other map, of the ways that lead from the row's unit; None: it cannot be allotted.

    `own`: where on that map the same person's residences lie. `back`: the other map is the earlier one, on which a
    unit that came out of a single one lies whole, however little of it.
    """
    if len(ways) == 1 and ways[0].certain and (back or not ways[0].partial):
        return ways[0].id
    found = {way.id for way in ways} & set(own)
    return found.pop() if len(found) == 1 else None


class Division(NamedTuple):
    """A unit that ended on a day in several parts; `parts`: each with itself and all that it became since."""

    on: date
    parts: Mapping[int, frozenset[int]]


def part_of(rows: Iterable[Row], unit: int, division: Division) -> int | None:
    """The part of a divided unit that a person belongs to: where they are first listed afterwards, if that is in one of
    the parts. None: the rows do not say."""
    homes = [row for row in rows if row.relation == LISTED and row.start >= division.on and row.unit != unit]
    first = min(homes, key=lambda row: row.start, default=None)
    found = [part for part, became in division.parts.items() if first and first.unit in became]
    return found[0] if len(found) == 1 else None

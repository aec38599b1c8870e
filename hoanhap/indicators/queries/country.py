"""The register of units as the engines read it: a unit goes by its number, so that no code is mistaken for another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from django.db import connection

from hoanhap.facts.queries.maps import all_divisions
from hoanhap.indicators.rules.maps import Change, UnitRow
from hoanhap.indicators.rules.register import Register
from hoanhap.units.models import Placement, Unit, UnitLink


def country() -> Register:
    """One small query when the register of units has not changed since the last call."""
    return _country(stamp())


def stamp() -> str:
    """What the register of units looked like: differs after every change by any process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(id) FROM units_unit), (SELECT MAX(id) FROM units_placement),"
            " (SELECT MAX(id) FROM units_unitchange), (SELECT COUNT(*) FROM units_unitchange)"
        )
        return " ".join(str(n or 0) for n in cursor.fetchone())


def forget() -> None:
    """Drop what is remembered: for a test that rolls units back."""
    _country.cache_clear()


@lru_cache(maxsize=2)
def _country(stamp: str) -> Register:
    return Register(_rows(), _changes(), all_divisions())


def _rows() -> Iterator[UnitRow]:
    """One row for each unit under each parent. What began before anybody wrote down when, was always there."""
    above = defaultdict[int, list[tuple[int | None, date, date | None]]](list)
    for unit, parent, since, until in Placement.objects.order_by("valid_from").values_list(
        "unit_id", "parent_id", "valid_from", "valid_to"
    ):
        above[unit].append((parent, since, until))
    units = Unit.objects.order_by("id").values_list("id", "valid_from", "valid_to", "start_known")
    for unit, since, until, known in units:
        first = since if known else date.min
        places = above.get(unit) or [(None, since, until)]
        for n, (parent, start, end) in enumerate(places):
            yield UnitRow(str(unit), str(parent or ""), first if n == 0 else start, _earlier(end, until))


def _earlier(end: date | None, until: date | None) -> date | None:
    return min((day for day in (end, until) if day), default=None)


def _changes() -> Iterator[Change]:
    """A link to another level is followed only where there is none to the own. What was only guessed leads to the unit
    above: the whole keeps what no part can be given."""
    links = UnitLink.objects.order_by("id").values_list(
        "change__on", "before_id", "after_id", "certain", "before__level", "after__level"
    )
    found = defaultdict[tuple[date, int], list[tuple[int, bool, bool]]](list)
    for on, before, after, certain, level_before, level_after in links:
        found[on, before].append((after, certain, level_before == level_after))
    parents = dict(Placement.objects.order_by("valid_from").values_list("unit_id", "parent_id"))
    for (on, before), targets in found.items():
        own = [(after, certain) for after, certain, same in targets if same] or [(a, c) for a, c, _ in targets]
        yield from _led(on, before, own, parents)


def _led(on: date, before: int, targets: Iterable[tuple[int, bool]], parents: dict[int, int]) -> Iterator[Change]:
    for after, certain in targets:
        yield Change(on, str(before), str(after if certain else parents.get(after, after)))

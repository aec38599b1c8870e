"""What the facts of units are derived from, read for many units at once. `facts.sources.OF_UNITS` names this."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Prefetch

from hoanhap.facts.rules.rows import Row
from hoanhap.resources.models import Member, Place, Staff, Team
from hoanhap.resources.queries import other_facts
from hoanhap.resources.rules import facts
from hoanhap.resources.rules.facts import Sat


def units() -> Iterator[int]:
    """Of which units anything was entered."""
    for of in (
        Team.objects.values_list("unit"),
        Place.objects.values_list("unit"),
        Staff.objects.values_list("agency__unit"),
    ):
        yield from (unit for (unit,) in of.order_by().distinct())
    yield from other_facts.units()


def rows(units: Sequence[int]) -> Mapping[int, list[Row]]:
    found = defaultdict[int, list[Row]](list)
    for row in _all(units):
        found[row.unit].append(row)
    return found


def _all(units: Sequence[int]) -> Iterator[Row]:
    yield from _teams(units)
    yield from _places(units)
    yield from _staff(units)
    yield from other_facts.rows(units)


def _teams(units: Iterable[int]) -> Iterator[Row]:
    held = Prefetch("members", Member.objects.order_by("valid_from", "pk"))
    for team in Team.objects.filter(unit__in=units).prefetch_related(held):
        members = [Sat(m.name, m.role, m.valid_from, m.valid_to) for m in team.members.all()]
        yield from facts.team(team.unit_id, team.kind, team.valid_from, team.valid_to, members)


def _places(units: Iterable[int]) -> Iterator[Row]:
    for unit, kind, seat, start, end in Place.objects.filter(unit__in=units).values_list(
        "unit", "kind", "seat", "valid_from", "valid_to"
    ):
        yield from facts.place(unit, kind, seat, start, end)


def _staff(units: Iterable[int]) -> Iterator[Row]:
    for unit, sector, kind, start, end in Staff.objects.filter(agency__unit__in=units).values_list(
        "agency__unit", "sector", "agency__kind", "valid_from", "valid_to"
    ):
        yield facts.employed(unit, sector, kind == "centre", start, end)

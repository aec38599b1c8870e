"""What the facts of units are derived from, read for many units at once. `facts.sources.OF_UNITS` names this."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Prefetch

from hoanhap.facts.rules.rows import Row
from hoanhap.resources.models import Capacity, Certificate, Item, Member, Place, PlaceDecision, Staff, StockMonth, Team
from hoanhap.resources.queries import other_facts
from hoanhap.resources.queries.cases import staff_facts
from hoanhap.resources.queries.needs import needs
from hoanhap.resources.rules import facts
from hoanhap.resources.rules.facts import Sat

Entered = Item | Place | Staff | StockMonth | Team
Told = tuple[Row, Entered]  # a row, and where it was entered


def units() -> Iterator[int]:
    """Of which units anything was entered."""
    for of in (
        Team.objects.values_list("unit"),
        Place.objects.values_list("unit"),
        Staff.objects.values_list("agency__unit"),
    ):
        yield from (unit for (unit,) in of.order_by().distinct())
    yield from other_facts.units()


def basis() -> object:
    """Who may determine addiction by law: another law, other facts."""
    return needs().determine


def rows(units: Sequence[int]) -> Mapping[int, list[Row]]:
    found = defaultdict[int, list[Row]](list)
    for row, _ in told(units):
        found[row.unit].append(row)
    return found


def told(units: Sequence[int], relation: str = "") -> Iterator[Told]:
    """`relation`: only what is told by those who tell it."""
    for relations, tell in TELLERS:
        if not relation or relation in relations:
            yield from tell(units)
    yield from other_facts.told(units, relation)


# ---------------------------------------------------------------- who tells what
def _teams(units: Sequence[int]) -> Iterator[Told]:
    held = Prefetch("members", Member.objects.order_by("valid_from", "pk"))
    for team in Team.objects.filter(unit__in=units).prefetch_related(held):
        members = [Sat(m.name, m.role, m.valid_from, m.valid_to) for m in team.members.all()]
        for row in facts.team(team.unit_id, team.kind, team.valid_from, team.valid_to, members):
            yield row, team


def _places(units: Sequence[int]) -> Iterator[Told]:
    for p in Place.objects.filter(unit__in=units).order_by("pk"):
        for row in facts.place(p.unit_id, p.kind, p.seat, p.valid_from, p.valid_to):
            yield row, p


def _capacities(units: Sequence[int]) -> Iterator[Told]:
    for c in Capacity.objects.filter(place__unit__in=units, beds__gt=0).select_related("place").order_by("pk"):
        yield facts.capacity(c.place.unit_id, c.place.kind, c.beds, c.valid_from, c.valid_to), c.place


def _decisions(units: Sequence[int]) -> Iterator[Told]:
    rows = PlaceDecision.objects.filter(gone_on=None, place__unit__in=units)
    for d in rows.select_related("place").order_by("pk"):
        yield facts.decided(d.place.unit_id, d.place.kind, d.what, d.function, d.first), d.place


def _staff(units: Sequence[int]) -> Iterator[Told]:
    held = Prefetch("certificates", Certificate.objects.order_by("valid_from", "pk"))
    rows = Staff.objects.filter(agency__unit__in=units).select_related("agency").prefetch_related(held)
    for s in rows.order_by("pk"):
        unit = s.agency.unit_id
        yield facts.employed(unit, s.sector, s.agency.kind == "centre", s.valid_from, s.valid_to), s
        for row in facts.qualified(unit, staff_facts(s), needs()):
            yield row, s


TELLERS: Final[tuple[tuple[frozenset[str], Callable[[Sequence[int]], Iterator[Told]]], ...]] = (
    (frozenset({"team", "staff"}), _teams),
    (frozenset({"place", "point"}), _places),
    (frozenset({"capacity"}), _capacities),
    (frozenset({"decision"}), _decisions),
    (frozenset({"staff", "qualification", "determiner"}), _staff),
)

"""How full the places are: beds as they are entered, residents as the register has them. Counts, nobody by name."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Subject, decide
from hoanhap.pathways.models import Measure
from hoanhap.resources.queries.cases import PlaceFacts, places
from hoanhap.resources.rules.words import PLACES, WITH_BEDS
from hoanhap.units.queries import tree

FEW = 5  # a smaller number of persons might tell who they are


@dataclass(frozen=True, slots=True)
class Occupancy:
    """`residents` is None where it may not be read exactly: fewer than FEW, and not nobody."""

    code: str
    name: str
    kind: str
    unit: str
    beds: int | None
    residents: int | None

    @property
    def share(self) -> int | None:
        return round(100 * self.residents / self.beds) if self.beds and self.residents is not None else None

    @property
    def full(self) -> bool:
        return self.beds is not None and self.residents is not None and self.residents >= self.beds


def occupancy(*, actor: Actor, on: date) -> list[Occupancy]:
    """Of every place with beds that stands on the day, within the reader's scope; the fullest first. Residents are
    those whom the register has inside now."""
    units = tree(on)
    stand = [p for p in places(on, kinds=WITH_BEDS) if decide(actor, P.MEANS_VIEW, _subject(p, on), on).allow]
    inside = Counter(
        Measure.objects.filter(inside=True, place__in=[p.id for p in stand]).values_list("place", flat=True)
    )
    found = [
        Occupancy(p.code, p.name, str(PLACES[p.kind]), units.unit(p.unit_id).title if p.unit_id in units else "",
                  p.beds, _readable(actor, p, inside[p.id], on))
        for p in stand
    ]  # fmt: skip
    return sorted(found, key=lambda o: (-(o.share or 0), o.name))


def _readable(actor: Actor, place: PlaceFacts, residents: int, on: date) -> int | None:
    small = 0 < residents < FEW
    return None if small and not decide(actor, P.SMALL_CELLS, _subject(place, on), on).allow else residents


def _subject(place: PlaceFacts, on: date) -> Subject:
    units = tree(on)
    above = units.ancestors(place.unit_id) if place.unit_id in units else ()
    return Subject("", place.agency_id, place.unit_id, frozenset(above))

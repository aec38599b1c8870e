"""Places and how many beds they have."""

import re
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.dates import Span
from hoanhap.kernel.text import clean, fold
from hoanhap.resources.actions.door import agency_at, allowed, home, named, stop
from hoanhap.resources.models import Capacity, Place
from hoanhap.resources.rules import spans
from hoanhap.resources.rules.words import PLACES
from hoanhap.units.models import Unit


@recorded_of_units
def add_place(
    *,
    agency_id: int,
    kind: str,
    name: str,
    first: date,
    by: Actor,
    on: date,
    unit_id: int | None = None,
    act: str = "",
    seat: str = "",
    last: date | None = None,
) -> Place:
    """A place that `agency_id` runs, from `first`. It stands at `unit_id`, else where the agency does. `last` is
    exclusive, as everywhere. `seat`: of a counselling point. Raises Invalid with every problem."""
    agency = agency_at(agency_id)
    decision = allowed(by, agency, on)
    name, act = clean(name, 10_000), clean(act, 10_000)
    stop(
        [
            *spans.chosen("kind", kind, PLACES),
            *spans.seated(kind, seat),
            *spans.written("name", name, 200),
            *(spans.written("act", act, 80) if act else ()),
            *spans.span(first, last, home(agency)),
            *spans.together("name", name, first, last, named(agency.places.all(), name)),
        ]
    )
    unit = Unit.objects.get(pk=unit_id) if unit_id else agency.unit
    touched_units([unit.pk])
    place = Place.objects.create(
        code=_code(name, unit.code), kind=kind, name=name, agency=agency, unit=unit, valid_from=first, valid_to=last,
        act=act, seat=seat,
    )  # fmt: skip
    log(by, "means.place", "means", place.code, post_id=decision.post_id, kind_of=kind, agency=agency.code)
    return place


@recorded_of_units
def set_capacity(*, place_id: int, beds: int, first: date, by: Actor, on: date) -> Capacity:
    """From `first` on there are `beds`; what was known before holds until then."""
    place = Place.objects.select_for_update(of=("self",)).select_related("agency__unit").filter(pk=place_id).first()
    if place is None:
        raise Outside(P.MEANS_EDIT)
    decision = allowed(by, place.agency, on)
    touched_units([place.unit_id])
    known = list(place.capacities.order_by("valid_from"))
    stop(
        [
            *spans.capacity(place.kind, beds, first, [Span(c.valid_from, c.valid_to) for c in known]),
            *spans.span(first, None, spans.Home(place.name, place.valid_from, place.valid_to)),
        ]
    )
    for before in known[-1:]:
        if before.valid_to is None or before.valid_to > first:
            before.valid_to = first
            before.save(update_fields=["valid_to"])
    made = Capacity.objects.create(place=place, beds=beds, valid_from=first, valid_to=place.valid_to)
    log(by, "means.capacity", "means", place.code, post_id=decision.post_id, count=beds, on=first.isoformat())
    return made


def _code(name: str, unit: str) -> str:
    """Readable and unique: “co-so-cai-nghien-so-1-04”, with a number behind it when it is taken."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(f"{name[:40]} {unit}")).strip("-")[:50]
    code, n = bare, 1
    while Place.objects.filter(code=code).exists():
        n += 1
        code = f"{bare}-{n}"
    return code

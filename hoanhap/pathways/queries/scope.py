"""Finding a measure is asking for its person: what the actor may not see is not found (404)."""

from collections.abc import Iterable
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.persons import PersonDecision, Purpose
from hoanhap.access.rules import Actor, Outside, PostFacts, posts_with
from hoanhap.kernel.dates import in_force
from hoanhap.law.pathways.shape import Step
from hoanhap.pathways.models import Measure
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.holders import Ground, post_for
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import becomes, find
from hoanhap.resources.models import Place
from hoanhap.units.queries import lead_sector, register, tree
from hoanhap.units.queries.ready import KEY, Ready

PLACES = Ready(Place.objects.filter(agency_id=KEY), "agency_id valid_from valid_to")
REGION = frozenset({"district", "province"})  # a court over several communes stands at one of these


def measure(actor: Actor, measure_id: int, on: date, purpose: Purpose | None = None) -> tuple[Measure, PersonDecision]:
    rows = Measure.objects.select_related("person", "commune", "agency", "place__agency")
    found = rows.filter(pk=measure_id).first()
    if found is None:
        raise Outside(P.PERSON_VIEW)
    _, decision = find(actor, found.person.code, purpose, on)
    return found, decision


def ground(
    person: Person, on: date, *, actor: Actor, measure: Measure | None = None, done: Iterable[Done] = ()
) -> Ground:
    """Where a measure lies, as `rules.holders` asks for it; before it is opened, where the person lives."""
    commune = measure.commune_id if measure else person.commune_id
    steps = tuple(done)
    to = next((d.facts["commune_to"] for d in reversed(steps) if d.facts.get("commune_to")), None)
    place_to = next((d.facts["place_to"] for d in reversed(steps) if d.facts.get("place_to")), None)
    place = measure.place if measure else None
    return Ground(
        units=units_of(commune, on),
        arriving=units_of(to if isinstance(to, int) else None, on),
        places=frozenset({place.agency_id}) if place else _running_places(actor, on),
        receiving=_agencies(place_to if isinstance(place_to, int) else None),
        lead=lead_sector(on),
    )


def recorder(step: Step, actor: Actor, ground: Ground, on: date) -> PostFacts | None:
    """The actor's post that may put this step on record."""
    return post_for(
        step, posts_with(actor, P.STEP_TAKE, on), ground, lambda sector, level: office(sector, level, on), on
    )


def office(sector: str, level: str, on: date) -> str:
    """The sector of the agency that does a sector's work at a level: a commune's labour work is its committee's."""
    found = register().office(sector, level, on)
    return found.sector if found else sector


def units_of(commune: int | None, on: date) -> dict[str, frozenset[int]]:
    if commune is None:
        return {}
    country = tree(on)
    communes = becomes(commune)
    found: dict[str, set[int]] = {"commune": set(communes)}
    for unit in communes:
        if unit in country:
            for above in country.ancestors(unit):
                found.setdefault(country.unit(above).level, set()).add(above)
    found["region"] = {u for level in REGION for u in found.get(level, ())}
    return {level: frozenset(units) for level, units in found.items()}


def _running_places(actor: Actor, on: date) -> frozenset[int]:
    """The actor's agencies that run a place: of a measure that has none yet."""
    held = {post.agency_id for post in actor.posts if post.in_force(on)}
    places = (place for agency in held for place in PLACES.of(agency))
    return frozenset(place.agency_id for place in places if in_force(on, place.valid_from, place.valid_to))


def _agencies(place_id: int | None) -> frozenset[int]:
    if place_id is None:
        return frozenset()
    return frozenset(Place.objects.filter(pk=place_id).values_list("agency_id", flat=True))

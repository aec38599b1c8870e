"""The only readers of the register: what arrives is already within the actor's sight."""

from hoanhap.people.queries.file import PersonPage, person, reveal
from hoanhap.people.queries.listing import listing
from hoanhap.people.queries.offers import offers
from hoanhap.people.queries.readers import readers
from hoanhap.people.queries.rounds import round_page, rounds
from hoanhap.people.queries.scope import visible
from hoanhap.people.queries.similar import Similar, similar
from hoanhap.people.queries.timeline import Event
from hoanhap.people.queries.vault import vault
from hoanhap.people.queries.waiting import tasks

__all__ = [
    "Event",
    "PersonPage",
    "Similar",
    "listing",
    "offers",
    "person",
    "readers",
    "reveal",
    "round_page",
    "rounds",
    "similar",
    "tasks",
    "vault",
    "visible",
]

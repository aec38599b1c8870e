"""Made-up people for the demo's register: seeded, labelled, as many as asked for (`hoanhap demo --persons N`).

Up to what one province may have they live in the demo's province; more of them live all over the country. What
happened to them under the law is planned by `pathways.synthetic` and loaded by the engine's own rules.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.db import connection

from hoanhap.access.queries import set_up_actor
from hoanhap.config.demo.order import PROVINCE
from hoanhap.facts.actions import recording
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.load import load as load_histories
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.actions.surroundings import Surroundings
from hoanhap.pathways.rules.history import History
from hoanhap.pathways.synthetic.plans import Planner
from hoanhap.people.actions.load import load
from hoanhap.people.queries.batches import synthetic_count
from hoanhap.people.rules.record import Record
from hoanhap.people.synthetic.lives import OPENED, Place, records
from hoanhap.units.actions import ensure_agencies
from hoanhap.units.queries import Tree, tree

SEED = 2020
BATCH = 5_000
SOME = 500  # communes whose agencies are made at once
OF_ONE_PROVINCE = 50_000
MOST = 1_000_000
ROOM = 256 * 1024  # KiB of SQLite's pages kept in memory while so much is written


def fill(wanted: int, *, on: date, cases: bool = True, progress: Callable[[str], None] = lambda doing: None) -> int:
    """Make the register hold `wanted` made-up people; those that are there already count. Returns how many came.

    Without `cases` they come as the list has them, nothing having happened to them under the law.
    """
    there = synthetic_count()
    if wanted <= there:
        return 0
    places = _places(wanted, on)
    country = _Country(places, on, cases=cases)
    begun = time.perf_counter()
    with _wide():
        for first in range(there, wanted, BATCH):
            count = min(BATCH, wanted - first)
            with recording():  # a person's facts are derived once, after what happened to them
                country.load(records(seed=SEED, first=first, count=count, places=places, on=on), first)
            progress(_so_far(first + count, wanted, (first + count - there) / (time.perf_counter() - begun)))
    return wanted - there


class _Country:
    """Batches of persons with what happened to each; what the map says is kept from one batch to the next."""

    def __init__(self, places: list[Place], on: date, *, cases: bool) -> None:
        self._on, self._cases = on, cases
        self._scenery = Scenery(None)
        around = Surroundings(tree(on), (place.commune_id for place in places), self._scenery, on)
        self._planner = Planner(self._scenery.law, around, seed=str(SEED), on=on)

    def load(self, batch: Iterable[Record], first: int) -> None:
        people = list(batch)
        told = [self._planner.plan(n, one) if self._cases else None for n, one in enumerate(people, first)]
        # what became of somebody on the list follows from the measures, where there are any
        records = [replace(one, standings=()) if story else one for one, story in zip(people, told, strict=True)]
        by, digest = set_up_actor(), f"synthetic:{SEED}:{first}:{len(records)}"
        ids = load(records, by=by, on=self._on, digest=digest).ids
        histories = [History(pk, story) for pk, story in zip(ids, told, strict=True) if story]
        if histories:
            load_histories(histories, by=by, on=self._on, digest=digest, scenery=self._scenery)


def _places(wanted: int, on: date) -> list[Place]:
    country = tree(on)
    top = country.by_code("province", PROVINCE) if wanted <= OF_ONE_PROVINCE else country.nation()
    communes = [unit for unit in country.subtree(top.id) if unit.level == "commune"]
    agencies: dict[int, int] = {}
    for start in range(0, len(communes), SOME):
        ids = [unit.id for unit in communes[start : start + SOME]]
        made = ensure_agencies(unit_ids=ids, sector="labour", on=on, by=set_up_actor())
        agencies.update({unit_id: agency.pk for unit_id, agency in made.items()})
    return [
        Place(unit.id, agencies[unit.id], _province(country, unit.id), max(OPENED, unit.valid_from))
        for unit in communes
    ]


def _province(country: Tree, unit_id: int) -> str:
    return next(unit.code for above in country.ancestors(unit_id) if (unit := country.unit(above)).level == "province")


@contextmanager
def _wide() -> Iterator[None]:
    """Nothing made here is garbage until its batch is written, and SQLite finds its pages in memory."""
    gc.disable()
    before = _cache_size(None)
    _cache_size(-ROOM)
    try:
        yield
    finally:
        _cache_size(before)
        gc.enable()


def _cache_size(size: int | None) -> int | None:
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size" if size is None else f"PRAGMA cache_size = {int(size)}")
        return cursor.fetchone()[0] if size is None else None


def _so_far(done: int, wanted: int, pace: float) -> str:
    numbers = (f"{n:,.0f}".replace(",", ".") for n in (done, wanted, pace))
    return t("{done}/{wanted} người ({pace} người/giây)", "{done}/{wanted} persons ({pace} a second)",
             **dict(zip(("done", "wanted", "pace"), numbers, strict=True)))  # fmt: skip

"""Made-up people for the demo's register: seeded, labelled, as many as asked for (`hoanhap demo --persons N`).

Up to what one province may have they live in the demo's province; more of them live all over the country. What
happened to them under the law is planned by `pathways.synthetic` and loaded by the engine's own rules.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from hoanhap.access.queries import set_up_actor
from hoanhap.config.demo.order import PROVINCE
from hoanhap.facts.actions import recording
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.beside import Beside, Made, Making, Order, at_hand
from hoanhap.pathways.actions.load import load as load_histories
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.actions.surroundings import Surroundings
from hoanhap.pathways.rules.history import History
from hoanhap.pathways.synthetic.plans import Planner
from hoanhap.people.actions.ids import reserve
from hoanhap.people.actions.load import Renumbered, load
from hoanhap.people.actions.prepared import counts
from hoanhap.people.queries.batches import synthetic_count
from hoanhap.people.synthetic.lives import OPENED, Place
from hoanhap.units.actions import ensure_agencies
from hoanhap.units.queries import Tree, tree

SEED = 2020
BATCH = 5_000
MANY = 3  # batches for which a second process is worth its start
SOME = 500  # communes whose agencies are made at once
OF_ONE_PROVINCE = 50_000
MOST = 1_000_000
Batches = Sequence[tuple[int, int]]  # the first person of each, and how many
ROOM = 256 * 1024  # KiB of SQLite's pages kept in memory while so much is written


def fill(wanted: int, *, on: date, cases: bool = True, progress: Callable[[str], None] = lambda doing: None) -> int:
    """Make the register hold `wanted` made-up people; those that are there already count. Returns how many came.

    Without `cases` they come as the list has them, nothing having happened to them under the law. Of many batches all
    but the first are made by a second process while this one writes, where there is a second processor.
    """
    there = synthetic_count()
    if wanted <= there:
        return 0
    with transaction.atomic():  # the offices and places of a whole country, written once
        country = _Country(_places(wanted, on), on, cases=cases)
    batches = [(first, min(BATCH, wanted - first)) for first in range(there, wanted, BATCH)]
    begun = time.perf_counter()
    with _wide(), ExitStack() as stack:
        beside = stack.enter_context(Beside(country.order)) if len(batches) >= MANY and at_hand() > 1 else None
        for n, (first, count) in enumerate(batches):
            beside = country.load(first, count, beside, batches[1:] if n == 0 else ())
            progress(_so_far(first + count, wanted, (first + count - there) / (time.perf_counter() - begun)))
    return wanted - there


class _Country:
    """Batches of persons with what happened to each; what the map says is kept from one batch to the next."""

    def __init__(self, places: list[Place], on: date, *, cases: bool) -> None:
        self._on = on
        self._scenery = Scenery(None)
        communes = [place.commune_id for place in places]
        around = Surroundings(tree(on), communes, self._scenery, on)
        near = {pk: around.nearby(pk) for pk in communes} if cases else {}
        self._planner = Planner(self._scenery.law, around, seed=str(SEED), on=on)
        since = {pk: found.since for pk, found in near.items() if found}
        self.order = Order(SEED, on, places, since, set_up_actor().name)
        self._making = Making(self.order)

    def load(self, first: int, count: int, beside: Beside | None, rest: Batches) -> Beside | None:
        """A batch, made beside if it can be; returns who makes the next one. `rest`: said with the first one, those
        that are made beside while it is written."""
        if beside and not rest and (made := beside.next()):
            with suppress(Renumbered):
                self._write(made, first, count)
                return beside
        made = self._making.batch(first, count)
        if beside and rest:
            beside.begin(rest, _after(made.people))
        self._write(made, first, count)
        return beside if rest else None

    def _write(self, made: Made, first: int, count: int) -> None:
        by, digest = set_up_actor(), f"synthetic:{SEED}:{first}:{count}"
        with recording(whole=True):  # a person's facts are derived once, after what happened to them
            ids = load(made.people, by=by, on=self._on, digest=digest).ids
            self._planner.settle((choice, commune) for _, choice, commune, _ in made.told)
            told = ((ids[n], self._planner.tell(*story)) for n, *story in made.told)
            histories = [History(pk, story) for pk, story in told if story]
            if histories:
                load_histories(histories, by=by, on=self._on, digest=digest, scenery=self._scenery)


def _after(people: Any) -> dict[type[Model], int]:
    """The number that comes next, once these are written, in each table where it has to be known beforehand.
    PostgreSQL gives the one it names away."""
    given = connection.vendor == "postgresql"
    return {model: reserve(model)[0] + given + n for model, n in counts(people).items()}


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

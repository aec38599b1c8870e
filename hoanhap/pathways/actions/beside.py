"""Made-up people made by a second process while the first one writes those before: pure values, handed over in order.

    with Beside(order) as beside:
        beside.begin(first, last, ids)     # ids: the number that comes next in each table
        made = beside.next()               # or None: from now on the work is this process's own

The other process is started anew (nothing is inherited but the environment) and never opens the database.
"""

import hashlib
import multiprocessing
import os
import queue
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:  # the other process imports this before its settings stand
    from hoanhap.pathways.synthetic.stories import Choice
    from hoanhap.people.actions.prepared import Prepared
    from hoanhap.people.rules.record import Record
    from hoanhap.people.synthetic.lives import Place

AHEAD = 2  # batches that wait to be written
PATIENCE = 5.0  # seconds between two looks whether it still lives

Story = tuple[int, "Choice", int, tuple[str, ...]]  # place in the batch, the story, commune, substances


@dataclass(frozen=True)
class Order:
    """Whom to make. `since`: of each commune, from when people have somewhere to be sent; empty: nobody has a case."""

    seed: int
    on: date
    places: Sequence["Place"]
    since: Mapping[int, date]
    by: str


@dataclass(frozen=True, slots=True)
class Made:
    people: "Sequence[Record] | Prepared"
    told: list[Story]


class Making:
    """The pure half of the work, by whichever process."""

    def __init__(self, order: Order) -> None:
        from hoanhap.pathways.queries.law import the_law
        from hoanhap.pathways.synthetic.plans import Draw

        self._order = order
        self._draw = Draw(the_law(), order.since, seed=str(order.seed), on=order.on)

    def batch(self, first: int, count: int) -> Made:
        from hoanhap.people.synthetic.lives import records

        order, found, told = self._order, [], []
        people = records(seed=order.seed, first=first, count=count, places=order.places, on=order.on)
        for n, record in enumerate(people):
            choice = self._draw.story(first + n, record)
            if choice:
                told.append((n, choice, record.commune_id, tuple(use.substance for use in record.draft.uses)))
                # what became of somebody on the list follows from the measures, where there are any
                record = replace(record, standings=())
            found.append(record)
        return Made(found, told)

    def prepared(self, first: int, count: int, after: dict[Any, int]) -> Made:
        """`after`: the next number of each table, which moves on."""
        from hoanhap.people.actions.prepared import counts, drawn_codes, prepare

        made = self.batch(first, count)
        records: Any = made.people
        ids = {}
        for model, n in counts(records).items():
            ids[model] = range(after[model], after[model] + n)
            after[model] += n
        codes = list(drawn_codes(count))
        return replace(made, people=prepare(records, ids=ids, codes=codes, by=self._order.by, on=self._order.on))


class Beside:
    def __init__(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        self._orders, self._made = context.Queue(), context.Queue(AHEAD)
        self._process = context.Process(target=_work, args=(order, keys(), self._orders, self._made), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._process.terminate()
        self._process.join()

    def begin(self, batches: Sequence[tuple[int, int]], ids: Mapping[Any, int]) -> None:
        self._orders.put((list(batches), dict(ids)))

    def next(self) -> Made | None:
        while True:
            try:
                found: Made | None = self._made.get(timeout=PATIENCE)
            except queue.Empty:
                if not self._process.is_alive():
                    return None
            else:
                return found


def at_hand() -> int:
    """How many processors there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def keys() -> str:
    """A digest of what seals: both processes must hold the same."""
    from django.conf import settings

    found = hashlib.sha256(settings.PEOPLE_BLIND)
    for name, key in sorted(settings.PEOPLE_MASTERS.items()):
        found.update(name.encode() + key)
    return found.hexdigest()


def _work(order: Order, known: str, orders: Any, made: Any) -> None:
    import gc

    import django

    django.setup()
    gc.disable()  # nothing that is made here refers to itself
    if keys() != known:
        made.put(None)
        return
    making = Making(order)
    batches, after = orders.get()
    for one in _each(making, batches, after):
        made.put(one)
    made.close()
    made.join_thread()


def _each(making: Making, batches: Sequence[tuple[int, int]], after: dict[Any, int]) -> Iterator[Made]:
    for first, count in batches:
        yield making.prepared(first, count, after)

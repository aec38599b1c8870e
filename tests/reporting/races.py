"""Two people at one moment: each act in a thread and on a connection of its own, let go together."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Max

from hoanhap.reporting.models import (
    Cell,
    Correction,
    Entry,
    Event,
    Explanation,
    Gap,
    Section,
    Snapshot,
    Submission,
    Upload,
)

Act = Callable[[], Any]
WAIT = 60.0


@contextmanager
def lanes(many: int = 2) -> Iterator[Callable[..., list[Any]]]:
    """Yields `run(act, …)`: what each act returned, or the exception it raised. Connections are kept between runs."""
    gate = Barrier(many)

    def together(act: Act) -> Any:
        connection.ensure_connection()
        gate.wait(WAIT)
        try:
            return act()
        except Exception as wrong:  # noqa: BLE001 - the test asks which
            return wrong

    def close() -> None:
        gate.wait(WAIT)
        connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        yield lambda *acts: list(pool.map(together, acts))
        for done in [pool.submit(close) for _ in range(many)]:
            done.result()


class Photo:
    """The answers of a campaign as they stand; `put_back()` between two rounds is far quicker than playing them again.

    The trail and the sequences go on: only what was said about the answers is undone.
    """

    REMADE = (Cell, Correction, Gap, Upload, Section)  # rows of these may have changed or gone
    ADDED = (Explanation, Entry, Event, Snapshot)  # rows of these are only ever added

    def __init__(self) -> None:
        self.submissions = list(Submission.objects.all())
        self.last = {m: m.objects.aggregate(last=Max("pk"))["last"] or 0 for m in self.ADDED}
        self.rows = {m: list(m.objects.all()) for m in self.REMADE}

    @transaction.atomic
    def put_back(self) -> None:
        Submission.objects.update(accepted=None, sealed=None)
        for model, last in self.last.items():
            model.objects.filter(pk__gt=last)._raw_delete("default")
        for model, rows in self.rows.items():
            model.objects.all()._raw_delete("default")
            model.objects.bulk_create(rows)
        names = [f.name for f in Submission._meta.concrete_fields if not f.primary_key]
        Submission.objects.bulk_update(self.submissions, names)

"""What writers inserted, added to the figures. Beside writers, killed at any time: a change is either still there or
in its figure, never both or neither."""

import itertools
import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection, transaction

from hoanhap.indicators.actions import locks
from hoanhap.indicators.models import FigureChange

AT_ONCE = 50_000
PAUSE = 2.0  # seconds
UPKEEP = 30  # pauses
log = logging.getLogger(__name__)

_INTO = "INSERT INTO indicators_figure (unit_id, column_id, series_id, value) SELECT unit_id, column_id, series_id,"
_ADD = (
    "GROUP BY unit_id, column_id, series_id"
    " ON CONFLICT (unit_id, column_id, series_id) DO UPDATE SET value = indicators_figure.value + excluded.value"
)
_POSTGRESQL = (  # one statement: a change with a low number may be committed after one with a high number
    "WITH gone AS (DELETE FROM indicators_figurechange WHERE id IN"  # noqa: S608
    " (SELECT id FROM indicators_figurechange ORDER BY id LIMIT %s) RETURNING unit_id, column_id, series_id, delta),"
    f" put AS ({_INTO} SUM(delta) FROM gone {_ADD}) SELECT COUNT(*) FROM gone"
)
_SQLITE = f"{_INTO} SUM(delta) FROM indicators_figurechange WHERE id <= %s {_ADD}"  # the only writer sees all there is


def fold() -> int:
    """All that is there, some at a time. Returns how many changes it was; 0 also when somebody else is at it."""
    folded = 0
    while FigureChange.objects.exists() and (some := _fold()):
        folded += some
    return folded


@transaction.atomic
def _fold() -> int:
    if not locks.try_folding():
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL, [AT_ONCE])
            return int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT MAX(id) FROM (SELECT id FROM indicators_figurechange ORDER BY id LIMIT %s) AS first", [AT_ONCE]
        )
        last = cursor.fetchone()[0] or 0
        cursor.execute(_SQLITE, [last])
        return FigureChange.objects.filter(pk__lte=last).delete()[0]


class Watch:
    """Keeps folding until told to stop, in a thread and with a connection of its own: for the server.

    `upkeep`: what else the store needs now and then, a new year's columns or another map's figures.
    """

    def __init__(self, upkeep: Callable[[], object], pause: float = PAUSE) -> None:
        self.upkeep, self.pause = upkeep, pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="figure-folder", daemon=True)

    def start(self) -> "Watch":
        self._thread.start()
        return self

    def stop(self, timeout: float = 10) -> None:
        self._stop.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            for n in itertools.count():
                self._once(upkeep=n % UPKEEP == 0)
                if self._stop.wait(self.pause):
                    return
        finally:
            connection.close()

    def _once(self, *, upkeep: bool) -> None:
        """A failure is told and tried again: what waits is counted all the same."""
        try:
            if upkeep:
                self.upkeep()
            fold()
        except DatabaseError as problem:
            log.error("folding of figures is behind: %s", problem)
            connection.close()

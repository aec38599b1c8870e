"""What is done once a day beside the server and asked for by nobody."""

import logging
import threading
from collections.abc import Callable
from datetime import date

from django.db import connection

log = logging.getLogger(__name__)


class Daily:
    """Does `work` once for each day that `today` tells, in a thread of its own, until told to stop.

    At the earliest one pause after the start, when the server has nothing else to begin. What fails is told, and tried
    again after a pause: it must not end what else runs in this process.
    """

    def __init__(self, work: Callable[[date], object], today: Callable[[], date], pause: float = 60.0) -> None:
        self.work, self.today, self.pause = work, today, pause
        self.done: date | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)

    def start(self) -> "Daily":
        self._thread.start()
        return self

    def stop(self, timeout: float = 10) -> None:
        self._stop.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stop.wait(self.pause):
            self.look()
            connection.close_if_unusable_or_obsolete()
        connection.close()

    def look(self) -> None:
        """Do the day's work, if it is not done."""
        try:
            on = self.today()
            if on != self.done:
                self.work(on)
                self.done = on
        except Exception:
            log.exception("the work of the day is behind")

"""The audit sealer's own process: started with the server, started again if it dies, stopped last. It folds the kept
figures too, and reminds of plans once a day.
"""

import multiprocessing
import os
import signal
import threading
from datetime import date
from importlib import import_module
from multiprocessing.connection import Connection, wait

from hoanhap.kernel.clock import today

PAUSES = (1.0, 5.0, 30.0)  # before a sealer that died is started again; the last one repeats
STOP_WITHIN = 10.0


class Sealer:
    """One child process that links committed audit rows into the chain. Its death never stops the server."""

    def __init__(self) -> None:
        self._told, self._tell = multiprocessing.Pipe(duplex=False)
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="sealer-keeper", daemon=True)

    def start(self) -> None:
        if not self._stopping.is_set():
            self._keeper.start()

    def stop(self) -> None:
        """Called after the workers: what they wrote last is sealed before the process ends."""
        self._stopping.set()
        self._tell.close()
        if self._keeper.is_alive():
            self._keeper.join(2 * STOP_WITHIN)

    def _keep(self) -> None:
        """The one thread that starts, watches and ends the child."""
        context = multiprocessing.get_context("spawn")
        deaths = 0
        while not self._stopping.is_set():
            theirs, ours = context.Pipe(duplex=False)
            child = context.Process(target=seal_until_told, args=(theirs,), name="hoanhap-sealer", daemon=True)
            child.start()
            theirs.close()
            wait([child.sentinel, self._told])
            ours.close()
            child.join(STOP_WITHIN)
            if child.is_alive():
                child.terminate()
            self._stopping.wait(PAUSES[min(deaths, len(PAUSES) - 1)])
            deaths += 1


def seal_until_told(line: Connection) -> None:
    """In the child. The pipe closes when the server stops, or when it is killed: either way we end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's to answer; we stop after it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    watch = import_module("hoanhap.audit.sealer").Watch()
    folder = import_module("hoanhap.indicators.actions.folding").Watch(_keep_figures).start()
    daily = import_module("hoanhap.config.daily").Daily(_remind, _business_date).start()

    def listen() -> None:
        wait([line])
        watch.stop()

    threading.Thread(target=listen, daemon=True).start()
    watch.run()
    daily.stop()
    folder.stop()


def _keep_figures() -> None:
    """A new year's columns, or all figures anew when the map has changed. Seldom: what counts is loaded only then."""
    on = _business_date()
    columns = import_module("hoanhap.indicators.queries.columns")
    if columns.due(on) or not columns.current():
        import_module("hoanhap.indicators.actions.filling").fill(on)


def _remind(on: date) -> None:
    """Who has to be told of a plan's tasks, rung by rung, without anybody asking for it."""
    import_module("hoanhap.plans.actions.reminders").remind_all(on=on)


def _business_date() -> date:
    found: date = import_module("hoanhap.web.queries").business_date(today())
    return found

"""The audit sealer's own process: started with the server, started again if it dies, stopped last."""

import multiprocessing
import os
import signal
import threading
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection, wait

PAUSES = (1.0, 5.0, 30.0)  # before a sealer that died is started again; the last one repeats
STOP_WITHIN = 10.0


class Sealer:
    """One child process that links committed audit rows into the chain. Its death never stops the server."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._line: Connection | None = None
        self._child: multiprocessing.process.BaseProcess | None = None
        self._keeper: threading.Thread | None = None

    def start(self) -> None:
        if find_spec("hoanhap.audit.sealer") is None:
            return
        self._keeper = threading.Thread(target=self._keep, name="sealer-keeper", daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """Called after the workers: what they wrote last is sealed before the process ends."""
        self._stopping.set()
        if self._line:
            self._line.close()
        if self._child:
            self._child.join(STOP_WITHIN)
            if self._child.is_alive():
                self._child.terminate()
        if self._keeper:
            self._keeper.join(STOP_WITHIN)

    def _keep(self) -> None:
        context = multiprocessing.get_context("spawn")
        deaths = 0
        while not self._stopping.is_set():
            theirs, self._line = context.Pipe(duplex=False)
            self._child = context.Process(target=seal_until_told, args=(theirs,), name="hoanhap-sealer", daemon=True)
            self._child.start()
            theirs.close()
            self._child.join()
            self._stopping.wait(PAUSES[min(deaths, len(PAUSES) - 1)])
            deaths += 1


def seal_until_told(line: Connection) -> None:
    """In the child. The pipe closes when the server stops, or when it is killed: either way we end."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's to answer; we stop after it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    import django

    django.setup()
    watch = import_module("hoanhap.audit.sealer").Watch()

    def listen() -> None:
        wait([line])
        watch.stop()

    threading.Thread(target=listen, daemon=True).start()
    watch.run()

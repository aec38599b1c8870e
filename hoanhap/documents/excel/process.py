"""The reader's process, seen from outside: started, watched, asked, ended.

A reader is anything that can be pickled, needs the standard library only or names its `libraries`, and has
`look(data: bytes)`, whose answer is plain enough for JSON. It never raises for what a file contains; should it, or take
too long, that costs its file only.
"""

import json
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from hoanhap.documents.excel import wire
from hoanhap.documents.excel.child import CRASHED
from hoanhap.documents.excel.container import DEFAULT, Limits
from hoanhap.documents.excel.problem import Problem
from hoanhap.documents.excel.refusals import problem
from hoanhap.kernel.lang import language

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_START = "import sys; sys.path[:0] = sys.argv[1:]; from hoanhap.documents.excel.child import main; main()"
_PATIENCE = 30.0  # seconds for a child to start


class Looks(Protocol):
    def look(self, data: bytes) -> Any: ...


def look_at(data: bytes, reader: Looks, *, limits: Limits = DEFAULT) -> Any | Problem:
    """What the reader says of one file, read in a process of its own; or that it could not be read."""
    child = Child(reader, limits)
    try:
        wire.send_all(child.stdin, [data])
        raw = child.receive(limits.seconds)
        if raw.startswith(CRASHED):
            log.warning("a workbook crashed the reader: %s", raw[1:40].decode("ascii", "replace"))
            return problem("crashed")
        return json.loads(raw)[0]
    except (wire.Ended, ValueError, IndexError, RecursionError):
        return problem("too_slow", seconds=limits.seconds) if child.late else problem("crashed")
    finally:
        child.close()


def _homes(reader: Looks) -> list[str]:
    """The folders of its libraries, to import them from before the process seals itself."""
    found = (find_spec(name) for name in getattr(reader, "libraries", ()))
    return sorted({str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin})


class Child:
    """The process, and a watch over it that runs only while an answer is awaited."""

    def __init__(self, reader: Looks, limits: Limits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hoanhap-")
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-I", "-S", "-c", _START, str(_ROOT), *_homes(reader)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env={name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
        )
        assert self._process.stdin and self._process.stdout
        self.stdin, self._stdout, self.pid = self._process.stdin, self._process.stdout, self._process.pid
        self.late = False
        self._due: float | None = None
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._watching, daemon=True)
        self._watch.start()
        try:
            wire.send(self.stdin, pickle.dumps((reader, limits, language())))
            self.fences: dict[str, bool] = json.loads(self.receive(_PATIENCE))
        except wire.Ended as wrong:
            self.close()
            raise RuntimeError("the workbook reader did not start") from wrong
        log.debug("workbook reader started: %s", self.fences)

    def receive(self, seconds: float) -> bytes:
        self._due = time.monotonic() + seconds
        try:
            return wire.receive(self._stdout)
        finally:
            self._due = None

    def _watching(self) -> None:
        while not self._done.wait(0.2):
            due = self._due
            if due is not None and time.monotonic() > due:
                self.late = True
                self._process.kill()
                return

    def close(self) -> None:
        self._done.set()
        self._process.kill()
        for stream in (self.stdin, self._stdout):
            try:
                stream.close()
            except OSError:
                log.debug("the reader's pipe was already broken")
        self._process.wait()
        self._watch.join()
        self._folder.cleanup()

"""Many workbooks, one sandboxed child, answers as they come. Memory does not grow with the number of files.

While the child reads a handful of files the parent binds the last answers and fetches the next, so two cores are used
and nothing waits on a queue. A file that ends the child, or takes too long, costs itself only: a fresh child goes on.
"""

import contextlib
import hashlib
import json
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hoanhap.kernel.lang import language
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook import wire
from hoanhap.reporting.workbook.book import Book, Problem, refused
from hoanhap.reporting.workbook.child import CRASHED
from hoanhap.reporting.workbook.container import DEFAULT, MB, Limits
from hoanhap.reporting.workbook.reading import Binder, Forms, Look, from_wire
from hoanhap.reporting.workbook.refusals import problem

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from hoanhap.reporting.workbook.child import main; main()"
_PATIENCE = 30.0  # seconds for a child to start
_FIRST_HANDFUL, _HANDFUL, _HANDFUL_SIZE = 4, 64, 1 * MB

Item = Path | tuple[str, bytes | Problem]


class Answer(NamedTuple):
    name: str  # as given, cleaned for display
    digest: str  # SHA-256 of the bytes; empty when they were not read
    book: Book


class _Loaded(NamedTuple):
    name: str
    digest: str
    content: bytes | Problem

    @property
    def sent(self) -> bytes:
        return b"" if isinstance(self.content, Problem) else self.content


def read_batch(items: Iterable[Item], forms: Forms, key: bytes, *, limits: Limits = DEFAULT) -> Iterator[Answer]:
    """Answers in the order of the items. An item is a path, (name, bytes), or (name, Problem) to be passed through.

    Names are for people only; whose workbook it is, is signed inside it. Problems speak the language of the caller.
    """
    with Session(forms, key, limits=limits) as session:
        yield from session.read(items)


class Session:
    """A sandbox held open for one batch, or for several: its start costs what two hundred files cost."""

    def __init__(self, forms: Forms, key: bytes, *, limits: Limits = DEFAULT) -> None:
        self._limits = limits
        self._readers = _Readers(forms, limits)
        self._binder = Binder(forms, key)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.end()

    def start(self) -> int:
        """Start the child now rather than at the first file. Returns its process id."""
        return self._readers.child().pid

    def read(self, items: Iterable[Item]) -> Iterator[Answer]:
        before: list[_Loaded] = []
        for handful in _handfuls(items, self._limits):
            looks = self._readers.answers(before)
            self._readers.give(handful)
            yield from _bound(before, looks, self._binder)
            before = handful
        yield from _bound(before, self._readers.answers(before), self._binder)


def _bound(files: list[_Loaded], looks: Iterable[Look | Problem], binder: Binder) -> Iterator[Answer]:
    for file, look in zip(files, looks, strict=True):
        yield Answer(file.name, file.digest, refused(look) if isinstance(look, Problem) else binder.bind(look))


def _handfuls(items: Iterable[Item], limits: Limits) -> Iterator[list[_Loaded]]:
    """A few files, then more at a time: crossing to another process costs a third of what reading a workbook does."""
    handful: list[_Loaded] = []
    size, most = 0, _FIRST_HANDFUL
    for item in items:
        handful.append(_load(item, limits))
        size += len(handful[-1].sent)
        if len(handful) >= most or size >= _HANDFUL_SIZE:
            yield handful
            handful, size, most = [], 0, min(2 * most, _HANDFUL)
    if handful:
        yield handful


def _load(item: Item, limits: Limits) -> _Loaded:
    name, content = (str(item), _fetch(item, limits)) if isinstance(item, Path) else item
    name = clean(name, 200).replace("\n", " ")
    if isinstance(content, Problem):
        return _Loaded(name, "", content)
    if not content:
        return _Loaded(name, "", problem("empty"))
    digest = hashlib.sha256(content).hexdigest()
    if len(content) > limits.file:
        return _Loaded(name, digest, problem("too_big", size=-(-len(content) // MB), limit=limits.file // MB))
    return _Loaded(name, digest, content)


def _fetch(path: Path, limits: Limits) -> bytes | Problem:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.file:
                return problem("too_big", size=-(-size // MB), limit=limits.file // MB)
            return file.read(size + 1)
    except OSError as wrong:
        return problem("unreadable", what=wrong.strerror or type(wrong).__name__)


class _Readers:
    """One child at a time, a new one when the last has ended. `give` a handful of files, then take its `answers`."""

    def __init__(self, forms: Forms, limits: Limits) -> None:
        self._forms, self._limits = forms, limits
        self._setup = pickle.dumps((dict(forms), limits, language()))
        self._child: _Child | None = None

    def child(self) -> "_Child":
        self._child = self._child or _Child(self._setup)
        return self._child

    def give(self, files: list[_Loaded]) -> None:
        blobs = [file.sent for file in files if file.sent]
        if not blobs:
            return
        child = self.child()
        with contextlib.suppress(wire.Ended):  # noticed when its answers are asked for
            wire.send_all(child.stdin, blobs)

    def answers(self, files: list[_Loaded]) -> list[Look | Problem]:
        """An answer to each file given last. Those whose handful ended the child are read again, each on its own."""
        sent = [file for file in files if file.sent]
        looks: Iterator[Look | Problem]
        try:
            looks = iter(self._received(len(sent)) if sent else ())
        except _Failed as failed:
            self.end()
            looks = iter([self._alone(file) for file in sent] if len(sent) > 1 else [failed.problem])
        return [file.content if isinstance(file.content, Problem) else next(looks) for file in files]

    def _alone(self, file: _Loaded) -> Look | Problem:
        self.give([file])
        try:
            return self._received(1)[0]
        except _Failed as failed:
            self.end()
            return failed.problem

    def _received(self, count: int) -> list[Look]:
        assert self._child
        try:
            raw = self._child.receive(self._limits.seconds)
            if raw.startswith(CRASHED):
                log.warning("a workbook crashed the reader: %s", raw[1:40].decode("ascii", "replace"))
                raise _Failed(problem("crashed"))
            looks = [from_wire(each, self._forms) for each in json.loads(raw)]
            if len(looks) != count:
                raise ValueError("an answer is missing")
            return looks
        except (wire.Ended, ValueError, TypeError, RecursionError) as wrong:
            late = self._child.late
            said = problem("too_slow", seconds=self._limits.seconds) if late else problem("crashed")
            raise _Failed(said) from wrong

    def end(self) -> None:
        if self._child:
            self._child.close()
            self._child = None


class _Failed(Exception):
    """The child gave no answer that can be used."""

    def __init__(self, said: Problem) -> None:
        super().__init__(said.message)
        self.problem = said


class _Child:
    """The process, and a watch over it that runs only while an answer is awaited."""

    def __init__(self, setup: bytes) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="hoanhap-")
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-I", "-S", "-c", _START, str(_ROOT)],
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
            wire.send(self.stdin, setup)
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

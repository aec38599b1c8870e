"""Many workbooks, one sandboxed child, answers as they come. Memory does not grow with the number of files.

While the child reads a handful of files the parent binds the last answers and fetches the next, so two cores are used
and nothing waits on a queue. A file that ends the child, or takes too long, costs itself only: a fresh child goes on.
"""

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hoanhap.documents.excel import wire
from hoanhap.documents.excel.child import CRASHED
from hoanhap.documents.excel.container import DEFAULT, MB, Limits
from hoanhap.documents.excel.process import Child
from hoanhap.documents.excel.refusals import problem
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook.book import Book, Problem, refused
from hoanhap.reporting.workbook.reading import Binder, Forms, Look, Reader, from_wire

log = logging.getLogger(__name__)

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
        self._reader = Reader(dict(forms), limits)
        self._child: Child | None = None

    def child(self) -> "Child":
        self._child = self._child or Child(self._reader, self._limits)
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

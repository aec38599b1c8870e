"""What this room refuses to write, told to the person who asked: every mistake at once, each at its field."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_asking: ContextVar[bool] = ContextVar("asking", default=False)


@contextmanager
def only_asking() -> Iterator[None]:
    """An act in here is only asked what it refuses: it ends where it would begin to write, in Invalid."""
    token = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(token)


class Invalid(Exception):
    """`problems`: field name → sentences; the empty name is for the whole."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(sentence for sentences in problems.values() for sentence in sentences))


class Problems:
    """Collects while an action checks; `stop()` raises when there is anything."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def add(self, field: str, sentence: str) -> None:
        self.found.setdefault(field, []).append(sentence)

    def stop(self) -> None:
        if self.found or _asking.get():
            raise Invalid(self.found)

"""The frame of every act on a person: what it did to the register stands in the facts when its transaction ends."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from hoanhap.facts.actions.writing import renew

A = ParamSpec("A")
R = TypeVar("R")
RECORDED: set[str] = set()  # every act there is, by name: a test walks them all
_touched: ContextVar[set[int] | None] = ContextVar("touched", default=None)
_whole: ContextVar[bool] = ContextVar("whole", default=False)


def recorded(act: Callable[A, R]) -> Callable[A, R]:
    """One transaction, at whose end the facts of everybody the act touched are derived again. Instead of
    `transaction.atomic`; an act inside an act leaves it to the outer one."""

    RECORDED.add(f"{act.__module__}.{act.__qualname__}")

    @wraps(act)
    def acted(*args: A.args, **kwargs: A.kwargs) -> R:
        with recording():
            return act(*args, **kwargs)

    return acted


@contextmanager
def recording(*, whole: bool = False) -> Iterator[None]:
    """`whole`: what stops one act in it stops all, so none needs a way back of its own. For batches: on SQLite each
    statement after a savepoint costs the more, the more was written since."""
    outer = _touched.get()
    with transaction.atomic(savepoint=not _whole.get()):
        if outer is not None:
            yield
            return
        mine: set[int] = set()
        token, all_or_nothing = _touched.set(mine), _whole.set(whole)
        try:
            yield
            renew(mine)
        finally:
            _touched.reset(token)
            _whole.reset(all_or_nothing)


def touched(persons: Iterable[int]) -> None:
    """Whoever opens a file to write says so. Outside an act nothing would be derived, so there it is an error."""
    mine = _touched.get()
    if mine is None:
        raise RuntimeError("a file is written outside a recorded act: mark the action with facts.actions.recorded")
    mine.update(persons)

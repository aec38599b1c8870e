"""The frame of every act on the means of a unit: what it entered stands in the unit's facts when its transaction ends.

As `acts`, of units: a unit's own rows are derived again and what differs is written. Rows that were loaded from files
are not touched.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar
from zlib import crc32

from django.db import connection, transaction

from hoanhap.facts import sources
from hoanhap.facts.actions.bulk import insert
from hoanhap.facts.actions.writing import COLUMNS
from hoanhap.facts.models import Fact
from hoanhap.facts.queries.many import FEW
from hoanhap.facts.queries.stored import stored_of_units
from hoanhap.facts.rules.rows import ChangeOfUnit, Row, difference, packed

A = ParamSpec("A")
R = TypeVar("R")
_LOCK = crc32(b"facts.unit") & 0x7FFFFFFF
_touched: ContextVar[set[int] | None] = ContextVar("touched_units", default=None)


def recorded_of_units(act: Callable[A, R]) -> Callable[A, R]:
    """One transaction, at whose end the facts of every unit that the act touched are derived again. Instead of
    `transaction.atomic`; an act inside an act leaves it to the outer one."""

    @wraps(act)
    def acted(*args: A.args, **kwargs: A.kwargs) -> R:
        with recording_of_units():
            return act(*args, **kwargs)

    return acted


@contextmanager
def recording_of_units() -> Iterator[None]:
    outer = _touched.get()
    with transaction.atomic():
        if outer is not None:
            yield
            return
        mine: set[int] = set()
        token = _touched.set(mine)
        try:
            yield
            renew_units(mine)
        finally:
            _touched.reset(token)


def touched_units(units: Iterable[int]) -> None:
    """Whoever writes the means of a unit says so, before it does: who comes second waits, and then sees them."""
    mine = _touched.get()
    if mine is None:
        raise RuntimeError("means are written outside a recorded act: mark the action with facts.recorded_of_units")
    new = sorted(set(units) - mine)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for unit in new:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, unit])
    mine.update(new)


@transaction.atomic
def renew_units(units: Collection[int]) -> int:
    """Derive the own facts of these units again. Returns how many rows differed."""
    every, changed = sorted(units), 0
    for first in range(0, len(every), FEW):
        changed += _renew(every[first : first + FEW])
    return changed


def _renew(units: Sequence[int]) -> int:
    there, wanted = stored_of_units(units), sources.derived_of_units(units)
    out: list[int] = []
    put: list[Row] = []
    changes: list[ChangeOfUnit] = []
    for unit in units:
        was = there.get(unit, [])
        less, more = difference((row for _, row in was), wanted.get(unit, ()))
        keys: dict[Row, list[int]] = defaultdict(list)
        for key, row in was:
            keys[row].append(key)
        out += (key for row, n in less.items() for key in keys[row][:n])
        put += more.elements()
        if less or more:
            changes.append(ChangeOfUnit(unit, tuple(less.elements()), tuple(more.elements())))
    for first in range(0, len(out), FEW):
        Fact.objects.filter(pk__in=out[first : first + FEW]).delete()
    insert(Fact, COLUMNS, [
        (row.relation, None, row.unit, row.start.isoformat(), row.end.isoformat() if row.end else None,
         packed(row.codes), row.amount, None)
        for row in put
    ])  # fmt: skip
    if changes:
        sources.tell_of_units(changes)
    return len(out) + len(put)

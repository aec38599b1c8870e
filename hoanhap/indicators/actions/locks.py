"""Who waits for whom in the store. Writers never for each other; SQLite has one writer at a time anyway.

A writer holds `writing` with the other writers, until its transaction ends. A recount takes it alone: from then on no
act is half in the facts and half in the figures. Whoever folds or replaces figures holds `folding` alone.
"""

from collections.abc import Iterable
from zlib import crc32

from django.db import connection

_WRITING, _FOLDING, _UNIT = (crc32(name) & 0x7FFFFFFF for name in (b"figures.write", b"figures.fold", b"figures.unit"))


def writing() -> None:
    _ask("SELECT pg_advisory_xact_lock_shared(%s)", [_WRITING])


def recounting() -> None:
    """Alone: waits for the writers on their way, and lets new ones wait."""
    folding()
    _ask("SELECT pg_advisory_xact_lock(%s)", [_WRITING])


def folding() -> None:
    _ask("SELECT pg_advisory_xact_lock(%s)", [_FOLDING])


def try_folding() -> bool:
    """False: somebody else is at it."""
    return connection.vendor != "postgresql" or bool(_ask("SELECT pg_try_advisory_xact_lock(%s)", [_FOLDING]))


def units(keys: Iterable[int]) -> None:
    """Who changes whether a commune has anybody waits for others who do so in the same commune, and for nobody else."""
    for key in sorted(set(keys)):
        _ask("SELECT pg_advisory_xact_lock(%s, %s)", [_UNIT, key])


def _ask(sql: str, values: list[int]) -> object:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]

"""Row numbers before the rows: a sealed value is bound to its row, so the number must be known to seal it. And a hold
on words, for what no lock on a row can keep apart."""

from typing import Final

from django.db import connection, models

EVERY_WORD: Final = 0x486F61  # shared by who holds some words, taken whole by who holds all


def reserve(model: type[models.Model], n: int = 1) -> list[int]:
    """The next `n` numbers of a table, in order, for rows that the caller's transaction inserts before it asks again.

    PostgreSQL hands them out for good; on SQLite the transaction itself keeps every other writer out.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, n])
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return list(range(last + 1, last + n + 1))


def hold(*words: str) -> None:
    """Until the transaction ends nobody else who holds one of these words goes on: two files with one number, written
    at once, are told of each other. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [EVERY_WORD])
            for word in sorted(set(words)):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [word])


def hold_all() -> None:
    """As `hold` of every word there is: for who writes thousands. Asked before `hold`, never after, in a transaction:
    two who had each held a word would wait for one another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EVERY_WORD])

"""Many rows of one table at once, as plain values: COPY on PostgreSQL, prepared INSERTs of some hundred rows on SQLite.

For rows that have been checked and are complete. Every column is given but those that are NULL in all rows, since
neither way asks the model for its default; a day as its ISO text.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection, models

Row = Sequence[Any]
ROWS, VALUES = 300, 3_000  # in one INSERT: each begins and ends at a cost, and SQLite may be built for few thousands


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, known: bool = False) -> None:
    """`known`: a row that is there already is passed over."""
    if not rows:
        return
    if connection.vendor == "postgresql" and not known:
        _copy(model, columns, rows)
        return
    if connection.vendor == "sqlite":
        _prepared(model, columns, rows, known=known)
        return
    with connection.cursor() as cursor:
        cursor.executemany(_insert(model, columns, "%s", 1, known=known), rows)


def _prepared(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, known: bool) -> None:
    """Past Django's cursor, which would look through a statement of thousands of values each time."""
    some = min(ROWS, VALUES // len(columns))
    whole = len(rows) - len(rows) % some
    connection.ensure_connection()
    with connection.wrap_database_errors:
        write = connection.connection.executemany
        if whole:
            taken = (list(chain.from_iterable(rows[n : n + some])) for n in range(0, whole, some))
            write(_insert(model, columns, "?", some, known=known), taken)
        write(_insert(model, columns, "?", 1, known=known), rows[whole:])


def _insert(model: type[models.Model], columns: Sequence[str], value: str, rows: int, *, known: bool) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    row = f"({', '.join([value] * len(columns))})"
    sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * rows)}"  # noqa: S608
    return sql + (" ON CONFLICT DO NOTHING" if known else "")


def _copy(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)

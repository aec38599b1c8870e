"""Many rows of one table at once, as plain values: COPY on PostgreSQL, one prepared INSERT on SQLite.

For rows that have been checked and are complete. Every column is given, since neither way asks the
model for its default; a day as its ISO text.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, known: bool = False) -> None:
    """`known`: a row that is there already is passed over."""
    if not rows:
        return
    if connection.vendor == "postgresql" and not known:
        _copy(model, columns, rows)
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    sql += " ON CONFLICT DO NOTHING" if known else ""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _copy(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)

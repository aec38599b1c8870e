"""Facts read back: of one subject, of everybody in a stream, and one digest of all."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.rows import Row, unpacked

BATCH = 20_000


class Told(NamedTuple):
    """A stored row as the database gives it: `codes` packed, days as ISO text. `subject` None: of a unit."""

    relation: str
    subject: int | None
    unit: int
    start: str
    end: str | None
    codes: str
    amount: int


class Somebody(NamedTuple):
    number: int
    sex: str
    birth: str


def of_person(person: int) -> shapes.Subject | None:
    """What the facts say of whom a file is about; None for who has none."""
    found = Subject.objects.filter(person=person).first()
    return found and of(found.pk)


def of(number: int) -> shapes.Subject:
    """Raises LookupError."""
    found = Subject.objects.filter(pk=number).first()
    if found is None:
        raise LookupError(number)
    rows = Fact.objects.filter(subject=found).values_list("relation", "unit_id", "start", "end", "codes", "amount")
    told = (Row(relation, unit, start, end, unpacked(codes), n) for relation, unit, start, end, codes, n in rows)
    return shapes.Subject(found.pk, found.sex, found.birth, tuple(sorted(told, key=_by_day)))


def of_units(units: Collection[int] = ()) -> list[Row]:
    """The rows that belong to units alone; of all of them, where none is named."""
    rows = Fact.objects.filter(subject=None, **({"unit__in": units} if units else {}))
    told = rows.order_by("start", "pk").values_list("relation", "unit_id", "start", "end", "codes", "amount")
    return [Row(relation, unit, start, end, unpacked(codes), n) for relation, unit, start, end, codes, n in told]


def everything(relations: Collection[str] = ()) -> Iterator[list[Told]]:
    """All rows, of some relations, in batches and by relation: for whoever counts them all. No order within one."""
    wanted = sorted(relations) or sorted(Fact.objects.order_by().values_list("relation", flat=True).distinct())
    sql = 'SELECT relation, subject_id, unit_id, start, "end", codes, amount FROM facts_fact WHERE relation = %s'
    for relation in wanted:
        yield from (list(map(Told._make, rows)) for rows in _stream(_days(sql), [relation]))


def somebodies() -> Iterator[list[Somebody]]:
    """All subjects, in batches."""
    yield from (
        list(map(Somebody._make, rows)) for rows in _stream(_days("SELECT id, sex, birth FROM facts_subject"), [])
    )


def digest() -> str:
    """Of all facts, whatever the order in which they were written; of a subject only the number is in it."""
    total = 0
    for batch in somebodies():
        total += sum(map(_hash, batch))
    for rows in everything():
        total += sum(map(_hash, rows))
    return f"{total % 2**128:032x}"


def _hash(row: tuple[Any, ...]) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(map(str, row)).encode(), digest_size=16).digest(), "big")


def _days(sql: str) -> str:
    """SQLite keeps a day as text; PostgreSQL is asked to write it so."""
    if connection.vendor == "sqlite":
        return sql
    return sql.replace(' start, "end"', ' start::text, "end"::text').replace(" birth", " birth::text")


def _stream(sql: str, values: list[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """On PostgreSQL through a cursor of the server: a country's rows are not fetched at once."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _by_day(row: Row) -> tuple[date, str, str]:
    return (row.start, row.relation, repr(row))

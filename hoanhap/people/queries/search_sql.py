"""The SQL of a search: who is looked for, where, and the rows it gives. For both databases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

Key = tuple[str, str, int]  # given, folded, person: the order of every list
Alternative = tuple[str, ...]
FIRST: Key = ("", "", 0)
COLUMNS = "p.id, p.code, p.name, p.folded, p.birth_year, p.born_on, p.sex, p.commune_id"


class Hit(NamedTuple):
    """A person under a name it bears: `given`, `found` and `id` are the place in the list. `alias`: its row, or 0."""

    given: str
    found: str
    id: int
    code: str
    name: str
    folded: str
    birth_year: int
    born_on: date | None
    sex: str
    commune: int | None
    alias: int

    @property
    def key(self) -> Key:
        return self.given, self.found, self.id


@dataclass(frozen=True, slots=True)
class Asked:
    """A name holds all words of one of the alternatives. None: any name does. `begun`: last words are unfinished.

    `around`: by how many years the birth may differ from `year`.
    """

    alternatives: tuple[Alternative, ...] = ()
    begun: bool = True
    year: int | None = None
    around: int = 0
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where is looked: everywhere, or in some communes (`many`: they hold more than a few), or among some persons."""

    communes: frozenset[int] | None = None
    persons: frozenset[int] | None = None
    many: bool = False


class Part(NamedTuple):
    """A piece of SQL with its values."""

    sql: str
    values: tuple[Any, ...] = ()


class Name(NamedTuple):
    """Where a name and its last word are read. `order`: what an index has them sorted by, when that says the same."""

    folded: str
    given: str
    order: str = ""


ONE_OF_EQUAL = Part(
    "a.id = (SELECT MIN(b.id) FROM people_alias b WHERE b.person_id = a.person_id AND b.folded = a.folded)"
)


def hits(tables: str, name: Name, parts: Sequence[Part], most: int | None, *, alias: bool) -> list[Hit]:
    """Rows in order, the first `most`; without a bound, in any order."""
    where, values = both([*parts, ONE_OF_EQUAL] if alias else parts)
    row = "a.id" if alias else "0"
    sql = f"SELECT {name.given}, {name.folded}, {COLUMNS}, {row} FROM {tables} WHERE {where}"  # noqa: S608
    if most is not None:
        sql += f" ORDER BY {name.order or f'{name.given}, {name.folded}'}, p.id LIMIT {int(most)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit._make((*row[:7], _as_date(row[7]), *row[8:])) for row in cursor.fetchall()]


def names(parts: Sequence[Part], most: int) -> list[tuple[str, str]]:
    """(given, folded) of names that hold the parts, in order."""
    where, values = both(parts)
    sql = f"SELECT DISTINCT w.given, w.folded FROM people_nameword w WHERE {where} ORDER BY 1, 2 LIMIT {int(most)}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def bearers(alias: bool) -> str:
    """From words of names to persons. SQLite keeps the tables in this order (CROSS JOIN), so that what comes is already
    sorted; PostgreSQL finds it out itself."""
    cross = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    if alias:
        return (
            f"people_nameword w {cross} people_alias a ON a.folded = w.folded"
            f" {cross} people_person p ON p.id = a.person_id"
        )
    return f"people_nameword w {cross} people_person p ON p.folded = w.folded"


# ---------------------------------------------------------------- conditions
def of_person(asked: Asked, ground: Ground) -> Iterator[Part]:
    yield Part("p.state = 'open'")
    if ground.communes is not None:
        yield Part(f"p.commune_id IN ({_ids(ground.communes)})")
    if ground.persons is not None:
        yield Part(f"p.id IN ({_ids(ground.persons)})")
    if asked.year is not None:
        yield Part("p.birth_year BETWEEN %s AND %s", (asked.year - asked.around, asked.year + asked.around))
    if asked.born is not None:  # a birth known by its year alone may be this one
        yield Part("p.birth_year = %s AND (p.born_on IS NULL OR p.born_on = %s)", (asked.born.year, asked.born))


def of_name(asked: Asked, column: str, sure: frozenset[str] = frozenset()) -> Iterator[Part]:
    """One alternative's words, counted as `rules.names.matches` (or, unless begun, `contains`) counts them.

    `sure`: words that the rows looked at hold anyway.
    """
    each = [tuple(_holds(words, asked.begun, column, sure)) for words in asked.alternatives if words]
    if each and all(each):
        joined = [both(parts) for parts in each]
        yield Part(" OR ".join(f"({sql})" for sql, _ in joined), tuple(v for _, values in joined for v in values))


def _holds(words: Alternative, begun: bool, column: str, sure: frozenset[str]) -> Iterator[Part]:
    """What is rare in names first, what is dear to count last: the rest of the condition is then seldom looked at."""
    whole = words[:-1] if begun else words
    asked = [(f" {word} ", whole.count(word)) for word in dict.fromkeys(reversed(whole))
             if whole.count(word) > 1 or word not in sure]  # fmt: skip
    if begun and words:
        start = words[-1]
        times = 1 + sum(word.startswith(start) for word in whole)
        if times > 1 or f"{start}*" not in sure:
            asked.insert(0, (f" {start}", times))
    yield from (_count(column, text, times) for text, times in sorted(asked, key=lambda pair: pair[1] > 1))


def _count(column: str, text: str, times: int) -> Part:
    """`text`, a blank and what a word is or begins with, stands at least so many times in the name.

    Most names do not have the letters at all, which is seen without the blanks that the name lacks at its ends. Where
    whole words are counted, its spaces are doubled so that neighbours share none.
    """
    whole = text.endswith(" ")
    if times == 1:
        find = "INSTR" if connection.vendor == "sqlite" else "STRPOS"
        padded = f"' ' || {column} || ' '" if whole else f"' ' || {column}"
        return Part(f"{find}({column}, %s) > 0 AND {find}({padded}, %s) > 0", (text.strip(), text))
    padded = f"' ' || REPLACE({column}, ' ', '  ') || ' '" if whole else f"' ' || {column}"
    return Part(f"LENGTH({padded}) - LENGTH(REPLACE({padded}, %s, '')) >= %s", (text, times * len(text)))


def after_key(name: Name, key: Key) -> Iterator[Part]:
    if key != FIRST:
        yield Part(f"({name.given}, {name.folded}, p.id) > (%s, %s, %s)", key)


def before_key(name: Name, key: Key | None) -> Iterator[Part]:
    if key is not None:
        yield Part(f"({name.given}, {name.folded}, p.id) < (%s, %s, %s)", key)


def both(parts: Sequence[Part]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"({p.sql})" for p in parts), tuple(value for p in parts for value in p.values)


def _ids(ids: frozenset[int]) -> str:
    return ",".join(str(int(i)) for i in sorted(ids)) or "NULL"


def _as_date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value

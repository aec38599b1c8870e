"""How the rows of a search are reached without reading the rest. SQL for both databases, one order: given, folded, id.

Three ways, of which the cheapest is walked; each gives rows in order and can go on after a row, so any of them, and any
mixture, gives the same pages:

    along a word   `NameWord` from a word's first name on, to those who bear each name: for a wide scope
    by chunks      a few names under a begun word at a time, sorted: when the words that begin so are rare
    along places   the persons of some communes: when they are few
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from hoanhap.people.queries.search_words import Frequencies, the_only_word
from hoanhap.people.rules.names import given

Key = tuple[str, str, int]  # given, folded, person
Alternative = tuple[str, ...]  # whole words; the last may be begun (`Asked.begun`)
FIRST: Key = ("", "", 0)
FEW = 20_000  # persons of the scope that are quicker to look through than the whole country's bearers of a name
CHUNK = 24
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
    """A name holds all words of one of the alternatives. No alternatives: any name. `begun`: last words unfinished."""

    alternatives: tuple[Alternative, ...] = ()
    begun: bool = True
    year: int | None = None
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where is looked: everywhere, or in some communes (`many`: they hold more than FEW), or among some persons."""

    communes: frozenset[int] | None = None
    persons: frozenset[int] | None = None
    many: bool = False


class Part(NamedTuple):
    """A piece of SQL with its values."""

    sql: str
    values: tuple[Any, ...] = ()


def walk(asked: Asked, ground: Ground, after: Key, most: int, seen: Frequencies, *, alias: bool) -> list[Hit]:
    """The first `most` after a key. Of several alternatives each is walked alone and the best are kept."""
    if ground.persons is not None or (ground.communes is not None and not ground.many):
        return _along_places(asked, ground, after, most, alias)
    found: set[Hit] = set()
    for one in asked.alternatives or ((),):
        found.update(_along_names(replace(asked, alternatives=(one,)), ground, after, most, seen, alias))
    return sorted(found, key=lambda hit: hit.key)[:most]


def borne(alternatives: Iterable[Alternative], seen: Frequencies) -> Iterator[Alternative]:
    """Those that somebody's name, or alias, answers."""
    for words in alternatives:
        for alias in (False, True):
            driver, _ = seen.rarest(words, alias)
            start = Part("w.alias = %s AND w.word = %s", (alias, driver))
            if _names([start, *_of_name(Asked((words,), begun=False), "w.folded")], 1):
                yield words
                break


# ---------------------------------------------------------------- the ways
def _along_places(asked: Asked, ground: Ground, after: Key, most: int, alias: bool) -> list[Hit]:
    if alias:  # few enough to be sorted here: an alias does not keep its last word apart
        tables = "people_person p JOIN people_alias a ON a.person_id = p.id"
        parts = (*_of_person(asked, ground), *_of_name(asked, "a.folded"))
        hits = [
            hit._replace(given=given(hit.found)) for hit in _hits(tables, Name("a.folded", "''"), parts, None, "a.id")
        ]
        return sorted((hit for hit in hits if hit.key > after), key=lambda hit: hit.key)[:most]
    name = Name("p.folded", "p.given")
    parts = (*_of_person(asked, ground), *_of_name(asked, name.folded), _after(name, after))
    return _hits("people_person p", name, parts, most, "0")


def _along_names(
    asked: Asked, ground: Ground, after: Key, most: int, seen: Frequencies, alias: bool
) -> Iterator[Hit] | list[Hit]:
    (alternative,) = asked.alternatives
    whole, begun = (alternative[:-1], alternative[-1]) if asked.begun and alternative else (alternative, "")
    driver, cost = seen.rarest(whole, alias)
    if begun and (names := seen.begun(begun, alias)) < cost:
        alone = the_only_word(begun, alias)
        if alone:
            driver = alone
        elif names * names < most * seen.names(alias):  # fewer than would be passed by on the way to `most` of them
            return _by_chunks(asked, begun, ground, after, most, alias)
    return _along_word(asked, driver, ground, after, most, alias)


def _along_word(asked: Asked, word: str, ground: Ground, after: Key, most: int, alias: bool) -> list[Hit]:
    name = Name("w.folded", "w.given")
    start = Part("w.alias = %s AND w.word = %s AND (w.given, w.folded) >= (%s, %s)", (alias, word, *after[:2]))
    parts = (start, *_of_name(asked, name.folded), *_of_person(asked, ground), _after(name, after))
    return _hits(_bearers("people_nameword w", alias), name, parts, most, "a.id" if alias else "0")


def _by_chunks(asked: Asked, begun: str, ground: Ground, after: Key, most: int, alias: bool) -> Iterator[Hit]:
    """Names first, some at a time: sorted they may be, since they are few; those who bear them need not be."""
    where = [
        Part("w.alias = %s AND w.word >= %s AND w.word < %s", (alias, begun, f"{begun}\U0010ffff")),
        *_of_name(asked, "w.folded"),
    ]
    left, size = most, CHUNK
    reached, sign = after[:2], ">="
    while left > 0:
        names = _names([*where, Part(f"(w.given, w.folded) {sign} (%s, %s)", reached)], size)
        if not names:
            return
        name = Name("w.folded", "w.given")
        listed = ",".join(["(%s,%s)"] * len(names))
        chosen = Part(f"(w.given, w.folded) IN (VALUES {listed})", tuple(value for pair in names for value in pair))
        start = Part("w.alias = %s AND w.word = ''", (alias,))
        parts = (start, chosen, *_of_person(asked, ground), _after(name, after))
        hits = _hits(_bearers("people_nameword w", alias), name, parts, left, "a.id" if alias else "0")
        yield from hits
        left -= len(hits)
        reached, sign, size = names[-1], ">", 2 * size


def _names(parts: Sequence[Part], most: int) -> list[tuple[str, str]]:
    where, values = _and(parts)
    sql = f"SELECT DISTINCT w.given, w.folded FROM people_nameword w WHERE {where} ORDER BY 1, 2 LIMIT {most}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


ONE_OF_EQUAL = Part(
    "a.id = (SELECT MIN(b.id) FROM people_alias b WHERE b.person_id = a.person_id AND b.folded = a.folded)"
)


def _bearers(names: str, alias: bool) -> str:
    """SQLite keeps the tables in this order (CROSS JOIN), so the walk is already sorted; PostgreSQL finds it itself."""
    cross = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    if alias:
        return f"{names} {cross} people_alias a ON a.folded = w.folded {cross} people_person p ON p.id = a.person_id"
    return f"{names} {cross} people_person p ON p.folded = w.folded"


# ---------------------------------------------------------------- conditions
class Name(NamedTuple):
    folded: str
    given: str


def _of_person(asked: Asked, ground: Ground) -> Iterator[Part]:
    yield Part("p.state = 'open'")
    if ground.communes is not None:
        yield Part(f"p.commune_id IN ({_ids(ground.communes)})")
    if ground.persons is not None:
        yield Part(f"p.id IN ({_ids(ground.persons)})")
    if asked.year is not None:
        yield Part("p.birth_year = %s", (asked.year,))
    if asked.born is not None:  # a birth known by its year alone may be this one
        yield Part("p.birth_year = %s AND (p.born_on IS NULL OR p.born_on = %s)", (asked.born.year, asked.born))


def _of_name(asked: Asked, column: str) -> Iterator[Part]:
    """Every alternative's words, exactly as `rules.names.matches` (or, unless begun, `contains`) counts them."""
    each = [_and([*_holds(words, asked.begun, column)]) for words in asked.alternatives if words]
    if each:
        yield Part(" OR ".join(f"({sql})" for sql, _ in each), tuple(v for _, values in each for v in values))


def _holds(words: Alternative, begun: bool, column: str) -> Iterator[Part]:
    whole = words[:-1] if begun else words
    for word in dict.fromkeys(whole):
        yield _count(column, f" {word} ", whole.count(word))
    if begun and words:
        yield _count(column, f" {words[-1]}", 1 + sum(word.startswith(words[-1]) for word in whole))


def _count(column: str, text: str, times: int) -> Part:
    """`text` stands at least so many times in the name, whose spaces are doubled so that neighbours share none."""
    if times == 1:
        find = "INSTR" if connection.vendor == "sqlite" else "STRPOS"
        return Part(f"{find}(' ' || {column} || ' ', %s) > 0", (text,))
    doubled = f"' ' || REPLACE({column}, ' ', '  ') || ' '"
    cut = f"LENGTH({doubled}) - LENGTH(REPLACE({doubled}, %s, ''))"
    return Part(f"{cut} >= %s", (text, times * len(text)))


def _after(name: Name, after: Key) -> Part:
    return Part(f"({name.given}, {name.folded}, p.id) > (%s, %s, %s)", after) if after != FIRST else Part("1 = 1")


def _ids(ids: frozenset[int]) -> str:
    return ",".join(str(int(i)) for i in sorted(ids)) or "NULL"


def _and(parts: Sequence[Part]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"({p.sql})" for p in parts), tuple(value for p in parts for value in p.values)


def _hits(tables: str, name: Name, parts: Sequence[Part], most: int | None, alias: str) -> list[Hit]:
    where, values = _and([*parts, ONE_OF_EQUAL] if alias != "0" else parts)
    sql = f"SELECT {name.given}, {name.folded}, {COLUMNS}, {alias} FROM {tables} WHERE {where}"  # noqa: S608
    if most is not None:
        sql += f" ORDER BY {name.given}, {name.folded}, p.id LIMIT {int(most)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit._make((*row[:7], _as_date(row[7]), *row[8:])) for row in cursor.fetchall()]


def _as_date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value

"""The table that the search walks along: kept beside every write of a name, in the same transaction."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from hoanhap.people.models import Alias, NameWord, Person
from hoanhap.people.rules.names import given, words

SLICE = 400


class Entry(NamedTuple):
    """A row of `NameWord`."""

    alias: bool
    last: bool
    word: str
    given: str
    folded: str


def index_names(folded: Iterable[str], *, alias: bool = False) -> None:
    """Make these folded names findable, as persons' names or as aliases. Asking twice changes nothing."""
    rows = [NameWord(**row._asdict()) for row in entries(folded, alias=alias)]
    NameWord.objects.bulk_create(rows, batch_size=SLICE, ignore_conflicts=True)


def forget_names(folded: Iterable[str]) -> None:
    """Take out of the index what nobody is called any more: the last trace of a name that was erased."""
    by_given: dict[str, set[str]] = {}
    for name in folded:
        if name:
            by_given.setdefault(given(name), set()).add(name)
    for last, whole in by_given.items():
        names = sorted(whole)
        for start in range(0, len(names), SLICE):
            _forget(last, set(names[start : start + SLICE]))


def _forget(last: str, names: set[str]) -> None:
    """Names that end alike: both their rows and their bearers are found along the indexes."""
    under = {last, *(word for name in names for word in words(name))}
    for alias, bearers in ((False, Person.objects), (True, Alias.objects)):
        gone = names.difference(bearers.filter(folded__in=names).values_list("folded", flat=True))
        if gone:
            rows = NameWord.objects.filter(alias=alias, last__in=(True, False), word__in=under, given=last)
            rows.filter(folded__in=gone).delete()


def known(folded: Iterable[str], *, alias: bool) -> set[str]:
    """Which of the names are there already."""
    names, found = list(folded), set()
    for start in range(0, len(names), SLICE):
        asked = [(given(name), name) for name in names[start : start + SLICE]]
        sql = (
            f"WITH asked(word, name) AS (VALUES {','.join(['(%s,%s)'] * len(asked))}) SELECT name FROM asked"  # noqa: S608
            " WHERE EXISTS (SELECT 1 FROM people_nameword w WHERE w.alias = %s AND w.last = %s AND w.word = asked.word"
            " AND w.given = asked.word AND w.folded = asked.name)"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*(value for pair in asked for value in pair), alias, True])
            found.update(name for (name,) in cursor.fetchall())
    return found


def entries(folded: Iterable[str], *, alias: bool) -> Iterator[Entry]:
    """The rows of some names: one under the last word, one under each word before it."""
    for name in sorted({name for name in folded if name}):
        *before, _ = words(name)
        last = given(name)
        yield Entry(alias, True, last, last, name)
        for word in dict.fromkeys(before):
            yield Entry(alias, False, word, last, name)

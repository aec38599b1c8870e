"""Which words names are made of, and in how many names each stands.

The counts only choose the way a search walks, so they may be a little old; what decides an answer is asked afresh.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

GROWN = 1.25  # counts are taken again when the table has grown by a quarter
PAST_ALL = "\U0010ffff"  # after every letter


@dataclass(frozen=True)
class Frequencies:
    """By alias or not: the words in order, and how many names have each. The word "" stands in all of them."""

    words: tuple[tuple[str, ...], tuple[str, ...]]
    counts: tuple[dict[str, int], dict[str, int]]

    def names(self, alias: bool) -> int:
        return self.counts[alias].get("", 0)

    def rarest(self, words: tuple[str, ...], alias: bool) -> tuple[str, int]:
        """The word with the fewest names, and how many; without words "", under which every name stands."""
        known = self.counts[alias]
        return min(((word, known.get(word, 0)) for word in words or ("",)), key=lambda pair: pair[1])

    def begun(self, start: str, alias: bool) -> int:
        """In how many names some word begins so, at most."""
        known, words = self.counts[alias], self.words[alias]
        return sum(known[w] for w in words[bisect_left(words, start) : bisect_left(words, start + PAST_ALL)])


def frequencies() -> Frequencies:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM people_nameword")
        (last,) = cursor.fetchone()
    return _counted(_step(last or 0))


def _step(last: int) -> int:
    step = 1
    while step * GROWN <= last:
        step = int(step * GROWN) + 1
    return step


@lru_cache(maxsize=2)
def _counted(step: int) -> Frequencies:
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT alias, word, COUNT(*) FROM people_nameword GROUP BY alias, word")
        for alias, word, names in cursor.fetchall():
            counts[bool(alias)][word] = names
    plain, aliases = (tuple(sorted(known)) for known in counts)
    return Frequencies((plain, aliases), counts)


def the_only_word(start: str, alias: bool) -> str:
    """The one word that begins so; empty when there is none, or another."""
    edge = "SELECT {}(word) FROM people_nameword WHERE alias = %s AND word >= %s AND word < %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({edge.format('MIN')}), ({edge.format('MAX')})",  # noqa: S608
            (alias, start, start + PAST_ALL) * 2,
        )
        first, last = cursor.fetchone()
    return first if first and first == last else ""


def vocabulary() -> frozenset[str]:
    """Every word of anybody's name: hopping from one to the next in the index, however many names have it."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for alias in (False, True):
            cursor.execute(
                "WITH RECURSIVE hop(word) AS (SELECT MIN(word) FROM people_nameword WHERE alias = %s"
                " UNION ALL SELECT (SELECT MIN(n.word) FROM people_nameword n WHERE n.alias = %s AND n.word > hop.word)"
                " FROM hop WHERE hop.word IS NOT NULL) SELECT word FROM hop WHERE word IS NOT NULL AND word <> ''",
                (alias, alias),
            )
            found.update(word for (word,) in cursor.fetchall())
    return frozenset(found)

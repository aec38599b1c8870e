"""Which words names are made of, and in how many names each stands.

The counts only choose the way a search walks, so they may be a little old; what decides an answer is asked afresh.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from django.db import connection

GROWN = 1.25  # counts are taken again when the table has grown by a quarter
PAST_ALL = "\U0010ffff"  # after every letter


@dataclass(frozen=True)
class Frequencies:
    """In how many names a word stands: `inside` before their end, `ending` last. By alias or not, as `[alias]`."""

    inside: tuple[dict[str, int], dict[str, int]]
    ending: tuple[dict[str, int], dict[str, int]]
    words: tuple[tuple[str, ...], tuple[str, ...]]  # those of `inside`, in order

    def names(self, alias: bool) -> int:
        return sum(self.ending[alias].values())

    def rarest(self, words: Sequence[str], alias: bool, *, last: bool = True) -> tuple[str, int]:
        """The word with the fewest names, and how many. `last`: counting those that end with it."""
        counts = ((word, self.inside[alias].get(word, 0), self.ending[alias].get(word, 0)) for word in words)
        return min(((word, inside + last * ending) for word, inside, ending in counts), key=lambda pair: pair[1])

    def begun(self, start: str, alias: bool) -> int:
        """In how many names a word before the last begins so, at most."""
        known, words = self.inside[alias], self.words[alias]
        return sum(known[w] for w in words[bisect_left(words, start) : bisect_left(words, start + PAST_ALL)])


def frequencies() -> Frequencies:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM people_nameword")
        (latest,) = cursor.fetchone()
    return _counted(_step(latest or 0))


def _step(latest: int) -> int:
    step = 1
    while step * GROWN <= latest:
        step = int(step * GROWN) + 1
    return step


@lru_cache(maxsize=2)
def _counted(step: int) -> Frequencies:
    inside: tuple[dict[str, int], dict[str, int]] = ({}, {})
    ending: tuple[dict[str, int], dict[str, int]] = ({}, {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT alias, last, word, COUNT(*) FROM people_nameword GROUP BY alias, last, word")
        for alias, last, word, names in cursor.fetchall():
            (ending if last else inside)[bool(alias)][word] = names
    plain, aliases = (tuple(sorted(known)) for known in inside)
    return Frequencies(inside, ending, (plain, aliases))


def the_only_word(start: str, alias: bool) -> str:
    """The one word before the last of any name that begins so; empty when there is none, or another."""
    edge = "SELECT {}(word) FROM people_nameword WHERE alias = %s AND last = %s AND word >= %s AND word < %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({edge.format('MIN')}), ({edge.format('MAX')})",  # noqa: S608
            (alias, False, start, start + PAST_ALL) * 2,
        )
        first, latest = cursor.fetchone()
    return first if first and first == latest else ""


def vocabulary() -> frozenset[str]:
    """Every word of anybody's name: hopping from one to the next in the index, however many names have it."""
    hop = (
        "WITH RECURSIVE hop(word) AS (SELECT MIN(word) FROM people_nameword WHERE alias = %s AND last = %s"
        " UNION ALL SELECT (SELECT MIN(n.word) FROM people_nameword n WHERE n.alias = %s AND n.last = %s"
        " AND n.word > hop.word) FROM hop WHERE hop.word IS NOT NULL) SELECT word FROM hop WHERE word IS NOT NULL"
    )
    found: set[str] = set()
    with connection.cursor() as cursor:
        for alias, last in product((False, True), repeat=2):
            cursor.execute(hop, (alias, last) * 2)
            found.update(word for (word,) in cursor.fetchall())
    return frozenset(found)

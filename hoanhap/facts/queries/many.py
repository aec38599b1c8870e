"""Asking about persons by ranges of their numbers: one, or all of a batch that was written together.

Naming thousands of values takes longer than reading their rows; and a question about a range is put into SQL once.
"""

from collections.abc import Iterator, Sequence

from django.db.models import BigIntegerField

from hoanhap.units.queries.ready import Slot

UNTIL = Slot(1, BigIntegerField())  # as KEY is its first, the last of a range
FEW = 900  # SQLite takes a thousand values in a statement
MANY = 5_000  # of which no row is too many to hold
THIN = 5  # so much wider than what is wanted may a range be; whoever else is in it, the reader leaves out


def runs(persons: Sequence[int]) -> Iterator[Sequence[int]]:
    """Sorted numbers, as many at a time as lie close together."""
    for start in range(0, len(persons), MANY):
        some = persons[start : start + MANY]
        if some[-1] - some[0] < THIN * len(some):
            yield some
        else:
            yield from ([one] for one in some)


def ends(run: Sequence[int]) -> tuple[int, int]:
    """What KEY and UNTIL stand for."""
    return run[0], run[-1]

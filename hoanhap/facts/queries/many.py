"""Asking about many persons at once: numbers that lie close together as one range, the others one by one."""

from collections.abc import Iterator, Sequence

from django.db.models import Q

FEW = 900  # SQLite takes a thousand values in a statement
MANY = 5_000  # of which no row is too many to hold


def runs(persons: Sequence[int]) -> Iterator[Sequence[int]]:
    """Sorted numbers, so many at a time as `among` can ask about."""
    for start in range(0, len(persons), MANY):
        some = persons[start : start + MANY]
        if dense(some):
            yield some
        else:
            yield from (some[first : first + FEW] for first in range(0, len(some), FEW))


def among(column: str, persons: Sequence[int]) -> Q:
    """Rows of one of `runs`; of a range also rows of others, which the reader leaves out. Naming thousands of values
    takes longer than reading their rows."""
    if not dense(persons):
        return Q(**{f"{column}__in": persons})
    return Q(**{f"{column}__gte": persons[0], f"{column}__lte": persons[-1]})


def dense(persons: Sequence[int]) -> bool:
    return len(persons) > 1 and persons[-1] - persons[0] < 2 * len(persons)

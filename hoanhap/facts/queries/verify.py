"""Whether the stored facts are those that the register says: everybody derived again and compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from hoanhap.facts import sources
from hoanhap.facts.models import Subject
from hoanhap.facts.queries.many import runs
from hoanhap.facts.queries.stored import stored
from hoanhap.facts.rules.rows import Row, difference


@dataclass(frozen=True, slots=True)
class Difference:
    """One subject whose facts are not those of the register. `number` 0: has none, and should.

    `other`: sex or birth differ, or the person has no facts any more.
    """

    number: int
    missing: tuple[Row, ...]
    unfounded: tuple[Row, ...]
    other: bool = False


def differences(progress: Callable[[int, int], None] = lambda done, of: None) -> Iterator[Difference]:
    """Of everybody with a file; who was erased or loaded from files has nothing to be compared with."""
    before = Subject.objects.exclude(person=None).values_list("person", flat=True)
    persons = sorted({*sources.everybody(), *before})
    done = 0
    for some in runs(persons):
        yield from _of(some)
        progress(done := done + len(some), len(persons))


@transaction.atomic
def _of(persons: Sequence[int]) -> list[Difference]:
    known = sources.lives(persons)
    wanted = sources.derived(known)
    there = stored(persons)
    found = []
    for person in sorted({*known, *there}):
        was, life = there.get(person), known.get(person)
        unfounded, missing = difference(was.rows if was else (), wanted.get(person, ()))
        other = was is not None and (life is None or (life.sex, life.birth) != was.who)
        if unfounded or missing or other or was is None:
            number = was.number if was else 0
            found.append(Difference(number, tuple(missing.elements()), tuple(unfounded.elements()), other))
    return found

"""Whether the stored facts are those that the register says: everybody derived again and compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from hoanhap.facts import sources
from hoanhap.facts.models import Subject
from hoanhap.facts.queries.many import FEW, runs
from hoanhap.facts.queries.stored import known_units, stored, stored_of_units
from hoanhap.facts.rules.rows import Row, difference


@dataclass(frozen=True, slots=True)
class Difference:
    """One subject whose facts are not those of the register. `number` 0: has none, and should.

    `other`: sex or birth differ, or the person has no facts any more. `unit`: of a unit's own rows.
    """

    number: int
    missing: tuple[Row, ...]
    unfounded: tuple[Row, ...]
    other: bool = False
    unit: int | None = None


def differences(progress: Callable[[int, int], None] = lambda done, of: None) -> Iterator[Difference]:
    """Of everybody with a file; who was erased or loaded from files has nothing to be compared with."""
    before = Subject.objects.exclude(person=None).values_list("person", flat=True)
    persons = sorted({*sources.everybody(), *before})
    done = 0
    for some in runs(persons):
        yield from _of(some)
        progress(done := done + len(some), len(persons))


@transaction.atomic
def unit_differences() -> list[Difference]:
    """Of every unit of which something was entered."""
    units = sorted(known_units())
    found = []
    for first in range(0, len(units), FEW):
        some = units[first : first + FEW]
        there, wanted = stored_of_units(some), sources.derived_of_units(some)
        for unit in some:
            unfounded, missing = difference((row for _, row in there.get(unit, [])), wanted[unit])
            if unfounded or missing:
                found.append(Difference(0, tuple(missing.elements()), tuple(unfounded.elements()), unit=unit))
    return found


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

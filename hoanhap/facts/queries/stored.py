"""Facts as they are stored: of some persons, with the keys of their rows, for whoever compares and writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.rows import Row, unpacked

SLICE = 900


@dataclass(slots=True)
class Stored:
    number: int
    who: tuple[str, date]  # sex, birth
    keys: list[int]
    found: list[Row]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self.found)

    @property
    def subject(self) -> shapes.Subject:
        return shapes.Subject(self.number, *self.who, tuple(sorted(self.found, key=repr)))


def stored(persons: Sequence[int]) -> dict[int, Stored]:
    """By the number of the file; who has no facts is missing."""
    found: dict[int, Stored] = {}
    for start in range(0, len(persons), SLICE):
        found.update(_some(persons[start : start + SLICE]))
    return found


def _some(persons: Sequence[int]) -> dict[int, Stored]:
    subjects = Subject.objects.filter(person__in=persons).values_list("person", "pk", "sex", "birth")
    found = {person: Stored(pk, (sex, birth), [], []) for person, pk, sex, birth in subjects}
    by_number = {s.number: s for s in found.values()}
    if by_number:
        rows = Fact.objects.filter(subject__person__in=persons).values_list(
            "subject_id", "pk", "relation", "unit_id", "start", "end", "codes", "amount"
        )
        for number, pk, relation, unit, start, end, codes, amount in rows:
            kept = by_number[number]
            kept.keys.append(pk)
            kept.found.append(Row(relation, unit, start, end, unpacked(codes), amount))
    return found

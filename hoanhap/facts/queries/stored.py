"""Facts as they are stored: of some persons, with the keys of their rows, for whoever compares and writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries.many import among
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.rows import Row, unpacked


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
    """By the number of the file, of one of `runs`; who has no facts is missing."""
    wanted = set(persons)
    subjects = Subject.objects.filter(among("person", persons)).values_list("person", "pk", "sex", "birth")
    found = {person: Stored(pk, (sex, birth), [], []) for person, pk, sex, birth in subjects if person in wanted}
    by_number = {one.number: one for one in found.values()}
    if not found:
        return {}
    rows = Fact.objects.filter(among("subject", sorted(by_number))).values_list(
        "subject_id", "pk", "relation", "unit_id", "start", "end", "codes", "amount"
    )
    for number, pk, relation, unit, start, end, codes, amount in rows:
        if number in by_number:
            by_number[number].keys.append(pk)
            by_number[number].found.append(Row(relation, unit, start, end, unpacked(codes), amount))
    return found

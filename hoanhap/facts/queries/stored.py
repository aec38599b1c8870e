"""Facts as they are stored: of some persons, with the keys of their rows, for whoever compares and writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries.many import UNTIL, ends, runs
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.rows import Row, unpacked
from hoanhap.units.queries.ready import KEY, Ready


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
        return shapes.Subject(self.number, *self.who, self.rows)


SUBJECTS = Ready(Subject.objects.filter(person__gte=KEY, person__lte=UNTIL), "person id sex birth")
FACTS = Ready(
    Fact.objects.filter(subject_id__gte=KEY, subject_id__lte=UNTIL),
    "subject_id id relation unit_id start end codes amount",
)


def stored(persons: Sequence[int]) -> dict[int, Stored]:
    """By the number of the file, of one of `runs`; who has no facts is missing."""
    wanted = set(persons)
    subjects = SUBJECTS.of(*ends(persons))
    found = {person: Stored(pk, (sex, birth), [], []) for person, pk, sex, birth in subjects if person in wanted}
    by_number = {one.number: one for one in found.values()}
    for run in runs(sorted(by_number)):
        for number, pk, relation, unit, start, end, codes, amount in FACTS.of(*ends(run)):
            if number in by_number:
                by_number[number].keys.append(pk)
                by_number[number].found.append(Row(relation, unit, start, end, unpacked(codes), amount))
    return found

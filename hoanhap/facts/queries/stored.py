"""Facts as they are stored: of some persons, with the keys of their rows, for whoever compares and writes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.facts import sources
from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.queries.many import UNTIL, ends, runs
from hoanhap.facts.relations import RELATIONS
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


OF_UNITS = tuple(relation.name for relation in RELATIONS if relation.subject == "unit")


def stored_of_units(units: Sequence[int]) -> Mapping[int, list[tuple[int, Row]]]:
    """The own rows of these units with their keys, but those that were loaded from files."""
    rows = Fact.objects.filter(unit__in=units, relation__in=OF_UNITS, subject=None, load=None)
    found = defaultdict[int, list[tuple[int, Row]]](list)
    for pk, relation, unit, start, end, codes, amount in rows.order_by("pk").values_list(
        "pk", "relation", "unit_id", "start", "end", "codes", "amount"
    ):
        found[unit].append((pk, Row(relation, unit, start, end, unpacked(codes), amount)))
    return found


def known_units() -> set[int]:
    """Of which something was entered, or is stored."""
    there = Fact.objects.filter(subject=None, load=None, relation__in=OF_UNITS).order_by()
    return {*sources.units(), *there.values_list("unit_id", flat=True).distinct()}

"""One line of a register book: a measure, with the rows of every room that its columns are made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.models import CentreEvent, Measure, Stay, StepTaken
from hoanhap.pathways.rules.books import Followed
from hoanhap.people.models import Assignment, Person, Residence, Standing, Support, Test, Use
from hoanhap.people.queries.vault import Vault


@dataclass(frozen=True)
class Line:
    """One measure in the book of a year, with the rows that its columns are made of."""

    followed: Followed
    measure: Measure
    keeper: Vault
    year: int
    on: date
    rows: Mapping[str, list[Any]] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        found: Person = self.measure.person
        return found

    @property
    def until(self) -> date:
        """The last day that the book of the year tells of."""
        return min(date(self.year, 12, 31), self.on)

    def of(self, what: str) -> list[Any]:
        return self.rows.get(what, [])

    def in_year(self, what: str, *, kind: str = "") -> list[Any]:
        return [r for r in self.of(what) if r.on.year == self.year and (not kind or r.kind == kind)]

    def fact(self, code: str) -> Any:
        return next((s.facts[code] for s in reversed(self.of("steps")) if s.facts.get(code) is not None), None)


def lines(found: Iterable[Followed], measures: Mapping[int, Measure], keepers: Mapping[int, Vault], year: int,
          on: date) -> list[Line]:  # fmt: skip
    """Every room's rows in one question each, however many lines there are."""
    listed = list(found)
    persons = {measures[f.measure].person_id for f in listed}
    of_person = {
        "homes": _by(Residence.objects.select_related("commune").order_by("valid_from", "pk"), "person_id", persons),
        "uses": _by(Use.objects.order_by("valid_from", "pk"), "person_id", persons),
        "tests": _by(Test.objects.order_by("on", "pk"), "person_id", persons),
        "helpers": _by(Assignment.objects.order_by("valid_from", "pk"), "person_id", persons),
        "supports": _by(Support.objects.order_by("on", "pk"), "person_id", persons),
        "standings": _by(Standing.objects.order_by("valid_from", "pk"), "person_id", persons),
        "measures": _by(Measure.objects.order_by("opened_on", "pk"), "person_id", persons),
    }
    ids = [f.measure for f in listed]
    steps = StepTaken.objects.filter(taken_back_by=None).exclude(step="take-back").defer("words_sealed")
    of_measure = {
        "steps": _by(steps.select_related("agency").order_by("number"), "measure_id", ids),
        "stays": _by(Stay.objects.order_by("valid_from", "pk"), "measure_id", ids),
        "events": _by(CentreEvent.objects.defer("words_sealed").order_by("on", "pk"), "measure_id", ids),
    }
    matters = {f"measure:{pk}": pk for pk in ids}
    issued = OfficialPaper.objects.filter(state="issued").defer("content_sealed").select_related("agency")
    papers = _by(issued.order_by("issued_on", "pk"), "matter", matters)
    made = []
    for one in listed:
        measure = measures[one.measure]
        rows = {what: found[measure.person_id] for what, found in of_person.items()}
        rows |= {what: found[measure.pk] for what, found in of_measure.items()}
        rows["papers"] = papers[f"measure:{measure.pk}"]
        made.append(Line(one, measure, keepers[measure.person_id], year, on, rows))
    return made


def _by(rows: Any, key: str, wanted: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows.filter(Q(**{f"{key}__in": list(wanted)})):
        found[getattr(row, key)].append(row)
    return found

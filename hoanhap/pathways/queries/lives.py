"""What the checks read of a person whichever measure is asked about: gathered once, for one or for many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Q

from hoanhap.kernel.dates import in_force
from hoanhap.pathways.models import Determination, Measure
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.queries.rows import CaseRows
from hoanhap.pathways.rules.facts import DrugTest, Found, Lived, Other, Stood
from hoanhap.people.models import Contact, Person, Residence, Standing, Test
from hoanhap.people.queries.rows import Rows
from hoanhap.resources.models import Staff
from hoanhap.resources.queries.cases import staff_facts
from hoanhap.resources.queries.needs import needs
from hoanhap.resources.rules import law as means
from hoanhap.resources.rules.law import CertificateFacts, StaffFacts

Tuples = list[tuple[Any, ...]]
HOME = ("commune_id", "kind", "valid_from", "valid_to", "reason", "reached_confirmed_on")
TEST, STOOD = ("on", "result", "substances"), ("kind", "basis", "valid_from", "valid_to")
SLICE = 900  # persons asked about at once


@dataclass(frozen=True)
class Life:
    """What the checks read of a person whichever measure is asked about: gathered once for all of a page."""

    person: Person
    on: date
    died_on: date | None
    residences: list[Lived]
    determinations: list[Found]
    tests: list[DrugTest]
    standings: list[Stood]
    measures: list[tuple[int, Other]]
    represented: bool


def life(
    person: Person,
    on: date,
    *,
    rows: Rows | None = None,
    case: CaseRows | None = None,
) -> Life:
    """`rows`, `case`: what was read of the person, if at hand."""
    rows, case = rows or Rows(person.pk), case or CaseRows(person.pk)
    return _life(
        person,
        on,
        [attrgetter(*HOME)(row) for row in rows.residences],
        [attrgetter(*TEST)(row) for row in rows.tests],
        [attrgetter(*STOOD)(row) for row in rows.standings],
        case.measures,
        _determinations(case),
        represented=any(c.represents and in_force(on, c.valid_from, c.valid_to) for c in rows.contacts),
    )


def _life(
    person: Person,
    on: date,
    homes: Tuples,
    tests: Tuples,
    standings: Tuples,
    measures: Iterable[Measure],
    findings: list[Found],
    *,
    represented: bool,
) -> Life:
    left = next((end for _, _, _, end, reason, _ in homes if reason == "died"), None)
    known = list(measures)
    return Life(
        person=person,
        on=on,
        died_on=left or next((m.closed_on for m in known if m.outcome == "died"), None),
        residences=[Lived(unit, kind, since, end) for unit, kind, since, end, _, reached in homes if reached],
        determinations=findings,
        tests=[DrugTest(d, r, frozenset(s.split())) for d, r, s in tests],
        standings=[Stood(*row) for row in standings],
        measures=[(m.pk, _other(m)) for m in known],
        represented=represented,
    )


def _by_person(model: Any, persons: Iterable[int], *columns: str) -> dict[int, Tuples]:
    wanted = list(persons)
    found: dict[int, Tuples] = {pk: [] for pk in wanted}
    for pk, *row in model.objects.filter(person__in=wanted).order_by("pk").values_list("person_id", *columns):
        found[pk].append(tuple(row))
    return found


def _grouped(rows: Iterable[Any], persons: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {pk: [] for pk in persons}
    for row in rows:
        found[row.person_id].append(row)
    return found


def lives(persons: Iterable[Person], on: date) -> dict[int, Life]:
    """`life` of many, in as many questions as of one for each thousand."""
    found: dict[int, Life] = {}
    wanted = list(persons)
    for start in range(0, len(wanted), SLICE):
        some = {person.pk: person for person in wanted[start : start + SLICE]}
        homes = _by_person(Residence, some, *HOME)
        tests, stood = _by_person(Test, some, *TEST), _by_person(Standing, some, *STOOD)
        measures = _grouped(Measure.objects.filter(person__in=some).order_by("pk"), some)
        findings = _grouped(Determination.objects.filter(person__in=some).order_by("on", "pk"), some)
        may = _staff(r for rows in findings.values() for r in rows)
        represented = set(
            Contact.objects.filter(_in_force(on), person__in=some, represents=True).values_list("person_id", flat=True)
        )
        for pk, person in some.items():
            found[pk] = _life(person, on, homes[pk], tests[pk], stood[pk], measures[pk],
                              [_found(r, may) for r in findings[pk]], represented=pk in represented)  # fmt: skip
    return found


def _determinations(case: CaseRows) -> list[Found]:
    """Each with whether the law of that day let its clinician make it; where the law is not known, it stands."""
    asked = any(needs().determiners(row.on) is not None for row in case.determinations)
    staff = _clinicians(case.clinicians) if asked else {}
    return [_found(row, staff) for row in case.determinations]


def _clinicians(rows: Iterable[Any]) -> dict[int, StaffFacts]:
    """From one row for each certificate."""
    held: dict[int, dict[int, CertificateFacts]] = {}
    who: dict[int, StaffFacts] = {}
    for pk, name, profession, since, until, certificate, kind, start, end in rows:
        if certificate is not None:
            held.setdefault(pk, {})[certificate] = CertificateFacts(kind, start, end)
        who[pk] = StaffFacts(name, profession, since, until, tuple(held.get(pk, {}).values()))
    return who


def _staff(rows: Iterable[Determination]) -> dict[int, StaffFacts]:
    asked = {r.clinician_id for r in rows if needs().determiners(r.on) is not None}
    staff = Staff.objects.filter(pk__in=asked).prefetch_related("certificates") if asked else ()
    return {s.pk: staff_facts(s) for s in staff}


def _found(row: Any, staff: Mapping[int, StaffFacts]) -> Found:
    may = may_determine(staff.get(row.clinician_id), row.on)
    return Found(row.on, row.result, frozenset(row.substances.split()), may)


def certified(staff_id: int, on: date) -> bool:
    return needs().determiners(on) is None or may_determine(clinician(staff_id), on)


def clinician(staff_id: int) -> StaffFacts:
    """Raises Staff.DoesNotExist."""
    return staff_facts(Staff.objects.prefetch_related("certificates").get(pk=staff_id))


def may_determine(staff: StaffFacts | None, on: date) -> bool:
    """Whether the law of that day lets somebody determine addiction; where the law is not known, everybody."""
    rule = needs().determiners(on)
    return rule is None or (staff is not None and means.may_determine(staff, rule, on).allow)


def _other(m: Measure) -> Other:
    pathway = the_law().pathway_version(m.pathway, m.version)
    return Other(
        m.pathway,
        pathway.kind,
        pathway.residential,
        m.open,
        m.outcome,
        m.opened_on,
        m.closed_on,
        begun=m.starts_on is not None or m.inside or (m.decided_on is not None and not pathway.residential),
    )


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))

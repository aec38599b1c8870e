"""Papers of a measure and of a file, as a reader may know of them, and what may be begun."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.access.persons import PersonDecision, Purpose
from hoanhap.access.rules import Actor
from hoanhap.catalog import papers as catalog
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.queries import papers as rows
from hoanhap.documents.queries import rights
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.pathways.models import Measure, StepTaken
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import the_law, versions
from hoanhap.pathways.queries.paper_sight import class_here, codes, made_by, measures_of, note
from hoanhap.pathways.rules.papers import WORKS, Shown, names, shown
from hoanhap.people.queries.file import name_for
from hoanhap.people.queries.scope import find as find_person


@dataclass(frozen=True)
class Line:
    """A paper in a list. `open`: the reader may read it."""

    row: PaperRow
    open: bool


@dataclass(frozen=True)
class MeasurePapers:
    """`wanting`: kinds that the steps taken call for, which are not there, and which the reader's office can draft."""

    lines: list[Line]
    wanting: tuple[PaperKind, ...]


def of_measure(actor: Actor, measure_id: int, on: date) -> MeasurePapers:
    """For the page of a measure, which has noted the reading."""
    measure, decision = scope.measure(actor, measure_id, on)
    found = rows.of_matter(f"measure:{measure.pk}")
    works = decision.relation in WORKS and measure.person.state == "open" and names(decision)
    wanting = tuple(_wanting(actor, measure, found, decision, on)) if works else ()
    return MeasurePapers(_lines(actor, found, decision, on), wanting)


def _wanting(
    actor: Actor, measure: Measure, found: Iterable[PaperRow], decision: PersonDecision, on: date
) -> Iterator[PaperKind]:
    laws = versions(measure.pathway)
    taken = StepTaken.objects.filter(measure=measure, taken_back_by=None).exclude(step="take-back")
    called = [k for v, s in taken.values_list("version", "step") if s in laws[v].step for k in laws[v].step[s].papers]
    there = {row.kind for row in found if row.state != "revoked"}
    in_force = {kind.code: kind for kind in catalog.papers().in_force(on)}
    missing = [in_force[code] for code in dict.fromkeys(called) if code in in_force and code not in there]
    desks = rights.desks(actor, on) if missing else []
    for kind in missing:
        seen = shown(decision, class_here(kind.code, measure, on), own=False)
        if seen is Shown.WORDS and rights.issuer(kind, desks):
            yield kind


@dataclass(frozen=True)
class PersonPapers:
    """`kinds`: what the reader's offices can draft here, with the matters that it may be about."""

    code: str
    name: str
    lines: list[Line]
    kinds: tuple[PaperKind, ...]
    matters: list[tuple[str, str]]


def of_person(actor: Actor, code: str, purpose: Purpose | None, on: date) -> PersonPapers:
    """All papers of a file; noted as a reading of it. Raises Outside."""
    person, decision = find_person(actor, code, purpose, on)
    found = _lines(actor, rows.of_subject(*codes(person)), decision, on)
    note(actor, person.code, decision, "papers", on=on)
    works = decision.relation in WORKS and person.state == "open" and names(decision)
    desks = rights.desks(actor, on) if works else []
    kinds = tuple(k for k in catalog.papers().in_force(on) if rights.issuer(k, desks)) if desks else ()
    measures = Measure.objects.filter(person=person).order_by("-open", "-opened_on", "-pk")
    matters = [(str(m.pk), str(the_law().pathway_version(m.pathway, m.version).title)) for m in measures]
    seen = [k for k in kinds if shown(decision, class_here(k.code, None, on), own=False) is Shown.WORDS]
    return PersonPapers(person.code, name_for(person, decision, opened=False), found[::-1], tuple(seen), matters)


def _lines(actor: Actor, found: Iterable[PaperRow], decision: PersonDecision, on: date) -> list[Line]:
    listed = list(found)
    about = measures_of(listed)
    lines = []
    for row in listed:
        k = class_here(row.kind, about.get(row.matter), on)
        seen = shown(decision, k, own=made_by(actor, row, decision))
        if seen is not Shown.NOTHING:
            lines.append(Line(row, seen is Shown.WORDS))
    return lines

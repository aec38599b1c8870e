"""Everything the checks read of a person, gathered for one day."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from hoanhap.catalog import papers as paper_kinds
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import UNITS
from hoanhap.law.pathways.shape import Pathway, Term
from hoanhap.pathways.models import Measure, StepTaken
from hoanhap.pathways.queries.law import the_law, versions
from hoanhap.pathways.queries.lives import Life, life
from hoanhap.pathways.queries.rows import PAPERS_THERE, CaseRows
from hoanhap.pathways.rules.facts import (
    CaseFacts,
    Done,
    Given,
    Noted,
    PlaceFacts,
    Stage,
    Value,
)
from hoanhap.pathways.rules.places import kinds_of
from hoanhap.pathways.rules.walk import Walk, walk
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import becomes
from hoanhap.people.queries.vault import Vault, vault
from hoanhap.resources.models import Place
from hoanhap.resources.queries.cases import beds


def done(measure: Measure) -> tuple[Done, ...]:
    """The steps that stand, oldest first; what was taken back, and the taking back, are history only."""
    return tuple(done_row(row) for row in standing_rows(measure))


def standing_rows(measure: Measure) -> list[StepTaken]:
    rows = StepTaken.objects.filter(measure=measure, taken_back_by=None).exclude(step="take-back")
    return list(rows.defer("words_sealed").order_by("number"))


def done_row(row: StepTaken) -> Done:
    return Done(row.number, row.step, row.on, row.version, row.at, given(row.facts))


def given(facts: Mapping[str, object]) -> Given:
    """Facts as they come out of JSON: lists are tuples, so that they are values."""
    return {code: tuple(v) if isinstance(v, list) else v for code, v in facts.items()}  # type: ignore[misc]


def words(row: StepTaken, keeper: Vault | None = None) -> dict[str, str]:
    """The free texts of a step, opened. For who may read the person's words only. `keeper`: that person's."""
    if not row.words_sealed:
        return {}
    opened = (keeper or vault(row.measure.person_id)).open("pathways_steptaken", row.pk, "words", row.words_sealed)
    return dict(line.split("\t", 1) for line in opened.split("\x1e") if line)


def walked(measure: Measure, steps: Iterable[Done] | None = None) -> Walk:
    """Where the measure stands, computed anew from its steps."""
    taken = tuple(steps) if steps is not None else done(measure)
    return walk(the_law(), versions(measure.pathway), taken, turn=measure.turn, case=measure.case)


def gather(
    person: Person,
    on: date,
    *,
    pathway: Pathway,
    measure: Measure | None = None,
    now: Walk | None = None,
    steps: tuple[Done, ...] = (),
    place_id: int | None = None,
    known: Life | None = None,
    rows: CaseRows | None = None,
) -> CaseFacts:
    """`place_id`: the place that the step names, else the measure's own. `known`, `rows`: the person's life and what
    was read of it, if at hand."""
    rows = rows or CaseRows(person.pk)
    lived = known or life(person, on, case=rows)
    term = pathway.term(measure.turn if measure else 1, measure.case if measure else "")
    communes, arriving = _communes(person, measure, steps)
    called = {kind: measure for step in steps for kind in _papers(pathway, step)} if measure else {}
    staged = measure if pathway.kind == "rehab" else None
    resident = measure if pathway.residential else None  # only of who lives in a place does anybody note events
    return CaseFacts(
        on=on,
        birth_year=person.birth_year,
        born_on=person.born_on,
        died_on=lived.died_on,
        communes=communes,
        arriving=arriving,
        residences=lived.residences,
        determinations=lived.determinations,
        tests=lived.tests,
        standings=lived.standings,
        others=[other for pk, other in lived.measures if measure is None or pk != measure.pk],
        represented=lived.represented,
        done=steps,
        turn=measure.turn if measure else 1,
        case=measure.case if measure else "",
        limits=(term.min, term.max) if term else None,
        term=limits_of(term) if term else "",
        starts_on=now.starts_on if now else None,
        ends_on=now.ends_on if now else None,
        term_days=now.term_days if now else 0,
        stays=[Stage(*row) for pk, *row in rows.stays if pk == staged.pk] if staged else (),
        events=[Noted(*row) for pk, *row in rows.events if pk == resident.pk] if resident else (),
        papers=papers_there(measure),
        wanted=wanted(called, on),
        place=place_facts(place_id or (now.place_id if now else None), on),
        place_kinds=kinds_of(pathway.code),
    )


def as_opening(facts: CaseFacts, pathway: Pathway) -> CaseFacts:
    """What was gathered of a person, as another pathway's first step reads it."""
    term = pathway.term(facts.turn, facts.case)
    return replace(
        facts,
        limits=(term.min, term.max) if term else None,
        term=limits_of(term) if term else "",
        place_kinds=kinds_of(pathway.code),
    )


def place_facts(place_id: int | None, on: date) -> PlaceFacts | None:
    place = Place.objects.filter(pk=place_id).first() if place_id else None
    if place is None:
        return None
    stands = place.valid_from <= on and (place.valid_to is None or on < place.valid_to)
    return PlaceFacts(place.pk, place.kind, stands, beds(place.pk, on), taken_beds(place.pk))


def taken_beds(place_id: int) -> int:
    return Measure.objects.filter(place_id=place_id, inside=True).count()


def papers_there(measure: Measure | None) -> frozenset[str]:
    """Kinds of papers of this measure, drafted or issued and not revoked."""
    if measure is None:
        return frozenset()
    return frozenset(row.kind for row in PAPERS_THERE.of(matter(measure)))


def matter(measure: Measure) -> str:
    return f"measure:{measure.pk}"


def wanted(kinds: Iterable[str], on: date) -> dict[str, str]:
    """Of the kinds that steps called for, those the catalogue knows how to print, with their names."""
    known = {}
    for kind in kinds:
        try:
            known[kind] = str(paper_kinds.paper(kind, on=on).words)
        except LookupError:
            continue
    return known


def _papers(pathway: Pathway, taken: Done) -> tuple[str, ...]:
    step = pathway.step.get(taken.step)
    return step.papers if step else ()


def _communes(
    person: Person, measure: Measure | None, steps: tuple[Done, ...]
) -> tuple[frozenset[int], frozenset[int]]:
    answers = measure.commune_id if measure else person.commune_id
    to: Value = next((d.facts["commune_to"] for d in reversed(steps) if d.facts.get("commune_to")), None)
    return (
        becomes(answers) if answers else frozenset(),
        becomes(to) if isinstance(to, int) else frozenset(),
    )


def limits_of(term: Term) -> str:
    """6–12 tháng, or so much and more."""
    unit = str(UNITS[term.unit])
    if term.max is None:
        return t("{n} {unit} trở lên", "{n} {unit} or more", n=term.min, unit=unit)
    span = str(term.min) if term.min == term.max else f"{term.min}–{term.max}"
    return f"{span} {unit}"

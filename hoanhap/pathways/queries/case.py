"""What a person's own page shows of this room: events, what runs, what may be opened now and why not the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from hoanhap.access.persons import K, PersonDecision, Purpose
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.lang import Words, t
from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import pathway_on, the_law, versions
from hoanhap.pathways.queries.lives import Life, life
from hoanhap.pathways.queries.page import ClockLine, OptionLine, clock_line, main, options_of
from hoanhap.pathways.queries.rows import CaseRows
from hoanhap.pathways.rules.engine import Refusal, offered
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.holders import Ground, said_who
from hoanhap.pathways.rules.sight import Sight, class_of, of_measure, of_step, sight
from hoanhap.people.queries.file import File, PersonPage, open_file, page_of
from hoanhap.people.queries.timeline import Event

RESULTS = {
    "addicted": Words("nghiện", "addicted"),
    "not_addicted": Words("không nghiện", "not addicted"),
    "undecided": Words("chưa xác định được", "undecided"),
}
NEXT = 2  # of the steps of an open measure, how many the file itself offers
READS = frozenset({"own", "resident", "patient", "named"})  # who works with the case, so that it is offered to them


@dataclass(frozen=True)
class Opening:
    """A measure that could be opened by one of its first steps. `mine`: the reader's office records it."""

    law: Pathway
    step: Step
    mine: bool
    who: str
    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class MeasureLine:
    id: int
    title: Words
    state: Words
    open: bool
    since: date
    clocks: tuple[ClockLine, ...]
    next: tuple[OptionLine, ...] = ()


@dataclass(frozen=True)
class Case:
    events: tuple[Event, ...]
    measures: tuple[MeasureLine, ...]
    openings: tuple[Opening, ...]
    refers: bool
    determines: bool

    @property
    def possible(self) -> list[Opening]:
        return [o for o in self.openings if o.mine and o.allowed]

    @property
    def refused(self) -> list[Opening]:
        return [o for o in self.openings if not o.allowed]


@dataclass(frozen=True)
class _Reader:
    """Who reads whom on which day, and what is asked for at most once: the life that the checks read, the ground."""

    file: File
    rows: CaseRows

    @cached_property
    def life(self) -> Life:
        file = self.file
        return life(file.person, file.on, rows=file.rows, case=self.rows)

    @cached_property
    def ground(self) -> Ground:
        return scope.ground(self.file.person, self.file.on, actor=self.file.actor)

    def ground_of(self, measure: Measure, done: tuple[Done, ...]) -> Ground:
        """Mostly where the person lives, and has moved nowhere."""
        file = self.file
        moves = any(d.facts.get("commune_to") or d.facts.get("place_to") for d in done)
        if measure.place_id is None and measure.commune_id == file.person.commune_id and not moves:
            return self.ground
        return scope.ground(file.person, file.on, actor=file.actor, measure=measure, done=done)


def person_and_case(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, opened: Purpose | None = None
) -> tuple[PersonPage, Case]:
    """The page of `people.queries.person` with this room's events in it, and the case. Raises as that does."""
    file = open_file(actor, code, purpose, on, opened=opened)
    found = _case(file)
    return page_of(file, found.events), found


def _case(file: File) -> Case:
    person, decision = file.person, file.decision
    reader = _Reader(file, CaseRows(person.pk))
    newest = sorted(reader.rows.measures, key=lambda m: (m.open, m.opened_on, m.pk), reverse=True)
    measures = [m for m in newest if _seen(decision, m) is not Sight.NONE]
    steps: dict[int, list[Any]] = {m.pk: [] for m in measures}
    for row in reader.rows.steps:
        if row.measure_id in steps:
            steps[row.measure_id].append(row)
    works = decision.relation in READS and person.state == "open"
    return Case(
        events=(*_steps(decision, measures, steps), *_findings(decision, reader.rows)),
        measures=tuple(_line(reader, m, steps[m.pk]) for m in measures),
        openings=tuple(_openings(reader)) if works else (),
        refers=works and K.REHAB in decision.write,
        determines=works and bool(decision.write & {K.REHAB, K.HEALTH}),
    )


def _seen(decision: PersonDecision, measure: Measure) -> Sight:
    return of_measure(decision, the_law().pathway_version(measure.pathway, measure.version))


def _line(reader: _Reader, measure: Measure, rows: list[Any]) -> MeasureLine:
    law = the_law().pathway_version(measure.pathway, measure.version)
    title, state = law.title, law.state[measure.state].title
    file = reader.file
    if not measure.open or not rows or _seen(file.decision, measure) <= Sight.FORM:
        return MeasureLine(measure.pk, title, state, measure.open, measure.opened_on, ())
    on, done = file.on, tuple(known.done_row(row) for row in rows)
    now = known.walked(measure, done)
    ground = reader.ground_of(measure, done)
    measure.person = file.person
    law_now = pathway_on(measure, now, on)
    options = options_of(file.actor, measure, now, law_now, on, ground, done, life=reader.life, rows=reader.rows)
    running = sorted((r for r in now.clocks if r.runs), key=lambda r: (r.due_at is None, r.due_at))
    clocks = tuple(clock_line(r, on) for r in running)
    return MeasureLine(measure.pk, title, state, True, measure.opened_on, clocks, tuple(main(options)[:NEXT]))


def _openings(reader: _Reader) -> Iterator[Opening]:
    """Every pathway in force, by each of its first steps: those the reader's office records first."""
    file = reader.file
    found = []
    laws = the_law().pathways(file.on)
    base = known.gather(file.person, file.on, pathway=laws[0], known=reader.life) if laws else None
    for law in laws:
        assert base is not None
        for option in offered(law, None, known.as_opening(base, law)):
            mine = scope.recorder(option.step, file.actor, reader.ground, file.on) is not None
            found.append(Opening(law, option.step, mine, said_who(option.step, file.on), option.refusals))
    yield from sorted(found, key=lambda o: (not o.allowed, not o.mine))


def _steps(decision: PersonDecision, measures: list[Measure], steps: Mapping[int, list[Any]]) -> Iterator[Event]:
    for measure in measures:
        laws = versions(measure.pathway)
        link = reverse("pathways:measure", args=[measure.pk])
        rows = steps[measure.pk]
        for row in rows:
            law = laws[row.version]
            step = law.step[row.step]
            if of_step(decision, law, step, row.on) is Sight.NONE:
                continue
            yield Event(
                row.on,
                str(step.title),
                " · ".join([str(law.title), row.agency__name]),
                kind="step",
                k=class_of(law),
                tone="now" if measure.open and row is rows[-1] else "",
                order=row.id,
                link=link,
            )


def _findings(decision: PersonDecision, rows: CaseRows) -> Iterator[Event]:
    if max(sight(decision, K.REHAB), sight(decision, K.HEALTH)) < Sight.CODED:
        return
    for row in rows.determinations:
        found = ", ".join(said("substances", code) for code in row.substances.split())
        yield Event(
            row.on,
            t("Xác định tình trạng nghiện: {x}", "Determination: {x}", x=RESULTS[row.result])
            + (f" ({found})" if found else ""),
            f"{row.agency__name} · {row.clinician__name}",
            kind="determination",
            k=K.REHAB if K.REHAB in decision.read else K.HEALTH,
            order=row.id,
        )

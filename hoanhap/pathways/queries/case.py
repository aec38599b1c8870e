"""What a person's own page shows of this room: events, what runs, what may be opened now and why not the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from hoanhap.access.persons import K, PersonDecision
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.lang import Words, t
from hoanhap.law.pathways.shape import Pathway, Step
from hoanhap.pathways.models import Determination, Measure, StepTaken
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import pathway_on, the_law, versions
from hoanhap.pathways.queries.lives import Life, life
from hoanhap.pathways.queries.page import ClockLine, OptionLine, clock_line, main, options_of
from hoanhap.pathways.rules.engine import Refusal, offered
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.holders import Ground, said_who
from hoanhap.pathways.rules.sight import Sight, class_of, of_measure, of_step, sight
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import find
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
    """Who reads whom on which day; `life`, what the checks read of the person, is asked for at most once."""

    actor: Actor
    person: Person
    decision: PersonDecision
    on: date
    measures: list[Measure]

    @cached_property
    def life(self) -> Life:
        return life(self.person, self.on, self.measures)

    @cached_property
    def ground(self) -> Ground:
        return scope.ground(self.person, self.on, actor=self.actor)

    def ground_of(self, measure: Measure, done: tuple[Done, ...]) -> Ground:
        """Mostly where the person lives, and has moved nowhere."""
        moves = any(d.facts.get("commune_to") or d.facts.get("place_to") for d in done)
        if measure.place_id is None and measure.commune_id == self.person.commune_id and not moves:
            return self.ground
        return scope.ground(self.person, self.on, actor=self.actor, measure=measure, done=done)


def case(actor: Actor, code: str, on: date, decided: PersonDecision | None = None) -> Case:
    """For the person's page, which has noted the reading and decided on it (`decided`). Raises Outside."""
    if decided is None:
        person, decision = find(actor, code, None, on)
    else:
        person, decision = Person.objects.get(code=code), decided
    reader = _Reader(actor, person, decision, on, _measures(person))
    measures = [m for m in reader.measures if _seen(decision, m) is not Sight.NONE]
    rows = _rows(measures)
    works = decision.relation in READS and person.state == "open"
    return Case(
        events=(*_steps(decision, measures, rows), *_findings(person, decision)),
        measures=tuple(_line(reader, m, [row for row in rows if row.measure_id == m.pk]) for m in measures),
        openings=tuple(_openings(reader)) if works else (),
        refers=works and K.REHAB in decision.write,
        determines=works and bool(decision.write & {K.REHAB, K.HEALTH}),
    )


def _measures(person: Person) -> list[Measure]:
    rows = Measure.objects.filter(person=person).select_related("place")
    return list(rows.order_by("-open", "-opened_on", "-pk"))


def _rows(measures: list[Measure]) -> list[StepTaken]:
    """Steps that stand; one taken back is told on the measure's own page."""
    found = StepTaken.objects.filter(measure__in=measures, taken_back_by=None).exclude(step="take-back")
    return list(found.select_related("agency").defer("words_sealed").order_by("number"))


def _seen(decision: PersonDecision, measure: Measure) -> Sight:
    return of_measure(decision, the_law().pathway_version(measure.pathway, measure.version))


def _line(reader: _Reader, measure: Measure, rows: list[StepTaken]) -> MeasureLine:
    law = the_law().pathway_version(measure.pathway, measure.version)
    title, state = law.title, law.state[measure.state].title
    done = tuple(known.done_row(row) for row in rows)
    if not measure.open or not done or _seen(reader.decision, measure) <= Sight.FORM:
        return MeasureLine(measure.pk, title, state, measure.open, measure.opened_on, ())
    on = reader.on
    now = known.walked(measure, done)
    ground = reader.ground_of(measure, done)
    measure.person = reader.person
    options = options_of(reader.actor, measure, now, pathway_on(measure, now, on), on, ground, done, life=reader.life)
    running = sorted((r for r in now.clocks if r.runs), key=lambda r: (r.due_at is None, r.due_at))
    clocks = tuple(clock_line(r, on) for r in running)
    return MeasureLine(measure.pk, title, state, True, measure.opened_on, clocks, tuple(main(options)[:NEXT]))


def _openings(reader: _Reader) -> Iterator[Opening]:
    """Every pathway in force, by each of its first steps: those the reader's office records first."""
    on = reader.on
    found = []
    laws = the_law().pathways(on)
    base = known.gather(reader.person, on, pathway=laws[0], known=reader.life) if laws else None
    for law in laws:
        assert base is not None
        for option in offered(law, None, known.as_opening(base, law)):
            mine = scope.recorder(option.step, reader.actor, reader.ground, on) is not None
            found.append(Opening(law, option.step, mine, said_who(option.step, on), option.refusals))
    yield from sorted(found, key=lambda o: (not o.allowed, not o.mine))


def _steps(decision: PersonDecision, measures: list[Measure], rows: list[StepTaken]) -> Iterator[Event]:
    by_id = {m.pk: m for m in measures}
    last = {row.measure_id: row.pk for row in rows}
    for row in rows:
        measure = by_id[row.measure_id]
        law = versions(measure.pathway)[row.version]
        step = law.step[row.step]
        if of_step(decision, law, step, row.on) is Sight.NONE:
            continue
        yield Event(
            row.on,
            str(step.title),
            " · ".join([str(law.title), row.agency.name]),
            kind="step",
            k=class_of(law),
            tone="now" if measure.open and last[measure.pk] == row.pk else "",
            order=row.pk,
            link=reverse("pathways:measure", args=[measure.pk]),
        )


def _findings(person: Person, decision: PersonDecision) -> Iterator[Event]:
    if max(sight(decision, K.REHAB), sight(decision, K.HEALTH)) < Sight.CODED:
        return
    rows = Determination.objects.filter(person=person).select_related("agency", "clinician").order_by("on", "pk")
    for row in rows:
        found = ", ".join(said("substances", code) for code in row.substances.split())
        yield Event(
            row.on,
            t("Xác định tình trạng nghiện: {x}", "Determination: {x}", x=RESULTS[row.result])
            + (f" ({found})" if found else ""),
            f"{row.agency.name} · {row.clinician.name}",
            kind="determination",
            k=K.REHAB if K.REHAB in decision.read else K.HEALTH,
            order=row.pk,
        )

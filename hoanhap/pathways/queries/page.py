"""One measure on one page: where it stands, what was done, what runs, what may be done now and why not the rest."""

from dataclasses import dataclass, field
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.persons import PersonDecision
from hoanhap.access.rules import Actor, Outside
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words
from hoanhap.law.clocks import Step as Count
from hoanhap.law.pathways.shape import OUTCOMES, Pathway, Step
from hoanhap.pathways.models import Measure, StepTaken
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.centre import in_stages, keeps_stages
from hoanhap.pathways.queries.law import pathway_on, versions
from hoanhap.pathways.queries.lives import Life
from hoanhap.pathways.queries.rows import CaseRows
from hoanhap.pathways.queries.told import told
from hoanhap.pathways.rules.course import is_exception, leads_on
from hoanhap.pathways.rules.engine import Refusal, offered
from hoanhap.pathways.rules.facts import Done
from hoanhap.pathways.rules.holders import said_who
from hoanhap.pathways.rules.hours import Left, left
from hoanhap.pathways.rules.sight import Sight, of_measure, of_step
from hoanhap.pathways.rules.walk import Run, Walk
from hoanhap.people.queries.file import name_for
from hoanhap.people.queries.quota import allow_reading
from hoanhap.people.queries.vault import Vault, vault


@dataclass(frozen=True)
class StepLine:
    """A step as history shows it. `facts`, `words`: as far as the reader may see; `back`: it was taken back."""

    number: int
    title: str
    on: date
    state: str
    agency: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    article: str = ""
    note: str = ""
    verified: bool = True
    right: bool = False
    back: bool = False
    undoes: bool = False


@dataclass(frozen=True)
class ClockLine:
    """A limit. `left` is None for one that was kept, stopped or stands still; `kept`: stopped in time."""

    title: str
    due: date | None
    left: Left | None
    stopped_on: date | None
    kept: bool
    suspended: bool
    article: str
    verified: bool
    note: str
    count: tuple[Count, ...]
    ahead: bool


@dataclass(frozen=True)
class OptionLine:
    """A step that leads on. `mine`: the reader's office records it; `who`: whose it is; `presses`: it ends a limit that
    runs; `moves`: it leads on; `exceptional`: see rules.course."""

    step: Step
    mine: bool
    who: str
    refusals: tuple[Refusal, ...]
    presses: bool
    moves: bool
    exceptional: bool

    @property
    def allowed(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class MeasurePage:
    id: int
    code: str
    person: str
    title: Words
    state: Words
    open: bool
    outcome: str
    revision: int
    pathway: Pathway
    now: Walk
    last: date | None
    commune: str
    place: str
    place_code: str
    turn: int
    steps: list[StepLine]
    clocks: list[ClockLine]
    options: list[OptionLine]
    may_undo: bool
    last_step: tuple[Step, str]  # and whose it is
    centre: bool
    staged: bool
    decision: PersonDecision

    @property
    def standing(self) -> list[StepLine]:
        """The steps that stand, newest first."""
        return [s for s in self.steps if not s.back and not s.undoes]

    @property
    def possible(self) -> list[OptionLine]:
        """The usual ones, those that end a running limit first."""
        return main(self.options)

    @property
    def exceptions(self) -> list[OptionLine]:
        return [o for o in self.options if o.mine and o.allowed and o.exceptional]

    @property
    def refused(self) -> list[OptionLine]:
        return [o for o in self.options if o.mine and not o.allowed]

    @property
    def others(self) -> list[OptionLine]:
        return [o for o in self.options if not o.mine]


def page(actor: Actor, measure_id: int, on: date, *, note: bool = True) -> MeasurePage:
    """The measure as this reader may see it; noted in the trail as a reading of the person's file."""
    measure, decision = scope.measure(actor, measure_id, on)
    done = known.done(measure)
    if not done:
        raise Outside
    now = known.walked(measure, done)
    seen = of_measure(decision, now.pathway)
    if seen is Sight.NONE:
        raise Outside
    if note:
        allow_reading(actor, measure.person.code, on)
    law = pathway_on(measure, now, on)
    ground = scope.ground(measure.person, on, actor=actor, measure=measure, done=done)
    options = options_of(actor, measure, now, law, on, ground, done) if seen > Sight.FORM else []
    last = versions(measure.pathway)[done[-1].version].step[done[-1].step]
    if note:
        log(
            actor,
            "person.read",
            "person",
            measure.person.code,
            post_id=decision.post_id,
            purpose=str(decision.purpose),
            fields=decision.classes,
            what=f"measure:{measure.pk}",
        )
    return MeasurePage(
        id=measure.pk,
        code=measure.person.code,
        person=name_for(measure.person, decision, opened=False),
        title=now.pathway.title,
        state=now.pathway.state[measure.state].title,
        open=measure.open,
        outcome=str(OUTCOMES[measure.outcome]) if measure.outcome in OUTCOMES else "",
        revision=measure.revision,
        pathway=now.pathway,
        now=now,
        last=last_day(now.ends_on) if now.ends_on else None,
        commune=measure.commune.name,
        place=measure.place.name if measure.place else "",
        place_code=measure.place.code if measure.place else "",
        turn=measure.turn,
        steps=_steps(measure, decision) if seen > Sight.FORM else [],
        clocks=[clock_line(run, on) for run in _in_order(now.clocks)] if seen > Sight.FORM else [],
        options=options,
        may_undo=scope.recorder(last, actor, ground, on) is not None,
        last_step=(last, said_who(last, on)),
        centre=measure.inside and decision.relation == "resident",
        staged=in_stages(measure) and keeps_stages(measure, decision.relation),
        decision=decision,
    )


def main(options: list[OptionLine]) -> list[OptionLine]:
    found = [o for o in options if o.mine and o.allowed and not o.exceptional]
    return sorted(found, key=lambda o: (not o.presses, not o.moves))


def options_of(
    actor: Actor,
    measure: Measure,
    now: Walk,
    law: Pathway,
    on: date,
    ground: scope.Ground,
    done: tuple[Done, ...],
    *,
    life: Life | None = None,
    rows: CaseRows | None = None,
) -> list[OptionLine]:
    """`life`, `rows`: what the checks read of the person, if at hand."""
    if not measure.open:
        return []
    case = known.gather(measure.person, on, pathway=law, measure=measure, now=now, steps=done, known=life, rows=rows)
    running = {run.code for run in now.clocks if run.runs}
    return [
        OptionLine(
            option.step,
            scope.recorder(option.step, actor, ground, on) is not None,
            said_who(option.step, on),
            option.refusals,
            presses=bool(running & {*option.step.stops, *option.step.ahead}),
            moves=leads_on(law, now.state, option.step),
            exceptional=is_exception(law, now.state, option.step),
        )
        for option in offered(law, now, case)
    ]


def _steps(measure: Measure, decision: PersonDecision) -> list[StepLine]:
    """Newest first, what was taken back included: history loses nothing."""
    laws = versions(measure.pathway)
    rows = StepTaken.objects.filter(measure=measure).select_related("agency", "taken_back_by").order_by("-number")
    keeper = vault(measure.person_id)
    return [_line(row, laws[row.version], decision, keeper) for row in rows]


def _line(row: StepTaken, law: Pathway, decision: PersonDecision, keeper: Vault) -> StepLine:
    step = law.step.get(row.step)
    if step is None:
        return StepLine(
            row.number,
            str(Words("Rút bước {n}", "Took step {n} back")).format(n=row.facts.get("number", "")),
            row.on,
            str(law.state[row.after].title) if row.after in law.state else "",
            row.agency.name,
            words=_words(row, keeper) if of_measure(decision, law) is Sight.WORDS else [],
            undoes=True,
        )
    seen = of_step(decision, law, step, row.on)
    return StepLine(
        number=row.number,
        title=str(step.title),
        on=row.on,
        state=str(law.state[row.after].title),
        agency=row.agency.name,
        facts=told(row.facts) if seen >= Sight.CODED else [],
        words=_words(row, keeper) if seen is Sight.WORDS else [],
        article=step.article,
        note=str(step.note) if step.note.vi else "",
        verified=step.verified,
        right=step.right,
        back=row.taken_back_by_id is not None,
    )


def _words(row: StepTaken, keeper: Vault) -> list[tuple[str, str]]:
    return told_words(known.words(row, keeper))


def told_words(words: dict[str, str]) -> list[tuple[str, str]]:
    fields = known.the_law().measures.fields
    reason = str(Words("Lý do", "Reason"))
    return [(str(fields[code].title) if code in fields else reason, text) for code, text in words.items()]


def _in_order(runs: tuple[Run, ...]) -> list[Run]:
    """Those that run, soonest first; then the rest, latest first."""
    running = sorted((r for r in runs if r.runs), key=lambda r: (r.due_at is None, r.due_at))
    ended = sorted((r for r in runs if not r.runs), key=lambda r: str(r.stopped_at), reverse=True)
    return [*running, *ended]


def clock_line(run: Run, on: date) -> ClockLine:
    due = run.due_at
    stopped = run.stopped_at
    return ClockLine(
        title=str(run.rule.title),
        due=run.answer.due_on if run.answer else None,
        left=left(due, on, in_hours=run.hours) if due and run.runs else None,
        stopped_on=stopped.date() if stopped else None,
        kept=bool(stopped and due and stopped < due),
        suspended=run.runs and run.suspended,
        article=run.rule.article,
        verified=run.answer.verified if run.answer else run.rule.verified,
        note=str(run.rule.note) if run.rule.note.vi else "",
        count=run.answer.steps if run.answer else (),
        ahead=run.ahead,
    )

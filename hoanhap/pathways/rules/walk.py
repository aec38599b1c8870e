"""What follows from the steps taken: state, clocks, term, end. One fold, asked again when a step is taken or undone.

Nothing else computes these, so a kept row (a clock's due instant, a measure's last day) can always be proved from them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from hoanhap.law import clocks as law_clocks
from hoanhap.law.calendars import Calendar
from hoanhap.law.clocks import Amount, Answer, Extension, Rule, Suspension, ahead, due, midnight
from hoanhap.law.pathways.shape import Pathway, Step, Term
from hoanhap.pathways.rules.facts import Done

EXTENDS = "extend"  # the step that lengthens, by as much as its rule allows, the limits that the law lets be lengthened
INTERIM, INTERIM_END = "interim-", "interim-end"  # as the checks `no-interim` and `interim-runs` read them
_DAY = dt.timedelta(days=1)


class Law(Protocol):
    """What this room asks of `hoanhap.law.library.Law`."""

    @property
    def calendar(self) -> Calendar: ...
    def rule(self, code: str, on: dt.date) -> Rule: ...
    def law_date(self, *, opened_on: dt.date, decided_on: dt.date | None = None, on: dt.date) -> dt.date: ...


@dataclass(frozen=True, slots=True)
class Run:
    """One clock. `started_by`, `stopped_by`: numbers of steps. `ahead`: counted back from the end of the term."""

    rule: Rule
    law_on: dt.date
    started_by: int
    started_at: dt.datetime
    stopped_by: int | None = None
    stopped_at: dt.datetime | None = None
    suspensions: tuple[Suspension, ...] = ()
    extended: Extension | None = None
    ahead: bool = False
    answer: Answer | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def hours(self) -> bool:
        return self.rule.unit == "hours"

    @property
    def runs(self) -> bool:
        return self.stopped_by is None

    @property
    def suspended(self) -> bool:
        return bool(self.suspensions) and self.suspensions[-1].end is None

    @property
    def due_at(self) -> dt.datetime | None:
        """The instant from which it is late; None while it stands still."""
        return self.answer.due_at if self.answer else None

    def over(self, at: dt.datetime) -> bool:
        """Whether the time has passed at an instant: what a step that waits for it asks."""
        return self.due_at is not None and at >= self.due_at


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a measure stands after its steps. `ends_on` is exclusive, and None while the term is not known or stands
    still; `months`: the term decided, less what was cut; `term_days`: its whole length."""

    pathway: Pathway
    state: str = ""
    opened_on: dt.date | None = None
    decided_on: dt.date | None = None
    months: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    term_days: int = 0
    deducted: int = 0
    closed_on: dt.date | None = None
    outcome: str = ""
    clocks: tuple[Run, ...] = ()
    term: Answer | None = None
    place_id: int | None = None
    commune_id: int | None = None

    @property
    def open(self) -> bool:
        return self.closed_on is None

    def running(self, code: str) -> Run | None:
        return next((run for run in self.clocks if run.code == code and run.runs), None)

    def latest(self, code: str) -> Run | None:
        return next((run for run in reversed(self.clocks) if run.code == code), None)


def walk(law: Law, versions: Mapping[str, Pathway], done: Sequence[Done], *, turn: int = 1, case: str = "") -> Walk:
    """The measure after `done`, its steps in their order, each of the version it was taken under.

    `versions`: every version of this pathway that a step names. A step its version lacks raises KeyError.
    """
    now, runs, stops = Walk(versions[done[0].version]), list[Run](), list[Suspension]()
    deducting: dt.date | None = None
    rule: Term | None = None
    for taken in done:
        pathway = versions[taken.version]
        step, at = pathway.step[taken.step], taken.at or midnight(taken.on)
        before, now = now.state, _said(now, pathway, step, taken)
        runs = _clocks(law, runs, step, taken, at, now)
        stops = _standing(pathway, stops, before, now.state, taken, step)
        now, deducting = _deducted(now, step, taken, deducting)
        term = pathway.term(turn, case)
        if term and now.starts_on is None and step.code in term.starts:
            now, rule, deducting = replace(now, starts_on=taken.on), term, None
        if outcome := pathway.state[now.state].outcome:
            now = replace(now, closed_on=taken.on, outcome=outcome)
            runs = [_stop(run, taken, at) for run in runs]
    now = replace(
        _term(law, now, rule, stops),
        place_id=moved_to(now.pathway, done, "place_to", "place") or now.place_id,
        commune_id=moved_to(now.pathway, done, "commune_to", "commune") or now.commune_id,
    )
    runs += _ahead(law, now, done)
    return replace(now, clocks=tuple(_answered(law, run) for run in runs))


def law_on(law: Law, now: Walk, on: dt.date) -> dt.date:
    """The day at which this measure reads its law."""
    return law.law_date(opened_on=now.opened_on or on, decided_on=now.decided_on, on=on)


def _deducted(now: Walk, step: Step, taken: Done, since: dt.date | None) -> tuple[Walk, dt.date | None]:
    """Interim time in a place is taken off the term: until it ends, or the term begins."""
    term_begins = any(step.code in term.starts for term in now.pathway.terms)
    if since and now.starts_on is None and (term_begins or step.code.startswith(INTERIM)):
        now, since = replace(now, deducted=now.deducted + (taken.on - since).days), None
    return now, taken.on if step.deducts else since


# ---------------------------------------------------------------- what a step says
def _said(now: Walk, pathway: Pathway, step: Step, taken: Done) -> Walk:
    """The term decided, what is cut, where the person goes. A move counts when the receiving side takes over."""
    facts = taken.facts
    new: dict[str, Any] = {"pathway": pathway, "state": step.to(now.state), "opened_on": now.opened_on or taken.on}
    months, cut = facts.get("months"), facts.get("cut_months")
    if isinstance(months, int):
        new["months"] = months
    if isinstance(cut, int) and (decided := new.get("months", now.months)):
        new["months"] = max(1, decided - cut)
    if step.decides:
        new["decided_on"] = taken.on
    place, place_to, commune_to = (facts.get(code) for code in ("place", "place_to", "commune_to"))
    if step.code == INTERIM_END:
        new["place_id"] = None
    if isinstance(place, int):
        new["place_id"] = place
    if isinstance(place_to, int) and not receivers(pathway, "place"):
        new["place_id"] = place_to
    if isinstance(commune_to, int) and not receivers(pathway, "commune"):
        new["commune_id"] = commune_to
    return replace(now, **new)


def receivers(pathway: Pathway, level: str) -> frozenset[str]:
    """The steps by which a receiving office of that level takes over."""
    found = (s for s in pathway.steps if s.actor.code.endswith("-receiving") or s.actor.code == "officer-receiving")
    return frozenset(s.code for s in found if s.actor.holders[0].level == level)


def moved_to(pathway: Pathway, done: Iterable[Done], code: str, level: str) -> int | None:
    """Where the last take-over brought the measure: the place or commune named by the step before it."""
    named, reached = None, None
    takes = receivers(pathway, level)
    for taken in done:
        if taken.step in takes and named is not None:
            reached, named = named, None
        if isinstance(value := taken.facts.get(code), int):
            named = value
    return reached


# ---------------------------------------------------------------- clocks
def _clocks(law: Law, runs: list[Run], step: Step, taken: Done, at: dt.datetime, now: Walk) -> list[Run]:
    changed = [
        _stop(run, taken, at) if run.code in step.stops
        else _suspend(run, step, at) if run.code in step.suspends
        else _resume(run, at) if run.code in step.resumes
        else _extend(run, step)
        for run in runs
    ]  # fmt: skip
    running = {run.code for run in changed if run.runs}
    fresh = (code for code in step.starts if code not in running)  # one that runs goes on: asking twice gains no time
    return changed + [_start(law, code, taken, at, law_on(law, now, taken.on)) for code in fresh]


def _start(law: Law, code: str, taken: Done, at: dt.datetime, read_on: dt.date) -> Run:
    """The rule of the measure's law; one that came since, of the day of the step."""
    try:
        rule = law.rule(code, read_on)
    except LookupError:
        read_on = taken.on
        rule = law.rule(code, read_on)
    return Run(rule, read_on, taken.number, at if rule.unit == "hours" else midnight(taken.on))


def _stop(run: Run, taken: Done, at: dt.datetime) -> Run:
    if not run.runs:
        return run
    pauses = tuple(s if s.end is not None else s._replace(end=_later(s, run, at)) for s in run.suspensions)
    return replace(run, stopped_by=taken.number, stopped_at=at, suspensions=tuple(p for p in pauses if p.end))


def _later(pause: Suspension, run: Run, at: dt.datetime) -> law_clocks.Moment | None:
    """The end of a pause, or nothing for one that ends before it began."""
    end: law_clocks.Moment = at if run.hours else at.date()
    return end if law_clocks.instant(end) > law_clocks.instant(pause.start) else None


def _suspend(run: Run, step: Step, at: dt.datetime) -> Run:
    if not run.runs or run.suspended:
        return run
    start: law_clocks.Moment = at if run.hours else at.date()
    return replace(run, suspensions=(*run.suspensions, Suspension(start, None, step.title.vi)))


def _resume(run: Run, at: dt.datetime) -> Run:
    if not run.runs or not run.suspended:
        return run
    *earlier, last = run.suspensions
    end = _later(last, run, at)
    return replace(run, suspensions=(*earlier, *([last._replace(end=end)] if end else [])))


def _extend(run: Run, step: Step) -> Run:
    if step.code != EXTENDS or not run.runs or not run.rule.extend or run.extended:
        return run
    return replace(run, extended=Extension(run.rule.extend, run.rule.extend_unit, step.title.vi))


def _answered(law: Law, run: Run) -> Run:
    if run.ahead:
        return run
    return replace(
        run,
        answer=due(
            run.rule,
            run.started_at if run.hours else run.started_at.date(),
            calendar=law.calendar,
            suspensions=run.suspensions,
            extended=run.extended,
        ),
    )


# ---------------------------------------------------------------- the term
def _standing(
    pathway: Pathway, stops: list[Suspension], before: str, after: str, taken: Done, step: Step
) -> list[Suspension]:
    """Days spent in a state that does not count are no part of the term."""
    counted = not before or pathway.state[before].counts
    counts = pathway.state[after].counts or pathway.state[after].final
    if counted and not counts:
        return [*stops, Suspension(taken.on, None, step.title.vi)]
    if not counted and counts and stops:
        *earlier, last = stops
        whole = law_clocks.instant(taken.on) > law_clocks.instant(last.start)
        return [*earlier, *([last._replace(end=taken.on)] if whole else [])]
    return stops


def _term(law: Law, now: Walk, rule: Term | None, stops: list[Suspension]) -> Walk:
    if not rule or now.starts_on is None:
        return now
    amount = now.months if now.months is not None else rule.min if rule.min == rule.max else None
    if amount is None:
        return now
    limit = Amount(amount, rule.unit, "term")
    begun: dt.date = now.starts_on
    pauses = [s._replace(start=max(_day(s.start), begun)) for s in stops if s.end is None or _day(s.end) > begun]
    answer = due(limit, begun, calendar=law.calendar, suspensions=pauses, deducted=now.deducted)
    whole = due(limit, begun, calendar=law.calendar)
    days = (whole.due_on - begun).days if whole.due_on else 0
    # a term that was served before it began, by what is deducted, ends the day it begins
    ends = max(answer.due_on, begun) + _DAY if answer.due_on else None
    return replace(now, term=answer, ends_on=ends, term_days=days)


def _day(moment: law_clocks.Moment) -> dt.date:
    return law_clocks.instant(moment).date()


def _ahead(law: Law, now: Walk, done: Sequence[Done]) -> list[Run]:
    """What must be done so long before the end of the term; it moves when the end moves."""
    if now.ends_on is None or now.starts_on is None:
        return []
    begun = next(d for d in done if d.on >= now.starts_on)
    last = {d.step: d for d in done if d.number >= begun.number}
    found = []
    for step in now.pathway.steps:
        by = last.get(step.code) or (done[-1] if now.closed_on else None)
        at = (by.at or midnight(by.on)) if by else None
        for code in step.ahead:
            rule = law.rule(code, law_on(law, now, begun.on))
            answer = ahead(rule, now.ends_on - _DAY, calendar=law.calendar)
            run = Run(rule, begun.on, begun.number, midnight(begun.on), ahead=True, answer=answer)
            found.append(replace(run, stopped_by=by.number, stopped_at=at) if by else run)
    return found

"""What follows from the steps taken: state, clocks, term, end. One fold, asked again when a step is taken or undone.

Nothing else computes these, so a kept row (a clock's due instant, a measure's last day) can always be proved from them.
What is carried from step to step (`Carried`) may be kept, so that one step more costs one step and not all of them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from hoanhap.law import clocks as law_clocks
from hoanhap.law.calendars import Calendar
from hoanhap.law.clocks import Amount, Answer, Extension, Rule, Suspension, ahead, due, midnight
from hoanhap.law.pathways.shape import Pathway, Step, Term
from hoanhap.pathways.rules.facts import Done

EXTENDS = "extend"  # the step that lengthens, by as much as its rule allows, the limits that the law lets be lengthened
INTERIM, INTERIM_END = "interim-", "interim-end"  # as the checks `no-interim` and `interim-runs` read them
_DAY = dt.timedelta(days=1)


class Law(Protocol):
    """What this room asks of `hoanhap.law.loaded.Law`."""

    @property
    def calendar(self) -> Calendar: ...
    def rule(self, code: str, on: dt.date) -> Rule: ...
    def law_date(self, *, opened_on: dt.date, decided_on: dt.date | None = None, on: dt.date) -> dt.date: ...


class Run(NamedTuple):
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


class Walk(NamedTuple):
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


class Carried(NamedTuple):
    """What the fold takes along. `stops`: days that are no part of the term; `interim`: since when such time runs."""

    now: Walk
    runs: tuple[Run, ...] = ()
    stops: tuple[Suspension, ...] = ()
    interim: dt.date | None = None
    term: Term | None = None


def walk(law: Law, versions: Mapping[str, Pathway], done: Sequence[Done], *, turn: int = 1, case: str = "") -> Walk:
    """The measure after `done`, its steps in their order, each of the version it was taken under.

    `versions`: every version of this pathway that a step names. A step its version lacks raises KeyError.
    """
    so_far = Carried(Walk(versions[done[0].version]))
    for taken in done:
        so_far = carry(law, versions[taken.version], so_far, taken, turn=turn, case=case)
    return reached(law, so_far, done)


def carry(law: Law, pathway: Pathway, so_far: Carried, taken: Done, *, turn: int, case: str) -> Carried:
    """One step more."""
    step, at = pathway.step[taken.step], taken.at or midnight(taken.on)
    before, now = so_far.now.state, _said(so_far.now, pathway, step, taken)
    runs = _clocks(law, so_far.runs, step, taken, at, now)
    stops = _standing(pathway, so_far.stops, before, now.state, taken, step)
    now, interim = _deducted(now, step, taken, so_far.interim)
    term, rule = pathway.term(turn, case), so_far.term
    if term and now.starts_on is None and step.code in term.starts:
        now, rule, interim = now._replace(starts_on=taken.on), term, None
    if outcome := pathway.state[now.state].outcome:
        now = now._replace(closed_on=taken.on, outcome=outcome)
        runs = [_stop(run, taken, at) for run in runs]
    return Carried(now, tuple(_answered(law, run) for run in runs), stops, interim, rule)


def reached(law: Law, so_far: Carried, done: Sequence[Done]) -> Walk:
    """Where the measure stands after the steps that were carried."""
    now = _term(law, so_far.now, so_far.term, so_far.stops)
    return now._replace(
        place_id=moved_to(now.pathway, done, "place_to", "place") or now.place_id,
        commune_id=moved_to(now.pathway, done, "commune_to", "commune") or now.commune_id,
        clocks=(*so_far.runs, *_ahead(law, now, done)),
    )


def law_on(law: Law, now: Walk, on: dt.date) -> dt.date:
    """The day at which this measure reads its law."""
    return law.law_date(opened_on=now.opened_on or on, decided_on=now.decided_on, on=on)


def _deducted(now: Walk, step: Step, taken: Done, since: dt.date | None) -> tuple[Walk, dt.date | None]:
    """Interim time in a place is taken off the term: until it ends, or the term begins."""
    term_begins = any(step.code in term.starts for term in now.pathway.terms)
    if since and now.starts_on is None and (term_begins or step.code.startswith(INTERIM)):
        now, since = now._replace(deducted=now.deducted + (taken.on - since).days), None
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
    if isinstance(place_to, int) and not pathway.receivers["place"]:
        new["place_id"] = place_to
    if isinstance(commune_to, int) and not pathway.receivers["commune"]:
        new["commune_id"] = commune_to
    return now._replace(**new)


def moved_to(pathway: Pathway, done: Iterable[Done], code: str, level: str) -> int | None:
    """Where the last take-over brought the measure: the place or commune named by the step before it."""
    named, arrived = None, None
    takes = pathway.receivers[level]
    for taken in done:
        if taken.step in takes and named is not None:
            arrived, named = named, None
        if isinstance(value := taken.facts.get(code), int):
            named = value
    return arrived


# ---------------------------------------------------------------- clocks
def _clocks(law: Law, runs: Sequence[Run], step: Step, taken: Done, at: dt.datetime, now: Walk) -> list[Run]:
    changed = [
        _stop(run, taken, at) if run.code in step.stops
        else _suspend(run, step, at) if run.code in step.suspends
        else _resume(run, at) if run.code in step.resumes
        else _extend(run, step)
        for run in runs
    ]  # fmt: skip
    running = {run.code for run in changed if run.runs}
    fresh = (code for code in step.starts if code not in running)  # one that runs goes on: asking twice gains no time
    return changed + [_start(law, code, taken, at, now) for code in fresh]


def _start(law: Law, code: str, taken: Done, at: dt.datetime, now: Walk) -> Run:
    rule, read_on = _read(law, code, now, taken.on)
    return Run(rule, read_on, taken.number, at if rule.unit == "hours" else midnight(taken.on))


def _read(law: Law, code: str, now: Walk, on: dt.date) -> tuple[Rule, dt.date]:
    """The rule of the measure's law, or of the day of the step for one that came since; and the day it is read at."""
    try:
        return law.rule(code, day := law_on(law, now, on)), day
    except LookupError:
        return law.rule(code, on), on


def _stop(run: Run, taken: Done, at: dt.datetime) -> Run:
    if not run.runs:
        return run
    if not run.suspended:
        return run._replace(stopped_by=taken.number, stopped_at=at)
    *earlier, last = run.suspensions
    end = _later(last, run, at)
    pauses = (*earlier, *([last._replace(end=end)] if end else []))
    return run._replace(stopped_by=taken.number, stopped_at=at, suspensions=pauses, answer=None)


def _later(pause: Suspension, run: Run, at: dt.datetime) -> law_clocks.Moment | None:
    """The end of a pause, or nothing for one that ends before it began."""
    end: law_clocks.Moment = at if run.hours else at.date()
    return end if law_clocks.instant(end) > law_clocks.instant(pause.start) else None


def _suspend(run: Run, step: Step, at: dt.datetime) -> Run:
    if not run.runs or run.suspended:
        return run
    start: law_clocks.Moment = at if run.hours else at.date()
    return run._replace(suspensions=(*run.suspensions, Suspension(start, None, step.title.vi)), answer=None)


def _resume(run: Run, at: dt.datetime) -> Run:
    if not run.runs or not run.suspended:
        return run
    *earlier, last = run.suspensions
    end = _later(last, run, at)
    return run._replace(suspensions=(*earlier, *([last._replace(end=end)] if end else [])), answer=None)


def _extend(run: Run, step: Step) -> Run:
    if step.code != EXTENDS or not run.runs or not run.rule.extend or run.extended:
        return run
    return run._replace(extended=Extension(run.rule.extend, run.rule.extend_unit, step.title.vi), answer=None)


def _answered(law: Law, run: Run) -> Run:
    """With its end, counted where a step has changed it."""
    if run.answer is not None:
        return run
    start = run.started_at if run.hours else run.started_at.date()
    answer = due(run.rule, start, calendar=law.calendar, suspensions=run.suspensions, extended=run.extended)
    return run._replace(answer=answer)


# ---------------------------------------------------------------- the term
def _standing(
    pathway: Pathway, stops: tuple[Suspension, ...], before: str, after: str, taken: Done, step: Step
) -> tuple[Suspension, ...]:
    """Days spent in a state that does not count are no part of the term."""
    counted = not before or pathway.state[before].counts
    counts = pathway.state[after].counts or pathway.state[after].final
    if counted and not counts:
        return (*stops, Suspension(taken.on, None, step.title.vi))
    if not counted and counts and stops:
        *earlier, last = stops
        whole = law_clocks.instant(taken.on) > law_clocks.instant(last.start)
        return (*earlier, *([last._replace(end=taken.on)] if whole else []))
    return stops


def _term(law: Law, now: Walk, rule: Term | None, stops: Sequence[Suspension]) -> Walk:
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
    return now._replace(term=answer, ends_on=ends, term_days=days)


def _day(moment: law_clocks.Moment) -> dt.date:
    return law_clocks.instant(moment).date()


def _ahead(law: Law, now: Walk, done: Sequence[Done]) -> list[Run]:
    """What must be done so long before the end of the term; it moves when the end moves."""
    if now.ends_on is None or now.starts_on is None:
        return []
    begun = next(d for d in done if d.on >= now.starts_on)
    last = {d.step: d for d in done if d.number >= begun.number}
    found = []
    for step in (step for step in now.pathway.steps if step.ahead):
        by = last.get(step.code) or (done[-1] if now.closed_on else None)
        at = (by.at or midnight(by.on)) if by else None
        for code in step.ahead:
            rule, read_on = _read(law, code, now, begun.on)
            answer = ahead(rule, now.ends_on - _DAY, calendar=law.calendar)
            run = Run(rule, read_on, begun.number, midnight(begun.on), ahead=True, answer=answer)
            found.append(run._replace(stopped_by=by.number, stopped_at=at) if by else run)
    return found

"""One way along a pathway, from the day it opens: which steps, on which days, with what typed. Pure and seeded.

The ways are few, so that many persons share them: a day, a pathway and a variant give one course, walked once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hoanhap.kernel.dates import last_day
from hoanhap.law.pathways.shape import Field, Pathway, Step
from hoanhap.pathways.rules.facts import Value
from hoanhap.pathways.rules.track import Track
from hoanhap.pathways.rules.walk import Walk


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What made-up people can meet: no move, no minor, no postponement. A step that asks for more is not in any course.
MET = _words(
    "resident age-from no-detox-at-home no-open-rehab no-residential-measure addicted dossier-complete represented"
    " within-term term-served place-open bed-free opioid consent-under-15 no-stable-residence capable"
    " not-shielded-parent within-limitation not-on-methadone ending-compulsory completed-compulsory completed-rehab"
    " not-under-aftercare quorum voted violation-recorded"
)
NEVER = _words(
    "interim-give interim-end transfer ask-transfer leave-decision hand-over convert to-hospital absent escape remove"
    " clinic-closes name-clinic search postpone ask-postpone suspend extend protest complain cancel not-apply"
    " reading-over court-return labour-return justice-return relapse found lapse reduce"
)
# Ends other than the purpose, each so often of 1,000 times that it could be.
ENDS = {"quit": 40, "refuse": 15, "withdraw": 15, "die": 2, "detain": 12, "stop": 60, "terminate": 15, "expel": 8}
NO = frozenset({"pregnant", "raising_child", "other_offence"})
AGO = {"last_use_on": 12, "meeting_on": 1, "reported_on": 0}
REVIEWS = 3  # recorded at most; more months are left to the demo's officers
TODAY = 40  # steps no course is longer than
FIRST_PLACE = 1  # as a track knows it: a made-up case has one, the clinic or the centre that is the person's


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a course. `sector`, `level`: whose desk records it; a place's own has the level "place"."""

    step: str
    on: date
    given: tuple[tuple[str, Value], ...]
    sector: str
    level: str


@dataclass(frozen=True, slots=True)
class Course:
    """`outcome`: empty while it is open on the last day."""

    pathway: str
    moves: tuple[Move, ...]
    outcome: str
    closed_on: date | None


Distances = dict[str, dict[str, int]]  # by version: how many steps each state lies from the purpose


def course(
    root: Track, pathway: Pathway, opening: str, day: date, on: date, seed: str, far: Distances | None = None
) -> Course:
    """From `day` on, until it ends or `on` comes. What follows when is drawn from the seed. `root`: an empty track;
    `far`: what is remembered of this pathway from course to course."""
    walker = _Walker(Random(seed), root, on, {} if far is None else far)  # noqa: S311 - nothing is kept secret by it
    moves = tuple(walker.walk(pathway, pathway.step[opening], day))
    now = walker.track.now
    assert now is not None
    return Course(pathway.code, moves, now.outcome, now.closed_on)


class _Walker:
    def __init__(self, luck: Random, track: Track, on: date, far: Distances) -> None:
        self.luck, self.track, self.on = luck, track, on
        self.reviews, self.far = 0, far

    def walk(self, law: Pathway, step: Step | None, day: date) -> Iterator[Move]:
        for _ in range(TODAY):
            if step is None or day > self.on:
                return
            yield self._move(law, step, day)
            now = self.track.now
            if now is None or not now.open:
                return
            day += timedelta(1 + int(self.luck.random() * 3))
            law = self.track.law(min(day, self.on))
            step, day = self._next(law, now, day)

    def _move(self, law: Pathway, step: Step, day: date) -> Move:
        given = tuple(
            (r.field.code, value)
            for r in step.fields
            if r.required and (value := self._value(law, r.field, day)) is not None
        )
        words = {r.field.code for r in step.fields if r.field.type == "words"}
        typed = {code: value for code, value in given if code not in words}
        told = {code: value for code, value in given if code in words}
        self.track = self.track.way(law, step, day, None, typed, told).to
        holder = step.actor.at(day)
        if holder.sector == "person":
            holder = step.recorder.at(day)
        return Move(step.code, day, given, holder.sector, holder.level)

    # ------------------------------------------------------------ which step
    def _next(self, law: Pathway, now: Walk, day: date) -> tuple[Step | None, date]:
        taken = {done.step for done in self.track.done}
        offered = [s for s in law.offered(now.state) if _possible(law, s, taken)]
        for end in offered:
            if self.luck.random() * 1_000 < ENDS.get(end.code, 0):
                return end, day + timedelta(int(self.luck.random() * 40))
        far = self.far.get(law.version) or self.far.setdefault(law.version, _distance(law))
        onward = [s for s in offered if far.get(s.to(now.state), 99) < far.get(now.state, 99) and s.code not in ENDS]
        beside = [s for s in offered if s.to(now.state) == now.state and s.code not in taken and s.code in ("plan",)]
        if beside and self.luck.random() < 0.3:
            return beside[0], day
        if not onward:
            return None, day
        step = onward[int(self.luck.random() * len(onward))]
        ready = self._ready(law, now, step, day)
        review = law.step.get("review")
        if (
            review
            and now.state in review.before
            and self.reviews < REVIEWS
            and (ready is None or ready > day + timedelta(31))
        ):
            self.reviews += 1
            return review, day + timedelta(27)
        return (step, ready) if ready else (None, day)

    def _ready(self, law: Pathway, now: Walk, step: Step, day: date) -> date | None:
        """The first day from which the step may be taken; None: not to be foreseen."""
        for code in step.waits:
            run = now.latest(code)
            if run is None or run.due_at is None:
                return None
            day = max(day, run.due_at.date() + timedelta(1))
        if any(need.check == "term-served" for need in step.needs):
            if now.ends_on is None:
                return None
            day = max(day, last_day(now.ends_on))
        if not law.terms and law.state[step.to(now.state)].final:
            day += timedelta(200 + int(self.luck.random() * 500))  # where the law sets no term it still takes its time
        return day

    # ------------------------------------------------------------ what is typed
    def _value(self, law: Pathway, field: Field, day: date) -> Value:
        match field.type:
            case "number":
                return self._number(law, field.code)
            case "flag":
                return field.code not in NO
            case "date":
                return (day - timedelta(AGO.get(field.code, 0))).isoformat()
            case "choice":
                return field.choices[int(self.luck.random() * len(field.choices))][0]
            case "choices":
                return tuple(code for code, _ in field.choices)
            case "place":
                return FIRST_PLACE
            case "words":
                return "đã ghi nhận"
        return "01"

    def _number(self, law: Pathway, code: str) -> int:
        if code != "months":
            return {"votes_for": 5}.get(code, 0)
        said = self.track.said
        term = law.term(said.turn, said.case)
        return self.luck.choice((term.min, term.max or term.min)) if term else 12


def _possible(law: Pathway, step: Step, taken: set[str]) -> bool:
    if step.code in NEVER or any(need.check not in MET for need in step.needs):
        return False
    if any(r.required and r.field.type == "unit" for r in step.fields):
        return False
    return all(step.code not in right.before or not right.steps or taken & set(right.steps) for right in law.rights)


def _distance(law: Pathway) -> dict[str, int]:
    """How many steps a state lies from the purpose."""
    far = {s.code: 0 for s in law.states if s.outcome == "completed"}
    for depth in range(1, len(law.states)):
        for step in law.steps:
            if step.code not in NEVER and step.after and far.get(step.after) == depth - 1:
                for before in step.before:
                    far.setdefault(before, depth) if before != "*" else None
    return far

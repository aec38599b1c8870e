"""What the law lets happen now to one measure, and what becomes of it when it does. Pure.

Every reason is said at once, each with its article. Rights cannot be passed by; what must be waited for is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.law.clocks import midnight
from hoanhap.law.pathways.checks import CHECKS
from hoanhap.law.pathways.shape import Pathway, Right, Step
from hoanhap.pathways.rules.checks import refusal
from hoanhap.pathways.rules.facts import NOTHING, CaseFacts, Done, Given
from hoanhap.pathways.rules.reasons import Refusal, blank, closed, impossible, never_started, not_from, waiting
from hoanhap.pathways.rules.walk import Law, Run, Walk, walk


class Unmet(Exception):
    """The law does not allow the step: every reason, a line each."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(str(r) for r in self.refusals))


@dataclass(frozen=True, slots=True)
class Option:
    """A step that leads on from here. `waits`: the clocks it waits for, with the instants from which it may be."""

    step: Step
    refusals: tuple[Refusal, ...] = ()
    waits: tuple[Run, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Taken:
    """What a step did. `papers`: kinds to draft; `right`: the actor whose right it was, or nothing."""

    step: Step
    done: Done
    before: str
    now: Walk
    started: tuple[Run, ...] = ()
    stopped: tuple[Run, ...] = ()
    suspended: tuple[Run, ...] = ()
    resumed: tuple[Run, ...] = ()
    extended: tuple[Run, ...] = ()
    papers: tuple[str, ...] = ()
    right: str = ""


def offered(pathway: Pathway, now: Walk | None, facts: CaseFacts, *, at: datetime | None = None) -> tuple[Option, ...]:
    """Every step that leads on from where the measure stands (or opens one), those allowed first.

    What a step's own form will say is not asked yet; it is when the step is taken.
    """
    state = now.state if now else ""
    found = [_option(pathway, step, now, facts, at) for step in pathway.offered(state)]
    return tuple(sorted(found, key=lambda option: not option.allowed))


def take(
    law: Law,
    versions: Mapping[str, Pathway],
    pathway: Pathway,
    code: str,
    facts: CaseFacts,
    *,
    given: Given = NOTHING,
    words: Mapping[str, str] | None = None,
    at: datetime | None = None,
    today: date,
) -> Taken:
    """The measure after one more step on `facts.on`, or Unmet with every reason at once.

    `facts.done`: the steps so far, oldest first; `words`: the free texts, which are sealed and never become facts;
    `today`: nothing is recorded that has not happened yet.
    """
    earlier = tuple(facts.done)
    now = walk(law, versions, earlier, turn=facts.turn, case=facts.case) if earlier else None
    step = pathway.step.get(code)
    if step is None:
        raise Unmet([Refusal(t("Hình thức này không có bước “{code}”.", "There is no step “{code}”.", code=code))])
    refusals = refused(pathway, step, now, replace(facts, given=given), words=words or {}, at=at, today=today)
    if refusals:
        raise Unmet(refusals)
    done = Done(len(earlier) + 1 if not earlier else earlier[-1].number + 1, code, facts.on, pathway.version, at, given)
    after = walk(law, versions, (*earlier, done), turn=facts.turn, case=facts.case)
    return Taken(step, done, now.state if now else "", after, **_changes(now, after), papers=step.papers,
                 right=step.actor.code if step.right else "")  # fmt: skip


def refused(
    pathway: Pathway,
    step: Step,
    now: Walk | None,
    facts: CaseFacts,
    *,
    words: Mapping[str, str],
    at: datetime | None,
    today: date,
) -> list[Refusal]:
    """Every reason why the step cannot be taken with what `facts.given` and `words` say."""
    barred = by_the_way(pathway, step, now, facts.done, facts.on, at)
    own = unmet(pathway, step, facts) if barred.asked else ()
    return [*impossible(step, facts, at, today), *blank(step, {**facts.given, **words}), *barred.refusals, *own]


def clear(
    pathway: Pathway, step: Step, now: Walk | None, done: Sequence[Done], on: date, at: datetime | None, given: Given
) -> bool:
    """Whether the way to here and what is typed let the step be taken: the same for everybody who came this way.
    With `possible` and without anything `unmet`, that is all that `refused` asks."""
    barred = by_the_way(pathway, step, now, done, on, at)
    return barred.asked and not barred.refusals and not any(True for _ in blank(step, given))


def _changes(before: Walk | None, after: Walk) -> dict[str, tuple[Run, ...]]:
    """What the step did to the clocks."""
    old = {(run.code, run.started_by): run for run in before.clocks} if before else {}
    pairs = [(old.get((run.code, run.started_by)), run) for run in after.clocks]
    return {
        "started": tuple(new for was, new in pairs if was is None),
        "stopped": tuple(new for was, new in pairs if not new.runs and (was is None or was.runs)),
        "suspended": tuple(new for was, new in pairs if new.runs and new.suspended and not (was and was.suspended)),
        "resumed": tuple(new for was, new in pairs if new.runs and was and was.suspended and not new.suspended),
        "extended": tuple(new for was, new in pairs if new.extended and not (was and was.extended)),
    }


# ---------------------------------------------------------------- one step
class Barred(NamedTuple):
    """What the way to here has against a step. Unless `asked`, there is no use in asking its checks."""

    refusals: tuple[Refusal, ...] = ()
    asked: bool = False
    waits: tuple[Run, ...] = ()


def by_the_way(
    pathway: Pathway, step: Step, now: Walk | None, done: Sequence[Done], on: date, at: datetime | None
) -> Barred:
    """The same for everybody who came this way: the end, the state, what must be waited for, rights passed by."""
    if now is not None and not now.open:
        return Barred((closed(now),))
    state = now.state if now else ""
    skipped = tuple(_skipped(pathway, step, done))
    if (state not in step.before) if state else not step.opens:
        return Barred((not_from(pathway, step, state), *skipped))
    instant = at or midnight(on)
    waits = tuple(
        run for code in step.waits if now and (run := now.latest(code)) and run.runs and not run.over(instant)
    )
    never = (never_started(code) for code in step.waits if not now or not now.latest(code))
    return Barred((*(waiting(run) for run in waits), *never, *skipped), True, waits)


def _option(pathway: Pathway, step: Step, now: Walk | None, facts: CaseFacts, at: datetime | None) -> Option:
    barred = by_the_way(pathway, step, now, facts.done, facts.on, at)
    own = unmet(pathway, step, facts, asking=False) if barred.asked else ()
    return Option(step, (*barred.refusals, *own), barred.waits)


def unmet(pathway: Pathway, step: Step, facts: CaseFacts, *, asking: bool = True) -> Iterator[Refusal]:
    """The named checks. Until the step is really taken, those that its own form answers are left open."""
    mine = facts
    if step.actor.code == "officer-receiving" and step.needs:
        mine = replace(facts, communes=facts.arriving)
    own = frozenset[str]() if asking else frozenset(recorded.field.code for recorded in step.fields)
    for need in step.needs:
        if not asking and _answered_by(own, CHECKS[need.check].reads):
            continue
        if sentence := refusal(need, mine):
            right = next((r for r in pathway.rights if r.check == need.check), None)
            yield Refusal(sentence, *_law_of(right or step))


def _answered_by(own: frozenset[str], reads: tuple[str, ...]) -> bool:
    """Whether the step's form asks for what a check reads: `facts.months`, or the place whose beds it counts."""
    asked = {read.partition(".")[2] for read in reads if read.startswith("facts.")}
    places = own & {"place", "place_to"} if {"places", "capacities"} & set(reads) else set()
    votes = {"votes_for"} if "votes" in asked else set[str]()
    return bool(own & (asked | votes) or places)


def _skipped(pathway: Pathway, step: Step, done: Sequence[Done]) -> Iterator[Refusal]:
    for right in pathway.rights:
        if right.steps and step.code in right.before and not any(d.step in right.steps for d in done):
            yield Refusal(
                t("Chưa bảo đảm quyền: {right}", "A right comes first: {right}", right=right.title), *_law_of(right)
            )


def _law_of(thing: Step | Right) -> tuple[str, bool, Words]:
    return thing.article, thing.verified, thing.note


def released_on(now: Walk) -> date | None:
    """The last day of the term, on which the person is released."""
    return last_day(now.ends_on) if now.ends_on else None

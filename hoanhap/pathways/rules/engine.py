"""What the law lets happen now to one measure, and what becomes of it when it does. Pure.

Every reason is said at once, each with its article. Rights cannot be passed by; what must be waited for is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.law.clocks import midnight
from hoanhap.law.pathways.checks import CHECKS
from hoanhap.law.pathways.shape import Pathway, Right, Step
from hoanhap.pathways.rules.checks import refusal
from hoanhap.pathways.rules.facts import NOTHING, CaseFacts, Done, Given
from hoanhap.pathways.rules.walk import Law, Run, Walk, walk

NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step may not be taken. `article`, `verified`, `note`: of the law that says so."""

    sentence: str
    article: str = ""
    verified: bool = True
    note: Words = NO_WORDS

    def __str__(self) -> str:
        return f"{self.sentence} · {self.article}" if self.article else self.sentence


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
    found = [_option(pathway, step, now, facts, at, asking=False) for step in pathway.offered(state)]
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
    found = [*_impossible(step, facts, at, today), *_blank(step, {**facts.given, **words})]
    return [*found, *_option(pathway, step, now, facts, at, asking=True).refusals]


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
def _option(
    pathway: Pathway, step: Step, now: Walk | None, facts: CaseFacts, at: datetime | None, *, asking: bool
) -> Option:
    if now is not None and not now.open:
        return Option(step, (_closed(now),))
    state = now.state if now else ""
    if (state not in step.before) if state else not step.opens:
        return Option(step, (_not_from(pathway, step, state), *_skipped(pathway, step, facts)))
    instant = at or midnight(facts.on)
    waits = tuple(
        run for code in step.waits if now and (run := now.latest(code)) and run.runs and not run.over(instant)
    )
    refusals = (
        *(_waiting(run) for run in waits),
        *(_never_started(code) for code in step.waits if not now or not now.latest(code)),
        *_skipped(pathway, step, facts),
        *_unmet(pathway, step, facts, asking=asking),
    )
    return Option(step, refusals, waits)


def _unmet(pathway: Pathway, step: Step, facts: CaseFacts, *, asking: bool) -> Iterator[Refusal]:
    """The named checks. Until the step is really taken, those that its own form answers are left open."""
    mine = facts
    if step.actor.code == "officer-receiving":
        mine = replace(facts, communes=facts.arriving)
    own = {recorded.field.code for recorded in step.fields}
    for need in step.needs:
        if not asking and _answered_by(own, CHECKS[need.check].reads):
            continue
        if sentence := refusal(need, mine):
            right = next((r for r in pathway.rights if r.check == need.check), None)
            yield Refusal(sentence, *_law_of(right or step))


def _answered_by(own: set[str], reads: tuple[str, ...]) -> bool:
    """Whether the step's form asks for what a check reads: `facts.months`, or the place whose beds it counts."""
    asked = {read.partition(".")[2] for read in reads if read.startswith("facts.")}
    places = own & {"place", "place_to"} if {"places", "capacities"} & set(reads) else set()
    votes = {"votes_for"} if "votes" in asked else set[str]()
    return bool(own & (asked | votes) or places)


def _skipped(pathway: Pathway, step: Step, facts: CaseFacts) -> Iterator[Refusal]:
    for right in pathway.rights:
        if right.steps and step.code in right.before and not facts.taken(*right.steps):
            yield Refusal(
                t("Chưa bảo đảm quyền: {right}", "A right comes first: {right}", right=right.title), *_law_of(right)
            )


def _law_of(thing: Step | Right) -> tuple[str, bool, Words]:
    return thing.article, thing.verified, thing.note


def _waiting(run: Run) -> Refusal:
    if run.answer is None or run.answer.due_on is None:
        said = t("Phải chờ: {what} (đang tạm dừng)", "To be waited for: {what} (suspended)", what=run.rule.title)
    else:
        said = t(
            "Phải chờ hết hạn: {what}, đến hết ngày {day}",
            "To be waited for: {what}, until the end of {day}",
            what=run.rule.title,
            day=format_date(run.answer.due_on),
        )
    return Refusal(said, run.rule.article, run.rule.verified, run.rule.note)


def _never_started(code: str) -> Refusal:
    return Refusal(t("Hạn phải chờ chưa bắt đầu ({code})", "What must be waited for has not begun ({code})", code=code))


def _closed(now: Walk) -> Refusal:
    return Refusal(
        t(
            "Biện pháp đã kết thúc ngày {day} ({state}). Không ghi thêm bước sau khi kết thúc.",
            "The measure ended on {day} ({state}). Nothing is recorded after its end.",
            day=format_date(now.closed_on) if now.closed_on else "",
            state=now.pathway.state[now.state].title,
        )
    )


def _not_from(pathway: Pathway, step: Step, state: str) -> Refusal:
    """An order that cannot be, such as a certificate before the admission."""
    if not state:
        return Refusal(
            t("“{step}” không phải bước mở đầu.", "“{step}” does not open a measure.", step=step.title), step.article
        )
    wanted = ", ".join(f"“{pathway.state[code].title}”" for code in step.before)
    return Refusal(
        t(
            "Đang ở trạng thái “{now}”; “{step}” chỉ làm được khi {wanted}.",
            "It is “{now}”; “{step}” can only follow {wanted}.",
            now=pathway.state[state].title if state in pathway.state else state,
            step=step.title,
            wanted=wanted or t("mở đầu", "the beginning"),
        ),
        step.article,
    )


# ---------------------------------------------------------------- days and fields
def _impossible(step: Step, facts: CaseFacts, at: datetime | None, today: date) -> Iterator[Refusal]:
    """Days that cannot be: to come, before birth, after death, before the step before."""
    day, last = facts.on, facts.done[-1] if facts.done else None
    said = {"step": step.title, "day": format_date(day)}
    if day > today:
        yield Refusal(
            t("“{step}” ghi ngày {day}: ngày này chưa đến.", "“{step}” on {day}: that day is to come.", **said)
        )
    if day < facts.birthday.replace(month=1, day=1):
        yield Refusal(t("“{step}” ghi ngày {day}: trước khi sinh.", "“{step}” on {day}: before birth.", **said))
    if facts.died_on and day > facts.died_on:
        yield Refusal(
            t(
                "“{step}” ghi ngày {day}: người này đã chết ngày {died}.",
                "“{step}” on {day}: the person died on {died}.",
                **said,
                died=format_date(facts.died_on),
            )
        )
    if last and (day < last.on or (day == last.on and at and last.at and at < last.at)):
        yield Refusal(
            t(
                "“{step}” ghi ngày {day}, trước bước gần nhất (ngày {last}). Ghi lùi ngày sẽ đổi những hạn đã trả lời: "
                "rút bước sau trước, rồi ghi lại theo thứ tự.",
                "“{step}” on {day} lies before the latest step ({last}). It would change limits that were answered: "
                "take the later step back first, then record both in order.",
                **said,
                last=format_date(last.on),
            )
        )


def _blank(step: Step, given: Given) -> Iterator[Refusal]:
    for field, required in step.fields:
        if required and given.get(field.code) in (None, "", ()) and field.type != "flag":
            yield Refusal(t("Chưa ghi: {field}", "Not filled in: {field}", field=field.title))


def released_on(now: Walk) -> date | None:
    """The last day of the term, on which the person is released."""
    return last_day(now.ends_on) if now.ends_on else None

"""Opening a measure and taking its steps. Each locks the person, asks, lets the law speak, writes, audits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Denied, Outside, PostFacts
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.law.pathways.shape import Pathway, Step, UnknownPathway
from hoanhap.pathways.actions import follow
from hoanhap.pathways.actions.keep import keep_step, settle
from hoanhap.pathways.models import Measure, StepTaken
from hoanhap.pathways.queries import facts as known
from hoanhap.pathways.queries import scope
from hoanhap.pathways.queries.law import pathway_on, the_law, versions
from hoanhap.pathways.rules import engine
from hoanhap.pathways.rules.checks.measures import TO_THE_CENTRE
from hoanhap.pathways.rules.engine import Taken, Unmet
from hoanhap.pathways.rules.facts import Done, Other
from hoanhap.pathways.rules.given import Said, read
from hoanhap.pathways.rules.holders import said_who
from hoanhap.people.actions.door import File, begin
from hoanhap.resources.models import Place
from hoanhap.units.models import Unit

__all__ = ["NotYours", "Overtaken", "Unmet", "open_measure", "take_step"]


class Overtaken(Exception):
    """Somebody else took a step between reading and acting. `str()` says so to the person."""


class NotYours(Denied):
    """The step belongs to another office; the message names it."""

    def __init__(self, step: Step, who: str) -> None:
        self.step, self.who = step, who
        super().__init__(P.STEP_TAKE, Decision(False, "own", f"not the recorder of {step.code}", None))

    def message(self) -> str:
        return t("“{step}” do {who} ghi.", "“{step}” is recorded by: {who}.", step=self.step.title, who=self.who)


@dataclass(frozen=True)
class Written:
    measure: Measure
    row: StepTaken
    taken: Taken


@recorded
def open_measure(
    *,
    code: str,
    pathway: str,
    step: str,
    day: date | None = None,
    at: datetime | None = None,
    given: Mapping[str, object] | None = None,
    by: Actor,
    on: date,
) -> Written:
    """Begin one application of a pathway to a person, by a step that opens it, under the law of `day`.

    Raises Unmet with every reason, NotYours, Invalid (a field), UnknownPathway, Outside.
    """
    file = begin(code, by=by, on=on, write=None)
    day = day or on
    law = the_law().pathway(pathway, day)
    opening = law.step.get(step)
    if opening is None or not opening.opens:
        raise UnknownPathway(t("Không có bước mở đầu “{code}”.", "There is no opening step “{code}”.", code=step))
    where = scope.ground(file.person, day, actor=by)
    post = _recorder(opening, by, where, on)
    if file.person.commune_id is None:
        raise Unmet([engine.Refusal(t("Chưa ghi nơi ở của người này.", "Where the person lives is not recorded."))])
    said = read_given(opening, given or {})
    case = known.gather(file.person, day, pathway=law, place_id=place_of(said))
    turn, whom = turn_of(law, case.others, said), whom_of(case.minor, case.others)
    case = known.as_opening(replace(case, turn=turn, case=whom), law)
    taken = engine.take(
        the_law(), versions(pathway), law, step, case, given=said.facts, words=said.words, at=at, today=on
    )
    measure = Measure.objects.create(
        person=file.person,
        pathway=pathway,
        version=law.version,
        turn=turn,
        case=whom,
        commune_id=file.person.commune_id,
        agency_id=post.agency_id,
        state=taken.now.state,
        opened_on=day,
        revision=0,
    )
    return _write(file, measure, (), taken, said, post=post, action="open")


@recorded
def take_step(
    *,
    measure_id: int,
    step: str,
    day: date | None = None,
    at: datetime | None = None,
    given: Mapping[str, object] | None = None,
    revision: int | None = None,
    by: Actor,
    on: date,
) -> Written:
    """One step of a measure, on the day it happened. `revision`: the one the actor saw.

    Raises Unmet with every reason and article, Overtaken, NotYours, Invalid (a field), Outside.
    """
    file, measure = held(measure_id, by=by, on=on, revision=revision)
    day = day or on
    steps = known.done(measure)
    now = known.walked(measure, steps)
    law = pathway_on(measure, now, day)
    wanted = law.step.get(step)
    if wanted is None:
        raise Unmet([engine.Refusal(t("Hình thức này không có bước “{x}”.", "There is no step “{x}”.", x=step))])
    post = _recorder(wanted, by, scope.ground(file.person, day, actor=by, measure=measure, done=steps), on)
    said = read_given(wanted, given or {})
    case = known.gather(file.person, day, pathway=law, measure=measure, now=now, steps=steps, place_id=place_of(said))
    taken = engine.take(
        the_law(), versions(measure.pathway), law, step, case, given=said.facts, words=said.words, at=at, today=on
    )
    taken = replace(taken, done=replace(taken.done, number=next_number(measure)))
    return _write(file, measure, steps, taken, said, post=post, action="step")


def held(measure_id: int, *, by: Actor, on: date, revision: int | None = None) -> tuple[File, Measure]:
    """The person's file and the measure, locked in that order, for somebody who reaches the person."""
    code = Measure.objects.filter(pk=measure_id).values_list("person__code", flat=True).first()
    if code is None:
        raise Outside(P.PERSON_VIEW)
    file = begin(code, by=by, on=on, write=None)
    measure = Measure.objects.select_for_update(of=("self",)).select_related("place").get(pk=measure_id)
    if revision is not None and revision != measure.revision:
        raise Overtaken(_overtaken(measure))
    return file, measure


def next_number(measure: Measure) -> int:
    """Rows are numbered through, those taken back included."""
    last = StepTaken.objects.filter(measure=measure).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _overtaken(measure: Measure) -> str:
    last = StepTaken.objects.filter(measure=measure).order_by("-number").select_related("agency").first()
    law = versions(measure.pathway)
    step = law[last.version].step.get(last.step) if last and last.version in law else None
    return t(
        "{who} vừa ghi bước “{step}” của biện pháp này. Tải lại trang để xem trạng thái mới rồi làm tiếp.",
        "{who} has just recorded “{step}” in this measure. Reload the page to see where it stands, then go on.",
        who=last.agency.name if last else t("Người khác", "Somebody else"),
        step=step.title if step else t("rút bước", "take back"),
    )


def _recorder(step: Step, by: Actor, where: scope.Ground, on: date) -> PostFacts:
    post = scope.recorder(step, by, where, on)
    if post is None:
        raise NotYours(step, said_who(step, on))
    return post


def read_given(step: Step, given: Mapping[str, object]) -> Said:
    """What was typed, if all of it fits its fields and every place and commune exists."""
    said = read(step, given)
    problems = {code: [wrong] for code, wrong in said.problems.items()}
    for asked in step.fields:
        value = said.facts.get(asked.field.code)
        if isinstance(value, int) and asked.field.type in EXISTS and not EXISTS[asked.field.type](value):
            problems[asked.field.code] = [t("Chọn trong danh sách.", "Choose from the list.")]
    if problems:
        raise Invalid(problems)
    return said


EXISTS: Mapping[str, Callable[[int], bool]] = {
    "place": lambda pk: Place.objects.filter(pk=pk).exists(),
    "unit": lambda pk: Unit.objects.filter(pk=pk, level="commune").exists(),
}


def place_of(said: Said) -> int | None:
    found = said.facts.get("place_to", said.facts.get("place"))
    return found if isinstance(found, int) else None


def turn_of(law: Pathway, others: Sequence[Other], said: Said) -> int:
    """Which time of rehabilitation this is: as the register knows, or more if the person says so."""
    if law.kind != "rehab":
        return 1
    before = sum(1 for other in others if other.kind == "rehab" and other.begun)
    told = said.facts.get("rehab_before")
    return max(before, told if isinstance(told, int) else 0) + 1


def whom_of(minor: bool, others: Sequence[Other]) -> str:
    """For whom, where terms differ: law.pathways.shape.CASES."""
    if minor:
        return "minor"
    ended = [o for o in others if o.outcome == "completed" and o.closed_on]
    last = max(ended, key=lambda o: str(o.closed_on), default=None)
    return "compulsory" if last and last.pathway in TO_THE_CENTRE else "voluntary"


def _write(
    file: File,
    measure: Measure,
    earlier: tuple[Done, ...],
    taken: Taken,
    said: Said,
    *,
    post: PostFacts,
    action: str,
) -> Written:
    row = keep_step(
        measure,
        taken.done,
        before=taken.before,
        after=taken.now.state,
        words=said.words,
        vault=file.vault,
        by=file.by,
        post=post,
    )
    steps = (*earlier, taken.done)
    now = known.walked(measure, steps)
    settle(measure, now, steps)
    follow.after(file, measure, now, taken.step, post=post)
    log(
        file.by,
        f"measure.{action}",
        "measure",
        measure.pk,
        post_id=post.id,
        person=file.person.code,
        step=taken.done.step,
        source=taken.before,
        target=now.state,
        on=taken.done.on.isoformat(),
    )
    return Written(measure, row, replace(taken, now=now))

"""The list of plans, one plan with its matrix, and one task with every agency's part of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import reads
from hoanhap.plans.models import Plan, Progress, Share, Task
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.evidence import Proof, proofs
from hoanhap.plans.queries.standing import facts, proven, standing, stands, waits_of
from hoanhap.plans.queries.targets import Named, TargetLine, targets, unanswered, withdrawn
from hoanhap.plans.rules import fold, measures
from hoanhap.plans.rules.recurring import TITLES as EVERY
from hoanhap.plans.rules.status import FINISHED, PRESSING, State, Status, status


@dataclass(frozen=True, slots=True)
class PlanRow:
    code: str
    title: str
    agency: str
    number: str
    starts: date
    last: date
    tasks: int
    drafted: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """`promised`: the day of the first version, where it is another one now."""

    key: str
    code: str
    content: str
    leads: str
    coordinators: str
    starts: date | None
    starts_words: str
    last: date | None
    last_words: str
    promised: date | None
    note: str
    every: str
    status: Status


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    origin: str
    rows: tuple[TaskRow, ...]

    @property
    def pressing(self) -> list[tuple[Status, int]]:
        """Each state that asks for something, with how many rows are in it."""
        states = [row.status.state for row in self.rows]
        return [(Status(state), states.count(state)) for state in PRESSING if state in states]


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    on: date
    reason: str
    by: str
    document: Directive | None  # that changed it, for who reads that


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    document: Directive | None  # what it was issued as, for who reads that
    last: date
    groups: tuple[Group, ...]
    versions: tuple[VersionRow, ...]
    answering: tuple[Plan, ...]  # plans below that answer this one and that the reader sees
    may: frozenset[str]  # edit, follow
    late: int
    finished: int
    targets: tuple[TargetLine, ...]
    withdrawn: tuple[Named, ...]
    unanswered: tuple[Named, ...]  # targets of the plan above, for who makes this one

    @property
    def sections(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.plan.sections
        return found


def plan_list(actor: Actor, on: date) -> list[PlanRow]:
    rows = scope.visible(actor, on)
    lines = Task.objects.filter(plan__in=rows, dropped_in=None).order_by()
    tasks = dict(lines.values_list("plan").annotate(Count("pk")))
    return [
        PlanRow(p.code, p.title, p.agency.name, p.number, p.starts_on, p.ends_on - timedelta(days=1),
                tasks.get(p.pk, 0), p.version == 0)
        for p in rows
    ]  # fmt: skip


def may_begin(actor: Actor, on: date) -> bool:
    return decide(actor, P.PLAN_EDIT, None, on).allow


def plan_page(actor: Actor, code: str, on: date) -> PlanPage:
    plan = scope.plan(actor, code, on)
    found = standing(plan, on)
    groups: dict[tuple[str, str], list[TaskRow]] = defaultdict(list)
    for task in found.tasks:
        groups[task.group, task.origin].append(_row(task, found.of[task.pk]))
    states = [said.state for said in found.of.values()]
    may = rights(actor, plan, on)
    below = plan.answered_by.select_related("agency__unit", "keeper__unit").order_by("agency__name")
    return PlanPage(
        plan=plan,
        document=plan.directive if plan.directive and reads(actor, plan.directive, on) else None,
        last=plan.ends_on - timedelta(days=1),
        groups=tuple(Group(title, origin, tuple(rows)) for (title, origin), rows in groups.items()),
        versions=_versions(actor, plan, on),
        answering=tuple(p for p in below if scope.decide_plan(actor, p, on, P.PLAN_VIEW).allow),
        may=may,
        late=sum(state == State.LATE for state in states),
        finished=sum(state in FINISHED for state in states),
        targets=targets(plan, on),
        withdrawn=withdrawn(plan),
        unanswered=unanswered(actor, plan, on) if "edit" in may else (),
    )


def _versions(actor: Actor, plan: Plan, on: date) -> tuple[VersionRow, ...]:
    rows = plan.versions.defer("content", "changed").select_related("directive").order_by("number")
    return tuple(
        VersionRow(v.number, v.on, v.reason, v.by_name,
                   v.directive if v.directive and reads(actor, v.directive, on) else None)
        for v in rows
    )  # fmt: skip


def rights(actor: Actor, plan: Plan, on: date) -> frozenset[str]:
    asked = {"edit": P.PLAN_EDIT, "follow": P.PLAN_FOLLOW}
    return frozenset(name for name, right in asked.items() if scope.decide_plan(actor, plan, on, right).allow)


def _row(task: Task, said: Status) -> TaskRow:
    return TaskRow(
        key=task.key, code=task.code, content=task.content, leads=task.leads, coordinators=task.coordinators,
        starts=task.starts_on, starts_words=task.starts_words, last=task.last_on, last_words=task.last_words,
        promised=task.promised_on if task.promised_on != task.last_on else None, note=task.note,
        every=str(EVERY.get(task.every, "")), status=said,
    )  # fmt: skip


# ---------------------------------------------------------------- one task
@dataclass(frozen=True, slots=True)
class EventRow:
    on: date
    title: str
    text: str
    blocked_by: str
    evidence: str
    evidence_words: str
    by: str


@dataclass(frozen=True)
class ShareRow:
    """`mine`: the reader reports on it. `proof`: what the work shows; `events`: latest first."""

    id: int
    agency: str
    lead: bool
    status: Status | None
    stand: fold.Stand
    proof: Proof | None
    events: tuple[EventRow, ...]
    mine: bool
    reminded: int


@dataclass(frozen=True)
class Answer:
    """A line of a plan below that answers this task."""

    plan: str
    title: str
    agency: str
    key: str
    content: str
    last: date | None


@dataclass(frozen=True)
class TaskPage:
    plan: Plan
    task: Task
    row: TaskRow
    shares: tuple[ShareRow, ...]
    others: tuple[str, ...]  # co-ordinating agencies
    waits: tuple[str, ...]
    measure: str
    answers: tuple[Answer, ...]
    may: frozenset[str]


def task_page(actor: Actor, code: str, key: str, on: date) -> TaskPage:
    plan = scope.plan(actor, code, on)
    task = plan.tasks.filter(key=key, dropped_in=None).select_related("answers__plan").first()
    if task is None:
        raise Outside(P.PLAN_VIEW)
    found = standing(plan, on)
    waits = waits_of(found, plan, task)
    voice = scope.voice(actor, on)
    every = Share.objects.filter(task=task).select_related("task", "agency__unit").annotate(told=Count("reminders"))
    rows = list(stands(every.order_by("-lead", "agency__name"), on))
    shown = proofs(plan, [task], [s for s, _ in rows], on) if task.measure else {}
    events = _events([s.pk for s, _ in rows], on)
    shares = []
    for share, said in rows:
        stand, short = proven(said, shown.get(share.pk))
        mine = share.agency_id in voice.agencies or (
            share.agency.kind == "authority" and share.agency.unit_id in voice.units
        )
        shares.append(
            ShareRow(
                share.pk, share.agency.name, share.lead,
                status(facts(task, stand, waits, short), on) if share.lead else None,
                stand, shown.get(share.pk), tuple(events[share.pk]), mine, share.told,
            )
        )  # fmt: skip
    return TaskPage(
        plan=plan,
        task=task,
        row=_row(task, found.of[task.pk]),
        shares=tuple(s for s in shares if s.lead or s.events or s.mine),
        others=tuple(s.agency for s in shares if not s.lead),
        waits=tuple(w.code for w in waits),
        measure=str(measures.MEASURES[task.measure]) if task.measure else "",
        answers=_answers(actor, task, on),
        may=rights(actor, plan, on),
    )


def _events(shares: list[int], on: date) -> dict[int, list[EventRow]]:
    found: dict[int, list[EventRow]] = defaultdict(list)
    for e in Progress.objects.filter(share__in=shares, on__lte=on).order_by("-on", "-pk"):
        kind = str(measures.EVIDENCE.get(e.evidence, e.evidence))
        found[e.share_id].append(
            EventRow(e.on, str(fold.KINDS[e.kind]), e.text, e.blocked_by, kind, e.evidence_words, e.by_name)
        )
    return found


def _answers(actor: Actor, task: Task, on: date) -> tuple[Answer, ...]:
    """Only of plans that the reader sees, and that are promised."""
    rows = task.answered_by.filter(dropped_in=None, plan__version__gt=0).select_related("plan__agency__unit",
                                                                                       "plan__keeper")  # fmt: skip
    return tuple(
        Answer(x.plan.code, x.plan.title, x.plan.agency.name, x.key, x.content, x.last_on)
        for x in rows.order_by("plan__agency__name", "position")
        if scope.decide_plan(actor, x.plan, on, P.PLAN_VIEW).allow
    )

"""Visits of a plan's inspection team, with what they found."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.plans.models import Plan, Shortcoming
from hoanhap.plans.queries import scope
from hoanhap.units.models import Agency


@dataclass(frozen=True, slots=True)
class Found:
    id: int
    text: str
    task: str
    task_key: str
    last: date | None
    late: bool
    done: date | None
    how: str
    by: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: int
    agency: str
    on: date
    team: str
    conclusion: str
    by: str
    found: tuple[Found, ...]
    mine: bool  # the reader may say how it was mended


@dataclass(frozen=True)
class VisitsPage:
    plan: Plan
    rows: tuple[VisitRow, ...]
    open: int
    agencies: tuple[tuple[str, str], ...]
    tasks: tuple[tuple[str, str], ...]
    follows: bool


def visits_page(actor: Actor, code: str, on: date) -> VisitsPage:
    plan = scope.plan(actor, code, on)
    follows = scope.decide_plan(actor, plan, on, P.PLAN_FOLLOW).allow
    rows = tuple(
        VisitRow(
            v.pk, v.agency.name, v.on, v.team, v.conclusion, v.by_name,
            tuple(_found(x, on) for x in v.shortcomings.all()),
            follows or scope.speaks_for(actor, v.agency, on),
        )
        for v in plan.visits.select_related("agency").prefetch_related("shortcomings__task").order_by("-on", "-pk")
    )  # fmt: skip
    agencies = Agency.objects.filter(pk__in=plan.shares.values("agency_id")).order_by("name")
    tasks = plan.tasks.filter(dropped_in=None).order_by("position").values_list("key", "code", "content")
    return VisitsPage(
        plan=plan,
        rows=rows,
        open=sum(x.done is None for row in rows for x in row.found),
        agencies=tuple((str(pk), name) for pk, name in agencies.values_list("pk", "name")),
        tasks=tuple((key, f"{code}. {content}"[:90] if code else content[:90]) for key, code, content in tasks),
        follows=follows,
    )


def _found(row: Shortcoming, on: date) -> Found:
    late = row.done_on is None and row.last_on is not None and row.last_on < on
    task = row.task
    return Found(row.pk, row.text, task.code or task.key if task else "", task.key if task else "", row.last_on, late,
                 row.done_on, row.how, row.done_by)  # fmt: skip

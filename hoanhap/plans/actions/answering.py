"""A lower level's plan answers the upper's line by line: a line for each task it was given, its parts of targets."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import transaction

from hoanhap.access.errors import Problems
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import t
from hoanhap.plans.actions.plans import answered, begin
from hoanhap.plans.models import Plan, Share, Target, Task
from hoanhap.plans.rules.lines import Line, keys


@transaction.atomic
def answer(*, upper: str, code: str, title: str, agency: int, by: Actor, on: date, notice: str = "") -> Plan:
    """A plan to be typed on, with a line for every task of `upper` that `agency` leads: same code, content and days.

    Each line, and each target that falls to it, stays tied to the one it answers. Raises Invalid where the agency leads
    nothing there.
    """
    above, found = answered(Problems(), upper, by, on), Problems()
    lead = Task.objects.filter(plan=above, shares__agency_id=agency, shares__lead=True, dropped_in=None)
    mine = lead.order_by("position")
    if above and not mine:
        found.add("answers", t("Cơ quan không chủ trì nhiệm vụ nào của kế hoạch này.",
                               "The agency leads no task of this plan."))  # fmt: skip
    first = on.replace(month=1, day=1)
    starts, ends = (max(above.starts_on, first), above.ends_on) if above else (first, on + timedelta(days=1))
    plan = begin(
        code=code, title=title, agency=agency, starts=starts, ends=ends, by=by, on=on, answers=upper, notice=notice,
        directive=above.directive.code if above and above.directive else "", found=found,
    )  # fmt: skip
    assert above
    tasks = [_line(plan, n, line, first) for n, (line, first) in enumerate(_lines(mine), 1)]
    Task.objects.bulk_create(tasks)
    Share.objects.bulk_create(Share(plan=plan, task=task, agency_id=agency) for task in tasks)
    Target.objects.bulk_create(_targets(plan, above))
    return plan


def _targets(plan: Plan, above: Plan) -> Iterator[Target]:
    """What of the targets above falls to the unit, measured alike and tied to the whole that it is part of."""
    last = plan.ends_on - timedelta(days=1)
    given = above.targets.filter(unit=plan.agency.unit_id, dropped_in=None).exclude(parent=None)
    mine = given.select_related("parent").order_by("position")
    for n, part in enumerate(mine, 1):
        yield Target(
            plan=plan, key=f"ct-{n}", position=n, text=part.text, indicator=part.indicator, value=part.value,
            direction=part.direction, grows=part.grows, measure=part.measure, unit=part.unit,
            by_on=min(part.by_on, last), answers=part.parent,
        )  # fmt: skip


def _lines(tasks: Iterable[Task]) -> list[tuple[Line, Task]]:
    first = list(tasks)
    made = keys([Line(code=x.code, content=x.content, group=x.group, start=x.starts_on, last=x.last_on) for x in first])
    return list(zip(made, first, strict=True))


def _line(plan: Plan, position: int, line: Line, first: Task) -> Task:
    return Task(
        plan=plan, key=line.key, position=position, code=line.code, group=line.group, content=line.content,
        leads=plan.agency.name, starts_on=line.start, starts_words=first.starts_words, last_on=line.last,
        last_words=first.last_words, promised_on=line.last, report=first.report, answers=first, added_in=0,
    )  # fmt: skip

"""The inspection team's visits: what was found at an agency, and how it was mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions.door import locked
from hoanhap.plans.models import Shortcoming, TeamVisit
from hoanhap.plans.queries import scope


@dataclass(frozen=True, slots=True)
class Found:
    """A shortcoming. `task`: the key of the task it is about, where it is about one. `last`: to be mended by."""

    text: str
    task: str = ""
    last: date | None = None


@transaction.atomic
def visit(
    *, code: str, agency: int, day: date, team: str, conclusion: str = "",
    found: Sequence[Found] | Mapping[int, Found] = (), by: Actor, on: date,
) -> TeamVisit:  # fmt: skip
    """Write a visit down, with everything it found. Invalid has every mistake of all of it; of a shortcoming at
    `found-` and its number: its own in a mapping, else its place from 1."""
    plan, decision = locked(code, by, on, P.PLAN_FOLLOW)
    wrong, team = Problems(), clean(team, 2000)
    if not plan.shares.filter(agency_id=agency).exists():
        wrong.add("agency", t("Cơ quan không có phần việc nào trong kế hoạch.", "The agency has no task in the plan."))
    if day > on:
        wrong.add("day", t("Ngày chưa đến.", "The day has not come yet."))
    if not team:
        wrong.add("team", t("Ghi thành phần đoàn kiểm tra.", "Say who was in the team."))
    numbered = found if isinstance(found, Mapping) else dict(enumerate(found, 1))
    tasks = {task.key: task for task in plan.tasks.filter(key__in=[f.task for f in numbered.values() if f.task])}
    for n, one in numbered.items():
        if not clean(one.text, 4000):
            wrong.add(f"found-{n}", t("Tồn tại {n}: ghi nội dung.", "Shortcoming {n}: say what it is.", n=n))
        if one.task and one.task not in tasks:
            wrong.add(f"found-{n}", t("Tồn tại {n}: không có nhiệm vụ “{key}”.", "Shortcoming {n}: no task “{key}”.",
                                      n=n, key=one.task))  # fmt: skip
        if one.last and one.last < day:
            wrong.add(f"found-{n}", t("Tồn tại {n}: hạn trước ngày kiểm tra.",
                                      "Shortcoming {n}: due before the visit.", n=n))  # fmt: skip
    wrong.stop()
    made = TeamVisit.objects.create(plan=plan, agency_id=agency, on=day, team=team, conclusion=clean(conclusion, 4000),
                                    by_name=by.name)  # fmt: skip
    Shortcoming.objects.bulk_create(
        Shortcoming(visit=made, task=tasks.get(one.task), text=clean(one.text, 4000), last_on=one.last)
        for one in numbered.values()
    )
    log(by, "plan.visit", "plan", code, post_id=decision.post_id, agency=made.agency.code, count=len(found))
    return made


@transaction.atomic
def mend(*, shortcoming: int, how: str, by: Actor, on: date, day: date | None = None) -> Shortcoming:
    """How a shortcoming was mended: by the agency itself, or by whoever follows the plan."""
    rows = Shortcoming.objects.select_for_update(of=("self",))
    row = rows.select_related("visit__plan__agency__unit", "visit__plan__keeper__unit", "visit__agency").filter(
        pk=shortcoming
    ).first()  # fmt: skip
    if row is None:
        raise Outside(P.PLAN_PROGRESS)
    scope.require_plan(by, row.visit.plan, on, P.PLAN_VIEW)
    if not scope.decide_plan(by, row.visit.plan, on, P.PLAN_FOLLOW).allow:
        scope.require_voice(by, row.visit.agency, on)
    wrong, how, day = Problems(), clean(how, 4000), day or on
    if row.done_on:
        wrong.add("", t("Tồn tại này đã khắc phục.", "This was mended already."))
    if not how:
        wrong.add("how", t("Ghi đã khắc phục thế nào.", "Say how it was mended."))
    if not row.visit.on <= day <= on:
        wrong.add("day", t("Ghi ngày từ ngày kiểm tra đến hôm nay.", "Give a day from the visit until today."))
    wrong.stop()
    row.done_on, row.how, row.done_by = day, how, by.name
    row.save(update_fields=["done_on", "how", "done_by"])
    log(by, "plan.mend", "plan", row.visit.plan.code, what=row.pk, agency=row.visit.agency.code)
    return row

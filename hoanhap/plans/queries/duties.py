"""What plans want of one actor today: tasks of agencies they speak for, and, of who follows a plan, what is late."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.kernel.lang import t
from hoanhap.plans.models import Plan, Share, Shortcoming
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.evidence import proofs
from hoanhap.plans.queries.standing import facts, proven, standing, stands
from hoanhap.plans.rules.status import FINISHED, PRESSING, State, Status, status
from hoanhap.ui.duty import Duty, in_order

AHEAD = 30  # days before its last day a task is on the list; one that is late, blocked or at risk always
MOST = 8  # tasks by themselves; the rest of a plan in one line


def duties(actor: Actor, on: date) -> list[Duty]:
    found = [*_own(actor, on), *_mending(actor, on), *_followed(actor, on)]
    return in_order(found)


# ---------------------------------------------------------------- my agency's
def _own(actor: Actor, on: date) -> Iterator[Duty]:
    speaks = scope.speaking(actor, on)
    if speaks is None:
        return
    by_plan: dict[int, list[tuple[Share, Status]]] = defaultdict(list)
    found = list(_open(speaks, on))
    given = {(share.task_id, share.agency_id) for share, _ in found}
    for share, said in found:
        twice = (share.task.answers_id, share.agency_id) in given  # the line above it is the same work
        if said.state not in FINISHED and _pressing(said) and not twice:
            by_plan[share.plan_id].append((share, said))
    for rows in by_plan.values():
        rows.sort(key=lambda row: (row[1].days is None, row[1].days or 0))
        yield from (_line(share, said) for share, said in rows[:MOST])
        if rest := rows[MOST:]:
            yield _more(rest)


def _open(speaks: Q, on: date) -> Iterator[tuple[Share, Status]]:
    rows = Share.objects.filter(
        speaks, lead=True, task__dropped_in=None, plan__version__gt=0, plan__starts_on__lte=on,
    )  # fmt: skip
    left = rows.filter(Q(done_on=None) | Q(done_on__gt=on)).filter(
        Q(task__last_on=None) | Q(task__last_on__gte=on - timedelta(days=365))
    )
    found = list(stands(left.select_related("task", "plan__directive", "agency__unit").order_by("pk"), on))
    shown = {}
    for plan in {share.plan for share, _ in found if share.task.measure}:
        mine = [share for share, _ in found if share.plan_id == plan.pk and share.task.measure]
        shown.update(proofs(plan, list({share.task for share in mine}), mine, on))
    for share, said in found:
        stand, short = proven(said, shown.get(share.pk))
        yield share, status(facts(share.task, stand, (), short), on)


def _pressing(said: Status) -> bool:
    return said.state in PRESSING or (said.days is not None and said.days <= AHEAD)


def _line(share: Share, said: Status) -> Duty:
    task = share.task
    name = f"{task.code}. {task.content}" if task.code else task.content
    why = " · ".join(filter(None, [share.plan.title, *said.reasons]))
    return Duty(
        said.days, _tone(said.days), _short(name, 110), _short(why, 200), _url(share), t("Báo tiến độ", "Report")
    )


def _more(rest: list[tuple[Share, Status]]) -> Duty:
    plan, days = rest[0][0].plan, rest[0][1].days
    return Duty(
        days,
        _tone(days),
        t("Còn {n} nhiệm vụ khác của kế hoạch", "{n} more tasks of the plan", n=len(rest)),
        plan.title,
        reverse("plans:plan", args=[plan.code]),
        t("Xem", "Look"),
    )


def _tone(days: int | None) -> str:
    return "" if days is None else "law" if days < 0 else "warn" if days <= 7 else ""


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _url(share: Share) -> str:
    return f"{reverse('plans:task', args=[share.plan.code, share.task.key])}#s{share.pk}"


# ---------------------------------------------------------------- shortcomings to mend
def _mending(actor: Actor, on: date) -> Iterator[Duty]:
    found = scope.voice(actor, on)
    mine = Q(visit__agency_id__in=found.agencies) | Q(
        visit__agency__unit_id__in=found.units, visit__agency__kind="authority"
    )
    for row in Shortcoming.objects.filter(mine, done_on=None).select_related("visit__plan").order_by("last_on"):
        days = (row.last_on - on).days if row.last_on else None
        why = t("Đoàn kiểm tra kế hoạch nêu", "Found by the plan's inspection team")
        url = reverse("plans:visits", args=[row.visit.plan.code])
        yield Duty(days, _tone(days), _short(row.text, 110), why, url, t("Khắc phục", "Mend"))


# ---------------------------------------------------------------- those I follow
def _followed(actor: Actor, on: date) -> Iterator[Duty]:
    """One line a plan: how many of its tasks are late, and how many are at risk."""
    if not decide(actor, P.PLAN_FOLLOW, None, on).allow:
        return
    running = Plan.objects.filter(version__gt=0, starts_on__lte=on, ends_on__gte=on - timedelta(days=31))
    for plan in running.select_related("agency__unit", "keeper__unit", "directive"):
        if not scope.decide_plan(actor, plan, on, P.PLAN_FOLLOW).allow:
            continue
        states = [said.state for said in standing(plan, on).of.values()]
        late, risk = states.count(State.LATE), states.count(State.AT_RISK) + states.count(State.BLOCKED)
        if late or risk:
            at_risk = t("{m} vướng hoặc có nguy cơ", "{m} blocked or at risk", m=risk)
            said = t("{n} nhiệm vụ quá hạn, {risk}", "{n} tasks late, {risk}", n=late, risk=at_risk) if late else (
                t("{m} nhiệm vụ vướng hoặc có nguy cơ chậm", "{m} tasks blocked or at risk", m=risk))  # fmt: skip
            board = reverse("plans:board", args=[plan.code])
            yield Duty(None, "law" if late else "warn", said, plan.title, board, t("Xem", "Look"))

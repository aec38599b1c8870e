"""Where every lead share of a plan stands on a day: one grouped statement, and the rule asked once for each kind of
share there is in a task. What follows is what asking the rule of every share by itself would say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Max, Q

from hoanhap.kernel.lang import t
from hoanhap.plans.models import Plan, Progress, Share, Task
from hoanhap.plans.queries.evidence import Proof, proofs
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.status import FINISHED, SILENCE, Facts, State, Status, Waits, status, whole

_GROUPED = """
SELECT task_id, branch_id, NULL, kind, COUNT(*) FROM plans_share
WHERE plan_id = %(plan)s AND lead = %(lead)s AND branch_id IS NOT NULL GROUP BY task_id, branch_id, kind
UNION ALL
SELECT task_id, NULL, agency_id, kind, COUNT(*) FROM plans_share
WHERE plan_id = %(plan)s AND lead = %(lead)s AND branch_id IS NULL GROUP BY task_id, kind, agency_id
"""


class Part(NamedTuple):
    """Shares of one task that stand alike: of a branch together, at the plan's own unit of each agency by itself.

    Neither branch nor agency: a task that no agency was found for.
    """

    branch: int | None
    agency: int | None
    status: Status
    count: int


@dataclass(frozen=True)
class Standing:
    """`tasks` in the order of the plan; `parts` and `of`, the task as a whole, by the task's number."""

    on: date
    tasks: tuple[Task, ...]
    parts: Mapping[int, list[Part]]
    of: Mapping[int, Status]


class _Row(NamedTuple):
    branch: int | None
    agency: int | None
    kind: int
    count: int
    blocked: str = ""
    done: date | None = None
    moved: date | None = None
    short: str = ""


def standing(plan: Plan, on: date) -> Standing:
    tasks = tuple(plan.tasks.filter(dropped_in=None).order_by("position"))
    rows: dict[int, list[_Row]] = {task.pk: [] for task in tasks}
    counted = {task.pk for task in tasks if not task.measure}
    for task_id, row in _counted(plan, on):
        if task_id in counted:
            rows[task_id].append(row)
    for task_id, row in (*_refolded(plan, on), *_proved(plan, tasks, on)):
        rows[task_id].append(row)
    waits = _waits(plan, tasks, rows, on)
    parts = {task.pk: _parts(task, rows[task.pk], waits.get(task.pk, ()), on) for task in tasks}
    return Standing(on, tasks, parts, {task.pk: as_a_whole(parts[task.pk]) for task in tasks})


# ---------------------------------------------------------------- rows
def _counted(plan: Plan, on: date) -> Iterator[tuple[int, _Row]]:
    """Shares counted by kind. Those that say more than their kind are taken out and looked at one by one: blocked,
    long silent; and, of a day in the past, those that something has happened to since (`_refolded`)."""
    shares = Share.objects.filter(plan=plan, lead=True)
    told = shares.filter(Q(kind=fold.STUCK, moved_on__lte=on) | _silent(on))
    apart = list(told.values_list("task_id", "branch_id", "agency_id", "kind", "moved_on", "blocked"))
    later = shares.filter(moved_on__gt=on).values_list("task_id", "branch_id", "agency_id", "kind")
    less = Counter((task, branch, None if branch else agency, kind) for task, branch, agency, kind in later)
    for task, branch, agency, kind, moved, blocked in apart:
        agency = None if branch else agency
        less[task, branch, agency, kind] += 1
        yield task, _Row(branch, agency, kind, 1, blocked, None, moved)
    late = dict(shares.filter(kind=fold.LATE).order_by().values_list("task_id").annotate(Max("moved_on")))
    for task, branch, agency, kind, n in _groups(plan):
        if left := n - less.get((task, branch, agency, kind), 0) if less else n:
            done = late.get(task) if kind == fold.LATE else on if kind == fold.IN_TIME else None
            yield task, _Row(branch, agency, kind, left, "", done, on if kind == fold.GOING else None)


def _silent(on: date) -> Q:
    return Q(kind=fold.GOING, moved_on__lte=on - timedelta(days=SILENCE))


def _groups(plan: Plan) -> list[tuple[int, int | None, int | None, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED, {"plan": plan.pk, "lead": True})
        return cursor.fetchall()  # type: ignore[no-any-return]


def _refolded(plan: Plan, on: date) -> Iterator[tuple[int, _Row]]:
    """Of a day in the past: shares that something has happened to since, as they stood then."""
    later = Share.objects.filter(plan=plan, lead=True, moved_on__gt=on, task__dropped_in=None, task__measure="")
    for share, stand in stands(later.select_related("task"), on):
        yield share.task_id, _row(share, stand)


def _proved(plan: Plan, tasks: Sequence[Task], on: date) -> Iterator[tuple[int, _Row]]:
    """Of tasks whose end shows in the work itself: what it shows, before what was said."""
    measured = [task for task in tasks if task.measure]
    if not measured:
        return
    shares = Share.objects.filter(plan=plan, lead=True, task__in=measured).select_related("task", "agency__unit")
    found = list(stands(shares, on))
    shown = proofs(plan, measured, [share for share, _ in found], on)
    for share, stand in found:
        yield share.task_id, _row(share, *proven(stand, shown.get(share.pk)))


def proven(stand: fold.Stand, proof: Proof | None) -> tuple[fold.Stand, str]:
    if proof is None:
        return stand, ""
    if proof.done:
        return replace(stand, began=stand.began or proof.done, done=proof.done, proved=True, blocked=""), ""
    return replace(stand, done=None), proof.short


def stands(shares: Iterable[Share], on: date) -> Iterator[tuple[Share, fold.Stand]]:
    """Shares as they stood at the end of a day; the copies in the row where nothing has happened since."""
    rows = list(shares)
    later = [share.pk for share in rows if share.moved_on and share.moved_on > on]
    told: dict[int, list[fold.Event]] = defaultdict(list)
    for event in Progress.objects.filter(share__in=later, on__lte=on).order_by("on", "pk"):
        told[event.share_id].append(fold.Event(event.kind, event.on, event.blocked_by, bool(event.evidence)))
    again = set(later)
    for s in rows:
        stand = fold.stand(told[s.pk]) if s.pk in again else fold.Stand(s.began_on, s.moved_on, s.done_on, s.proved,
                                                                      s.blocked)  # fmt: skip
        yield s, stand


def _row(share: Share, stand: fold.Stand, short: str = "") -> _Row:
    agency = share.agency_id if share.branch_id is None else None
    kind = fold.kind(stand, share.task.last_on)
    return _Row(share.branch_id, agency, kind, 1, stand.blocked, stand.done, stand.moved, short)


# ---------------------------------------------------------------- the rule
def facts(task: Task, stand: fold.Stand, waits: tuple[Waits, ...] = (), short: str = "") -> Facts:
    return Facts(task.starts_on, task.last_on, stand.began, stand.moved, stand.done, stand.blocked, waits, short)


def _parts(task: Task, rows: Iterable[_Row], waits: tuple[Waits, ...], on: date) -> list[Part]:
    known: dict[tuple[object, ...], Status] = {}
    found = []
    for row in rows:
        branch, agency, kind, count, *rest = row
        if (said := known.get((kind, *rest))) is None:
            said = known[kind, *rest] = status(_facts(task, row, waits), on)
        found.append(Part(branch, agency, said, count))
    return found or [Part(None, None, _nobody(task, waits, on), 1)]


def _facts(task: Task, row: _Row, waits: tuple[Waits, ...]) -> Facts:
    """Of what is done in time the day does not matter: its last day stands for it."""
    done = min(row.done, task.last_on) if row.kind == fold.IN_TIME and row.done and task.last_on else row.done
    began = None if row.kind == fold.NOTHING else row.moved or done
    return Facts(task.starts_on, task.last_on, began, row.moved, done, row.blocked, waits, row.short)


def _nobody(task: Task, waits: tuple[Waits, ...], on: date) -> Status:
    said = status(Facts(task.starts_on, task.last_on, waits=waits), on)
    why = t("chưa rõ cơ quan chủ trì trong hệ thống", "no agency of the system leads it")
    return replace(said, reasons=(*said.reasons, why))


def as_a_whole(parts: Sequence[Part]) -> Status:
    state = whole(part.status.state for part in parts)
    alike = [part.status for part in parts if part.status.state == state]
    reasons = tuple(dict.fromkeys(reason for said in alike for reason in said.reasons))
    days = [part.status.days for part in parts if part.status.days is not None]
    return Status(state, reasons[:3], min(days) if days and state not in FINISHED else None)


def _waits(plan: Plan, tasks: Sequence[Task], rows: Mapping[int, list[_Row]], on: date) -> dict[int, tuple[Waits, ...]]:
    """For which unfinished tasks each task waits. Whether one is late does not depend on what it waits for itself."""
    by_id = {task.pk: task for task in tasks}
    found: dict[int, list[Waits]] = defaultdict(list)
    through = Task.after.through.objects.filter(from_task__plan=plan).order_by("to_task__position")
    for waiting, first in through.values_list("from_task_id", "to_task_id"):
        other = by_id.get(first)
        if other is None or waiting not in by_id:
            continue
        mine = rows.get(first, [])
        if not mine or any(row.done is None for row in mine):
            late = other.last_on is not None and other.last_on < on
            found[waiting].append(Waits(other.code or other.key, late, other.last_on))
    return {task: tuple(waits) for task, waits in found.items()}


def waits_of(found: Standing, plan: Plan, task: Task) -> tuple[Waits, ...]:
    """For whom one task waits, when everything stands as it was found."""
    first = set(task.after.values_list("pk", flat=True))
    return tuple(
        Waits(other.code or other.key, said.state == State.LATE, other.last_on)
        for other in found.tasks
        if other.pk in first and (said := found.of[other.pk]).state not in FINISHED
    )


def states(found: Standing) -> dict[State, int]:
    """How many tasks stand where, in the order of the states."""
    said = [status.state for status in found.of.values()]
    return {state: said.count(state) for state in State}

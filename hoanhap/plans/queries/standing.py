"""Where every lead share of a plan stands on a day: one grouped statement, and the rule asked once for each kind of
share there is in a task. What follows is what asking the rule of every share by itself would say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Min, QuerySet

from hoanhap.kernel.lang import t
from hoanhap.plans.models import Plan, Progress, Share, Task
from hoanhap.plans.queries.evidence import Proof, proofs
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.status import FINISHED, SILENCE, Facts, State, Status, Waits, status, whole

LEAD = (True,)  # “lead IN (1)”, which an index can follow; a bare boolean it cannot
TOLD = (fold.IN_TIME, fold.LATE, fold.STUCK, fold.GOING)
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

    @property
    def place(self) -> int:
        """One number: of the branch, or, below zero, of the agency; 0 for nobody."""
        return self.branch or -(self.agency or 0)


class Standing:
    """`tasks` in the order of the plan, `of` the status of each as a whole, by its number. What a page does not ask for
    is not put together: a plan of a province has a hundred thousand shares."""

    def __init__(self, on: date, tasks: tuple[Task, ...], known: "Mapping[int, _Known]") -> None:
        self.on, self.tasks, self._known = on, tasks, known
        self.of = {task_id: as_a_whole(of.every()) for task_id, of in known.items()}

    def parts(self, task: int) -> list[Part]:
        return self._known[task].parts()

    def tally(self) -> dict[int, dict[State, int]]:
        """How many shares stand where, by place: a branch, below zero an agency of the plan's own unit, 0 nobody."""
        found: dict[int, dict[State, int]] = {}
        for of in self._known.values():
            usual = of.states()
            for _, branch, agency, kind, n in of.groups:
                at, state = branch or -(agency or 0), usual[kind]
                counts = found.get(at) or found.setdefault(at, {})
                counts[state] = counts.get(state, 0) + n
            for part in of.apart():
                counts = found.setdefault(part.place, {})
                counts[part.status.state] = counts.get(part.status.state, 0) + part.count
        return found


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
    known = {task.pk: _Known(task, on) for task in tasks}
    counted = {task.pk: known[task.pk] for task in tasks if not task.measure}
    groups, apart = _counted(plan, on)
    for group in groups:
        if (of := counted.get(group[0])) is not None:
            of.groups.append(group)
    apart = [row for row in apart if row[0] in counted]
    for task_id, row in (*apart, *_refolded(plan, on), *_proved(plan, tasks, on)):
        known[task_id].rows.append(row)
    _wait(plan, known)
    return Standing(on, tasks, known)


# ---------------------------------------------------------------- rows
_Group = tuple[int, int | None, int | None, int, int]  # task, branch, agency, kind, how many


def _counted(plan: Plan, on: date) -> tuple[list[_Group], list[tuple[int, _Row]]]:
    """Shares counted by kind; and, told apart, those that say more than their kind: blocked, long silent. Of a day in
    the past those that something has happened to since are in neither (`_refolded`)."""
    shares = Share.objects.filter(plan=plan, lead__in=LEAD).order_by()
    apart = [*_blocked(shares.filter(kind=fold.STUCK, moved_on__lte=on), on), *_silent(shares, on)]
    less: Counter[tuple[int, int | None, int | None, int]] = Counter()
    for task, row in apart:
        less[task, row.branch, row.agency, row.kind] += row.count
    later = shares.filter(kind__in=TOLD, moved_on__gt=on)
    for task, branch, agency, kind in later.values_list(*_PLACE, "kind"):
        less[task, branch, None if branch else agency, kind] += 1
    groups = _groups(plan)
    touched = {kind for *_, kind in less}
    left = [g for g in groups if g[3] not in touched]
    left += [(*g[:4], n) for g in groups if g[3] in touched and (n := g[4] - less[g[:4]])]
    return left, apart


_PLACE = ("task_id", "branch_id", "agency_id")


def _blocked(shares: QuerySet[Share], on: date) -> Iterator[tuple[int, _Row]]:
    rows = shares.values_list(*_PLACE, "blocked")
    for (task, branch, agency, blocked), n in Counter(_placed(row) for row in rows).items():
        yield task, _Row(branch, agency, fold.STUCK, n, blocked, None, on)


def _silent(shares: QuerySet[Share], on: date) -> Iterator[tuple[int, _Row]]:
    """The longest silence of a task is said for all who are silent in it."""
    found = shares.filter(kind=fold.GOING, moved_on__lte=on - timedelta(days=SILENCE))
    since = dict(found.values_list("task_id").annotate(Min("moved_on")))
    rows = Counter(_placed((*row, "")) for row in found.values_list(*_PLACE))
    for (task, branch, agency, _), n in rows.items():
        yield task, _Row(branch, agency, fold.GOING, n, "", None, since[task])


def _placed(row: tuple[int, int | None, int, str]) -> tuple[int, int | None, int | None, str]:
    task, branch, agency, said = row
    return task, branch, None if branch else agency, said


def _groups(plan: Plan) -> list[_Group]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED, {"plan": plan.pk, "lead": True})
        return cursor.fetchall()  # type: ignore[no-any-return]


def _refolded(plan: Plan, on: date) -> Iterator[tuple[int, _Row]]:
    """Of a day in the past: shares that something has happened to since, as they stood then."""
    later = Share.objects.filter(plan=plan, lead__in=LEAD, kind__in=TOLD, moved_on__gt=on)
    later = later.filter(task__dropped_in=None, task__measure="")
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


class _Known:
    """One task: its shares by kind, those told apart, and what the rule says of them,
    asked once for those that are alike."""

    def __init__(self, task: Task, on: date) -> None:
        self.task, self.on = task, on
        self.groups: list[_Group] = []
        self.rows: list[_Row] = []
        self.waits: tuple[Waits, ...] = ()
        self._usual: dict[int, Status] = {}
        self._said: dict[_Row, Status] = {}

    def finished(self) -> bool:
        kinds = self.kinds() | {fold.IN_TIME if row.done else row.kind for row in self.rows}
        return bool(kinds) and kinds <= {fold.IN_TIME, fold.LATE}

    def states(self) -> dict[int, State]:
        return {kind: self.usual(kind).state for kind in self.kinds()}

    def kinds(self) -> set[int]:
        return {group[3] for group in self.groups}

    def every(self) -> list[Status]:
        """Each status that some share has."""
        usual = [self.usual(kind) for kind in sorted(self.kinds())]
        return [*usual, *(part.status for part in self.apart())]

    def parts(self) -> list[Part]:
        grouped = [Part(branch, agency, self.usual(kind), n) for _, branch, agency, kind, n in self.groups]
        return grouped + self.apart()

    def apart(self) -> list[Part]:
        if not self.groups and not self.rows:
            return [Part(None, None, self.nobody(), 1)]
        return [Part(row.branch, row.agency, self.said(row), row.count) for row in self.rows]

    def usual(self, kind: int) -> Status:
        """Of a share that is nothing but of its kind: in time stands for its last day, late for one day more."""
        if (said := self._usual.get(kind)) is None:
            last = self.task.last_on or self.on
            done = {fold.IN_TIME: min(last, self.on), fold.LATE: min(last + timedelta(days=1), self.on)}.get(kind)
            moved = self.on if kind == fold.GOING else done
            said = self._usual[kind] = self.said(_Row(None, None, kind, 0, "", done, moved))
        return said

    def said(self, row: _Row) -> Status:
        alike = row._replace(branch=None, agency=None, count=0)
        if (said := self._said.get(alike)) is None:
            began = None if row.kind == fold.NOTHING else row.moved or row.done
            task = self.task
            of = Facts(task.starts_on, task.last_on, began, row.moved, row.done, row.blocked, self.waits, row.short)
            said = self._said[alike] = status(of, self.on)
        return said

    def nobody(self) -> Status:
        said = status(Facts(self.task.starts_on, self.task.last_on, waits=self.waits), self.on)
        why = t("chưa rõ cơ quan chủ trì trong hệ thống", "no agency of the system leads it")
        return replace(said, reasons=(*said.reasons, why))


def as_a_whole(every: Iterable[Status]) -> Status:
    found = {id(said): said for said in every}.values()
    state = whole(said.state for said in found)
    reasons = tuple(dict.fromkeys(reason for said in found if said.state == state for reason in said.reasons))
    days = [said.days for said in found if said.days is not None]
    return Status(state, reasons[:3], min(days) if days and state not in FINISHED else None)


def _wait(plan: Plan, known: Mapping[int, _Known]) -> None:
    """For which unfinished tasks each task waits. Whether one is late does not depend on what it waits for itself."""
    through = Task.after.through.objects.filter(from_task__plan=plan).order_by("to_task__position")
    for waiting, first in through.values_list("from_task_id", "to_task_id"):
        if waiting in known and first in known and not known[first].finished():
            other, on = known[first].task, known[first].on
            late = other.last_on is not None and other.last_on < on
            known[waiting].waits += (Waits(other.code or other.key, late, other.last_on),)


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

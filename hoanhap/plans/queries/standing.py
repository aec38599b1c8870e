"""Where every lead share of a plan stands on a day: one grouped statement, and the rule asked once for each kind of
share there is in a task. What follows is what asking the rule of every share by itself would say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from operator import sub
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Min, QuerySet

from hoanhap.kernel.lang import t
from hoanhap.plans.models import Plan, Progress, Share, Task
from hoanhap.plans.queries.evidence import Proof, proofs
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.status import FINISHED, SILENCE, Facts, State, Status, Waits, status, whole

LEAD = (True,)  # “lead IN (1)”, which an index can follow; a bare boolean it cannot
TOLD = (fold.IN_TIME, fold.LATE, fold.STUCK, fold.GOING)
KINDS = range(5)
_BY_KIND = ", ".join(f"COUNT(*) FILTER (WHERE kind = {kind})" for kind in KINDS)
_GROUPED = f"""
SELECT task_id, branch_id, NULL, {_BY_KIND} FROM plans_share
WHERE plan_id = %(plan)s AND lead = %(lead)s AND branch_id IS NOT NULL GROUP BY task_id, branch_id
UNION ALL
SELECT task_id, NULL, agency_id, {_BY_KIND} FROM plans_share
WHERE plan_id = %(plan)s AND lead = %(lead)s AND branch_id IS NULL GROUP BY task_id, agency_id
"""  # noqa: S608 (numbers of this file)


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
            for _, branch, agency, *n in of.groups:
                counts = found.setdefault(branch or -(agency or 0), {})
                for kind, state in usual:
                    if n[kind]:
                        counts[state] = counts.get(state, 0) + n[kind]
            for part in of.apart():
                counts = found.setdefault(part.place, {})
                counts[part.status.state] = counts.get(part.status.state, 0) + part.count
        return found


class _Said(NamedTuple):
    """What the rule reads of a share told apart."""

    kind: int
    blocked: str = ""
    done: date | None = None
    moved: date | None = None
    short: str = ""


_Place = tuple[int, int | None, int | None]  # task, branch or agency
_Apart = tuple[_Place, _Said, int]  # how many of one place say the same


def standing(plan: Plan, on: date) -> Standing:
    tasks = tuple(plan.tasks.filter(dropped_in=None).order_by("position"))
    known = {task.pk: _Known(task, on) for task in tasks}
    counted = {task.pk: known[task.pk] for task in tasks if not task.measure}
    groups, apart = _counted(plan, on)
    for group in groups:
        if (of := counted.get(group[0])) is not None:
            of.groups.append(group)
    apart = [row for row in apart if row[0][0] in counted]
    for (task_id, branch, agency), said, n in (*apart, *_refolded(plan, on), *_proved(plan, tasks, on)):
        known[task_id].rows[said].append((branch, agency, n))
    _wait(plan, known)
    return Standing(on, tasks, known)


# ---------------------------------------------------------------- rows
_Group = tuple[Any, ...]  # a _Place, then how many of each kind


def _counted(plan: Plan, on: date) -> tuple[list[_Group], list[_Apart]]:
    """Shares counted by kind; and, told apart, those that say more than their kind: blocked, long silent. Of a day in
    the past those that something has happened to since are in neither (`_refolded`)."""
    shares = Share.objects.filter(plan=plan, lead__in=LEAD).order_by()
    apart = [*_blocked(shares.filter(kind=fold.STUCK, moved_on__lte=on), on), *_silent(shares, on)]
    less: dict[_Place, list[int]] = defaultdict(lambda: [0 for _ in KINDS])
    for place, said, n in apart:
        less[place][said.kind] += n
    later = shares.filter(kind__in=TOLD, moved_on__gt=on)
    for *row, kind in later.values_list(*_PLACE, "kind"):
        less[_placed(*row)][kind] += 1
    return [_without(row, less) for row in _groups(plan)], apart


def _without(row: _Group, less: Mapping[_Place, Sequence[int]]) -> _Group:
    found = less.get(row[:3])
    return (*row[:3], *map(sub, row[3:], found)) if found else row


_PLACE = ("task_id", "branch_id", "agency_id")


def _blocked(shares: QuerySet[Share], on: date) -> Iterator[_Apart]:
    for *place, blocked, n in shares.values_list(*_PLACE, "blocked").annotate(Count("pk")):
        yield _placed(*place), _Said(fold.STUCK, blocked, None, on), n


def _silent(shares: QuerySet[Share], on: date) -> Iterator[_Apart]:
    """The longest silence of a task is said for all who are silent in it."""
    found = shares.filter(kind=fold.GOING, moved_on__lte=on - timedelta(days=SILENCE))
    since = dict(found.values_list("task_id").annotate(Min("moved_on")))
    for *place, n in found.values_list(*_PLACE).annotate(Count("pk")):
        yield _placed(*place), _Said(fold.GOING, "", None, since[place[0]]), n


def _placed(task: int, branch: int | None, agency: int | None) -> _Place:
    return task, branch, None if branch else agency


def _groups(plan: Plan) -> list[_Group]:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED, {"plan": plan.pk, "lead": True})
        return cursor.fetchall()  # type: ignore[no-any-return]


def _refolded(plan: Plan, on: date) -> Iterator[_Apart]:
    """Of a day in the past: shares that something has happened to since, as they stood then."""
    later = Share.objects.filter(plan=plan, lead__in=LEAD, kind__in=TOLD, moved_on__gt=on)
    later = later.filter(task__dropped_in=None, task__measure="")
    for share, stand in stands(later.select_related("task"), on):
        yield _row(share, stand)


def _proved(plan: Plan, tasks: Sequence[Task], on: date) -> Iterator[_Apart]:
    """Of tasks whose end shows in the work itself: what it shows, before what was said."""
    measured = [task for task in tasks if task.measure]
    if not measured:
        return
    shares = Share.objects.filter(plan=plan, lead=True, task__in=measured).select_related("task", "agency__unit")
    found = list(stands(shares, on))
    shown = proofs(plan, measured, [share for share, _ in found], on)
    for share, stand in found:
        yield _row(share, *proven(stand, shown.get(share.pk)))


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


def _row(share: Share, stand: fold.Stand, short: str = "") -> _Apart:
    said = _Said(fold.kind(stand, share.task.last_on), stand.blocked, stand.done, stand.moved, short)
    return _placed(share.task_id, share.branch_id, share.agency_id), said, 1


# ---------------------------------------------------------------- the rule
def facts(task: Task, stand: fold.Stand, waits: tuple[Waits, ...] = (), short: str = "") -> Facts:
    return Facts(task.starts_on, task.last_on, stand.began, stand.moved, stand.done, stand.blocked, waits, short)


class _Known:
    """One task: its shares by kind, those told apart, and what the rule says of them,
    asked once for those that are alike."""

    def __init__(self, task: Task, on: date) -> None:
        self.task, self.on = task, on
        self.groups: list[_Group] = []
        self.rows: dict[_Said, list[tuple[int | None, int | None, int]]] = defaultdict(list)
        self.waits: tuple[Waits, ...] = ()
        self._usual: dict[int, Status] = {}
        self._apart: dict[_Said, Status] = {}

    def finished(self) -> bool:
        kinds = {*self.kinds, *(fold.IN_TIME if said.done else said.kind for said in self.rows)}
        return bool(kinds) and kinds <= {fold.IN_TIME, fold.LATE}

    def states(self) -> list[tuple[int, State]]:
        return [(kind, self.usual(kind).state) for kind in self.kinds]

    @cached_property
    def kinds(self) -> list[int]:
        """Of the shares that are not told apart."""
        return [kind for kind in KINDS if any(group[3 + kind] for group in self.groups)]

    def every(self) -> list[Status]:
        """Each status that some share has."""
        if not self.groups and not self.rows:
            return [self.nobody()]
        return [*map(self.usual, self.kinds), *map(self.told, self.rows)]

    def parts(self) -> list[Part]:
        usual = [(kind, self.usual(kind)) for kind in self.kinds]
        grouped = [
            Part(branch, agency, said, n[kind])
            for _, branch, agency, *n in self.groups
            for kind, said in usual
            if n[kind]
        ]
        return grouped + self.apart()

    def apart(self) -> list[Part]:
        if not self.groups and not self.rows:
            return [Part(None, None, self.nobody(), 1)]
        told = ((self.told(said), places) for said, places in self.rows.items())
        return [Part(branch, agency, status, n) for status, places in told for branch, agency, n in places]

    def usual(self, kind: int) -> Status:
        """Of a share that is nothing but of its kind: in time stands for its last day, late for one day more."""
        if (found := self._usual.get(kind)) is None:
            last = self.task.last_on or self.on
            done = {fold.IN_TIME: min(last, self.on), fold.LATE: min(last + timedelta(days=1), self.on)}.get(kind)
            moved = self.on if kind == fold.GOING else done
            found = self._usual[kind] = self._status(_Said(kind, "", done, moved))
        return found

    def told(self, said: _Said) -> Status:
        if (found := self._apart.get(said)) is None:
            found = self._apart[said] = self._status(said)
        return found

    def _status(self, said: _Said) -> Status:
        began = None if said.kind == fold.NOTHING else said.moved or said.done
        task = self.task
        of = Facts(task.starts_on, task.last_on, began, said.moved, said.done, said.blocked, self.waits, said.short)
        return status(of, self.on)

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

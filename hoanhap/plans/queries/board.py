"""The leader's board: who is late, at risk and why; by agency; any day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hoanhap.access.rules import Actor
from hoanhap.plans.models import Plan, Task
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.standing import Standing, as_a_whole, standing
from hoanhap.plans.rules.status import FINISHED, PRESSING, State, Stated, Status
from hoanhap.units.models import Agency, Unit

ORDER = {state: n for n, state in enumerate(State)}
SHOWN = 50  # tasks on one page


@dataclass(frozen=True, slots=True)
class Count(Stated):
    state: State
    n: int


@dataclass(frozen=True, slots=True)
class Office:
    """An agency of the plan's unit, or all agencies of a branch together. `key` is what `who` asks for."""

    key: str
    name: str
    counts: tuple[Count, ...]
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`of`, `among`: how many of its shares stand as the line says. `offices`: who that is, at most a few by name."""

    key: str
    code: str
    content: str
    last: date | None
    promised: date | None
    status: Status
    of: int
    among: int
    offices: tuple[str, ...]
    more: int


Row = tuple[Task, Status]


@dataclass(frozen=True, slots=True)
class Section(Stated):
    """The tasks of a page that stand alike. `n`: how many there are with those of other pages. `open`: read at once."""

    state: State
    n: int
    lines: tuple[TaskLine, ...]
    open: bool


@dataclass(frozen=True)
class Board:
    """`rows`: the tasks asked for, the pressing ones first; a page of them is put into words by `line`."""

    plan: Plan
    on: date
    counts: tuple[Count, ...]
    total: int
    finished: int
    offices: tuple[Office, ...]
    rows: tuple[Row, ...]
    names: Mapping[int, str]
    standing: Standing
    state: str
    who: str
    who_name: str

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        return tuple(self.line(row) for row in self.rows)

    def sections(self, rows: Iterable[Row]) -> list[Section]:
        """Of a page of the rows: what asks for something stands open, the rest is folded up."""
        n = Counter(said.state for _, said in self.rows)
        return [
            Section(state, n[state], tuple(map(self.line, alike)), state in PRESSING or state == self.state)
            for state, alike in groupby(rows, key=lambda row: row[1].state)
        ]

    def line(self, row: Row) -> TaskLine:
        task, said = row
        parts = [part for part in self.standing.parts(task.pk) if not self.who or _key(part.place) == self.who]
        alike = [part for part in parts if part.status.state == said.state]
        offices = list(dict.fromkeys(self.names[part.place] for part in alike if part.place in self.names))
        return TaskLine(
            key=task.key,
            code=task.code,
            content=task.content,
            last=task.last_on,
            promised=task.promised_on if task.promised_on != task.last_on else None,
            status=said,
            of=sum(part.count for part in alike),
            among=sum(part.count for part in parts),
            offices=tuple(offices[:3]) or tuple(filter(None, [task.leads])),
            more=max(len(offices) - 3, 0),
        )


def board(actor: Actor, code: str, on: date, *, at: date | None = None, state: str = "", who: str = "") -> Board:
    """As it stood at the end of `at`, by default `on`. `state`, `who`: only these. Raises Outside."""
    plan = scope.plan(actor, code, on)
    return of_plan(plan, at or on, state=state, who=who)


def of_plan(plan: Plan, on: date, *, state: str = "", who: str = "") -> Board:
    found = standing(plan, on)
    tally = found.tally()
    names = _names(tally)
    offices = _offices(tally, names)
    said = [status.state for status in found.of.values()]
    return Board(
        plan=plan,
        on=on,
        counts=_counts(Counter(said)),
        total=len(said),
        finished=sum(s in FINISHED for s in said),
        offices=offices,
        rows=_rows(found, state, who),
        names=names,
        standing=found,
        state=state if state in set(State) else "",
        who=who,
        who_name=next((office.name for office in offices if office.key == who), ""),
    )


def _counts(n: Mapping[State, int]) -> tuple[Count, ...]:
    return tuple(Count(state, n.get(state, 0)) for state in State)


def _key(at: int) -> str:
    return f"b{at}" if at > 0 else f"a{-at}"


def _offices(tally: Mapping[int, Mapping[State, int]], names: Mapping[int, str]) -> tuple[Office, ...]:
    """The latest first, then those with most to do."""
    rows = [
        Office(_key(at), names[at], _counts(n), sum(n.values()), n.get(State.LATE, 0))
        for at, n in tally.items()
        if at in names
    ]
    return tuple(sorted(rows, key=lambda o: (-o.late, -o.total, o.name)))


def _rows(found: Standing, state: str, who: str) -> tuple[Row, ...]:
    rows: list[Row] = []
    for task in found.tasks:
        said = found.of[task.pk]
        if who:
            mine = [part.status for part in found.parts(task.pk) if _key(part.place) == who]
            if not mine:
                continue
            said = as_a_whole(mine)
        if not state or said.state == state:
            rows.append((task, said))
    return tuple(sorted(rows, key=_pressing))


def _pressing(row: Row) -> tuple[int, int, int]:
    task, said = row
    return ORDER[said.state], said.days if said.days is not None else 10**6, task.position


def _names(tally: Iterable[int]) -> dict[int, str]:
    branches, agencies = [at for at in tally if at > 0], [-at for at in tally if at < 0]
    units = Unit.objects.filter(pk__in=branches).values_list("pk", "name")
    offices = Agency.objects.filter(pk__in=agencies).values_list("pk", "name")
    return dict(units) | {-pk: name for pk, name in offices}

"""The leader's board: who is late, at risk and why; by agency; any day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.plans.models import Plan, Task
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.standing import Part, Standing, as_a_whole, standing
from hoanhap.plans.rules.status import FINISHED, TITLES, TONES, State, Status
from hoanhap.units.models import Agency, Unit

ORDER = {state: n for n, state in enumerate(State)}
SHOWN = 50  # tasks on one page


@dataclass(frozen=True, slots=True)
class Count:
    state: State
    n: int

    @property
    def title(self) -> str:
        return str(TITLES[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


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


@dataclass(frozen=True)
class Board:
    plan: Plan
    on: date
    counts: tuple[Count, ...]
    total: int
    finished: int
    offices: tuple[Office, ...]
    lines: tuple[TaskLine, ...]
    state: str
    who: str
    who_name: str


def board(actor: Actor, code: str, on: date, *, at: date | None = None, state: str = "", who: str = "") -> Board:
    """As it stood at the end of `at`, by default `on`. `state`, `who`: only these. Raises Outside."""
    plan = scope.plan(actor, code, on)
    return of_plan(plan, at or on, state=state, who=who)


def of_plan(plan: Plan, on: date, *, state: str = "", who: str = "") -> Board:
    found = standing(plan, on)
    names = _names(found)
    said = [status.state for status in found.of.values()]
    offices = _offices(found, names)
    return Board(
        plan=plan,
        on=on,
        counts=_counts(Counter(said)),
        total=len(said),
        finished=sum(s in FINISHED for s in said),
        offices=offices,
        lines=_lines(found, names, state, who),
        state=state if state in set(State) else "",
        who=who,
        who_name=next((office.name for office in offices if office.key == who), ""),
    )


def _counts(n: Counter[State]) -> tuple[Count, ...]:
    return tuple(Count(state, n[state]) for state in State)


def key(part: Part) -> str:
    return f"b{part.branch}" if part.branch else f"a{part.agency}" if part.agency else ""


def _offices(found: Standing, names: dict[str, str]) -> tuple[Office, ...]:
    """The latest first, then those with most to do."""
    tally: dict[str, Counter[State]] = defaultdict(Counter)
    for parts in found.parts.values():
        for part in parts:
            tally[key(part)][part.status.state] += part.count
    rows = [
        Office(k, names.get(k, ""), _counts(n), sum(n.values()), n[State.LATE]) for k, n in tally.items() if k in names
    ]
    return tuple(sorted(rows, key=lambda o: (-o.late, -o.total, o.name)))


def _lines(found: Standing, names: dict[str, str], state: str, who: str) -> tuple[TaskLine, ...]:
    rows = []
    for task in found.tasks:
        parts = [part for part in found.parts[task.pk] if not who or key(part) == who]
        if not parts:
            continue
        said = as_a_whole(parts) if who else found.of[task.pk]
        if not state or said.state == state:
            rows.append((ORDER[said.state], said.days if said.days is not None else 10**6, task.position, task, parts,
                         said))  # fmt: skip
    rows.sort(key=lambda row: row[:3])
    return tuple(_line(task, parts, said, names) for *_, task, parts, said in rows)


def _line(task: Task, parts: Iterable[Part], said: Status, names: dict[str, str]) -> TaskLine:
    parts = list(parts)
    alike = [part for part in parts if part.status.state == said.state]
    offices = list(dict.fromkeys(names[key(part)] for part in alike if key(part) in names))
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


def _names(found: Standing) -> dict[str, str]:
    every = [part for parts in found.parts.values() for part in parts]
    branches, agencies = {part.branch for part in every}, {part.agency for part in every}
    units = Unit.objects.filter(pk__in=branches - {None}).values_list("pk", "name")
    offices = Agency.objects.filter(pk__in=agencies - {None}).values_list("pk", "name")
    return {f"b{pk}": name for pk, name in units} | {f"a{pk}": name for pk, name in offices}

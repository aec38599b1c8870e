"""The matrix as it is typed: every line of the plan as text, with empty rows below for new ones."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.kernel.dates import format_date
from hoanhap.plans.models import Plan
from hoanhap.plans.queries import scope
from hoanhap.plans.rules.recurring import TITLES, TYPED

EMPTY = 5  # rows to type new lines into
FIELDS = ("code", "content", "leads", "coordinators", "start", "last", "every", "after", "note")


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as text, as it stands or as somebody typed it. `key` empty: a new line. `group`: the heading above it.
    `series`: it is one time of what comes again."""

    key: str = ""
    group: str = ""
    code: str = ""
    content: str = ""
    leads: str = ""
    coordinators: str = ""
    start: str = ""
    last: str = ""
    after: str = ""
    note: str = ""
    every: str = ""
    series: str = ""
    drop: bool = False

    @property
    def repeat(self) -> str:
        """How often it comes again, in words."""
        return str(TITLES.get(self.every, ""))

    @property
    def empty(self) -> bool:
        return not (self.key or any(getattr(self, name) for name in FIELDS))


def plan_to_edit(actor: Actor, code: str, on: date) -> tuple[Plan, list[Typed]]:
    plan = scope.plan(actor, code, on, P.PLAN_EDIT)
    rows = plan.tasks.filter(dropped_in=None).prefetch_related("after").order_by("position")
    return plan, [
        Typed(
            row.key, row.group, row.code, row.content, row.leads, row.coordinators, _day(row.starts_on),
            _day(row.last_on), ", ".join(other.code or other.key for other in row.after.all()), row.note,
            row.every, row.series,
        )
        for row in rows
    ]  # fmt: skip


def repeats() -> list[tuple[str, str]]:
    """(code, words) of how often a line may be said to come again."""
    return [(every, str(TITLES[every])) for every in TYPED]


def own_agencies(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(number, name) of the agencies for which the actor may make a plan: of its posts, and the unit's authority."""
    voice = scope.voice(actor, on, P.PLAN_EDIT)
    return [(str(pk), name) for pk, name in scope.agencies(voice)]


def _day(day: date | None) -> str:
    return format_date(day) if day else ""

"""What was promised of a target, from the first bar to the one that stands, and what changed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.rules import Actor
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.plans.models import Plan, PlanVersion, Target
from hoanhap.plans.rules.pace import bar_words


@dataclass(frozen=True, slots=True)
class Promise:
    """`since` None: from the first version on. `reason`, `document`, `by`: what brought it; `bar` empty and `gone`: the
    target was withdrawn then."""

    version: int
    since: date | None
    text: str
    bar: str
    by_on: date | None
    indicator: str
    reason: str
    document: Directive | None
    by: str
    gone: bool = False


def history(actor: Actor, row: Target, on: date) -> tuple[Promise, ...]:
    """First to last. Documents only for who reads them."""
    if row.plan.version < 2:
        return ()
    versions = row.plan.versions.filter(number__gt=1).select_related("directive").order_by("number")
    turns = [version for version in versions if row.key in version.changed]
    seen = {x.pk: x for x in visible(actor, on).filter(pk__in=[v.directive_id for v in turns if v.directive_id])}
    if not turns:
        return ()
    said = [*(version.changed[row.key] for version in turns), _now(row)]
    return tuple(
        _promise(told, turn, seen.get(turn.directive_id) if turn else None, row.dropped_in)
        for told, turn in zip(said, (None, *turns), strict=True)
    )


def first_bars(plans: Iterable[Plan]) -> dict[int, dict[str, str]]:
    """By the plan, of each target that was changed, the bar that was promised first."""
    changed = [plan.pk for plan in plans if plan.version > 1]
    found: dict[int, dict[str, str]] = {}
    rows = PlanVersion.objects.filter(plan__in=changed, number__gt=1).order_by("number") if changed else ()
    for plan, told in rows.values_list("plan", "changed") if changed else ():
        for key, was in told.items():
            found.setdefault(plan, {}).setdefault(key, bar_words(was["value"], was["direction"], was["measure"]))
    return found


def _now(row: Target) -> dict[str, Any]:
    names = ("text", "indicator", "value", "direction", "measure")
    return {name: getattr(row, name) for name in names} | {"by": row.by_on.isoformat()}


def _promise(
    told: dict[str, Any], turn: PlanVersion | None, document: Directive | None, dropped: int | None
) -> Promise:
    gone = turn is not None and turn.number == dropped
    return Promise(
        version=turn.number if turn else 1,
        since=turn.on if turn else None,
        text=told["text"],
        bar="" if gone else bar_words(told["value"], told["direction"], told["measure"]),
        by_on=None if gone else date.fromisoformat(told["by"]),
        indicator="" if gone else told["indicator"],
        reason=turn.reason if turn else "",
        document=document,
        by=turn.by_name if turn else "",
        gone=gone,
    )

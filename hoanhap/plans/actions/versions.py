"""Another version of a plan that is promised: why it changes, by which document, and what was promised until then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.errors import Problems
from hoanhap.access.rules import Actor
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions import content
from hoanhap.plans.models import Plan, PlanVersion


@dataclass(frozen=True, slots=True)
class Why:
    """Of a change: a sentence, and the document it rests on, where there is one."""

    reason: str = ""
    directive: Directive | None = None


def why(found: Problems, reason: str, directive: str, by: Actor, on: date, *, needed: bool = True) -> Why:
    """`directive`: a code; only of a document that the author reads. What is wrong goes to `found`."""
    reason = clean(reason, 300)
    if needed and not reason:
        found.add("reason", t("Ghi lý do điều chỉnh.", "Say why the plan is adjusted."))
    rests = visible(by, on).filter(code=directive).first() if directive else None
    if directive and rests is None:
        found.add("directive", t("Chưa có văn bản mã “{code}”.", "There is no document “{code}”.", code=directive))
    return Why(reason, rests)


def write(
    plan: Plan, number: int, said: Why, changed: Mapping[str, Mapping[str, Any]] | None = None, *, by: Actor, on: date
) -> None:
    """The plan as it stands now, as version `number`. `changed`: what was promised of targets until now, by key."""
    PlanVersion.objects.create(
        plan=plan, number=number, on=on, reason=said.reason, directive=said.directive, by_name=by.name,
        content=content.frozen(plan), changed=dict(changed or {}),
    )  # fmt: skip


def next_of(plan: Plan, said: Why, changed: Mapping[str, Mapping[str, Any]], *, by: Actor, on: date) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])
    write(plan, plan.version, said, changed, by=by, on=on)

"""A plan that is about to be changed: locked, and only for whoever may."""

from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside
from hoanhap.plans.models import Plan
from hoanhap.plans.queries import scope


def locked(code: str, by: Actor, on: date, right: P = P.PLAN_EDIT) -> tuple[Plan, Decision]:
    """Inside a transaction. Raises Outside or Denied."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("agency__unit", "keeper__unit", "directive")
    plan = rows.filter(code=code).first()
    if plan is None:
        raise Outside(right)
    return plan, scope.require_plan(by, plan, on, right)

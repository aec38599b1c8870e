"""Noting that a report of a plan left the system: what, of which period, with its hash."""

import hashlib
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.plans.models import Plan
from hoanhap.plans.queries import scope


def exported(*, code: str, period: str, body: bytes, by: Actor, on: date) -> None:
    decision = scope.require_plan(by, Plan.objects.select_related("agency__unit", "keeper__unit").get(code=code), on,
                                  P.PLAN_FOLLOW)  # fmt: skip
    digest = hashlib.sha256(body).hexdigest()
    log(by, "plan.export", "plan", code, post_id=decision.post_id, period=period, format="docx", digest=digest)

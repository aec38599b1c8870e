"""Which plans an actor reads, and for whom they may speak in them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES, TERRITORIAL
from hoanhap.access.rules import Actor, Decision, Denied, Outside, PostFacts, Subject, decide, posts_with, require
from hoanhap.plans.models import Plan, Share
from hoanhap.units.models import Agency
from hoanhap.units.queries import Tree, lead_sector, tree


def subject(agency: Agency, units: Tree) -> Subject:
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject("", agency.pk, agency.unit_id, frozenset(above))


def plan(actor: Actor, code: str, on: date, right: P = P.PLAN_VIEW) -> Plan:
    """The plan, for an actor with the right. Raises Outside where it is none of theirs, else Denied."""
    found = (
        Plan.objects.select_related("agency__unit", "keeper__unit", "directive", "answers").filter(code=code).first()
    )
    if found is None:
        raise Outside(right)
    require_plan(actor, found, on, right)
    return found


def require_plan(actor: Actor, found: Plan, on: date, right: P) -> Decision:
    """Of the issuer, or of the agency that keeps the plan. A plan whose tasks one has is read in any case."""
    if right == P.PLAN_VIEW and not decide_plan(actor, found, on, right).allow:
        speaks = speaking(actor, on)
        if speaks and found.shares.filter(speaks).exists():
            return require(actor, right, on=on)
    decision = decide_plan(actor, found, on, right)
    if decision.allow:
        return decision
    if right != P.PLAN_VIEW and decide_plan(actor, found, on, P.PLAN_VIEW).allow:
        raise Denied(right, decision)
    raise Outside(right, decision)


def decide_plan(actor: Actor, found: Plan, on: date, right: P) -> Decision:
    units = tree(on)
    decision = decide(actor, right, subject(found.agency, units), on)
    if not decision.allow and found.keeper is not None:
        kept = decide(actor, right, subject(found.keeper, units), on)
        return kept if kept.allow else decision
    return decision


def visible(actor: Actor, on: date) -> list[Plan]:
    """Latest first. There are dozens of plans, not thousands: each is decided on its own."""
    rows = Plan.objects.select_related("agency__unit", "keeper__unit").order_by("-starts_on", "code")
    speaks = speaking(actor, on)
    mine = set(Plan.objects.filter(speaks_in(speaks)).values_list("pk", flat=True)) if speaks else set()
    may = decide(actor, P.PLAN_VIEW, None, on).allow
    return [row for row in rows if may and (row.pk in mine or decide_plan(actor, row, on, P.PLAN_VIEW).allow)]


# ---------------------------------------------------------------- for whom one speaks
@dataclass(frozen=True, slots=True)
class Voice:
    """For whom posts report: their own agencies, and, of the sector that leads the work, their unit's authority."""

    agencies: frozenset[int]
    units: frozenset[int]


def voice(actor: Actor, on: date, right: P = P.PLAN_PROGRESS) -> Voice:
    posts = posts_with(actor, right, on)
    return Voice(frozenset(p.agency_id for p in posts), frozenset(p.unit_id for p in posts if _of_unit(p, on)))


def speaking(actor: Actor, on: date, right: P = P.PLAN_PROGRESS) -> Q | None:
    """Over `Share`; None where the actor speaks for nobody."""
    found = voice(actor, on, right)
    if not found.agencies:
        return None
    return Q(agency_id__in=found.agencies) | Q(agency__unit_id__in=found.units, agency__kind="authority")


def speaks_in(speaks: Q) -> Q:
    return Q(pk__in=Share.objects.filter(speaks).values("plan_id"))


def speaks_for(actor: Actor, agency: Agency, on: date) -> bool:
    found = voice(actor, on)
    return agency.pk in found.agencies or (agency.kind == "authority" and agency.unit_id in found.units)


def require_voice(actor: Actor, agency: Agency, on: date) -> None:
    """Raises Denied: the task is seen by whoever sees the plan, but reported by its agency alone."""
    require(actor, P.PLAN_PROGRESS, on=on)
    if not speaks_for(actor, agency, on):
        raise Denied(P.PLAN_PROGRESS)


def _of_unit(post: PostFacts, on: date) -> bool:
    role = ROLES.get(post.role)
    return bool(role) and role.level in TERRITORIAL and post.sector in ("authority", lead_sector(on))  # type: ignore[union-attr]


def agencies(found: Voice) -> list[tuple[int, str]]:
    """(number, name) of those that a voice speaks for, as they are kept."""
    mine = Q(pk__in=found.agencies) | Q(unit_id__in=found.units, kind="authority")
    return list(Agency.objects.filter(mine).order_by("name").values_list("pk", "name"))


def lead_shares(code: str, task: str) -> list[tuple[int, str, str, str]]:
    """(number, code and level of the unit, sector) of the lead shares of a task, by its code; the first time of what
    comes again first. For who loads a plan: nobody is asked for a right."""
    rows = Share.objects.filter(plan__code=code, task__code=task, lead=True).order_by("task__position", "pk")
    return list(rows.values_list("pk", "agency__unit__code", "agency__unit__level", "agency__sector"))

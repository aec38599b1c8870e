"""Finding a respondent or a submission is asking for it: what the actor may not see is not found (404)."""

from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, decide, require
from hoanhap.catalog import library
from hoanhap.catalog.forms import Outline
from hoanhap.reporting.models import Campaign, Respondent, Submission


def campaign(*, actor: Actor, slug: str, on: date) -> Campaign:
    require(actor, P.CAMPAIGN_VIEW, on=on)
    found = Campaign.objects.filter(slug=slug).select_related("basis").first()
    if not found:
        raise Outside
    return found


def subject(respondent: Respondent) -> Subject:
    """The respondent as access sees it: its level, agency and unit, and the units of those it answers to."""
    above = [int(i) for i in respondent.path.strip("/").split("/")[:-1]]
    ancestors = Respondent.objects.filter(pk__in=above).exclude(unit_id=respondent.unit_id)
    return Subject(
        level=respondent.level,
        agency_id=respondent.agency_id,
        unit_id=respondent.unit_id,
        ancestors=frozenset(ancestors.values_list("unit_id", flat=True)) if above else frozenset(),
    )


def respondent(*, actor: Actor, slug: str, agency: str, permission: P, on: date) -> Respondent:
    found = (
        Respondent.objects.filter(campaign__slug=slug, agency__code=agency)
        .select_related("campaign", "agency", "unit", "parent")
        .first()
    )
    if not found:
        raise Outside
    require(actor, permission, subject(found), on=on)
    return found


def submission(*, actor: Actor, slug: str, agency: str, form: str, permission: P, on: date) -> Submission:
    holder = respondent(actor=actor, slug=slug, agency=agency, permission=permission, on=on)
    found = holder.submissions.filter(form=form).first()
    if not found:
        raise Outside
    found.respondent = holder
    return found


def seen_above(*, actor: Actor, respondent: Respondent, on: date) -> list[Respondent]:
    """The respondents above, nearest last, whose board the actor may open: the crumbs."""
    ids = [int(i) for i in respondent.path.strip("/").split("/")[:-1]]
    rows = Respondent.objects.filter(pk__in=ids).select_related("agency").order_by("path")
    return [r for r in rows if decide(actor, P.BOARD_VIEW, subject(r), on).allow]


def rights(*, actor: Actor, respondent: Respondent, on: date) -> dict[str, bool]:
    """What the actor may do here, by the name of the right in lower case: what a template shows as links."""
    where = subject(respondent)
    return {right.name.lower(): decide(actor, right, where, on).allow for right in P}


def outlines(campaign: Campaign) -> list[Outline]:
    return [library.outline(code) for code in campaign.outlines]


def by_unit(*, actor: Actor, slug: str, unit: str, permission: P, on: date) -> Respondent:
    """The respondent named by an agency's code, or by the official code of its unit (04, 01321)."""
    rows = Respondent.objects.filter(campaign__slug=slug).select_related("campaign", "agency", "unit", "parent")
    found = rows.filter(agency__code=unit).first() or (
        rows.filter(unit__code=unit).exclude(level__in=("centre", "department")).first()
    )
    if not found:
        raise Outside
    require(actor, permission, subject(found), on=on)
    return found


def code_of(respondent: Respondent) -> str:
    """How a script names it: the unit's official code, or the agency's where the unit has several."""
    return respondent.agency.code if respondent.level in ("centre", "department") else respondent.unit.code

"""Finding a respondent or a submission is asking for it: what the actor may not see is not found (404)."""

from collections.abc import Iterable
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, Subject, decide, require
from hoanhap.catalog import loaded
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
    return subjects([respondent])[respondent.pk]


def subjects(respondents: Iterable[Respondent]) -> dict[int, Subject]:
    """The same for many, in one query. Where a respondent stands never changes, so each row keeps its answer."""
    rows = list(respondents)
    new = [r for r in rows if "_subject" not in r.__dict__]
    above = {i for r in new for i in above_ids(r)}
    units = dict(Respondent.objects.filter(pk__in=above).values_list("pk", "unit_id")) if above else {}
    for r in new:
        r._subject = Subject(  # type: ignore[attr-defined]
            level=r.level,
            agency_id=r.agency_id,
            unit_id=r.unit_id,
            ancestors=frozenset(units[i] for i in above_ids(r)) - {r.unit_id},
        )
    return {r.pk: r._subject for r in rows}  # type: ignore[attr-defined]


def above_ids(respondent: Respondent) -> list[int]:
    """The respondents it answers to, from the top down."""
    return [int(i) for i in respondent.path.strip("/").split("/")[:-1]]


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
    rows = Respondent.objects.filter(pk__in=above_ids(respondent)).select_related("agency", "campaign").order_by("path")
    return allowed(actor=actor, permission=P.BOARD_VIEW, respondents=rows, on=on)


def allowed(*, actor: Actor, permission: P, respondents: Iterable[Respondent], on: date) -> list[Respondent]:
    """Those of them over which the actor holds the right."""
    rows = list(respondents)
    where = subjects(rows)
    return [r for r in rows if decide(actor, permission, where[r.pk], on).allow]


def rights(*, actor: Actor, respondent: Respondent, on: date) -> dict[str, bool]:
    """What the actor may do here, by the name of the right in lower case: what a template shows as links."""
    where = subject(respondent)
    return {right.name.lower(): decide(actor, right, where, on).allow for right in P}


def outlines(campaign: Campaign) -> list[Outline]:
    return [loaded.outline(code) for code in campaign.outlines]


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

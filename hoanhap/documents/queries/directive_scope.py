"""Which directives a reader has, and of which agencies an officer enters them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES, TERRITORIAL
from hoanhap.access.rules import Actor, Decision, Denied, PostFacts, Subject, decide, posts_with
from hoanhap.documents.models import Addressee, Directive
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import sort_key
from hoanhap.units.models import Agency
from hoanhap.units.queries import AgencyFacts, register, tree
from hoanhap.units.queries import agencies as offices_at


def visible(actor: Actor, on: date) -> QuerySet[Directive]:
    """Public law, what an agency under or over the reader's posts keeps, and what is addressed to where they stand."""
    if not decide(actor, P.DIRECTIVE_VIEW, None, on).allow:
        return Directive.objects.none()
    keepers = Agency.objects.filter(pk__in=Directive.objects.order_by().values("agency").distinct())
    seen = [a.pk for a in keepers.select_related("unit") if _reads(actor, subject(a, on), on)]
    addressed = Addressee.objects.filter(_now(on), unit__isnull=False)
    units = [
        u for u in addressed.order_by().values_list("unit", flat=True).distinct() if _reads(actor, _unit(u, on), on)
    ]
    mine = Q(agency=None) | Q(agency__in=seen)
    if units:
        mine |= Q(pk__in=addressed.filter(unit__in=units).values("directive"))
    return Directive.objects.filter(mine)


def subject(agency: Agency | None, on: date) -> Subject | None:
    """None for public law: the right itself is enough. What an ended unit left behind lies where the unit lay."""
    if agency is None:
        return None
    units = tree(on)
    if agency.unit_id not in units and agency.unit.valid_to and agency.unit.valid_to <= on:
        units = tree(agency.unit.valid_to - timedelta(days=1))
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject(agency_id=agency.pk, unit_id=agency.unit_id, ancestors=frozenset(above))


def reads(actor: Actor, directive: Directive, on: date) -> bool:
    return visible(actor, on).filter(pk=directive.pk).exists()


def edits(actor: Actor, agency: Agency | None, on: date) -> Decision:
    """Public law is entered by who opens campaigns on it; anything else by whoever writes for the agency that keeps it.

    A post writes for its own agency, and one of no sector's own also for the authority of its unit.
    """
    if agency is None:
        return decide(actor, P.CAMPAIGN_OPEN, None, on)
    writers = tuple(p for p in posts_with(actor, P.DIRECTIVE_EDIT, on) if _writes_for(p, agency))
    as_writer = Actor(actor.user_id, actor.sign_in, actor.name, writers, actor.channel, actor.at)
    return decide(as_writer, P.DIRECTIVE_EDIT, subject(agency, on), on)


def require_edit(actor: Actor, agency: Agency | None, on: date) -> Decision:
    """For what the actor has been found to read. Raises Denied."""
    decision = edits(actor, agency, on)
    if not decision.allow:
        raise Denied(P.DIRECTIVE_EDIT, decision)
    return decision


def _writes_for(post: PostFacts, agency: Agency | AgencyFacts) -> bool:
    if agency.id == post.agency_id:
        return True
    role = ROLES[post.role]
    return (
        agency.sector == "authority"
        and agency.unit_id == post.unit_id
        and role.level in TERRITORIAL
        and not role.sectors
    )


def desks(actor: Actor, on: date) -> list[AgencyFacts]:
    """The agencies whose documents the actor may enter: their own, and the offices of a unit they write for.

    One that nobody has needed yet has no id: `actions.directive_desk` makes it.
    """
    found: dict[str, AgencyFacts] = {}
    for post in posts_with(actor, P.DIRECTIVE_EDIT, on):
        for office in offices_at(post.unit_id, on) if post.unit_id in tree(on) else ():
            if _writes_for(post, office):
                found[office.code] = office
    return sorted(found.values(), key=lambda office: sort_key(office.name))


def sectors() -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in register().sectors.items()]


def addressed_names(rows: Iterable[Addressee], sectors: dict[str, str]) -> list[str]:
    """Each addressee in words: a unit, a sector, or a sector at a unit."""
    said = []
    for row in rows:
        sector = sectors.get(row.sector, row.sector)
        unit = row.unit.name if row.unit else ""
        said.append(t("ngành {s}", "sector {s}", s=sector) + (f", {unit}" if unit else "") if sector else unit)
    return said


def _reads(actor: Actor, lies: Subject | None, on: date) -> bool:
    return decide(actor, P.DIRECTIVE_VIEW, lies, on).allow


def _unit(unit: int, on: date) -> Subject:
    units = tree(on)
    return Subject(unit_id=unit, ancestors=frozenset(units.ancestors(unit)) if unit in units else frozenset())


def _now(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def addressed_on(row: Addressee, on: date) -> bool:
    return in_force(on, row.valid_from, row.valid_to)

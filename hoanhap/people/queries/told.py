"""Whom a list would hold: persons that a duty of the holder leads to, within the area of whoever asks."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from hoanhap.access.lists import KINDS
from hoanhap.access.models import LegalBasis
from hoanhap.access.persons import PURPOSES, PersonDecision, Purpose
from hoanhap.access.roles import ROLES, TERRITORIAL
from hoanhap.access.rules import PostFacts
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.people.models import Reach
from hoanhap.people.queries.rows import Rows
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.queries.timeline import Event
from hoanhap.units.models import Agency
from hoanhap.units.queries import lead_agency_pattern, lead_sector, tree


def sector_of(agency: Agency) -> str:
    """As grounds name it: a centre is a centre, whoever it belongs to."""
    return "centre" if agency.kind == "centre" else agency.sector


def asks_for(post: PostFacts, on: date) -> frozenset[str]:
    """The sectors that a post asks for: its agency's, and the one whose work the agency does. A commune's committee
    does the work of the sector that leads, and has no office of that sector beside it."""
    level = ROLES[post.role].level
    office = lead_agency_pattern(level, on) if level in TERRITORIAL else None
    return frozenset({post.sector, lead_sector(on)} if office and office.sector == post.sector else {post.sector})


def area(post: PostFacts, on: date) -> frozenset[int]:
    """The communes for whose people a post may ask: its own, or those under its unit."""
    country = tree(on)
    under = country.subtree(post.unit_id) if post.unit_id in country else ()
    return frozenset(unit.id for unit in under if unit.level == "commune")


def held(kind: str, holder_id: int, communes: Iterable[int], as_of: date) -> QuerySet[Reach]:
    """The duties of the holder that make the list, one row a person at most after `distinct`. Open files only."""
    now = Q(valid_from__lte=as_of) & (Q(valid_to=None) | Q(valid_to__gt=as_of))
    return Reach.objects.filter(
        now,
        kind=KINDS[kind].relation,
        agency_id=holder_id,
        person__state="open",
        person__commune_id__in=with_past(frozenset(communes)),
    )


def holders(post: PostFacts, kind: str, on: date) -> list[Agency]:
    """The agencies of the post's province that could hold such a list, whether they hold anybody or not."""
    country = tree(on)
    chain = [post.unit_id, *country.ancestors(post.unit_id)] if post.unit_id in country else []
    province = next((unit for unit in chain if country.unit(unit).level == "province"), None)
    if province is None:
        return []
    under = [unit.id for unit in country.subtree(province)]
    now = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    found = Agency.objects.filter(now, unit_id__in=under).exclude(pk=post.agency_id).order_by("name", "id")
    return [agency for agency in found if sector_of(agency) == KINDS[kind].sector]


def given(rows: Rows, decision: PersonDecision) -> Iterator[Event]:
    """For the person's own file: to whom they were named, why, until when; where the reader may know of the list."""
    for row in rows.disclosed:
        k = KINDS[row.disclosure__kind].k
        if k not in decision.read:
            continue
        until = t("mở đến hết {d}", "open until {d}", d=format_date(last_day(row.disclosure__expires_on)))
        ground = f"{row.disclosure__basis__document}, {row.disclosure__basis__article}"
        whom = row.disclosure__asked_agency__name
        yield Event(
            on=row.disclosure__decided_on,
            words=t("Có tên trong danh sách cung cấp cho {x}", "In a list given to {x}", x=whom),
            small=" · ".join([str(PURPOSES[Purpose(row.disclosure__purpose)]), ground, until]),
            kind="disclosed",
            k=k,
        )


def ground_words(basis: LegalBasis) -> str:
    return f"{basis.document}, {basis.article}"

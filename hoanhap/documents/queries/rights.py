"""Whose papers somebody prepares: their own agency's, and those of the committee of their unit."""

from collections.abc import Iterable, Sequence
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Subject, decide, posts_with
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.queries.letters import facts_of
from hoanhap.documents.rules.papers import issues
from hoanhap.units.models import Agency
from hoanhap.units.queries import agency as agency_at
from hoanhap.units.queries import tree


def subject_of(agency: Agency, on: date) -> Subject:
    """The committee's papers are prepared by any office of its unit; another agency's by itself alone."""
    if agency.kind != "authority":
        return Subject("", agency.pk)
    units = tree(on)
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject("", agency.pk, agency.unit_id, frozenset(above))


def may(actor: Actor, right: P, agency_ids: Iterable[int], on: date) -> frozenset[int]:
    """Of these agencies, those whose papers the actor may draft, or issue."""
    rows = Agency.objects.select_related("unit").filter(pk__in=set(agency_ids))
    return frozenset(a.pk for a in rows if decide(actor, right, subject_of(a, on), on).allow)


def desks(actor: Actor, on: date) -> list[Agency]:
    """The agencies whose papers the actor drafts, the own one first."""
    wanted: dict[int, None] = {}
    for post in posts_with(actor, P.PAPER_DRAFT, on):
        wanted[post.agency_id] = None
        committee = agency_at(post.unit_id, "authority", on)
        if committee and committee.id is not None:
            wanted[committee.id] = None
    rows = Agency.objects.select_related("unit").in_bulk(wanted)
    may_draft = (rows[pk] for pk in wanted if decide(actor, P.PAPER_DRAFT, subject_of(rows[pk], on), on).allow)
    return list(may_draft)


def issuer(kind: PaperKind, agencies: Sequence[Agency]) -> Agency | None:
    """The first of these that makes papers of this kind."""
    return next((a for a in agencies if issues(kind, facts_of(a))), None)

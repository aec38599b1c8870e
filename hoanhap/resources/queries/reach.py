"""Whose means somebody may read and enter: the agencies within their posts."""

from collections.abc import Iterable
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Subject, decide, posts_with
from hoanhap.units.models import Agency
from hoanhap.units.queries import Tree, tree


def subject(agency: Agency, units: Tree) -> Subject:
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject("", agency.pk, agency.unit_id, frozenset(above))


def readable(actor: Actor, agencies: Iterable[Agency], on: date, right: P = P.MEANS_VIEW) -> list[Agency]:
    units = tree(on)
    return [a for a in agencies if decide(actor, right, subject(a, units), on).allow]


def own(actor: Actor, on: date, right: P = P.MEANS_EDIT) -> list[Agency]:
    """The agencies at which the actor's own posts stand and may enter means, those first that they took first."""
    ids = [post.agency_id for post in posts_with(actor, right, on)]
    found = Agency.objects.select_related("unit").in_bulk(ids)
    return readable(actor, [found[pk] for pk in dict.fromkeys(ids)], on, right)

"""What an officer who opens a campaign may choose from."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q

from hoanhap.access.rules import Actor
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree

OTHERS = {"centre": "centre", "department": "department"}


def provinces_of(*, unit_ids: Sequence[int], on: date) -> list[str]:
    """The codes of the provinces that these units are, or have below them."""
    country = tree(on)
    found = {
        under.code
        for unit in unit_ids
        if unit in country
        for under in country.subtree(unit)
        if under.level == "province"
    }
    return sorted(found)


def other_agencies(*, unit_ids: Sequence[int], on: date) -> list[tuple[str, str, str]]:
    """(code, name, level) of centres and departments at these units."""
    rows = Agency.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id__in=unit_ids, valid_from__lte=on
    )
    return [(a.code, a.name, OTHERS[a.kind]) for a in rows.order_by("name") if a.kind in OTHERS]


def directive_choices(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(code, number and summary) of those the actor may read, newest first; one without a date comes last."""
    rows = visible(actor, on).order_by(F("issued_on").desc(nulls_last=True), "code")
    return [(d.code, f"{d.number}/{d.symbol} {d.summary}".strip("/ ")) for d in rows]

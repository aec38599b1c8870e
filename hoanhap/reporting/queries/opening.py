"""What an officer who opens a campaign may choose from."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

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

"""Where a line's outreach was held, beside the line: the communes that it names, its own unit, and their districts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoanhap.resources.models import Item, Reached
from hoanhap.resources.rules.nouns import Noun
from hoanhap.units.queries import tree

LEVELS = ("commune", "district")


def reached(of: Noun, told: Mapping[str, Any], unit_id: int, day: date) -> dict[int, str]:
    """Unit → level. None of a noun that asks for no units."""
    asked = [field.name for field in of.fields if field.kind == "units"]
    units = tree(day)
    if not asked or unit_id not in units:
        return {}
    named = {u.id for name in asked for code in told.get(name) or () if (u := units.find(code))}
    every = {above for unit in (unit_id, *named) for above in (unit, *units.ancestors(unit))}
    found = {unit: units.unit(unit).level for unit in every}
    return {unit: level for unit, level in found.items() if level in LEVELS}


def keep(item: Item, found: Mapping[int, str]) -> None:
    Reached.objects.bulk_create(Reached(item=item, unit_id=unit, level=level) for unit, level in found.items())


def units_of(item: Item) -> list[int]:
    """Whose facts a line is told in."""
    return [item.unit_id, *item.reached.values_list("unit", flat=True)]

"""Where a line's outreach was held, beside the line: the communes that it names, its own unit, and their districts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoanhap.kernel.lang import Words
from hoanhap.resources.models import Item, Reached
from hoanhap.resources.rules.nouns import Noun
from hoanhap.units.queries import tree

LEVELS = ("commune", "district")


def within(of: Noun, unit_id: int, day: date) -> Mapping[str, Mapping[str, Words]]:
    """What may be chosen where a line asks for units: the communes of its unit on its day, by code."""
    asked = [field.name for field in of.fields if field.kind == "units"]
    units = tree(day)
    if not asked or unit_id not in units:
        return dict.fromkeys(asked, {})
    there = {u.code: Words(u.name, u.name) for u in units.subtree(unit_id) if u.level == "commune"}
    return dict.fromkeys(asked, there)


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

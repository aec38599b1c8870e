"""The map's tables as plain rows, to compare before and after; and the laws every map must obey."""

from collections import Counter
from datetime import date

from django.db.models import Model

from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.rules.change import higher

TABLES: tuple[type[Model], ...] = (Unit, Placement, UnitLink, UnitChange)
Rows = dict[str, dict[int, dict[str, object]]]


def snapshot() -> Rows:
    return {m.__name__: {row["id"]: row for row in m._default_manager.order_by("pk").values()} for m in TABLES}


def broken(on: date) -> list[str]:
    """What is wrong with the map of a day; empty when every unit in force has exactly one parent in force above it."""
    units = {u.pk: u for u in Unit.objects.all() if _stands(u, on)}
    parents: dict[int, list[int]] = {}
    for p in Placement.objects.all():
        if _stands(p, on):
            parents.setdefault(p.unit_id, []).append(p.parent_id)
    found = [f"{u.name}: {len(parents.get(u.pk, []))} parents" for u in units.values() if _wrong_number(u, parents)]
    found += [f"a placement of {i}, which is not in force" for i in parents if i not in units]
    for unit_id, above in parents.items():
        for parent in above:
            if unit_id in units and parent not in units:
                found.append(f"{units[unit_id].name}: parent {parent} is not in force")
            elif unit_id in units and not higher(units[parent].level, units[unit_id].level):
                found.append(f"{units[unit_id].name}: parent {units[parent].name} is not above it")
    codes = Counter((u.level, u.code) for u in units.values())
    return found + [f"{code} is the code of {n} units" for code, n in codes.items() if n > 1]


def forgotten() -> list[str]:
    """Ended units of which nothing says where their people went, or that nobody knows."""
    linked = set(UnitLink.objects.values_list("before_id", flat=True))
    return [u.name for u in Unit.objects.exclude(valid_to=None) if u.pk not in linked and not u.successor_unknown]


def _wrong_number(u: Unit, parents: dict[int, list[int]]) -> bool:
    return len(parents.get(u.pk, [])) != (0 if u.level == "nation" else 1)


def _stands(row: Unit | Placement, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on < row.valid_to)

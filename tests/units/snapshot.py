"""The map's tables as plain rows, to compare before and after; and the laws every map must obey."""

from collections import Counter
from datetime import date

from django.db.models import Model, Q

from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.rules.change import higher

TABLES: tuple[type[Model], ...] = (Unit, Placement, UnitLink, UnitChange)
Rows = dict[str, dict[int, dict[str, object]]]


def snapshot() -> Rows:
    return {m.__name__: {row["id"]: row for row in m._default_manager.order_by("pk").values()} for m in TABLES}


def broken(on: date) -> list[str]:
    """What is wrong with the map of a day; empty when every unit in force has exactly one parent in force above it."""
    in_force = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    rows = Unit.objects.filter(in_force).values_list("pk", "level", "code", "name")
    units = {pk: (level, code, name) for pk, level, code, name in rows}
    parents: dict[int, list[int]] = {}
    for unit_id, parent_id in Placement.objects.filter(in_force).values_list("unit_id", "parent_id"):
        parents.setdefault(unit_id, []).append(parent_id)
    found = [f"a placement of {i}, which is not in force" for i in parents if i not in units]
    for pk, (level, _, name) in units.items():
        above = parents.get(pk, [])
        if len(above) != (0 if level == "nation" else 1):
            found.append(f"{name}: {len(above)} parents")
        for parent in above:
            if parent not in units:
                found.append(f"{name}: parent {parent} is not in force")
            elif not higher(units[parent][0], level):
                found.append(f"{name}: parent {units[parent][2]} is not above it")
    codes = Counter((level, code) for level, code, _ in units.values())
    return found + [f"{code} is the code of {n} units" for code, n in codes.items() if n > 1]


def forgotten() -> list[str]:
    """Ended units of which nothing says where their people went, or that nobody knows."""
    linked = set(UnitLink.objects.values_list("before_id", flat=True))
    return [u.name for u in Unit.objects.exclude(valid_to=None) if u.pk not in linked and not u.successor_unknown]

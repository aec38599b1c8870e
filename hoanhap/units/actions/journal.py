"""Writes to the map that remember what they replaced, so that a change can be taken back exactly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import models

from hoanhap.units.models import Agency, Placement, Unit

TABLES: dict[str, type[models.Model]] = {"unit": Unit, "placement": Placement, "agency": Agency}
ORDER = ("unit", "placement", "agency")  # a row before those that refer to it


class Journal:
    """Collects for one change: rows made, fields replaced (grouped, so that a nation-wide change stays small), rows
    removed; and the units it wrote to or leans on, from which a later change that builds on it is recognised."""

    def __init__(self) -> None:
        self._made: dict[str, list[int]] = defaultdict(list)
        self._was: dict[tuple[str, str, Any], list[int]] = defaultdict(list)
        self._gone: list[tuple[str, dict[str, Any]]] = []
        self.wrote: set[int] = set()
        self.leans: set[int] = set()

    def made(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            self._made[_table(row)].append(row.pk)
            self._touch(row)

    def replace(self, rows: Iterable[models.Model], field: str, value: Any) -> None:
        """Give every row one new value of one field."""
        rows = list(rows)
        for row in rows:
            self._touch(row)
            self._was[_table(row), field, _plain(getattr(row, field))].append(row.pk)
            setattr(row, field, value)
            self._touch(row)
        for table in {_table(row) for row in rows}:
            _update(TABLES[table], [row.pk for row in rows if _table(row) == table], {field: value})

    def remove(self, row: models.Model) -> None:
        self._touch(row)
        self._gone.append((_table(row), {f.attname: _plain(getattr(row, f.attname)) for f in row._meta.fields}))
        row.delete()

    def _touch(self, row: models.Model) -> None:
        if isinstance(row, Unit):
            self.wrote.add(row.pk)
        elif isinstance(row, Placement):
            self.wrote.add(row.unit_id)
            self.leans.add(row.parent_id)

    def undo(self) -> dict[str, Any]:
        return {
            "made": dict(self._made),
            "was": [[table, field, value, ids] for (table, field, value), ids in self._was.items()],
            "gone": [[table, row] for table, row in self._gone],
            "wrote": sorted(self.wrote),
            "leans": sorted(self.leans - self.wrote),
        }


def take_back(undo: dict[str, Any]) -> None:
    """Put every row back as it was. The caller has seen to it that nothing builds on the change."""
    for table, field, value, ids in reversed(undo["was"]):
        _update(TABLES[table], ids, {field: _read(TABLES[table], field, value)})
    for table in reversed(ORDER):
        for ids in batched(undo["made"].get(table, [])):
            TABLES[table]._default_manager.filter(pk__in=ids).delete()
    for table, row in reversed(undo["gone"]):
        model = TABLES[table]
        model._default_manager.create(**{name: _read(model, name, value) for name, value in row.items()})


def batched(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    """Slices small enough for every database's limit of parameters."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _update(model: type[models.Model], ids: list[int], values: dict[str, Any]) -> None:
    for some in batched(ids):
        model._default_manager.filter(pk__in=some).update(**values)


def _table(row: models.Model) -> str:
    return next(name for name, model in TABLES.items() if isinstance(row, model))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(model: type[models.Model], name: str, value: Any) -> Any:
    field = next(f for f in model._meta.fields if name in (f.name, f.attname))
    return date.fromisoformat(value) if value is not None and isinstance(field, models.DateField) else value

"""The figure store (ADR 0019): every kept figure, as what was folded and what writers have inserted since.

A figure's value is the sum of its `Figure` and its `FigureChange`s; zero is not stored. Rows here point at a unit, a
series and a column without the database checking it: a check would make every writer touch the nation's row.
"""

from django.db import models
from django.db.models import F, Q


class Store(models.Model):
    """One row: which definitions and which map the kept figures are of. Another one: they are counted anew."""

    edition = models.CharField(max_length=64)
    map = models.CharField(max_length=80)


class Column(models.Model):
    """A period [start, end), looked at on the map of one day. One period may be kept on several maps."""

    id = models.AutoField(primary_key=True)
    start = models.DateField()
    end = models.DateField()
    map_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["start", "end", "map_day"], name="figure_column"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="figure_column_span"),
        ]


class IndicatorNumber(models.Model):
    """The number of an indicator, so that a figure is a row of numbers."""

    id = models.SmallAutoField(primary_key=True)
    code = models.CharField(max_length=80, unique=True)


def _of(model: type[models.Model] | str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(model, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)


class Figure(models.Model):
    """What was folded so far."""

    pk = models.CompositePrimaryKey("unit_id", "column_id", "series_id")
    unit = _of("units.Unit")
    column = _of(Column)
    series = _of(IndicatorNumber)
    value = models.BigIntegerField()


class FigureChange(models.Model):
    """What one act added to one figure. Only inserted, and taken away when it is folded."""

    unit = _of("units.Unit")
    column = _of(Column)
    series = _of(IndicatorNumber)
    delta = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "column"])]


class SavedTable(models.Model):
    """A question that a free table answers, kept by name: no figures. Shared: with the agency and those under it."""

    name = models.CharField(max_length=120)
    question = models.JSONField()
    agency = models.ForeignKey("units.Agency", models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    by = models.BigIntegerField(db_index=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

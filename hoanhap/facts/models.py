"""Dated, coded rows without names (ADR 0018): one table for all relations, each row as `relations.py` says.

A row is derived from the register (`sources.py`) or was loaded from files for who has no register (`Load`).
"""

from django.db import models
from django.db.models import F, Q

from hoanhap.units.models import Unit


class Load(models.Model):
    """Files of facts taken in together, and taken out together."""

    digest = models.CharField(max_length=64, unique=True)
    rows = models.IntegerField()
    on = models.DateField()
    by = models.CharField(max_length=150)


class Subject(models.Model):
    """The person of a row, by a number of its own. `person`: the number of their file, without a foreign key upward;
    empty for who was erased, and for who was loaded without a register."""

    person = models.BigIntegerField(null=True, unique=True)
    sex = models.CharField(max_length=6, blank=True)
    birth = models.DateField()
    load = models.ForeignKey(Load, models.CASCADE, null=True, related_name="subjects", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["load"], condition=Q(load__isnull=False), name="subject_load")]


class Fact(models.Model):
    """`codes`: in the order of the relation's columns, a blank between, "-" for nothing. `end`: of a span that is over.

    An event has its day in `start` and no end.
    """

    relation = models.CharField(max_length=16)
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="facts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    end = models.DateField(null=True)
    codes = models.CharField(max_length=120, blank=True)
    amount = models.BigIntegerField(default=0)
    load = models.ForeignKey(Load, models.CASCADE, null=True, related_name="facts", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="fact_span"),
        ]
        indexes = [
            models.Index(fields=["unit", "relation"], name="fact_of_unit"),  # the rows behind a commune's figure
            models.Index(fields=["load"], condition=Q(load__isnull=False), name="fact_load"),
        ]


class Derivation(models.Model):
    """One row: by which relations and rules all stored facts were derived (`sources.shape`). Setup derives again when
    it is missing or another."""

    shape = models.CharField(max_length=64)

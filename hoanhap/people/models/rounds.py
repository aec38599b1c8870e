"""The review of a commune's list."""

from django.db import models

from hoanhap.people.models.person import Person
from hoanhap.units.models import Unit


class Round(models.Model):
    """A periodic review of a commune's list (rà soát). `suspected`: how many, never who."""

    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    suspected = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "opened_on"], name="round_once")]


class Finding(models.Model):
    """What a round found of one person: here, moved, rehab, detained, dead, unknown; and who confirmed it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="findings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="findings")
    found = models.CharField(max_length=8, blank=True)
    on = models.DateField(null=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="finding_once")]

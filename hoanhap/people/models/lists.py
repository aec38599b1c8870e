"""Persons that come together."""

from django.db import models

from hoanhap.people.models.person import Person
from hoanhap.units.models import Unit


class Batch(models.Model):
    """Persons written together: a list that was read in, or a load. One audit row holds the digest."""

    kind = models.CharField(max_length=8)  # list, load
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    accepted = models.IntegerField()
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)
    undone_on = models.DateField(null=True)
    people = models.ManyToManyField(Person, related_name="batches", blank=True)
    counts = models.JSONField(default=dict)  # of a list: what became of its lines
    added = models.JSONField(default=dict)  # to files that were there: code → fields and rows, to be taken back

    class Meta:
        indexes = [models.Index(fields=["digest"])]


class Intake(models.Model):
    """A list that waits between being shown and being written; for one officer, sealed, gone when it expires.

    It has a key of its own. `cells_sealed`: the list; after it was written (`batch`), the lines left out. `settled`:
    what the officer said of it, in codes and numbers of lines and columns.
    """

    by = models.CharField(max_length=150, db_index=True)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    wrapped = models.BinaryField()
    master = models.CharField(max_length=16)
    cells_sealed = models.BinaryField()
    shown_sealed = models.BinaryField()
    settled = models.JSONField(default=dict)
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, related_name="+")

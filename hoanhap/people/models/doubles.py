"""Two files of one person, or two that only look it."""

from django.db import models
from django.db.models import Q

from hoanhap.people.models.person import Person


class Merge(models.Model):
    """Two records of one person made one. `undo` names every row that moved, so that it can be taken apart exactly."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=200)
    undo = models.JSONField()
    undone_on = models.DateField(null=True)


class Distinct(models.Model):
    """Two files that look alike and are of two persons, as somebody said: the pair is not asked about again."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")  # the lower number
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="distinct_pair"),
        ]

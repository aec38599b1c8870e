"""What was decided about a place: its founding, its conversions, whose satellite it is, its end."""

from django.db import models

from hoanhap.resources.models.kept import STANDS, Kept
from hoanhap.resources.models.places import Place


class PlaceDecision(Kept):
    """One decision, in force from `first`. What the place is on a day is a fold over them (`rules.decisions`)."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="decisions")
    what = models.CharField(max_length=12)
    first = models.DateField()
    function = models.CharField(max_length=16, blank=True)
    parent = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=80)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "what", "first"], condition=STANDS, name="place_decision")
        ]

"""Places with beds. Dated half-open."""

from django.db import models
from django.db.models import Q

from hoanhap.units.models import Agency, Unit, ordered


class Place(models.Model):
    """Where treatment or counselling happens: a centre, a satellite, a methadone clinic, a detox site, a point."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=16)  # centre, satellite, private, clinic, dispensing, detox, counselling
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")  # who runs it
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where it stands
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    act = models.CharField(max_length=80, blank=True)  # the founding decision
    seat = models.CharField(max_length=16, blank=True)  # of a counselling point (rules.words)

    class Meta:
        constraints = [ordered("place_span")]


class Capacity(models.Model):
    """How many beds a place has, from when to when. One at a time."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="capacities")
    beds = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("capacity_span"), models.CheckConstraint(condition=Q(beds__gte=0), name="capacity_beds")]

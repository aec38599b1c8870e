"""Where outreach was held: the communes that a line names, and their districts."""

from django.db import models

from hoanhap.resources.models.items import Item
from hoanhap.units.models import Unit


class Reached(models.Model):
    """A line's own unit too, if it is a commune or a district."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reached")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8)  # commune, district

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "unit"], name="reached_once")]

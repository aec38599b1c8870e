"""The means that are entered as lines: what was given, paid, printed, offered, met about, tried. `rules.noun_table`."""

from datetime import date

from django.db import models

from hoanhap.resources.models.kept import Kept
from hoanhap.resources.models.places import Place
from hoanhap.units.models import Agency, Unit, ordered


class Item(Kept):
    """One line of a noun. `told`: its values by field, as the noun's table has them. `unit`: where it counts.

    Of one day: that day is `valid_from`, and there is no `valid_to`.
    """

    noun = models.CharField(max_length=24)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="items")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    told = models.JSONField(default=dict)

    @property
    def until(self) -> date | None:
        """A line of a place does not outlast it."""
        ends = (self.valid_to, self.place.valid_to if self.place else None)
        return min((day for day in ends if day), default=None)

    class Meta:
        constraints = [ordered("item_span")]
        indexes = [models.Index(fields=["noun", "valid_from"], name="item_of_noun")]

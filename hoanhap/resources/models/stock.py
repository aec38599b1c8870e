"""Medicine of a clinic, month by month, in milligrams."""

from django.db import models
from django.db.models import F, Q

from hoanhap.resources.models.kept import STANDS, Kept
from hoanhap.resources.models.places import Place

AMOUNTS = ("opening", "received", "dispensed", "returned", "destroyed", "closing")
_EXPECTED = F("opening") + F("received") - F("dispensed") - F("returned") - F("destroyed")


class StockMonth(Kept):
    """`month`: its first day. `opening`: the closing of the month before. `closing`: as counted at the month's end; a
    difference from the book has an explanation."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="stock")
    medicine = models.CharField(max_length=16)
    month = models.DateField()
    opening = models.BigIntegerField()
    received = models.BigIntegerField()
    dispensed = models.BigIntegerField()
    returned = models.BigIntegerField()
    destroyed = models.BigIntegerField()
    closing = models.BigIntegerField()
    explanation = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "medicine", "month"], condition=STANDS, name="stock_month"),
            models.CheckConstraint(
                condition=Q(opening__gte=0, received__gte=0, dispensed__gte=0)
                & Q(returned__gte=0, destroyed__gte=0, closing__gte=0),
                name="stock_amounts",
            ),
            models.CheckConstraint(
                condition=Q(gone_on__isnull=False) | Q(closing=_EXPECTED) | ~Q(explanation=""), name="stock_explained"
            ),
        ]

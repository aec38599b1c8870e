"""What an area was said to be in a year, by which figures, and who approved it."""

from django.db import models
from django.db.models import F, Q

from hoanhap.units.models import Unit


class Rating(models.Model):
    """One area under one scorecard in one year. `figures`: what it rested on when it was proposed, by code.

    `proposed`, `decided`: a class of the scorecard, or "none". `computed`: what the figures said then; empty: they
    could not say.
    """

    scorecard = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ratings")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="draft")  # draft, proposed, approved
    figures = models.JSONField(default=dict)
    computed = models.CharField(max_length=40, blank=True)
    proposed = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.BigIntegerField(null=True)
    decided = models.CharField(max_length=40, blank=True)
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "unit", "year"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(state="approved") & ~Q(decided="") | ~Q(state="approved") & Q(decided=""),
                name="rating_decided_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="rating_decided_by_another",
            ),
        ]
        indexes = [models.Index(fields=["scorecard", "year", "state"])]


class RatingFigure(models.Model):
    """A figure that no register counts, as somebody typed it, with where it comes from."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="typed")
    code = models.CharField(max_length=40)
    value = models.BigIntegerField()
    source = models.CharField(max_length=300)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rating", "code"], name="rating_figure_once")]


class RatingStep(models.Model):
    """One step of a rating, with its class and words. Insert-only."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10)
    of_class = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=150)
    on = models.DateField()
    at = models.DateTimeField()

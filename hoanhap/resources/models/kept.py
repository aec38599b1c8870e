"""What was written stays: a correction is a further row that names the one it replaces, and nothing is deleted."""

from django.db import models
from django.db.models import Q


class Kept(models.Model):
    """A row counts while `gone_on` is empty. `why`: the reason of the correction, or of taking it back."""

    written_on = models.DateField()
    by = models.CharField(max_length=150)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    why = models.CharField(max_length=200, blank=True)
    gone_on = models.DateField(null=True)
    gone_by = models.CharField(max_length=150, blank=True)
    gone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


STANDS = Q(gone_on=None)

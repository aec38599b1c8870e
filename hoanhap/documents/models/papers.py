"""Official papers and the numbers they bear."""

from django.db import models
from django.db.models import Q

from hoanhap.units.models import Agency


class Series(models.Model):
    """One numbering of one agency in one year (NĐ 30/2020 Điều 8): from 1, without gaps or repeats."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    book = models.CharField(max_length=20)  # which numbering: decisions, certificates, others
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "year", "book"], name="series_once")]


class OfficialPaper(models.Model):
    """One official paper about one matter: draft, then issued under a number, perhaps revoked, by another or without.

    `subject` is the code of the person, never a name; `content_sealed` holds what was printed (`official.Filled`),
    sealed by the room that wrote it. `book` is empty for what a person files: that bears no number. `signed_as`: the
    lines above the signer's name.
    """

    kind = models.CharField(max_length=40)  # a code of catalog/documents
    version = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default="draft")  # draft, issued, revoked
    book = models.CharField(max_length=20, blank=True)
    number = models.IntegerField(null=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="papers")
    symbol = models.CharField(max_length=40, blank=True)
    dated = models.DateField()
    issued_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signed_as = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=16, blank=True, db_index=True)
    matter = models.CharField(max_length=40, blank=True, db_index=True)  # "measure:12", "person:7"
    facts = models.JSONField(default=dict)  # coded, without names
    content_sealed = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was issued
    revoked_on = models.DateField(null=True)
    revoked_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="revokes")
    reason = models.CharField(max_length=200, blank=True)  # why it was revoked

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="paper_number"),
            models.CheckConstraint(
                condition=Q(state="draft", number__isnull=True, issued_on__isnull=True)
                | (~Q(state="draft") & Q(issued_on__isnull=False) & (Q(number__isnull=False) | Q(book=""))),
                name="paper_numbered",
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_on__isnull=False)
                | (~Q(state="revoked") & Q(revoked_on__isnull=True)),
                name="paper_revoked",
            ),
        ]

"""Who may: users, their dated posts, and dated deputies."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from hoanhap.units.models import Agency, Unit


class User(AbstractUser):
    """A person who signs in. What they may do comes from posts alone; there is no superuser in the product."""

    full_name = models.CharField(max_length=120, blank=True)
    must_change = models.BooleanField(default=False)  # a password somebody else has seen: good for one sign-in


class Post(models.Model):
    """A role at an agency over [valid_from, valid_to). The agency gives sector, unit and so the scope.

    A post ended on its first day keeps its row, with an empty span: what was done in it stays explained.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="post_span"
            ),
        ]
        indexes = [models.Index(fields=["user", "valid_from"])]


class Deputation(models.Model):
    """A post lent to another user for some days. It never lends what the deputy may not combine (author ≠ approver)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="deputations")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputations")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="deputation_span"),
        ]


class LegalBasis(models.Model):
    """A legal ground, registered by who guards the data, in force over [valid_from, valid_to).

    `use`: disclosure (a `kind` of list from the sector `holder` to the sector `asker`, of `classes` at most), retention
    (files closed for `closing` are kept `months`, empty: for any reason), request (a person may ask for erasure).
    """

    use = models.CharField(max_length=12)
    document = models.CharField(max_length=160)
    article = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, blank=True)
    holder = models.CharField(max_length=20, blank=True)
    asker = models.CharField(max_length=20, blank=True)
    classes = models.CharField(max_length=20, blank=True)  # K1 K2 K5
    closing = models.CharField(max_length=20, blank=True)
    months = models.IntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="legal_basis_span"
            ),
        ]


class Inspection(models.Model):
    """A named inspection: its decision, its area, its members (posts), at most 30 days. It closes by itself."""

    document = models.CharField(max_length=160)
    issued_on = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    registered_by = models.CharField(max_length=150)
    members = models.ManyToManyField(Post, related_name="inspections")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="inspection_span"),
        ]

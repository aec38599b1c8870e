"""Who may: users, their dated posts, and dated deputies."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from hoanhap.units.models import Agency


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

"""Who else comes to know of a person, and what is erased."""

from django.db import models
from django.db.models import Q

from hoanhap.people.models.person import Person
from hoanhap.units.models import Agency, Unit, ordered


class Reach(models.Model):
    """Who else a duty leads to this person, dated; written by the rooms that know, read by access.

    `kind`: patient, resident (of a place of `agency`), named (`agency` is named by a step, open or past), open
    (`agency` answers for a measure not finished), inspected (by `post`, at most 30 days). `why`: "measure:12".
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reaches", db_index=False)
    kind = models.CharField(max_length=10)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.IntegerField(null=True)  # access.Post, without a foreign key: it may end
    why = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ordered("reach_span"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, post__isnull=True) | Q(agency__isnull=True, post__isnull=False),
                name="reach_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind"]),
            models.Index(fields=["agency", "kind"], condition=Q(agency__isnull=False), name="reach_agency"),
            models.Index(fields=["post"], condition=Q(post__isnull=False), name="reach_post"),
        ]


class Disclosure(models.Model):
    """A list asked of another sector: why, by what ground, who allowed it, which fields, until when.

    `told`: the count that answered at once; None where it is too small to tell. `state`: counted (no list was asked
    for), asked, allowed, refused. Whether an allowed list still opens is `access.lists.decide_list`.
    """

    kind = models.CharField(max_length=12)  # access.lists.KINDS
    asked_by = models.CharField(max_length=150)
    asked_user = models.BigIntegerField()
    asked_post = models.IntegerField(db_index=True)  # access.Post, without a foreign key: it may end
    asked_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    as_of = models.DateField()
    purpose = models.CharField(max_length=4)  # P1 … P8
    basis = models.ForeignKey("access.LegalBasis", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)
    told = models.IntegerField(null=True)
    asked_on = models.DateField()
    state = models.CharField(max_length=8, default="asked")
    fields = models.CharField(max_length=120, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)
    expires_on = models.DateField(null=True)


class Disclosed(models.Model):
    """The ledger: which person was in which list."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="ledger")
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosed")
    since = models.DateField(null=True)  # since when the holder had them

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "person"], name="disclosed_once")]


class Glass(models.Model):
    """A file opened in an emergency to one user in one post. No person: nobody was found by what was typed, which
    counts and is reviewed all the same. The words of the reason are sealed under the person's key."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    user = models.BigIntegerField(db_index=True)
    post = models.IntegerField()  # access.Post, without a foreign key: it may end
    category = models.CharField(max_length=12)
    words_sealed = models.BinaryField(null=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    on = models.DateField()
    review_by = models.DateField()  # the last day; after it, this user opens nothing more
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    justified = models.BooleanField(null=True)
    finding = models.CharField(max_length=300, blank=True)


class Erasure(models.Model):
    """The ledger of what was erased, by code: a restored backup is erased again from it (`people.erasures`)."""

    code = models.CharField(max_length=16, unique=True)
    ground = models.CharField(max_length=12)
    basis = models.ForeignKey("access.LegalBasis", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    by = models.CharField(max_length=150)

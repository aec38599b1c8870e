"""Who helps a person, what was needed, what was given."""

from django.db import models

from hoanhap.people.models.person import Person
from hoanhap.units.models import Agency, ordered


class Assignment(models.Model):
    """A helper (hội viên, tình nguyện viên) who accompanies a person; `post` gives them sight of that person alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="assignments")
    helper = models.CharField(max_length=120)
    organisation = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    post = models.IntegerField(null=True, db_index=True)  # access.Post, without a foreign key: it may end
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("assignment_span")]


class Visit(models.Model):
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="visits")
    on = models.DateField()
    finding = models.CharField(max_length=12)  # well, risk, absent
    words_sealed = models.BinaryField(null=True)


class Need(models.Model):
    """A need for support, recorded before it is met, so that “all who need it” can be answered."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="needs", db_index=False)
    kind = models.CharField(max_length=12)  # counselling, training, job, loan, allowance, equipment, health, school
    recorded_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"])]


class Support(models.Model):
    """Support received: one session, course, job, loan … `amount` in đồng where it is money; `need` what it meets."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="supports", db_index=False)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="met_by")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    amount = models.BigIntegerField(null=True)
    source = models.CharField(max_length=20, blank=True)  # central, local, fund, other
    what = models.CharField(max_length=20, blank=True)  # trade learnt, kind of job, equipment: a code
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind", "on"])]

"""Staff with certificates. Dated half-open."""

from django.db import models

from hoanhap.units.models import Agency, ordered


class Staff(models.Model):
    """Somebody who works at an agency. `post`: their access.Post when they sign in."""

    name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="staff")
    sector = models.CharField(max_length=20)
    profession = models.CharField(max_length=16, default="other")  # doctor, nurse … (rules.words)
    title = models.CharField(max_length=80, blank=True)
    post = models.IntegerField(null=True, db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("staff_span")]


class Certificate(models.Model):
    """What a member of staff may do by paper: determine addiction, treat, counsel."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=20)  # practice, determine, substitution, counsel
    number = models.CharField(max_length=40, blank=True)
    issued_by = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("certificate_span")]

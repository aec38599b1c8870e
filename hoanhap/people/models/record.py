"""What is known of a person over time."""

from django.db import models

from hoanhap.people.models.person import Person
from hoanhap.units.models import Agency, Unit, ordered


class Residence(models.Model):
    """Where the person lives. A move is confirmed by the commune that is left and the commune that is reached."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="residences", db_index=False)
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)  # permanent, temporary, stay, unstable
    address_sealed = models.BinaryField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=20, blank=True)  # why it ended: moved, centre, detained, died, unknown
    left_confirmed_on = models.DateField(null=True)
    left_confirmed_by = models.CharField(max_length=120, blank=True)
    reached_confirmed_on = models.DateField(null=True)
    reached_confirmed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [ordered("residence_span")]
        indexes = [models.Index(fields=["commune", "valid_from"]), models.Index(fields=["person", "valid_from"])]


class Standing(models.Model):
    """What the person is on the list, from when to when: user, addict, completer. `basis`: what made it so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="standings", db_index=False)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=40)  # declared, determined, certificate:NN, delisted …
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("standing_span")]
        indexes = [models.Index(fields=["person", "valid_from"])]


class Use(models.Model):
    """A substance the person uses or used (code list), and how."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="uses")
    substance = models.CharField(max_length=20)
    route = models.CharField(max_length=12, blank=True)
    since_year = models.SmallIntegerField(null=True)
    valid_from = models.DateField()  # when it was recorded or found
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("use_span")]


class Test(models.Model):
    """One drug test. `result`: negative, positive, refused; `substances`: codes found, space between."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tests", db_index=False)
    on = models.DateField()
    kind = models.CharField(max_length=12)  # urine, blood, saliva, hair
    reason = models.CharField(max_length=12)  # periodic, sudden, treatment, request
    result = models.CharField(max_length=10)
    substances = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "on"])]


class Note(models.Model):
    """Free words about a person, sealed. `about` says what they belong to: person, or a step, a visit …"""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notes")
    about = models.CharField(max_length=40, default="person")
    text_sealed = models.BinaryField()
    on = models.DateField()
    by = models.CharField(max_length=150)

"""The means that cases need: places with beds, staff with certificates, teams. Dated half-open."""

from django.db import models
from django.db.models import Q

from hoanhap.units.models import Agency, Unit, ordered


class Place(models.Model):
    """Where treatment or counselling happens: a centre, a satellite, a methadone clinic, a detox site, a point."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=16)  # centre, satellite, private, clinic, dispensing, detox, counselling
    name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="places")  # who runs it
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where it stands
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    act = models.CharField(max_length=80, blank=True)  # the founding decision

    class Meta:
        constraints = [ordered("place_span")]


class Capacity(models.Model):
    """How many beds a place has, from when to when. One at a time."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="capacities")
    beds = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("capacity_span"), models.CheckConstraint(condition=Q(beds__gte=0), name="capacity_beds")]


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


class Team(models.Model):
    """Tổ công tác cai nghiện, đội công tác xã hội tình nguyện: set up by a decision, for a unit."""

    kind = models.CharField(max_length=16)  # working, volunteers
    name = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    act = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("team_span")]


class Member(models.Model):
    """Somebody in a team, in one role: the head may also be there for a sector, and is then two members."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16)  # head, labour, police, health, front, village, volunteer
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("member_span")]

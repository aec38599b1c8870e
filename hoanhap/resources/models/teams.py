"""Teams with members. Dated half-open."""

from django.db import models

from hoanhap.units.models import Unit, ordered


class Team(models.Model):
    """Tổ công tác cai nghiện, đội công tác xã hội tình nguyện, ban chỉ đạo: set up by a decision, for a unit."""

    kind = models.CharField(max_length=16)  # working, volunteers, steering
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

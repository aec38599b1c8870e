"""Following up: visits of the inspection team with what they found, and who was reminded of what."""

from django.db import models

from hoanhap.access.models import User
from hoanhap.plans.models.plan import Plan
from hoanhap.plans.models.task import Share, Task
from hoanhap.units.models import Agency


class TeamVisit(models.Model):
    """The team of a plan looked at the work of an agency on a day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="visits")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    on = models.DateField()
    team = models.TextField()
    conclusion = models.TextField(blank=True)
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["plan", "on"])]


class Shortcoming(models.Model):
    """What a visit found, by when it has to be mended, and how it was."""

    visit = models.ForeignKey(TeamVisit, models.CASCADE, related_name="shortcomings")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="shortcomings")
    text = models.TextField()
    last_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    how = models.TextField(blank=True)
    done_by = models.CharField(max_length=120, blank=True)


class Reminder(models.Model):
    """Somebody was told of a share on a rung of the ladder (`rules.escalation`). `mailed`: also by e-mail.

    `claimed_at`: since when a run has it in hand to mail; nobody else sends it meanwhile.
    """

    share = models.ForeignKey(Share, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    rung = models.SmallIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=500)
    mailed = models.BooleanField(default=False)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["share", "user", "rung"], name="reminder_once")]
        indexes = [models.Index(fields=["user", "on"])]

"""A plan as it is promised now, and every version of what was promised before."""

from django.db import models
from django.db.models import F, Q

from hoanhap.documents.models import Directive
from hoanhap.units.models import Agency, Unit


class Plan(models.Model):
    """What an agency set itself and those under it to do over [starts_on, ends_on).

    `keeper`: the agency that follows it and sums it up, where the plan names one beside its issuer. `answers`: the plan
    of the level above that this one answers. `unresolved`: names of agencies in it that fit no agency.
    """

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=400)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans")
    keeper = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="plans")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    version = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=300, blank=True)
    notice = models.CharField(max_length=300, blank=True)  # on its pages and papers: "tiến độ minh họa"
    sections = models.JSONField(default=list)  # [{code, title, role, lines}]
    unresolved = models.JSONField(default=list)
    unread = models.JSONField(default=list)  # what the reading reported: [{message, remedy, line, table, row}]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_span")]


class PlanVersion(models.Model):
    """What the plan said from `on` until the next version. `content`: tasks and targets line by line, never changed.

    `directive`: the document that changed it, where one did. `changed`: by the key of each target that it changed or
    withdrew, what was promised until then.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    changed = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version")]


class Target(models.Model):
    """A bar. `indicator` answers it, where one does; else what is read elsewhere and typed, with its source.

    `value`, `base` in thousandths of the measure: sums are exact. `parent`: the target that this one is part of.
    `answers`: the target of the plan above that this one answers. `dropped_in`: the version that withdrew it.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    key = models.SlugField(max_length=20)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    indicator = models.CharField(max_length=60, blank=True)
    value = models.BigIntegerField(null=True)  # None: words without a bar that can be counted
    base = models.BigIntegerField(null=True)
    direction = models.CharField(max_length=8, default="at_least")
    grows = models.BooleanField(default=False)
    measure = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by_on = models.DateField()  # the last day
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="answered_by")
    dropped_in = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="target_key"),
            models.CheckConstraint(condition=Q(direction__in=["at_least", "at_most"]), name="target_direction"),
        ]


class Reading(models.Model):
    """A figure of a target that no indicator answers, typed with where it comes from. The last one of a day holds."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="readings")
    on = models.DateField()
    value = models.BigIntegerField()  # thousandths
    source = models.CharField(max_length=300)
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["target", "on"])]

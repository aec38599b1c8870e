"""A task, each agency's share in it, and what was reported of the share. Rows of `Progress` are only inserted."""

from django.db import models
from django.db.models import Q

from hoanhap.plans.models.plan import Plan
from hoanhap.units.models import Agency, Unit


class Task(models.Model):
    """One line of the matrix, or one duty. `key` is unique in the plan; `code` is the plan's own and may be empty.

    `last_on`: the last day that is in time; `promised_on`: what the first version said. `series`: the key of the line
    that this one repeats. `measure`: what shows that it is done (`rules.measures`). `dropped_in`: the version that took
    it out. `answers`: the line of the plan above that this one answers.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True)
    group = models.CharField(max_length=400, blank=True)
    content = models.TextField()
    origin = models.CharField(max_length=8, default="typed")  # matrix, duties, typed
    leads = models.TextField(blank=True)  # in the words of the plan
    coordinators = models.TextField(blank=True)
    starts_on = models.DateField(null=True)
    starts_words = models.CharField(max_length=200, blank=True)
    last_on = models.DateField(null=True)
    last_words = models.CharField(max_length=200, blank=True)
    promised_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    every = models.CharField(max_length=10, blank=True)
    series = models.CharField(max_length=40, blank=True)
    report = models.BooleanField(default=False)
    measure = models.CharField(max_length=12, blank=True)  # indicator, form, directive
    measure_ref = models.CharField(max_length=120, blank=True)
    measure_bar = models.BigIntegerField(null=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    added_in = models.PositiveSmallIntegerField(default=1)
    dropped_in = models.PositiveSmallIntegerField(null=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="task_key")]
        indexes = [models.Index(fields=["plan", "position"])]


class Share(models.Model):
    """An agency's part of a task. What stands is a copy of the fold over its `Progress`, for lists to sort by.

    `branch`: the unit directly under the plan's own in which the agency stands; None: it stands at the plan's unit.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="shares")
    task = models.ForeignKey(Task, models.CASCADE, related_name="shares")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    branch = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    lead = models.BooleanField(default=True)
    began_on = models.DateField(null=True)
    moved_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    proved = models.BooleanField(default=False)
    blocked = models.CharField(max_length=160, blank=True)
    kind = models.PositiveSmallIntegerField(default=0)  # what stands, as rules.fold.kind says it: for counting

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "agency"], name="share_once")]
        indexes = [  # the board reads these alone
            models.Index(fields=["plan", "lead", "task", "branch", "kind", "agency"], name="share_board"),
            models.Index(fields=["plan", "lead", "kind", "moved_on", "task", "branch", "agency"], name="share_kind"),
            models.Index(fields=["agency", "lead"], condition=Q(done_on=None), name="share_open"),
        ]


class Progress(models.Model):
    """Something happened to a share on a day. `evidence`: figure, directive, training, paper; `text` comes second."""

    share = models.ForeignKey(Share, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8)
    on = models.DateField()
    text = models.TextField(blank=True)
    blocked_by = models.CharField(max_length=160, blank=True)
    evidence = models.CharField(max_length=12, blank=True)
    evidence_ref = models.CharField(max_length=120, blank=True)
    evidence_words = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)
    noted_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["share", "on"])]

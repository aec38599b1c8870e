"""Measures applied to people: the steps taken, the clocks that run, and what a centre keeps of its residents.

Which steps there are, who takes them and what they start is data (`law/pathways/`); a row here says only what happened.
Rows are never changed to say something else: a step taken by mistake is taken back by another row that names it.
"""

from django.db import models
from django.db.models import F, Q

from hoanhap.people.models import Person
from hoanhap.resources.models import Place, Staff
from hoanhap.units.models import Agency, Unit


class Measure(models.Model):
    """One application of a pathway to a person. `state` follows from the steps; it is kept so that lists find it.

    The law is read at `decided_on`, before a decision at `opened_on`; `pathway` and `version` say which text applied.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="measures", db_index=False)
    pathway = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    turn = models.SmallIntegerField(default=1)  # which time (lần thứ) this person is under rehabilitation
    case = models.CharField(max_length=12, blank=True)  # for whom, where terms differ: voluntary, compulsory, minor
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)  # that answers for it
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")  # that opened it
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="measures", db_index=False)
    state = models.CharField(max_length=24)
    open = models.BooleanField(default=True)
    opened_on = models.DateField()
    decided_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # exclusive: the day after the last day of the term
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, blank=True)  # completed, quit, moved, converted, died, offence, cancelled
    days_deducted = models.IntegerField(default=0)
    inside = models.BooleanField(default=False)  # takes a bed of the place now
    revision = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="measure_term"
            ),
            models.CheckConstraint(
                condition=Q(open=True, closed_on__isnull=True) | Q(open=False, closed_on__isnull=False),
                name="measure_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "opened_on"]),
            models.Index(fields=["commune", "open", "state"]),
            models.Index(fields=["place", "open", "state"]),
        ]


class StepTaken(models.Model):
    """One step. `on` is its day in law, `at` the instant where hours count; `facts`: coded answers, without names.

    A step taken by mistake stays, and names the row that took it back: `step` "take-back", which changes no state.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="steps", db_index=False)
    number = models.IntegerField()  # 1, 2, 3 … within the measure
    step = models.CharField(max_length=40)
    version = models.CharField(max_length=20, default="")  # of the pathway it was taken under
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24)
    on = models.DateField()
    at = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)
    words_sealed = models.BinaryField(null=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.CharField(max_length=150)
    post = models.IntegerField(null=True)
    taken_back_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="takes_back")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="step_number")]


class Clock(models.Model):
    """A limit that runs. All of it follows from the steps (`rules.walk`) and is kept only so that lists can sort.

    `suspensions`: [[from, to or null, reason], …]; `extended`: {"amount", "unit", "reason"} or empty. `due_at` is the
    instant from which it is late, None while it stands still. `ahead`: counted back from the end of the term.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="clocks")
    rule = models.CharField(max_length=60)
    law_on = models.DateField()  # the date at which the rule is read
    started_by = models.ForeignKey(StepTaken, models.PROTECT, related_name="started", db_index=False)  # steps stay
    started_at = models.DateTimeField()
    hours = models.BooleanField(default=False)  # counted in hours from the instant, not in days from the day
    ahead = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(StepTaken, models.PROTECT, null=True, related_name="stopped", db_index=False)
    stopped_at = models.DateTimeField(null=True)
    suspensions = models.JSONField(default=list)
    extended = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(stopped_at__isnull=True), name="clock_running")]


class Determination(models.Model):
    """Addicted or not: a medical act, by somebody certified for it on that day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="determinations", db_index=False)
    on = models.DateField()
    result = models.CharField(max_length=14)  # addicted, not_addicted, undecided
    substances = models.CharField(max_length=120, blank=True)
    criteria = models.SmallIntegerField(null=True)  # how many of the six (NĐ 109/2021)
    clinician = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    findings_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "on"])]


class Stay(models.Model):
    """Time spent in one stage inside rehabilitation. `bed`: as the place numbers it."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="stays")
    stage = models.CharField(max_length=12)  # intake, detox, education, work, return
    bed = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="stay_span"
            )
        ]


class CentreEvent(models.Model):
    """What a centre notes of a resident: leave, hospital, escape, return, discipline, merit, health check, rating."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=12)
    on = models.DateField()
    until = models.DateField(null=True)
    code = models.CharField(max_length=20, blank=True)  # which kind of leave, which rating …
    words_sealed = models.BinaryField(null=True)
    by = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["measure", "kind", "on"])]

"""The reporting campaign: who must answer, what they answered, who said so and when.

A cell's value is a whole number of its row's atom (người, lượt, đồng …; `catalog.forms.Row.exponent` says how it
is shown). So every sum is exact, in SQL as in Python. blank (no cell) ≠ 0 ≠ không phát sinh (`mark="nil"`).
"""

from django.db import models
from django.db.models import F, Q

from hoanhap.documents.models import Directive
from hoanhap.units.models import Agency, Unit


class Campaign(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    basis = models.ForeignKey(Directive, models.PROTECT, related_name="campaigns")
    ordered_on = models.DateField()
    map_date = models.DateField()  # whose units answer; may differ from ordered_on
    data_from = models.DateField()
    data_to = models.DateField()  # exclusive: the day after the cut-off
    outlines = models.JSONField(default=list)  # outline codes, main one first
    notice = models.CharField(max_length=300, blank=True)  # printed on every page and paper: "số liệu minh họa"
    notice_en = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()


class CampaignForm(models.Model):
    """A form asked by the campaign, pinned to one version."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="forms")
    form = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "form"], name="campaign_form")]


class Deadline(models.Model):
    """When a level must have sent. `ends` is exclusive: the first instant that is late is 00:00 of that day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deadlines")
    level = models.CharField(max_length=12)
    ends = models.DateField()
    phrase = models.CharField(max_length=8)  # before: "trước ngày D" (ends = D) | by: "đến ngày D" (ends = D + 1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "level"], name="campaign_deadline")]


class Respondent(models.Model):
    """An agency that must answer, and the one that receives its answer. `path` is the chain of ids from the top."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="respondents")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    level = models.CharField(max_length=12)  # commune, centre, district, department, province, ministry
    path = models.CharField(max_length=120)  # "/1/14/203/", its own id last
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="respondent_once")]
        indexes = [models.Index(fields=["campaign", "path"]), models.Index(fields=["campaign", "level"])]


class Submission(models.Model):
    """One respondent's answer to one form. `lock` rises with every change of state; a stale one loses, politely."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="submissions")
    form = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="none")
    lock = models.PositiveIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    touched_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)  # the business date: lateness is computed from it
    register = models.BooleanField(default=False)  # the register answers for this unit
    over = models.PositiveSmallIntegerField(default=0)  # cells typed over what the register says
    followed = models.PositiveSmallIntegerField(default=0)  # cells that followed the register since this was sent
    accepted = models.ForeignKey("Snapshot", models.SET_NULL, null=True, related_name="+")
    sealed = models.ForeignKey("Snapshot", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "form"], name="submission_once")]
        indexes = [models.Index(fields=["form", "state"])]


class Cell(models.Model):
    """What stands at (row, column) now. For list forms `row` is the key of a line and `column` its field.

    `derived`: what the register says now, null where it says nothing; of a list, `said` is the text. While the content
    is the same, the cell is from the register and follows it.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="cells")
    row = models.CharField(max_length=20)
    column = models.CharField(max_length=20)
    value = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=4, blank=True)  # "nil" = không phát sinh
    qualifier = models.CharField(max_length=2, blank=True)  # "ge" = hơn
    derived = models.BigIntegerField(null=True)
    said = models.TextField(null=True)  # noqa: DJ001 - null: nothing is said; empty: it is said to be empty
    revision = models.PositiveIntegerField(default=1)
    reopened = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "row", "column"], name="cell_once"),
            models.CheckConstraint(condition=Q(mark="") | Q(value__isnull=True), name="nil_has_no_value"),
        ]
        indexes = [models.Index(fields=["submission", "row", "column", "value", "mark", "qualifier"], name="cell_sum")]


class Entry(models.Model):
    """Every change of a cell: who typed what, when, over what. Insert-only."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="entries")
    row = models.CharField(max_length=20)
    column = models.CharField(max_length=20)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    revision = models.PositiveIntegerField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    upload = models.ForeignKey("Upload", models.SET_NULL, null=True, related_name="entries")

    class Meta:
        indexes = [models.Index(fields=["submission", "row", "column", "at"])]


class Upload(models.Model):
    """One workbook that was read and saved. The same bytes twice change nothing; `undone_at` is set by an undo."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="uploads")
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200)
    rows_read = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Event(models.Model):
    """One step of a submission's state, with its reason. The history the reader sees."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    step = models.CharField(max_length=12)
    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    cells = models.JSONField(default=list)  # [[row, column, question], …] of a return
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["submission", "at"])]


class Explanation(models.Model):
    """Why a warning is right as it stands. It falls when the cell changes (`revision`)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="explanations")
    row = models.CharField(max_length=20)
    column = models.CharField(max_length=20)
    check_code = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()


class Snapshot(models.Model):
    """A frozen answer: canonical JSON of own cells, totals, contributions and coverage, and its SHA-256.

    `number` counts the versions of one submission. `cause`: submit, accept, approve, correct. `evidence`: canonical
    JSON of who made up each figure from the register, by number, and why; its hash is in the body.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    cause = models.CharField(max_length=10)
    body = models.TextField()
    evidence = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    by = models.BigIntegerField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="snapshot_number")]


class Correction(models.Model):
    """A change to what was sealed: proposed by one person, decided by another."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="corrections")
    cells = models.JSONField()  # [{row, column, before, after}]
    reason = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="proposed")  # proposed, approved, refused
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposer_is_not_approver",
            ),
            models.UniqueConstraint(fields=["submission"], condition=Q(state="proposed"), name="one_open_correction"),
        ]


class Gap(models.Model):
    """A unit declared missing when its superior submitted or approved without it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="gaps")
    missing = models.ForeignKey(Respondent, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "missing"], name="gap_once")]


class Section(models.Model):
    """One respondent's text for one section of an outline. Figures are placeholders `{{form.row.column}}`."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="sections")
    outline = models.CharField(max_length=40)
    section = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "outline", "section"], name="section_once")]


class Difficulty(models.Model):
    """A difficulty: its theme (policy, direction, resources), its cause (subjective, objective), its words."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="difficulties")
    theme = models.CharField(max_length=12)
    cause = models.CharField(max_length=12)
    text = models.TextField()
    pulled_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="pulled")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()


class Recommendation(models.Model):
    """A recommendation and whom it is for."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="recommendations")
    addressee = models.CharField(max_length=20)  # government, ministry, province, district, sector
    text = models.TextField()
    pulled_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="pulled")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

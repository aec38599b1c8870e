"""Directives (văn bản): what orders the work. Campaigns rest on them; plans and the annex of guidance do too."""

from django.db import models
from django.db.models import F, Q

from hoanhap.units.models import Agency, Unit, ordered


class Directive(models.Model):
    """An official document as a record. An empty number is a document not yet numbered, as in the source.

    `agency`: whose record it is; none for public law, which everybody reads. `issued_by`: the agency of ours that
    issued it, where `issuer` is one. `in_force_from` empty: from the day it was issued. `mark`: the folded
    designation, by which citations find it. `folded`: what a search looks through.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8)  # QĐ, KH, CV, BC … (NĐ 30/2020 Phụ lục III)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=40, blank=True)  # QĐ-LĐTBXH
    issued_on = models.DateField(null=True, db_index=True)
    issued_text = models.CharField(max_length=40, blank=True)  # "tháng 6 năm 2020" when the day is not known
    issuer = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    summary = models.CharField(max_length=400)
    signer = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True)  # exclusive
    mark = models.CharField(max_length=70, blank=True, db_index=True)
    folded = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    entered_by = models.CharField(max_length=150, blank=True)
    entered_at = models.DateTimeField(null=True)


class DirectiveLink(models.Model):
    """What a directive rests on, replaces, amends or repeals: a recorded document, or a citation as it was written.

    `from_on`: from when the change holds. A citation is tied to its document when that is recorded (`mark`, `dated`).
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=8)  # basis, replaces, amends, repeals
    target = models.ForeignKey(Directive, models.PROTECT, null=True, related_name="links_to")
    cited = models.CharField(max_length=400, blank=True)
    mark = models.CharField(max_length=70, blank=True, db_index=True)
    folded = models.TextField(blank=True)  # the citation, as a search looks through it
    dated = models.DateField(null=True)  # the day the citation gives
    from_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "kind", "target"], name="directive_link_once"),
            models.CheckConstraint(condition=Q(target__isnull=False) | ~Q(cited=""), name="directive_link_to"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("directive")), name="directive_not_on_itself"
            ),
        ]


class Addressee(models.Model):
    """To whom a directive speaks: a unit with all under it, a sector, or a sector there. Dated, as the map is."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    sector = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ordered("addressee_span"),
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(sector=""), name="addressee_named"),
        ]


class DirectiveFile(models.Model):
    """A scan or Word file of a directive, checked when it came. Taken off, its row stays and its bytes go.

    `words_read`: how far what it says could be read: all, cut (only its beginning), part, none; empty until it is.
    """

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)  # docx, pdf: by content, not by name
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    words_read = models.CharField(max_length=4, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    off_at = models.DateTimeField(null=True)
    off_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(off_at__isnull=True, content__isnull=False) | Q(off_at__isnull=False, content__isnull=True),
                name="directive_file_there",
            )
        ]


class DirectiveChange(models.Model):
    """One correction of the record: what each field said before and says now. Insert-only, beside the audit row."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    fields = models.JSONField()  # [[field, before, after], …] as people read them
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "revision"], name="directive_change_once")]

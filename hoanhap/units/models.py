"""Administrative units and agencies, dated and half-open: in force on D when valid_from <= D < valid_to.

A unit's key is (code, valid_from): official codes are reused for other territories.
"""

from django.db import models
from django.db.models import F, Q


def ordered(name: str) -> models.CheckConstraint:
    """valid_to is open or after valid_from: what every dated row of the house holds to."""
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)


class Unit(models.Model):
    """One territory under one name. A merge, split or rename ends it and starts another; a move does not."""

    code = models.CharField(max_length=8)
    level = models.CharField(max_length=8)  # nation, province, district, commune
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)  # in full: "Xã Bảo Toàn"
    folded = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    start_known = models.BooleanField(default=True)
    successor_unknown = models.BooleanField(default=False)  # ended, and no source says where its people went
    act = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="unit_code_from"),
            ordered("unit_span"),
            models.CheckConstraint(
                condition=Q(successor_unknown=False) | Q(valid_to__isnull=False), name="unit_unknown_when_ended"
            ),
        ]
        indexes = [models.Index(fields=["level", "valid_from", "valid_to"]), models.Index(fields=["folded"])]


class Placement(models.Model):
    """Which unit a unit belongs to, from when to when. A move changes only this."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_from"),
            ordered("placement_span"),
        ]
        indexes = [models.Index(fields=["parent"])]


class UnitChange(models.Model):
    """One reorganisation. `undo` holds what reversing it restores, and which units it wrote or leans on."""

    on = models.DateField()
    kind = models.CharField(max_length=8)  # merge, split, rename, move, end (successor unknown), reform (whole map)
    act = models.CharField(max_length=80)
    source = models.CharField(max_length=200, blank=True)
    undo = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["on"])]


class UnitLink(models.Model):
    """Predecessor → successor. `partial`: only a part went there. `certain`: the target was found, not guessed.

    `main`: of several parts, the one to propose first when nothing more is known about an address.
    """

    change = models.ForeignKey(UnitChange, models.CASCADE, related_name="links")
    before = models.ForeignKey(Unit, models.CASCADE, related_name="after_links")
    after = models.ForeignKey(Unit, models.CASCADE, related_name="before_links")
    partial = models.BooleanField(default=False)
    certain = models.BooleanField(default=True)
    main = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after", "change"], name="unit_link")]


class Agency(models.Model):
    """A body of a sector at a unit. Made from the patterns of `law/agencies.toml` when first needed, or by hand."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)  # authority, department, centre, ministry
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [ordered("agency_span")]
        indexes = [models.Index(fields=["unit", "sector"])]

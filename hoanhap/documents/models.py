"""Directives (văn bản): what orders the work. Campaigns rest on them; plans will too."""

from django.db import models

from hoanhap.units.models import Agency


class Directive(models.Model):
    """An official document as a record. An empty number is a document not yet numbered, as in the source."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8)  # QĐ, KH, CV, BC … (NĐ 30/2020 Phụ lục III)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=40, blank=True)  # QĐ-LĐTBXH
    issued_on = models.DateField(null=True)
    issued_text = models.CharField(max_length=40, blank=True)  # "tháng 6 năm 2020" when the day is not known
    issuer = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    summary = models.CharField(max_length=400)
    source = models.CharField(max_length=200, blank=True)
    bases = models.ManyToManyField("self", symmetrical=False, related_name="based_on_this", blank=True)

"""What officers call by name and the work keeps by code: offered to complete what they type."""

from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from hoanhap.access.roles import TERRITORIAL
from hoanhap.access.rules import Actor
from hoanhap.documents.queries.directive_record import choices
from hoanhap.indicators.queries.titles import titles
from hoanhap.plans.models import Share
from hoanhap.plans.queries import scope
from hoanhap.reporting.models import Submission
from hoanhap.resources.models import Item
from hoanhap.resources.rules.noun_table import NOUNS

Offered = list[tuple[str, str]]
MOST: Final = 200  # documents, the newest first
LINES: Final = 50  # of the books of means


def documents(actor: Actor, on: date) -> Offered:
    return choices(actor, on)[:MOST]


def plans(actor: Actor, on: date) -> Offered:
    return [(plan.code, plan.title) for plan in scope.visible(actor, on)]


def evidence(actor: Actor, shares: list[int], on: date) -> Offered:
    """What may show that agencies did their part: documents, forms asked of them, lines of their books, indicators."""
    rows = [share.agency for share in Share.objects.filter(pk__in=shares).select_related("agency")]
    units = [agency.unit_id for agency in rows]
    mine = Q(respondent__agency__in=rows)
    mine |= Q(respondent__unit__in=units, respondent__level__in=TERRITORIAL)  # an office answers for its Committee
    forms = Submission.objects.filter(mine).order_by("respondent__campaign__slug", "form")
    asked = forms.values_list("respondent__campaign__slug", "form", "respondent__campaign__title").distinct()
    lines = Item.objects.filter(unit__in=units, gone_on=None, noun__in=NOUNS)
    lines = lines.filter(valid_from__range=(on - timedelta(days=366), on)).order_by("-valid_from", "-pk")[:LINES]
    return [
        *documents(actor, on),
        *((f"{slug}/{form}", f"{form}, {title}") for slug, form, title in asked),
        *((str(line.pk), f"{NOUNS[line.noun].one}, {line.valid_from:%d/%m/%Y}") for line in lines),
        *((code, str(title)) for code, title in titles().items()),
    ]

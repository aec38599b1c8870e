"""Forms fill themselves: the cells that the register answers, written and followed in the transaction of each act."""

from collections.abc import Mapping

from django.db import transaction

from hoanhap.indicators.actions.filling import keep_map
from hoanhap.reporting.actions.following import answer
from hoanhap.reporting.models import Campaign
from hoanhap.reporting.queries import register as queries


def follow(deltas: Mapping[tuple[str, int, int], int]) -> None:
    """Kept figures changed: so do the answers that rest on them, and no others: whoever answers for a province is not
    held by what was done in one of its communes."""
    moved, there = queries.moved(deltas), queries.specs()
    reached = queries.asked_of({unit for _, unit, _ in deltas})
    answer([s for s in reached if any(moved.reaches(s, a, there) for a in queries.answers(s))], queries.said)


@transaction.atomic
def follow_all() -> None:
    """Every campaign's figures are kept on its map, and its answers say what they say."""
    if queries.filled():
        for campaign in Campaign.objects.order_by("pk"):
            begin(campaign)


def begin(campaign: Campaign) -> None:
    """A campaign that has just been opened, or was opened before there were figures to read."""
    spans = queries.spans(campaign)
    if spans and queries.filled():
        keep_map(campaign.map_date, sorted(spans))
        answer(queries.asked_in(campaign), queries.said)

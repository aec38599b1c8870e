"""Lists fill themselves from what is recorded: a line for each directive that the unit's agencies issued in the period.

Lines that were typed stay as they are.
"""

from collections.abc import Sequence

from hoanhap.documents.models import Directive
from hoanhap.reporting.actions.following import answer
from hoanhap.reporting.models import Campaign
from hoanhap.reporting.queries import listed as queries


def follow(directives: Sequence[int]) -> None:
    """Directives were recorded or corrected: so do the lists of whoever issued them."""
    units = Directive.objects.filter(pk__in=directives).values_list("issued_by__unit", flat=True)
    answer(queries.asked_of({unit for unit in units if unit}), queries.said)


def begin(campaign: Campaign) -> None:
    """A campaign that has just been opened."""
    answer(queries.asked_in(campaign), queries.said)

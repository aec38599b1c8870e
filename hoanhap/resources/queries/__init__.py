"""The only readers of places, staff and teams. What cases ask is in `cases`; the pages are in `pages`."""

from hoanhap.resources.queries.cases import (
    Clinician,
    PlaceFacts,
    TeamFacts,
    beds,
    clinicians,
    may_determine,
    place,
    places,
    quorate,
    working_team,
)
from hoanhap.resources.queries.needs import needs

__all__ = [
    "Clinician",
    "PlaceFacts",
    "TeamFacts",
    "beds",
    "clinicians",
    "may_determine",
    "needs",
    "place",
    "places",
    "quorate",
    "working_team",
]

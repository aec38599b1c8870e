"""Sending somebody to a place that may take them in: from then on its staff find the person, for a month."""

from datetime import date, timedelta

from hoanhap.access.errors import Invalid
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import t
from hoanhap.pathways.rules.places import TAKES_IN, relation
from hoanhap.people.actions.door import begin
from hoanhap.people.actions.life import reach
from hoanhap.people.models import Reach
from hoanhap.resources.models import Place

LASTS = timedelta(days=30)


@recorded
def refer(*, code: str, place_id: int, by: Actor, on: date) -> Reach:
    """The person agreed to go there. Only who keeps the file sends; what the place opens gives it its own sight."""
    file = begin(code, by=by, on=on, write=K.REHAB)
    place = Place.objects.filter(pk=place_id).first()
    if place is None or place.kind not in TAKES_IN or not in_force(on, place.valid_from, place.valid_to):
        raise Invalid({"place": [t("Chọn một cơ sở đang hoạt động.", "Choose a place that is open.")]})
    file.note("refer", place=place.code)
    return reach(
        person_id=file.person.pk,
        kind=relation(place.kind),
        why=f"referral:{place.pk}",
        agency_id=place.agency_id,
        by=by,
        on=on,
        until=on + LASTS,
    )

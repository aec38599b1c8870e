"""Whatever was entered comes to an end; nothing is deleted."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Max, Q

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded_of_units, touched_units
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.resources.actions.door import allowed, authority_of, stop
from hoanhap.resources.models import Certificate, Member, Place, Staff, Team
from hoanhap.resources.rules import spans
from hoanhap.resources.rules.spans import Problem
from hoanhap.resources.rules.words import CERTIFICATES
from hoanhap.units.models import Agency


class Ending(NamedTuple):
    """`agency`: who answers for it. `unit`: in whose facts it is. `within`: what ends with it."""

    model: type[models.Model]
    name: Callable[[Any], str]
    agency: Callable[[Any, date], Agency]
    unit: Callable[[Any], int]
    within: tuple[str, ...] = ()


ENDINGS = {
    "place": Ending(Place, lambda x: x.name, lambda x, on: x.agency, lambda x: x.unit_id, ("capacities",)),
    "staff": Ending(Staff, lambda x: x.name, lambda x, on: x.agency, lambda x: x.agency.unit_id),
    "certificate": Ending(
        Certificate, lambda x: str(CERTIFICATES[x.kind]), lambda x, on: x.staff.agency, lambda x: x.staff.agency.unit_id
    ),
    "team": Ending(
        Team, lambda x: x.name, lambda x, on: authority_of(x.unit_id, on), lambda x: x.unit_id, ("members",)
    ),
    "member": Ending(
        Member, lambda x: x.name, lambda x, on: authority_of(x.team.unit_id, on), lambda x: x.team.unit_id
    ),
}


@recorded_of_units
def end(*, kind: str, pk: int, last: date, by: Actor, on: date) -> None:
    """`kind`: place, staff, certificate, team or member. `last` is exclusive: the first day on which it is no more.

    What an end is written over is the open one: an end already past is history and stays.
    """
    ending = ENDINGS[kind]
    row = ending.model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Outside(P.MEANS_EDIT)
    decision = allowed(by, ending.agency(row, on), on)
    touched_units([ending.unit(row)])
    start, was = row.valid_from, row.valid_to  # type: ignore[attr-defined]
    stop([*spans.ending(start, was, last, ending.name(row)), *(left_behind(row, last) if kind == "place" else ())])
    for name in ending.within:
        _end_within(getattr(row, name), last)
    row.valid_to = last  # type: ignore[attr-defined]
    row.save(update_fields=["valid_to"])
    log(by, "means.end", "means", pk, post_id=decision.post_id, kind_of=kind, valid_to=last.isoformat())


def left_behind(place: Any, last: date) -> Iterator[Problem]:
    """What its books say of days on which it would be no more."""
    days = [
        place.items.filter(gone_on=None, valid_from__gte=last).aggregate(day=Max("valid_from"))["day"],
        place.stock.filter(gone_on=None, month__gte=last).aggregate(day=Max("month"))["day"],
    ]
    if late := max((day for day in days if day), default=None):
        yield "last", t("Sổ của nơi này có dòng ngày {day}, sau ngày cuối. Rút dòng đó trước.",
                        "Its books have a line of {day}, after its last day. Take that line back first.",
                        day=format_date(late))  # fmt: skip


def shut(place: Place, last: date) -> None:
    """A place that still stood ends with the decision that closes it."""
    if place.valid_to is None or place.valid_to > last:
        _end_within(place.capacities, last)
        place.valid_to = last
        place.save(update_fields=["valid_to"])


def reopen(place: Place, last: date) -> None:
    """The decision that ended it is taken back: it stands as before."""
    if place.valid_to == last:
        place.capacities.filter(valid_to=last).update(valid_to=None)
        place.valid_to = None
        place.save(update_fields=["valid_to"])


def _end_within(rows: Any, last: date) -> None:
    """What began earlier ends with it; what was to begin later never does."""
    rows.filter(valid_from__gte=last).delete()
    rows.filter(Q(valid_to=None) | Q(valid_to__gt=last)).update(valid_to=last)

"""An agency that a form offered, made if it was known by its pattern alone."""

from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.units.actions import ensure_agency
from hoanhap.units.queries import agencies


def agency(*, place: str, by: Actor, on: date) -> int:
    """The id of the agency chosen from `queries.choices.agencies`; 0, which no agency has, for anything else."""
    unit_id, _, code = place.partition(":")
    if not unit_id.isdigit():
        return 0
    chosen = next((a for a in agencies(int(unit_id), on) if a.code == code), None)
    if chosen is None:
        return 0
    return chosen.id or ensure_agency(unit_id=chosen.unit_id, sector=chosen.sector, on=on, by=by).pk

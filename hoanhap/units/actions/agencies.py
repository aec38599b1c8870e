"""Agencies come into the database when they are first needed; a centre when somebody names it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import t
from hoanhap.units.actions.note import By, note
from hoanhap.units.errors import NoAgency
from hoanhap.units.models import Agency, Unit
from hoanhap.units.queries.agencies import code_of, end_of, register


def ensure_agency(*, unit_id: int, sector: str, on: date, by: By | None = None) -> Agency:
    """The agency that does a sector's work at a unit on a day, made if it is not there yet. Raises NoAgency."""
    return ensure_agencies(unit_ids=[unit_id], sector=sector, on=on, by=by)[unit_id]


@transaction.atomic
def ensure_agencies(*, unit_ids: Sequence[int], sector: str, on: date, by: By | None = None) -> dict[int, Agency]:
    """The same for many units at once, by unit id. Two callers at once get the same rows."""
    wanted = {u.pk: _agency(u, sector, on) for u in Unit.objects.filter(pk__in=unit_ids)}
    codes = [a.code for a in wanted.values()]
    kept = {a.code: a for a in Agency.objects.filter(code__in=codes)}
    missing = [a for a in wanted.values() if a.code not in kept]
    if missing:
        Agency.objects.bulk_create(missing, ignore_conflicts=True)
        kept = {a.code: a for a in Agency.objects.filter(code__in=codes)}
        note(by, "agency.make", missing[0].code, sector=sector, count=len(missing), on=on.isoformat())
    return {unit_id: kept[a.code] for unit_id, a in wanted.items()}


@transaction.atomic
def ensure_centre(
    *,
    unit_id: int,
    name: str,
    code: str,
    on: date,
    valid_from: date | None = None,
    sector: str = "labour",
    by: By | None = None,
) -> Agency:
    """A rehabilitation centre at a unit, by its code; a second call returns the same one.

    It stands from `valid_from` (default: since the unit stands) for as long as the unit does.
    """
    unit = Unit.objects.get(pk=unit_id)
    _must_stand(unit, on)
    centre, made = Agency.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "sector": sector,
            "kind": "centre",
            "unit": unit,
            "valid_from": max(unit.valid_from, valid_from or unit.valid_from),
            "valid_to": unit.valid_to,
        },
    )
    if made:
        note(by, "agency.make", code, sector=sector, count=1, on=on.isoformat())
    return centre


def _agency(unit: Unit, sector: str, on: date) -> Agency:
    _must_stand(unit, on)
    office = register().office(sector, unit.level, on)
    if office is None:
        raise NoAgency(
            t(
                "Ngày {day}, ngành “{sector}” không có cơ quan ở {unit}.",
                "On {day} the sector “{sector}” has no agency at {unit}.",
                day=format_date(on),
                sector=register().sectors.get(sector, sector),
                unit=unit.name,
            )
        )
    return Agency(
        code=code_of(unit, office),
        name=office.named(unit.name, unit.kind).vi,
        sector=office.sector,
        kind=office.kind,
        unit=unit,
        valid_from=max(unit.valid_from, office.start),
        valid_to=end_of(unit, office),
    )


def _must_stand(unit: Unit, on: date) -> None:
    if not in_force(on, unit.valid_from, unit.valid_to):
        raise NoAgency(
            t(
                "{unit} không có hiệu lực ngày {day}.",
                "{unit} is not in force on {day}.",
                unit=unit.name,
                day=format_date(on),
            )
        )

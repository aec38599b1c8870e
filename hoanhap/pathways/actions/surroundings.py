"""Where made-up people are treated: in each province a made-up centre, a clinic, and who may determine.

For the set-up alone, which asks nobody's right.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from hoanhap.access.actions import log
from hoanhap.access.queries import set_up_actor
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.synthetic.plans import Nearby
from hoanhap.resources.models import Capacity, Certificate, Place, Staff
from hoanhap.units.actions import ensure_agency, ensure_centre
from hoanhap.units.models import Agency
from hoanhap.units.queries import Tree, UnitFacts

SINCE = date(2010, 1, 4)
BEDS = 100_000  # made up: how many really were there is nobody's to guess
CERTIFICATES = ("practice", "determine")


class Surroundings:
    """The map as the planner asks for it (`pathways.synthetic.plans.Offices`)."""

    def __init__(self, country: Tree, communes: Iterable[int], scenery: Scenery, on: date) -> None:
        self._on = on
        self._province = {pk: _province(country, pk) for pk in communes}
        self._near = cache(lambda province: _nearby(country.unit(province), on))
        self._places = cache(lambda pk: Place.objects.get(pk=pk).agency_id)
        self.desk, self.desks, self.settle, self.era = scenery.desk, scenery.desks, scenery.settle, scenery.era
        self.root = scenery.root

    def nearby(self, commune_id: int) -> Nearby | None:
        return self._near(self._province[commune_id]) if commune_id in self._province else None

    def agency_of(self, place_id: int) -> int:
        return int(self._places(place_id))


def _province(country: Tree, unit_id: int) -> int:
    return next(pk for pk in country.ancestors(unit_id) if country.unit(pk).level == "province")


def _nearby(province: UnitFacts, on: date) -> Nearby:
    by = set_up_actor()
    since = max(SINCE, province.valid_from)
    centre = ensure_centre(
        unit_id=province.id,
        code=f"centre-{province.code.lower()}-demo",
        name=f"Cơ sở cai nghiện hư cấu {province.name}",
        on=on,
        valid_from=since,
        by=by,
    )
    health = ensure_agency(unit_id=province.id, sector="health", on=on, by=by)
    return Nearby(
        centre=_place("centre", f"Cơ sở cai nghiện hư cấu {province.name}", centre, since).pk,
        clinic=_place("clinic", f"Cơ sở methadone hư cấu {province.name}", health, since).pk,
        clinician=_clinician(health, since).pk,
        since=max(since, health.valid_from, centre.valid_from),
    )


def _place(kind: str, name: str, agency: Agency, since: date) -> Place:
    place: Place
    place, made = Place.objects.get_or_create(
        code=f"demo-{kind}-{agency.unit.code.lower()}",
        defaults={"kind": kind, "name": name, "agency": agency, "unit": agency.unit, "valid_from": since},
    )
    if made:
        Capacity.objects.create(place=place, beds=BEDS, valid_from=since)
        log(set_up_actor(), "means.place", "means", place.code, kind_of=kind, agency=agency.code)
    return place


def _clinician(agency: Agency, since: date) -> Staff:
    name = "Y sĩ (hư cấu)"
    staff: Staff
    staff, made = Staff.objects.get_or_create(
        name=name, agency=agency, defaults={"sector": "health", "profession": "assistant", "valid_from": since}
    )
    if made:
        for kind in CERTIFICATES:
            Certificate.objects.create(staff=staff, kind=kind, valid_from=since)
        log(set_up_actor(), "means.staff", "means", str(staff.pk), agency=agency.code)
    return staff

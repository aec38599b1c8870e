"""The test country with what cases need: clinicians, a centre, a clinic, and persons carried along their pathways.

ward = equipped()
person = ward.addict()                                    # registered in an-1-a, found addicted on 1 July 2020
measure = ward.community(person, until="decide")          # and so many steps of the most used pathway
"""

from datetime import date
from typing import Any

from hoanhap.access.models import Post, User
from hoanhap.access.rules import Actor
from hoanhap.pathways.actions.determine import determine
from hoanhap.pathways.actions.steps import Written, open_measure, take_step
from hoanhap.pathways.models import Measure
from hoanhap.people.models import Person
from hoanhap.resources.models import Capacity, Certificate, Place, Staff
from hoanhap.units.actions import ensure_centre
from tests.people.folk import Folk, peopled
from tests.remembered import remembered
from tests.world import SINCE

D = date
FOUND_ON = D(2020, 7, 1)
COMMUNITY: tuple[tuple[str, date, dict[str, Any]], ...] = (
    ("register", D(2020, 7, 2), {"health": "ổn định", "rehab_before": 0, "no_detox_at_home": True}),
    ("propose", D(2020, 7, 6), {}),
    ("decide", D(2020, 7, 8), {"months": 6}),
    ("review", D(2020, 8, 6), {"rating": "good"}),
)


class Ward:
    def __init__(self, folk: Folk) -> None:
        self.folk, self.world, self.on = folk, folk.world, folk.on
        self.clinician = self._staff("y-te", "health-an-1-a")
        self.novice = self._staff("moi", "health-an-1-a", until=D(2019, 1, 1))
        self.centre = self._place("centre", "Cơ sở cai nghiện tỉnh An", folk.agency("centre").pk, "an", beds=3)
        self.private = self._private()
        self.clinic = self._place("clinic", "Cơ sở methadone An 1A", folk.agency("health-an-1-a").pk, "an-1-a")

    def actor(self, name: str) -> Actor:
        return self.folk.actor(name)

    def addict(self, *, at: str = "an-1-a", **changes: Any) -> Person:
        person = self.folk.person(at=at, **changes)
        self.determine(person, by={"an-1-a": "xa", "an-1-b": "xa-b"}[at])
        return person

    def determine(self, person: Person, on: date = FOUND_ON, by: str = "xa", **changes: Any) -> None:
        said: dict[str, Any] = {"result": "addicted", "substances": ["heroin"], **changes}
        determine(code=person.code, day=on, clinician_id=self.clinician.pk, by=self.actor(by), on=self.on, **said)

    def open(
        self, person: Person, pathway: str, step: str, day: date, given: dict[str, Any], by: str = "xa"
    ) -> Measure:
        return open_measure(
            code=person.code, pathway=pathway, step=step, day=day, given=given, by=self.actor(by), on=self.on
        ).measure

    def take(
        self, measure: Measure, step: str, day: date, given: dict[str, Any] | None = None, by: str = "xa"
    ) -> Written:
        return take_step(measure_id=measure.pk, step=step, day=day, given=given, by=self.actor(by), on=self.on)

    def community(self, person: Person, until: str = "decide") -> Measure:
        (first, day, given), *rest = COMMUNITY
        measure = self.open(person, "community", first, day, given)
        if first == until:
            return measure
        for step, day, given in rest:
            self.take(measure, step, day, given)
            if step == until:
                break
        measure.refresh_from_db()
        return measure

    def _private(self) -> Place:
        """A private place, with somebody of its own who signs in: tu-nhan."""
        agency = ensure_centre(
            unit_id=self.world.units["an"].pk, code="private-91", name="Cơ sở tư nhân An", on=SINCE, sector="facility"
        )
        user = User.objects.create(username="tu-nhan", full_name="tu-nhan (thử)")
        Post.objects.create(user=user, role="centre_officer", agency=agency, valid_from=SINCE)
        self.world.users["tu-nhan"] = user
        return self._place("private", agency.name, agency.pk, "an", beds=2)

    def _staff(self, code: str, agency: str, until: date = D(2030, 1, 1)) -> Staff:  # noqa: B008
        """With the two certificates that TTLT 17/2015 asks for."""
        staff = Staff.objects.create(
            name=f"{code} (thử)",
            agency=self.folk.agency(agency),
            sector="health",
            profession="assistant",
            valid_from=SINCE,
        )
        for kind in ("practice", "determine"):
            Certificate.objects.create(staff=staff, kind=kind, valid_from=D(2012, 1, 1), valid_to=until)
        return staff

    def _place(self, kind: str, name: str, agency_id: int, at: str, beds: int | None = None) -> Place:
        place = Place.objects.create(
            code=f"{kind}-{agency_id}",
            kind=kind,
            name=name,
            agency_id=agency_id,
            unit=self.world.units[at],
            valid_from=SINCE,
        )
        if beds is not None:
            Capacity.objects.create(place=place, beds=beds, valid_from=SINCE)
        return place


@remembered
def equipped() -> Ward:
    """The country, its people and what cases need."""
    return Ward(peopled())

"""People for tests: posts of every sector in the test country, and persons registered as an officer would.

folk = peopled()
person = folk.person(name="Lý Văn Sình")            # in an-1-a, by its case officer
folk.actor("giup")                                  # a post that the country itself has no seat for
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from hoanhap.access.models import Post, User
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Actor
from hoanhap.people import actions
from hoanhap.people.models import Person
from hoanhap.people.rules.draft import Draft, PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from hoanhap.units.actions import ensure_agency
from hoanhap.units.models import Agency
from tests.remembered import remembered
from tests.world import MAP_DATE, ON, PASSWORD, SINCE, World, build

# sign-in: (role, the unit, the sector of the agency there)
SEATS = {
    "ca-xa": ("police_officer", "an-1-a", "police"),
    "ca-xa-b": ("police_officer", "an-1-b", "police"),
    "ca-huyen": ("police_specialist", "an-1", "police"),
    "ca-huyen-2": ("police_specialist", "an-2", "police"),
    "tu-phap": ("justice_officer", "an-1", "justice"),
    "tu-phap-2": ("justice_officer", "an-2", "justice"),
    "toa": ("court_clerk", "an-1", "court"),
    "toa-2": ("court_clerk", "an-2", "court"),
    "y-te": ("health_officer", "an-1-a", "health"),
    "y-te-b": ("health_officer", "an-1-b", "health"),
    "giup": ("helper", "an-1-a", "women"),
    "giup-b": ("helper", "an-1-b", "women"),
}
DRAFT = Draft(
    name="Lý Văn Sình",
    birth=Birth(1989, date(1989, 3, 15)),
    sex="male",
    residence="permanent",
    since=date(2010, 1, 1),
    standing="user",
    basis="declared",
    listed_on=date(2020, 6, 1),
    address="xóm Nà Đôn",
    phone="0912 000 111",
    ethnicity="09",
    education="primary",
    occupation="farmer",
    papers=(PaperDraft("cmnd", "080123456", date(2008, 5, 6), "Công an tỉnh An"),),
    uses=(UseDraft("heroin", "inject", 2015),),
)


@dataclass
class Folk:
    world: World
    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    on: date = ON

    def __post_init__(self) -> None:
        password = make_password(PASSWORD)
        for name, (role, place, sector) in SEATS.items():
            key = f"{sector}-{place}"
            if key not in self.agencies:
                unit = self.world.units[place]
                self.agencies[key] = ensure_agency(unit_id=unit.pk, sector=sector, on=MAP_DATE)
            self.users[name] = User.objects.create(username=name, full_name=f"{name} (thử)", password=password)
            Post.objects.create(user=self.users[name], role=role, agency=self.agencies[key], valid_from=SINCE)
        self.world.users.update(self.users)

    def actor(self, name: str) -> Actor:
        return actor_for(self.world.users[name], channel="web", on=self.on)

    def post(self, name: str) -> int:
        return self.actor(name).posts[0].id

    def agency(self, key: str) -> Agency:
        return self.agencies.get(key) or self.world.agencies[key]

    def person(self, *, at: str = "an-1-a", by: str = "", **changes: Any) -> Person:
        draft = replace(DRAFT, **changes)
        if "papers" not in changes and Person.objects.exists():
            draft = replace(draft, papers=())
        officer = by or {"an-1-a": "xa", "an-1-b": "xa-b", "an-1-c": "xa-c", "an-2-a": "xa-2a"}.get(at, "xa-binh")
        made = actions.register(draft=draft, commune_id=self.world.units[at].pk, by=self.actor(officer), on=self.on)
        return Person.objects.get(pk=made.pk)


@remembered
def peopled(**asked: Any) -> Folk:
    """The country of `tests.world.build(**asked)` with these posts."""
    return Folk(build(**asked))

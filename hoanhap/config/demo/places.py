"""What cases need in the demo: places with beds, clinicians with their certificates, the teams of two communes."""

from datetime import date

from hoanhap.config.demo.cast import BAO_LAC, BAO_TOAN, CAO_BANG, CENTRE, HEALTH, SINCE, SITE, SITE_NAME, THAI_SON
from hoanhap.config.demo.people import CENTRE_SINCE, Ground, People
from hoanhap.resources.actions.people import add_certificate, add_member, add_staff, set_up_team
from hoanhap.resources.actions.places import add_place, set_capacity

BEDS = 120  # what the report of July 2020 says of the centre: 120 persons a year
TRAINED = date(2018, 6, 4)
CENTRE_NAME = "Cơ sở cai nghiện ma túy tỉnh Cao Bằng"
CLINIC_NAME = "Cơ sở điều trị Methadone huyện Bảo Lạc (minh họa)"

# place: (who sets it up, the agency that runs it, kind, name, beds or nobody counts them, since)
PLACES = {
    "centre": ("coso", (CAO_BANG, CENTRE), "centre", CENTRE_NAME, BEDS, CENTRE_SINCE),
    "clinic": ("methadone", (BAO_LAC, HEALTH), "clinic", CLINIC_NAME, None, SINCE),
    "station": ("y-te", (BAO_TOAN, SITE), "detox", SITE_NAME, 4, SINCE),
}
# clinician: (who writes it down, agency, name, profession)
CLINICIANS = {
    "station": ("y-te", (BAO_TOAN, HEALTH), "Nông Thị Mẫu (minh họa)", "assistant"),
    "clinic": ("methadone", (BAO_LAC, HEALTH), "Lục Văn Mẫu (minh họa)", "doctor"),
    "centre": ("coso", (CAO_BANG, CENTRE), "Lương Văn Mẫu (minh họa)", "doctor"),
}
CERTIFICATES = ("practice", "determine")
TEAMS = {  # commune: who sets it up
    BAO_TOAN: "xa",
    THAI_SON: "xa2",
}
TEAM_SINCE = date(2019, 1, 10)
MEMBERS = (
    ("Hoàng Văn Mẫu (minh họa)", "head"),
    ("Lý Thị Mẫu (minh họa)", "labour"),
    ("Hoàng Thị Mẫu (minh họa)", "police"),
    ("Nông Thị Mẫu (minh họa)", "health"),
    ("Nông Văn Mẫu (minh họa)", "front"),
    ("Đàm Văn Mẫu (minh họa)", "village"),
)


class Means:
    """`place["centre"]`, `clinician["station"]`: the rows that the cases name."""

    def __init__(self, ground: Ground, people: People, on: date) -> None:
        self.place: dict[str, int] = {}
        self.clinician: dict[str, int] = {}
        for key, (who, agency, kind, name, beds, since) in PLACES.items():
            by, runs = people[who], ground.agencies[agency][0]
            place = add_place(agency_id=runs, kind=kind, name=name, first=since, by=by, on=on)
            if beds:
                set_capacity(place_id=place.pk, beds=beds, first=since, by=by, on=on)
            self.place[key] = place.pk
        for key, (who, agency, name, profession) in CLINICIANS.items():
            self.clinician[key] = self._clinician(people, who, ground.agencies[agency][0], name, profession, on)
        for commune, who in TEAMS.items():
            self._team(people, who, ground.agencies[commune, "labour"][0], on)

    def _clinician(self, people: People, who: str, agency: int, name: str, profession: str, on: date) -> int:
        by = people[who]
        staff = add_staff(agency_id=agency, name=name, profession=profession, first=TRAINED, by=by, on=on)
        for kind in CERTIFICATES:
            add_certificate(staff_id=staff.pk, kind=kind, first=TRAINED, by=by, on=on)
        return staff.pk

    def _team(self, people: People, who: str, agency: int, on: date) -> None:
        team = set_up_team(agency_id=agency, kind="working", first=TEAM_SINCE, by=people[who], on=on)
        for name, role in MEMBERS:
            add_member(team_id=team.pk, name=name, role=role, first=TEAM_SINCE, by=people[who], on=on)

"""What cases need in the demo: places with beds, clinicians with their certificates, the teams of two communes."""

from datetime import date

from hoanhap.config.demo import funds
from hoanhap.config.demo.books import keep_books
from hoanhap.config.demo.cast import BAO_LAC, BAO_TOAN, CAO_BANG, CENTRE, HEALTH, SINCE, SITE, SITE_NAME, THAI_SON
from hoanhap.config.demo.people import CENTRE_SINCE, FORMER, FORMER_NAME, FORMER_SINCE, Ground, People
from hoanhap.config.demo.story import BUSINESS_DATE
from hoanhap.resources.actions.people import add_certificate, add_member, add_staff, set_up_team
from hoanhap.resources.actions.places import add_place, set_capacity

BEDS = 120  # what the report of July 2020 says of the centre: 120 persons a year
TRAINED = date(2018, 6, 4)
SINCE_LONG = date(2014, 3, 3)  # ours: the years before the review need a clinic and somebody who may determine
CENTRE_NAME = "Cơ sở cai nghiện ma túy tỉnh Cao Bằng"
PROVINCE_CLINIC_NAME = "Cơ sở điều trị Methadone tỉnh Cao Bằng (minh họa)"
CLINIC_NAME = "Cơ sở điều trị Methadone huyện Bảo Lạc (minh họa)"

# place: (who sets it up, the agency that runs it, kind, name, beds or nobody counts them, since, until)
PLACES = {
    "centre": ("coso", (CAO_BANG, CENTRE), "centre", CENTRE_NAME, BEDS, CENTRE_SINCE, None),
    "former": ("tinh", (CAO_BANG, FORMER), "centre", FORMER_NAME, BEDS, FORMER_SINCE, CENTRE_SINCE),
    "clinic": ("methadone", (BAO_LAC, HEALTH), "clinic", CLINIC_NAME, None, SINCE, None),
    "clinic-province": ("tinh", (CAO_BANG, HEALTH), "clinic", PROVINCE_CLINIC_NAME, None, SINCE_LONG, None),
    "station": ("y-te", (BAO_TOAN, SITE), "detox", SITE_NAME, 4, SINCE, None),
}
# clinician: (who writes it down, agency, name, profession, since)
CLINICIANS = {
    "station": ("y-te", (BAO_TOAN, HEALTH), "Nông Thị Mẫu (minh họa)", "assistant", TRAINED),
    "clinic": ("methadone", (BAO_LAC, HEALTH), "Lục Văn Mẫu (minh họa)", "doctor", TRAINED),
    "centre": ("coso", (CAO_BANG, CENTRE), "Lương Văn Mẫu (minh họa)", "doctor", TRAINED),
    "province": ("tinh", (CAO_BANG, HEALTH), "Hà Văn Mẫu (minh họa)", "doctor", SINCE_LONG),
}
CERTIFICATES = ("practice", "determine")
TEAMS = {  # commune: (who sets it up, since); Bảo Toàn typed the same in its Phụ lục 2 (story.BAO_TOAN_2)
    BAO_TOAN: ("xa", date(2016, 3, 10)),
    THAI_SON: ("xa2", date(2020, 7, 6)),  # after the review: its form is for a newcomer to fill in
}
MEMBERS = (
    ("Hoàng Văn Mẫu (minh họa)", "head"),
    ("Lý Thị Mẫu (minh họa)", "labour"),
    ("Hoàng Thị Mẫu (minh họa)", "police"),
    ("Nông Thị Mẫu (minh họa)", "health"),
    ("Nông Văn Mẫu (minh họa)", "front"),
    ("Đàm Văn Mẫu (minh họa)", "village"),
)
JOINED = {BAO_TOAN: ("Ma Văn Mẫu (minh họa)", "volunteer", date(2018, 2, 5))}
POINTS = {BAO_TOAN: ("xa", "Điểm tư vấn xã Bảo Toàn (minh họa)", "health-station", date(2017, 4, 3))}


class Means:
    """`place["centre"]`, `clinician["station"]`: the rows that the cases name."""

    def __init__(self, ground: Ground, people: People, on: date) -> None:
        self.place: dict[str, int] = {}
        self.clinician: dict[str, int] = {}
        self.points: dict[str, tuple[int, date]] = {}  # the counselling point of a commune, and since when
        for key, (who, agency, kind, name, beds, since, until) in PLACES.items():
            by, runs = people[who], ground.agencies[agency][0]
            place = add_place(agency_id=runs, kind=kind, name=name, first=since, last=until, by=by, on=on)
            if beds:
                set_capacity(place_id=place.pk, beds=beds, first=since, by=by, on=on)
            self.place[key] = place.pk
        for key, (who, agency, name, profession, since) in CLINICIANS.items():
            by, works = people[who], ground.agencies[agency][0]
            staff = add_staff(agency_id=works, name=name, profession=profession, first=since, by=by, on=on)
            for certificate in CERTIFICATES:
                add_certificate(staff_id=staff.pk, kind=certificate, first=since, by=by, on=on)
            self.clinician[key] = staff.pk
        for commune, (who, since) in TEAMS.items():
            team = set_up_team(
                agency_id=ground.agencies[commune, "labour"][0], kind="working", first=since, by=people[who], on=on
            )
            members = [(name, role, since) for name, role in MEMBERS]
            for name, role, joined in (*members, *((JOINED[commune],) if commune in JOINED else ())):
                add_member(team_id=team.pk, name=name, role=role, first=joined, by=people[who], on=on)
        for commune, (who, name, seat, since) in POINTS.items():
            runs = ground.agencies[commune, "labour"][0]
            point = add_place(
                agency_id=runs, kind="counselling", name=name, seat=seat, first=since, by=people[who], on=on
            )
            self.points[commune] = point.pk, since
        funds.enter(ground, people, self.points, BUSINESS_DATE)
        keep_books(ground, people, self.place, BUSINESS_DATE)

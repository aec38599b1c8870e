"""Accounts and posts: the cast, who sign in, and one officer without a password for every other respondent."""

from dataclasses import dataclass, field
from datetime import date

from hoanhap.access.actions import create_user, grant_post
from hoanhap.access.queries import actor_for, set_up_actor
from hoanhap.access.rules import Actor
from hoanhap.config.demo.cast import AUTHORITY, BAO_TOAN, CENTRE, HEALTH, LABOUR, SIGN_INS, SINCE, SITE, SITE_NAME, Seat
from hoanhap.config.demo.order import MAP_DATE, ORDERED_ON, PROVINCE
from hoanhap.config.demo.residents import REORGANISED
from hoanhap.units.actions import ensure_agencies, ensure_agency, ensure_centre
from hoanhap.units.queries import Tree, UnitFacts, tree
from hoanhap.units.rules.names import inline

CENTRE_CODE = "co-so-cai-nghien-cao-bang"
SITE_CODE = "diem-cat-con-bao-toan"
CENTRE_SINCE = REORGANISED
FORMER = "former"  # the centre as it was before, by its own name
FORMER_CODE = "trung-tam-gdldxh-cao-bang"
FORMER_NAME = "Trung tâm Giáo dục lao động xã hội tỉnh Cao Bằng"
FORMER_SINCE = date(2010, 1, 4)  # assumed: the source says no year
RECEIVER = "tiep-nhan"  # takes over what the department sent: nobody accepts their own answer
OFFICERS = {"commune": ("xa", "Cán bộ"), "district": ("huyen", "Chuyên viên")}


@dataclass
class Ground:
    """The map of the campaign with its agencies. Agencies by (unit code, sector)."""

    country: Tree
    province: UnitFacts
    districts: list[UnitFacts]
    communes: dict[str, list[UnitFacts]]  # by district code
    agencies: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)  # → (id, code)

    def agency(self, unit: str, sector: str = LABOUR) -> str:
        return self.agencies[unit, sector][1]

    def all_communes(self) -> list[UnitFacts]:
        return [c for d in self.districts for c in self.communes[d.code]]


def ground() -> Ground:
    """Cao Bằng on the map date, with every agency that answers, above it, or holds somebody's post."""
    country = tree(MAP_DATE)
    province = country.by_code("province", PROVINCE)
    districts = list(country.children(province.id))
    found = Ground(country, province, districts, {d.code: list(country.children(d.id)) for d in districts})
    nation = country.nation()
    labour = [nation, province, *districts, *found.all_communes()]
    for sector, units in ((LABOUR, labour), (AUTHORITY, [province])):
        made = ensure_agencies(unit_ids=[u.id for u in units], sector=sector, on=MAP_DATE, by=set_up_actor())
        found.agencies |= {(u.code, sector): (made[u.id].pk, made[u.id].code) for u in units}
    centre = ensure_centre(
        unit_id=province.id,
        name="Cơ sở cai nghiện ma túy tỉnh Cao Bằng",
        code=CENTRE_CODE,
        on=MAP_DATE,
        valid_from=CENTRE_SINCE,
        by=set_up_actor(),
    )
    found.agencies[province.code, CENTRE] = centre.pk, centre.code
    former = ensure_centre(
        unit_id=province.id, name=FORMER_NAME, code=FORMER_CODE, on=MAP_DATE, valid_from=FORMER_SINCE,
        by=set_up_actor(),
    )  # fmt: skip
    found.agencies[province.code, FORMER] = former.pk, former.code
    commune = found.country.by_code("commune", BAO_TOAN)
    site = ensure_centre(
        unit_id=commune.id, name=SITE_NAME, code=SITE_CODE, on=MAP_DATE, valid_from=SINCE, sector=HEALTH,
        by=set_up_actor(),
    )  # fmt: skip
    found.agencies[commune.code, SITE] = site.pk, site.code
    _offices(found)
    return found


def _offices(found: Ground) -> None:
    """The offices beside labour that somebody of the cast works at: police, health, justice, court, an organisation;
    and the province's health office, which runs a clinic."""
    seats = [seat for person in SIGN_INS for seat in person.seats]
    for seat in (*seats, Seat("health_officer", "province", PROVINCE, HEALTH)):
        if (seat.unit, seat.sector) not in found.agencies:
            unit = found.country.by_code(seat.level, seat.unit)
            made = ensure_agency(unit_id=unit.id, sector=seat.sector, on=MAP_DATE, by=set_up_actor())
            found.agencies[seat.unit, seat.sector] = made.pk, made.code


class People:
    """Everybody, as actors. `officer(code)` is who answers for a commune or a district."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._actors: dict[str, Actor] = {}
        self._officers: dict[str, str] = {}
        for person in SIGN_INS:
            self._add(person.sign_in, person.full_name, person.seats, person.password)
        above = Seat("province_specialist", "province", PROVINCE, AUTHORITY)
        self._add(RECEIVER, "Chuyên viên tiếp nhận, tỉnh Cao Bằng (minh họa)", (above,), None)
        for unit in (*ground.districts, *ground.all_communes()):
            if unit.code not in self._officers:
                self._add_officer(unit)

    def __getitem__(self, sign_in: str) -> Actor:
        return self._actors[sign_in]

    def officer(self, unit: str) -> Actor:
        return self._actors[self._officers[unit]]

    def _add_officer(self, unit: UnitFacts) -> None:
        prefix, title = OFFICERS[unit.level]
        role = "commune_officer" if unit.level == "commune" else "district_specialist"
        place = inline(unit.name, unit.kind)
        if unit.level == "commune":  # two communes may have one name
            above = self._ground.country.unit(self._ground.country.ancestors(unit.id)[0])
            place += f", {inline(above.name, above.kind)}"
        name = f"{title} {place} (minh họa)"
        self._add(f"{prefix}-{unit.code}", name, (Seat(role, unit.level, unit.code, LABOUR),), None)

    def _add(self, sign_in: str, full_name: str, seats: tuple[Seat, ...], password: str | None) -> None:
        by, on = set_up_actor(), ORDERED_ON
        user = create_user(by=by, on=on, sign_in=sign_in, full_name=full_name, password=password, must_change=False)
        for seat in seats:
            agency, _ = self._ground.agencies[seat.unit, seat.sector]
            since = CENTRE_SINCE if seat.sector == CENTRE else SINCE
            grant_post(by=by, on=on, user_id=user.pk, role=seat.role, agency_id=agency, valid_from=max(since, SINCE))
            if seat.role in ("commune_officer", "district_specialist"):
                self._officers.setdefault(seat.unit, sign_in)
        self._actors[sign_in] = actor_for(user, channel="system", on=ORDERED_ON)

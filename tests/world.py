"""A small country for everybody's tests, built in a fraction of a second; nothing here reads the real units.

    world = build()
    commune = world.submission("returned", at="an-1-a")          # the state it says, by the steps that lead there
    page = client.force_login(world.user("xa")); client.get(...)
    steps.accept(submission_id=..., by=world.actor("huyen"), on=world.on)

Map (one epoch): nation · provinces An (91) and Bình (92) · districts an-1, an-2, binh-1, binh-2 · three communes in
each, a, b and c: "an-1-a". Campaign "dot-thu" asks An alone, so Bình is a stranger. Besides units, An's `centre` and
`department` answer. Sign-ins: SEATS.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from hoanhap.access.models import Post, User
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.documents.models import Directive
from hoanhap.kernel.text import fold
from hoanhap.reporting.actions import campaigns, cells, corrections, steps
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.models import Campaign, Respondent, Submission
from hoanhap.reporting.rules.cells import CellFacts, computed_rows, own_rows
from hoanhap.units.actions import ensure_agency, ensure_centre
from hoanhap.units.models import Agency, Placement, Unit
from hoanhap.units.queries.tree import forget
from tests.remembered import remembered

ON = date(2020, 9, 7)  # the business date of every step, unless a test says another
SINCE = date(2000, 1, 1)
MAP_DATE = date(2019, 12, 31)
SLUG = "dot-thu"
PASSWORD = "mot-mat-khau-dai-2020"
FORMS = ("phu-luc-2", "phu-luc-3")
DEADLINES = {
    "commune": (date(2020, 8, 31), "by"),
    "district": (date(2020, 9, 15), "before"),
    "centre": (date(2020, 9, 15), "before"),
    "department": (date(2020, 9, 15), "before"),
    "province": (date(2020, 9, 30), "before"),
}


class Seat(NamedTuple):
    """`place`: a unit's key, or "centre" / "department" of An."""

    role: str
    place: str


# Who there is. The first five letters of the demo's names, and strangers from Bình with a "-b".
SEATS: dict[str, tuple[Seat, ...]] = {
    "xa": (Seat("commune_officer", "an-1-a"),),
    "xa-b": (Seat("commune_officer", "an-1-b"),),
    "xa-c": (Seat("commune_officer", "an-1-c"),),
    "xa-2a": (Seat("commune_officer", "an-2-a"),),
    "xa-2b": (Seat("commune_officer", "an-2-b"),),
    "xa-2c": (Seat("commune_officer", "an-2-c"),),
    "lanhdao-xa": (Seat("commune_leader", "an-1-a"),),
    "huyen": (Seat("district_specialist", "an-1"),),
    "huyen-2": (Seat("district_specialist", "an-2"),),
    "lanhdao-huyen": (Seat("district_leader", "an-1"),),
    "tinh": (Seat("province_specialist", "an"),),
    "so": (Seat("department_officer", "department"),),
    "coso": (Seat("centre_officer", "centre"),),
    "duyet": (Seat("province_approver", "an"),),
    "bo": (Seat("ministry_analyst", "nation"),),
    "thanhtra": (Seat("inspector", "an"),),
    "bvdl": (Seat("dpo", "nation"),),
    "quantri": (Seat("admin", "nation"),),
    "xa-binh": (Seat("commune_officer", "binh-1-a"),),
    "huyen-binh": (Seat("district_specialist", "binh-1"),),
    "tinh-binh": (Seat("province_specialist", "binh"),),
    "khong-viec": (),  # signs in, holds no post
}


@dataclass
class World:
    campaign: Campaign
    on: date
    units: dict[str, Unit]
    agencies: dict[str, Agency]
    users: dict[str, User]
    _actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def user(self, sign_in: str) -> User:
        return self.users[sign_in]

    def actor(self, sign_in: str, channel: str = "web") -> Actor:
        key = sign_in, channel
        if key not in self._actors:
            self._actors[key] = actor_for(self.users[sign_in], channel=channel, on=self.on)
        return self._actors[key]

    def officer(self, place: str) -> Actor:
        """Whoever fills in and sends what this place answers."""
        writers = (
            "commune_officer",
            "district_specialist",
            "province_specialist",
            "centre_officer",
            "department_officer",
        )
        return next(
            self.actor(name)
            for name, seats in SEATS.items()
            if any(s.place == place and s.role in writers for s in seats)
        )

    def respondent(self, place: str) -> Respondent:
        found = self.campaign.respondents.select_related("campaign", "agency", "unit", "parent")
        return found.get(agency=self.agencies[place])

    def answer(self, place: str, form: str = "phu-luc-2") -> Submission:
        """The submission of a place, as it stands in the database now."""
        return Submission.objects.select_related("respondent__campaign", "respondent__agency", "respondent__unit").get(
            respondent__campaign=self.campaign, respondent__agency=self.agencies[place], form=form
        )

    def write(self, place: str, values: dict[tuple[str, str], int], form: str = "phu-luc-2") -> Submission:
        """Type numbers (in atoms) into some cells of a place's form."""
        changes = [Change(row, column, CellFacts(value)) for (row, column), value in values.items()]
        cells.write_cells(
            submission_id=self.answer(place, form).pk, changes=changes, by=self.officer(place), on=self.on
        )
        return self.answer(place, form)

    def submission(self, state: str, at: str = "an-1-a", form: str = "phu-luc-2") -> Submission:
        """The submission of `at`, brought from "none" to `state`: none, draft, submitted, returned, accepted,
        approved, corrected. Approved and corrected go through district and province, declaring the rest missing."""
        REACH[state](self, at, form)
        return self.answer(at, form)


def blank_form(form: Form, level: str, value: CellFacts = CellFacts(mark="nil")) -> list[Change]:  # noqa: B008
    """Every cell that a level fills in itself, all with one content that passes every check."""
    totals = computed_rows(form)
    return [
        Change(row.code, column.code, value)
        for row in own_rows(form, level)
        if row not in totals
        for column in form.columns
    ]


# ---------------------------------------------------------------- states
def _none(world: World, at: str, form: str) -> None:
    """Nothing to do."""


def _draft(world: World, at: str, form: str) -> None:
    asked = world.answer(at, form)
    first = blank_form(loaded.form(form, asked.version), asked.respondent.level)[:1]
    cells.write_cells(submission_id=asked.pk, changes=first, by=world.officer(at), on=world.on)


def _submitted(world: World, at: str, form: str) -> None:
    """Filled with “không phát sinh” everywhere; a superior sends what is accepted and declares the rest missing."""
    asked = world.answer(at, form)
    changes = blank_form(loaded.form(form, asked.version), asked.respondent.level)
    if changes:
        cells.write_cells(submission_id=asked.pk, changes=changes, by=world.officer(at), on=world.on)
    send(world, at, form)


def send(world: World, at: str, form: str = "phu-luc-2") -> None:
    """Submit, declaring whatever is not accepted below."""
    asked = world.answer(at, form)
    gaps = {r.agency.code: "chưa có số liệu (thử)" for r in steps.undeclared_missing(asked)}
    steps.submit(submission_id=asked.pk, by=world.officer(at), on=world.on, gaps=gaps)


def _returned(world: World, at: str, form: str) -> None:
    _submitted(world, at, form)
    asked = world.answer(at, form)
    first = blank_form(loaded.form(form, asked.version), asked.respondent.level)[0]
    steps.give_back(
        submission_id=asked.pk,
        reason="Xem lại một ô (thử)",
        questions=[steps.Question(first.row, first.column, "Số này lấy ở đâu?")],
        by=world.officer(above(at)),
        on=world.on,
    )


def _accepted(world: World, at: str, form: str) -> None:
    _submitted(world, at, form)
    steps.accept(submission_id=world.answer(at, form).pk, by=world.officer(above(at)), on=world.on)


def _approved(world: World, at: str, form: str) -> None:
    if at != "an":
        _accepted(world, at, form)
        if at.count("-") == 2:
            _accepted_above(world, above(at), form)
    send(world, "an", form)
    steps.approve(submission_id=world.answer("an", form).pk, by=world.actor("duyet"), on=world.on)


def _accepted_above(world: World, at: str, form: str) -> None:
    send(world, at, form)
    steps.accept(submission_id=world.answer(at, form).pk, by=world.officer(above(at)), on=world.on)


def _corrected(world: World, at: str, form: str) -> None:
    _approved(world, at, form)
    asked = world.answer(at, form)
    first = blank_form(loaded.form(form, asked.version), asked.respondent.level)[0]
    proposed = corrections.propose(
        submission_id=asked.pk,
        changes=[replace(first, cell=CellFacts(3))],
        reason="Sổ ghi 3 (thử)",
        by=world.officer(at),
        on=world.on,
    )
    corrections.decide(
        submission_id=asked.pk, correction_id=proposed.pk, agree=True, words="", by=world.actor("duyet"), on=world.on
    )


REACH = {
    "none": _none,
    "draft": _draft,
    "submitted": _submitted,
    "returned": _returned,
    "accepted": _accepted,
    "approved": _approved,
    "corrected": _corrected,
}


def above(place: str) -> str:
    """an-1-a → an-1 → an; centre and department answer to an."""
    return place.rpartition("-")[0] or "an"


# ---------------------------------------------------------------- building
@remembered
def build(*, forms: tuple[str, ...] = FORMS, outlines: tuple[str, ...] = ("de-cuong-2016-2020",)) -> World:
    """The country, its people, and an open campaign that nobody has answered yet."""
    units = _units()
    agencies = _agencies(units)
    users = _users(agencies)
    Directive.objects.create(
        code="qd-thu",
        kind="QĐ",
        number="1",
        symbol="QĐ-THU",
        issued_on=date(2020, 6, 1),
        issuer="Bộ Thử",
        summary="Thử",
    )
    campaign = campaigns.open_campaign(
        order=order(forms=forms, outlines=outlines),
        by=actor_for(users["tinh"], channel="web", on=ON),
        on=ON,
    )
    return World(campaign, ON, units, agencies, users)


def order(**changes: object) -> campaigns.Order:
    """What the campaign of this country asks; a test changes what it is about."""
    usual = campaigns.Order(
        slug=SLUG,
        title="Đợt thử",
        title_en="A trial campaign",
        basis="qd-thu",
        ordered_on=date(2020, 6, 15),
        map_date=MAP_DATE,
        data_from=date(2016, 1, 1),
        data_to=date(2020, 7, 1),
        forms=FORMS,
        outlines=("de-cuong-2016-2020",),
        deadlines=DEADLINES,
        provinces=("91",),
        others={"centre-91": "centre", "labour-91-20040101": "department"},
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def _units() -> dict[str, Unit]:
    rows = [("nation", "", "VN", "nation", "nation", "Việt Nam")]
    for key, code, name in (("an", "91", "An"), ("binh", "92", "Bình")):
        rows.append((key, "nation", code, "province", "province", f"Tỉnh {name}"))
        for n in (1, 2):
            rows.append((f"{key}-{n}", key, f"{code}{n}", "district", "rural_district", f"Huyện {name} {n}"))
        for n, (i, letter) in product((1, 2), enumerate("abc", 1)):
            district = f"{key}-{n}"
            rows.append(
                (
                    f"{district}-{letter}",
                    district,
                    f"{code}{n}0{i}",
                    "commune",
                    "commune",
                    f"Xã {name} {n}{letter.upper()}",
                )
            )
    made = {
        key: Unit(code=code, level=level, kind=kind, name=name, folded=fold(name), valid_from=SINCE)
        for key, _, code, level, kind, name in rows
    }
    Unit.objects.bulk_create(made.values())
    Placement.objects.bulk_create(
        Placement(unit=made[key], parent=made[parent], valid_from=SINCE) for key, parent, *_ in rows if parent
    )
    forget()
    return made


def _agencies(units: dict[str, Unit]) -> dict[str, Agency]:
    found = {
        key: ensure_agency(unit_id=unit.pk, sector="authority" if unit.level == "province" else "labour", on=MAP_DATE)
        for key, unit in units.items()
    }
    found["department"] = ensure_agency(unit_id=units["an"].pk, sector="labour", on=MAP_DATE)
    found["centre"] = ensure_centre(unit_id=units["an"].pk, code="centre-91", name="Cơ sở cai nghiện tỉnh An", on=SINCE)
    return found


def _users(agencies: dict[str, Agency]) -> dict[str, User]:
    password = make_password(PASSWORD)
    users = {n: User(username=n, full_name=f"{n} (thử)", password=password) for n in SEATS}
    User.objects.bulk_create(users.values())
    Post.objects.bulk_create(
        Post(user=users[name], role=seat.role, agency=agencies[seat.place], valid_from=SINCE)
        for name, seats in SEATS.items()
        for seat in seats
    )
    return users

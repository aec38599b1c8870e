"""Places, staff and teams are entered dated, by whoever answers for them, with every problem told at once."""

from datetime import date, timedelta

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.facts.models import Fact
from hoanhap.resources import actions, queries
from hoanhap.resources.models import Capacity, Certificate, Member, Place, Staff, Team
from tests import world as worlds

ON = worlds.ON
FIRST = date(2016, 1, 4)


def who(world, name="xa"):
    return {"by": world.actor(name), "on": ON}


def place(world, agency="centre", by="coso", **more):
    told = {"kind": "centre", "name": "Cơ sở cai nghiện số 1", "first": FIRST, **more}
    return actions.add_place(agency_id=world.agencies[agency].pk, **told, **who(world, by))


def staff(world, agency="centre", by="coso", **more):
    told = {"name": "Bế Thị Thử", "profession": "doctor", "first": FIRST, **more}
    return actions.add_staff(agency_id=world.agencies[agency].pk, **told, **who(world, by))


def team(world, **more):
    told = {"kind": "working", "first": FIRST, "act": "Quyết định 12/QĐ-UBND ngày 04/01/2016", **more}
    return actions.set_up_team(agency_id=world.agencies["an-1-a"].pk, **told, **who(world))


def problems(act):
    with pytest.raises(Invalid) as told:
        act()
    return told.value.problems


# ---------------------------------------------------------------- places
def test_a_place_stands_where_its_agency_does_or_where_it_is_said_to(world):
    centre = place(world)
    satellite = place(world, name="Điểm vệ tinh Đông", kind="satellite", unit_id=world.units["an-1"].pk)
    assert (centre.unit, centre.code) == (world.units["an"], "co-so-cai-nghien-so-1-91")
    assert (satellite.unit, satellite.code) == (world.units["an-1"], "diem-ve-tinh-dong-911")


def test_a_place_that_is_wrong_in_every_way_is_told_so_at_once(world):
    found = problems(lambda: place(world, kind="prison", name=" ", first=date(1999, 1, 1), last=date(1998, 1, 1)))
    assert set(found) == {"kind", "name", "first", "last"} and not Place.objects.exists()


def test_the_same_place_is_not_entered_twice_at_one_time_but_may_open_again(world):
    first = place(world)
    assert set(problems(lambda: place(world, name="CƠ SỞ cai nghiện số 1", first=ON))) == {"name"}
    actions.end(kind="place", pk=first.pk, last=ON, **who(world, "coso"))
    again = place(world, first=ON)
    assert again.code == "co-so-cai-nghien-so-1-91-2"


def test_beds_hold_until_the_next_count(world):
    centre = place(world)
    assert queries.beds(centre.pk, ON) is None
    actions.set_capacity(place_id=centre.pk, beds=120, first=FIRST, **who(world, "coso"))
    actions.set_capacity(place_id=centre.pk, beds=90, first=date(2020, 1, 1), **who(world, "coso"))
    days = [FIRST - timedelta(1), FIRST, date(2019, 12, 31), date(2020, 1, 1), ON]
    assert [queries.beds(centre.pk, day) for day in days] == [None, 120, 120, 90, 90]
    found = problems(lambda: actions.set_capacity(place_id=centre.pk, beds=5, first=FIRST, **who(world, "coso")))
    assert set(found) == {"first"}
    actions.end(kind="place", pk=centre.pk, last=date(2020, 6, 1), **who(world, "coso"))
    assert queries.beds(centre.pk, date(2020, 5, 31)) == 90 and queries.beds(centre.pk, date(2020, 6, 1)) is None
    assert queries.place(centre.pk, date(2020, 5, 31)).beds == 90


def test_places_are_found_by_kind_unit_and_day(world):
    centre = place(world)
    told = {"kind": "counselling", "name": "Điểm tư vấn Trạm Y tế", "seat": "health-station"}
    point = place(world, agency="an-1-a", by="xa", first=ON, **told)
    assert [p.id for p in queries.places(ON)] == [centre.pk, point.pk]
    assert [p.id for p in queries.places(ON, kinds=["counselling"])] == [point.pk]
    assert [p.id for p in queries.places(ON, unit_ids=[world.units["an"].pk])] == [centre.pk]
    assert [p.id for p in queries.places(ON - timedelta(1))] == [centre.pk]


# ---------------------------------------------------------------- staff
def test_a_certificate_makes_a_doctor_one_who_may_determine(world):
    doctor = staff(world)
    assert len(queries.may_determine(doctor.pk, ON).reasons) == 2
    for kind in ("practice", "determine"):
        actions.add_certificate(staff_id=doctor.pk, kind=kind, first=date(2010, 1, 4), **who(world, "coso"))
    assert queries.may_determine(doctor.pk, ON).allow
    assert not queries.may_determine(doctor.pk, FIRST - timedelta(1)).allow, "before working here"
    agencies = [world.agencies["centre"].pk]
    assert [c.name for c in queries.clinicians(agencies, ON)] == ["Bế Thị Thử"]
    held = Certificate.objects.get(kind="determine")
    actions.end(kind="certificate", pk=held.pk, last=ON, **who(world, "coso"))
    assert queries.clinicians(agencies, ON) == []
    [c] = queries.clinicians(agencies, ON, only=False)
    assert len(c.answer.reasons) == 1
    assert [c.id for c in queries.clinicians(agencies, ON - timedelta(1))] == [doctor.pk]


def test_staff_and_certificates_that_are_wrong_are_told_so_at_once(world):
    assert set(problems(lambda: staff(world, name="", profession="wizard"))) == {"name", "profession"}
    doctor = staff(world)
    assert set(problems(lambda: staff(world))) == {"name"}
    told = {"staff_id": doctor.pk, "first": ON, **who(world, "coso")}
    assert set(problems(lambda: actions.add_certificate(kind="magic", last=ON, number="1" * 41, **told))) == {
        "kind",
        "last",
        "number",
    }
    actions.add_certificate(kind="practice", **told)
    assert set(problems(lambda: actions.add_certificate(kind="practice", **told))) == {"kind"}


# ---------------------------------------------------------------- teams
def test_a_team_lacks_whom_the_decree_wants_until_they_join(world):
    working = team(world)
    for role, name in (("head", "Một"), ("labour", "Hai"), ("police", "Ba"), ("health", "Bốn"), ("front", "Năm")):
        actions.add_member(team_id=working.pk, name=name, role=role, first=FIRST, **who(world))
    found = queries.working_team(world.units["an-1-a"].pk, ON)
    assert found.missing == ("village",) and len(found.members) == 5
    for name in ("Trưởng thôn Đông", "Trưởng thôn Tây"):
        actions.add_member(team_id=working.pk, name=name, role="village", first=ON, **who(world))
    assert queries.working_team(world.units["an-1-a"].pk, ON).missing == ()
    assert queries.working_team(world.units["an-1-a"].pk, ON - timedelta(1)).missing == ("village",)
    assert queries.working_team(world.units["an-1-b"].pk, ON) is None
    assert queries.quorate({"labour", "police", "health", "front", "village"}, ON).allow


def test_there_is_one_working_team_and_one_head_at_a_time(world):
    working = team(world)
    assert set(problems(lambda: team(world, first=ON))) == {"name"}
    actions.add_member(team_id=working.pk, name="Một", role="head", first=FIRST, **who(world))
    told = {"team_id": working.pk, "name": "Hai", "first": ON, **who(world)}
    assert set(problems(lambda: actions.add_member(role="head", **told))) == {"role"}
    assert set(problems(lambda: actions.add_member(role="king", **told))) == {"role"}
    first = Member.objects.get(role="head")
    actions.end(kind="member", pk=first.pk, last=ON, **who(world))
    actions.add_member(role="head", **told)


def test_a_team_takes_its_members_with_it(world):
    working = team(world)
    for name, first in (("Một", FIRST), ("Hai", date(2030, 1, 1))):
        actions.add_member(team_id=working.pk, name=name, role="volunteer", first=first, **who(world))
    actions.end(kind="team", pk=working.pk, last=ON, **who(world))
    assert [(m.name, m.valid_to) for m in Member.objects.all()] == [("Một", ON)]
    assert queries.working_team(world.units["an-1-a"].pk, ON) is None
    assert set(problems(lambda: actions.end(kind="team", pk=working.pk, last=ON, **who(world)))) == {"last"}
    assert set(problems(lambda: actions.end(kind="team", pk=working.pk, last=FIRST, **who(world)))) == {"last"}


# ---------------------------------------------------------------- who
def test_means_are_entered_by_who_answers_for_the_agency_or_oversees_it(world):
    centre = place(world)
    for name in ("xa", "huyen", "coso", "tinh"):
        agency = {"xa": "an-1-a", "huyen": "an-1-b", "coso": "centre", "tinh": "centre"}[name]
        staff(world, agency=agency, by=name, name=f"Người của {name}")
    refused = {"xa": "an-1-b", "huyen": "an-2-a", "coso": "an-1-a", "tinh-binh": "centre", "bo": "centre", "bvdl": "an"}
    for name, agency in refused.items():
        with pytest.raises((Outside, Denied)):
            staff(world, agency=agency, by=name, name="Kẻ lạ")
    for name in ("xa", "tinh-binh", "duyet"):
        with pytest.raises((Outside, Denied)):
            actions.set_capacity(place_id=centre.pk, beds=1, first=ON, **who(world, name))
        with pytest.raises((Outside, Denied)):
            actions.end(kind="place", pk=centre.pk, last=ON, **who(world, name))
    assert Staff.objects.count() == 4 and not Capacity.objects.exists()


def test_what_is_not_there_is_outside(world):
    for act in (
        lambda: actions.set_capacity(place_id=10**9, beds=1, first=ON, **who(world)),
        lambda: actions.add_certificate(staff_id=10**9, kind="practice", first=ON, **who(world)),
        lambda: actions.add_member(team_id=10**9, name="x", role="head", first=ON, **who(world)),
        lambda: actions.end(kind="place", pk=10**9, last=ON, **who(world)),
        lambda: actions.add_staff(agency_id=10**9, name="x", profession="doctor", first=ON, **who(world)),
    ):
        with pytest.raises(Outside):
            act()


def test_each_act_leaves_one_audit_row_without_a_name(world):
    world.actor("coso")
    before = AuditRow.objects.count()
    doctor = staff(world)
    actions.add_certificate(staff_id=doctor.pk, kind="practice", first=FIRST, **who(world, "coso"))
    actions.end(kind="staff", pk=doctor.pk, last=ON, **who(world, "coso"))
    rows = list(AuditRow.objects.order_by("pk"))[before:]
    assert [r.action for r in rows] == ["means.staff", "means.certificate", "means.end"]
    assert not [r for r in rows if "Thử" in str(r.detail)]


def test_a_team_belongs_to_the_committee_of_its_unit(world):
    working = team(world)
    assert Team.objects.get().unit == world.units["an-1-a"]
    with pytest.raises(Outside):
        actions.add_member(team_id=working.pk, name="x", role="head", first=FIRST, **who(world, "xa-b"))


def test_a_steering_committee_has_a_chair_at_a_time_and_roles_of_its_own(world):
    committee = team(world, kind="steering", name="Ban chỉ đạo phòng, chống ma túy")
    joins = {"team_id": committee.pk, "first": FIRST, **who(world)}
    actions.add_member(name="Hoàng Văn Thử", role="chair", **joins)
    assert set(problems(lambda: actions.add_member(name="Nông Thị Thử", role="chair", **joins))) == {"role"}
    assert set(problems(lambda: actions.add_member(name="Nông Thị Thử", role="head", **joins))) == {"role"}
    actions.add_member(name="Nông Thị Thử", role="commissioner", **joins)
    working = {**joins, "team_id": team(world).pk}
    assert set(problems(lambda: actions.add_member(name="Nông Thị Thử", role="deputy", **working))) == {"role"}
    told = Fact.objects.values_list("relation", "codes")
    assert set(told) == {("team", "steering"), ("team", "working")}, "who leads is not counted as who does the work"

"""Whom a post reaches: list and single decision agree for everybody, also after the map or the lead changes."""

from datetime import date

import pytest

from hoanhap.access.models import Post, User
from hoanhap.access.persons import Purpose, decide_person
from hoanhap.access.queries import actor_for
from hoanhap.people import actions
from hoanhap.people.models import Person
from hoanhap.people.queries.file import person as file_of
from hoanhap.people.queries.known import known, subjects
from hoanhap.people.queries.scope import subject, visible
from hoanhap.people.queries.search import search
from hoanhap.units.actions import apply_change, ensure_agency
from hoanhap.units.models import Unit
from hoanhap.units.rules.change import Making, Plan, Taking
from tests import trust
from tests.people.folk import SEATS, Folk
from tests.world import ON
from tests.world import SEATS as COUNTRY

WHO = sorted({*COUNTRY, *SEATS})
NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")
MERGED = date(2020, 10, 1)


@pytest.fixture
def crowd(folk: Folk) -> list[Person]:
    """One of each: own, next door, another province, resident, patient, named, helped, arriving, closed, erased."""
    xa, on = folk.actor("xa"), {"by": folk.actor("xa"), "on": ON}
    made = {n: folk.person(name=f"Người {w}", papers=()) for n, w in enumerate(NUMBERS)}
    made[8] = folk.person(name="Người Chín", at="an-1-b", papers=())
    made[9] = folk.person(name="Người Mười", at="binh-1-a", papers=())
    for n, (kind, agency) in enumerate([("resident", "centre"), ("patient", "health-an-1-b"), ("named", "court-an-1"),
                                        ("named", "an"), ("open", "an-1-b")]):  # fmt: skip
        actions.reach(person_id=made[n].pk, kind=kind, agency_id=folk.agency(agency).pk, why="thu", **on)
    helper = {"helper": "Mẫu", "organisation_id": folk.agency("women-an-1-a").pk, "valid_from": ON}
    actions.assign(code=made[5].code, post_id=folk.post("giup-b"), **helper, **on)
    there = folk.world.units["an-1-c"].pk
    actions.leave(code=made[6].code, day=ON, reason="moved", to_commune_id=there, revision=1, **on)
    actions.close(code=made[7].code, basis="delisted", day=ON, **on)
    gone = folk.person(name="Người Hết", papers=())
    actions.close(code=gone.code, basis="delisted", day=ON, **on)
    actions.erase(code=gone.code, basis="error", by=folk.actor("bvdl"), on=ON)
    inspected = {"kind": "inspected", "post_id": folk.actor("thanhtra").posts[0].id, "why": "thu"}
    actions.reach(person_id=made[0].pk, **inspected, **on)
    assert xa
    return list(Person.objects.order_by("pk"))


def disagreements(folk: Folk, crowd: list[Person], on: date) -> list[str]:
    found = []
    for name in WHO:
        actor = actor_for(folk.world.users[name], channel="web", on=on)
        for purpose in (None, *Purpose):
            listed = set(visible(actor, purpose, on))
            decided = {
                p for p in crowd
                if p.state == "open" and decide_person(actor, subject(p, actor, on), purpose, on).allow
            }  # fmt: skip
            if listed != decided:
                found.append(f"{name} {purpose}: listed {listed - decided}, decided {decided - listed}")
    return found


def names(folk: Folk, sign_in: str, on: date) -> set[str]:
    actor = actor_for(folk.world.users[sign_in], channel="web", on=on)
    return set(visible(actor, None, on).values_list("given", flat=True))


def test_the_list_and_the_decision_agree_for_every_post_person_and_purpose(folk, crowd):
    assert disagreements(folk, crowd, ON) == []
    trust.record(
        "R13 persons: lists compared with single decisions", len(WHO) * len(crowd) * 9, len(WHO) * len(crowd) * 9
    )


def test_many_persons_at_once_are_seen_as_each_by_itself(folk, crowd):
    for name in WHO:
        actor = actor_for(folk.world.users[name], channel="web", on=ON)
        assert subjects(crowd, actor, ON) == [subject(p, actor, ON) for p in crowd]
        found = known(actor, [p.pk for p in crowd], ON)
        assert found.keys() == {p.pk for p in visible(actor, None, ON)}
        for p in (p for p in crowd if p.pk in found):
            assert found[p.pk].called == file_of(actor, p.code, None, ON, note=False).title
            assert found[p.pk].named == (found[p.pk].called in (p.name, p.name.split()[-1]))


def test_each_reaches_whom_their_duty_leads_to(folk, crowd):
    assert names(folk, "xa", ON) == {"mot", "hai", "ba", "bon", "nam", "sau", "bay"}
    assert names(folk, "xa-b", ON) == {"chin"} and names(folk, "xa-c", ON) == {"bay"}
    assert (
        names(folk, "coso", ON) == {"mot"} and names(folk, "y-te-b", ON) == {"hai"} and names(folk, "toa", ON) == {"ba"}
    )
    assert names(folk, "giup-b", ON) == {"sau"} and names(folk, "thanhtra", ON) == {"mot"}
    assert names(folk, "huyen", ON) == {"mot", "hai", "ba", "bon", "nam", "sau", "bay", "chin"}
    assert names(folk, "bo", ON) == names(folk, "duyet", ON) == names(folk, "bvdl", ON) == set()


def test_a_search_never_leaves_the_list(folk, crowd):
    for name in WHO:
        actor = folk.actor(name)
        inside = set(visible(actor, None, ON).values_list("code", flat=True))
        found = {row.code for row in search(actor, "nguoi", on=ON, limit=100).rows}
        assert found <= inside, name


def merge(folk: Folk) -> Unit:
    """an-1-a and an-1-b become one commune, with its own officer and police."""
    units = folk.world.units
    takes = (Taking(units["an-1-a"].pk), Taking(units["an-1-b"].pk))
    plan = Plan("merge", makes=(Making("91109", "Xã Hợp Nhất", takes),))
    apply_change(plan=plan, act="NQ thử", on=MERGED)
    new = Unit.objects.get(code="91109")
    for name, role, sector in (("moi", "commune_officer", "labour"), ("ca-moi", "police_officer", "police")):
        user = User.objects.create(username=name, full_name=name, password="!")
        agency = ensure_agency(unit_id=new.pk, sector=sector, on=MERGED)
        Post.objects.create(user=user, role=role, agency=agency, valid_from=MERGED)
        folk.world.users[name] = user
    return new


def test_a_merged_commune_loses_nobody_and_a_stranger_gains_nobody(folk, crowd):
    before = {name: names(folk, name, ON) for name in WHO}
    merge(folk)
    assert disagreements(folk, crowd, MERGED) == []
    assert names(folk, "moi", MERGED) == names(folk, "ca-moi", MERGED) == before["xa"] | before["xa-b"]
    for name in WHO:
        assert names(folk, name, MERGED) <= before[name], f"T18: {name} sees more after the merger"
    assert names(folk, "huyen", MERGED) == before["huyen"], "the district's communes are still its own"
    officer = actor_for(folk.world.users["moi"], channel="web", on=MERGED)
    actions.record_need(code=crowd[0].code, kind="job", day=MERGED, by=officer, on=MERGED)


def test_when_another_sector_leads_the_files_go_with_the_lead(folk, crowd):
    """From 1 March 2025 the police lead: the officer of the People's Committee sees no file, theirs does."""
    on = date(2025, 3, 1)
    assert names(folk, "xa", on) == set()
    user = User.objects.create(username="ca-chu-tri", password="!")
    Post.objects.create(user=user, role="commune_officer", agency=folk.agency("police-an-1-a"), valid_from=on)
    folk.world.users["ca-chu-tri"] = user
    assert "mot" in names(folk, "ca-chu-tri", on)
    assert names(folk, "ca-chu-tri", ON) == set(), "not before they lead"


def test_sight_by_duty_ends_with_the_duty(folk, crowd):
    later = date(2020, 12, 1)
    assert names(folk, "coso", later) == {"mot"}
    actions.end_reach(person_id=crowd[0].pk, kind="resident", why="thu", by=folk.actor("xa"), on=later)
    assert names(folk, "coso", later) == set() and names(folk, "coso", ON) == {"mot"}

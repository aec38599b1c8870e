"""Writing in the register: what is kept, what is refused with every reason, what the trail says, who may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.people import actions, sealing
from hoanhap.people.models import (
    Assignment,
    Contact,
    Finding,
    IdentityPaper,
    NameWord,
    Need,
    Note,
    Person,
    PersonKey,
    Reach,
    Residence,
    Standing,
    Support,
    Use,
    Visit,
)
from hoanhap.people.models import (
    Test as DrugTest,
)
from hoanhap.people.queries.scope import visible
from hoanhap.people.queries.vault import Unreadable, vault
from hoanhap.people.rules.draft import PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from tests.people.folk import DRAFT
from tests.world import ON

DAY = timedelta(days=1)
ME = actions.Identity("Lý Văn Sinh", Birth(1989, date(1989, 3, 15)), "male")


@pytest.fixture
def xa(folk):
    return folk.actor("xa")


@pytest.fixture
def person(folk):
    return folk.person()


def last(action):
    return AuditRow.objects.filter(action=action).latest("pk")


def refused(call, *fields):
    """Everything that is wrong, at once; and nothing of it is written."""
    before = AuditRow.objects.count()
    with pytest.raises(Invalid) as wrong:
        call()
    assert set(wrong.value.problems) == set(fields), wrong.value.problems
    assert AuditRow.objects.count() == before
    return wrong.value


# ---------------------------------------------------------------- registering
def test_a_registered_person_has_a_home_a_standing_papers_and_a_key_of_their_own(folk, xa, person):
    assert (person.name, person.folded, person.given) == ("Lý Văn Sình", "ly van sinh", "sinh")
    assert person.commune_id == folk.world.units["an-1-a"].pk and person.state == "open"
    assert Standing.objects.get(person=person).kind == "user"
    assert Use.objects.get(person=person).since_year == 2015
    keeper = vault(person.pk)
    home, paper = Residence.objects.get(person=person), IdentityPaper.objects.get(person=person)
    assert keeper.open("people_residence", home.pk, "address", home.address_sealed) == "xóm Nà Đôn"
    assert keeper.open("people_identitypaper", paper.pk, "number", paper.number_sealed) == "080123456"
    assert paper.blind == sealing.blind("080 123 456")
    own = Contact.objects.get(person=person)
    assert "0912 000 111" in keeper.open("people_contact", own.pk, "details", own.details_sealed)
    assert NameWord.objects.filter(folded="ly van sinh").exists(), "the search finds them"
    row = last("person.register")
    assert (row.kind, row.ref, row.detail) == (
        "person",
        person.code,
        {"purpose": "P1", "standing": "user", "papers": 1},
    )


def test_every_mistake_of_a_registration_is_told_at_once(folk, xa):
    draft = replace(
        DRAFT,
        name="1",
        birth=Birth(2021, None),
        sex="",
        residence="tent",
        since=ON + DAY,
        listed_on=date(1980, 1, 1),
        address="x" * 301,
        phone="nhiễm HIV",
        aliases=("9",),
        papers=(PaperDraft("cccd", "12"), PaperDraft("cccd", "12")),
        uses=(UseDraft("tea", "nose", 1980),),
    )
    commune = folk.world.units["an-1-a"].pk
    wrong = refused(
        lambda: actions.register(draft=draft, commune_id=commune, by=xa, on=ON),
        "name", "birth", "sex", "residence", "since", "listed_on", "address", "phone", "aliases", "papers",
        "substances", "route", "since_year",
    )  # fmt: skip
    assert len(wrong.problems["papers"]) == 3
    assert not Person.objects.exists() and not NameWord.objects.exists()


def test_a_number_that_another_file_has_is_told_and_the_file_named_only_to_who_may_open_it(folk, person):
    same = {"name": "Người Khác"}
    with pytest.raises(Invalid, match=person.code):
        folk.person(papers=DRAFT.papers, **same)
    with pytest.raises(Invalid, match="do nơi khác quản lý") as wrong:
        folk.person(at="an-1-b", papers=DRAFT.papers, **same)
    assert person.code not in str(wrong.value)
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    with pytest.raises(Invalid, match="đã kết thúc"):
        folk.person(papers=DRAFT.papers, **same)


@pytest.mark.parametrize("name", ["lanhdao-xa", "huyen", "tinh", "ca-xa", "y-te", "giup", "bvdl", "quantri"])
def test_only_case_officers_and_centres_register(folk, name):
    with pytest.raises(Denied):
        actions.register(
            draft=DRAFT, commune_id=folk.world.units["an-1-a"].pk, by=folk.actor(name), on=ON
        )  # fmt: skip


def test_nobody_registers_for_another_commune_or_one_that_does_not_stand(folk, xa):
    with pytest.raises(Denied):
        actions.register(draft=DRAFT, commune_id=folk.world.units["an-1-b"].pk, by=xa, on=ON)
    gone = folk.world.units["an-1-a"]
    gone.valid_to = ON
    gone.save()
    refused(lambda: actions.register(draft=DRAFT, commune_id=gone.pk, by=xa, on=ON), "commune")


def test_who_a_centre_registers_is_its_resident_and_on_the_list_of_their_commune(folk):
    person = folk.person(at="an-1-b", by="coso")
    assert Reach.objects.get(person=person).agency_id == folk.agency("centre").pk
    assert person in visible(folk.actor("coso"), None, ON) and person in visible(folk.actor("xa-b"), None, ON)


def test_a_code_is_no_name_and_no_number_of_a_row(person):
    assert len(person.code) == 13 and str(person.pk) not in person.code.split("-")


# ---------------------------------------------------------------- correcting
def test_a_correction_moves_the_name_everywhere_and_raises_the_revision(xa, person):
    actions.correct(code=person.code, identity=ME, revision=person.revision, by=xa, on=ON)
    person.refresh_from_db()
    assert (person.name, person.folded, person.ethnicity, person.revision) == ("Lý Văn Sinh", "ly van sinh", "", 2)
    assert last("person.correct").detail["fields"] == ["name", "ethnicity", "education", "occupation"]


def test_of_two_officers_at_once_the_later_one_is_told_and_nothing_is_written(xa, person):
    seen = person.revision
    actions.correct(code=person.code, identity=ME, revision=seen, by=xa, on=ON)
    later = replace(ME, name="Lý Văn Sang")
    wrong = refused(lambda: actions.correct(code=person.code, identity=later, revision=seen, by=xa, on=ON), "")
    assert "vừa được người khác sửa" in str(wrong)
    assert Person.objects.get().name == "Lý Văn Sinh"


def test_a_birth_cannot_come_after_what_the_file_records(xa, person):
    late = replace(ME, birth=Birth(2011, None))
    refused(lambda: actions.correct(code=person.code, identity=late, revision=1, by=xa, on=ON), "birth")


def test_a_name_nobody_bears_any_more_leaves_the_index(xa, person):
    actions.correct(code=person.code, identity=replace(ME, name="Vàng A Páo"), revision=1, by=xa, on=ON)
    assert set(NameWord.objects.values_list("folded", flat=True)) == {"vang a pao"}


def test_papers_are_added_once_with_their_shape_and_taken_away_when_wrong(xa, person):
    add = {"code": person.code, "by": xa, "on": ON}
    paper = actions.add_paper(kind="cccd", number="004 089 000 123", issued_on=date(2019, 1, 2), **add)
    refused(lambda: actions.add_paper(kind="cccd", number="004089000123", **add), "number")
    refused(
        lambda: actions.add_paper(kind="deed", number="", issued_by="x" * 121, **add), "kind", "number", "issued_by"
    )
    actions.remove_paper(paper_id=paper.pk, **add)
    refused(lambda: actions.remove_paper(paper_id=paper.pk, **add), "paper")
    assert IdentityPaper.objects.filter(person=person).count() == 1


def test_another_name_is_found_like_the_first_and_given_once(xa, person):
    actions.add_alias(code=person.code, name="Sình Lù", by=xa, on=ON)
    refused(lambda: actions.add_alias(code=person.code, name="sinh lu", by=xa, on=ON), "name")
    refused(lambda: actions.add_alias(code=person.code, name="7", by=xa, on=ON), "name")
    assert NameWord.objects.filter(alias=True, folded="sinh lu").exists()


def test_a_contact_is_sealed_and_ends(xa, person):
    add = {"code": person.code, "by": xa, "on": ON}
    kept = actions.add_contact(relation="mother", name="Thào Thị Mỷ", phone="0988 1", represents=True, **add)
    assert b"Th" not in bytes(kept.details_sealed)
    refused(lambda: actions.add_contact(relation="friend", **add), "relation", "name")
    refused(lambda: actions.add_contact(relation="self", **add), "phone")
    actions.end_contact(code=person.code, contact_id=kept.pk, by=xa, on=ON + DAY)
    kept.refresh_from_db()
    assert kept.valid_to == ON + DAY
    wrong = actions.add_contact(relation="other", name="Ghi nhầm", **add)
    actions.end_contact(contact_id=wrong.pk, **add)
    assert not Contact.objects.filter(pk=wrong.pk).exists()
    refused(lambda: actions.end_contact(contact_id=wrong.pk, **add), "contact")


# ---------------------------------------------------------------- moving
def move(folk, person, **changes):
    given = {"day": ON, "reason": "moved", "to_commune_id": folk.world.units["an-1-b"].pk, "revision": person.revision}
    actions.leave(code=person.code, by=folk.actor("xa"), on=ON, **{**given, **changes})
    person.refresh_from_db()


def test_a_move_is_said_by_one_commune_and_confirmed_by_the_other(folk, person):
    move(folk, person)
    assert person.commune_id == folk.world.units["an-1-a"].pk, "until it is confirmed nobody is between two lists"
    new = folk.actor("xa-b")
    assert person in visible(new, None, ON)
    with pytest.raises(Denied):
        actions.record_need(code=person.code, kind="job", day=ON, by=new, on=ON)
    actions.arrive(code=person.code, day=ON, kind="temporary", address="tổ 3", by=new, on=ON)
    person.refresh_from_db()
    assert person.commune_id == folk.world.units["an-1-b"].pk
    actions.record_need(code=person.code, kind="job", day=ON, by=new, on=ON)
    with pytest.raises(Outside):
        actions.record_need(code=person.code, kind="loan", day=ON, by=folk.actor("xa"), on=ON)
    before, after = Residence.objects.filter(person=person).order_by("valid_from")
    assert (before.valid_to, before.reason) == (ON, "moved")
    assert (after.kind, after.left_confirmed_by, after.reached_confirmed_by) == ("temporary", "xa (thử)", "xa-b (thử)")


def test_a_stranger_cannot_confirm_an_arrival_nor_can_the_commune_that_was_left(folk, person):
    move(folk, person)
    given = {"code": person.code, "day": ON, "kind": "temporary", "on": ON}
    for name in ("xa-c", "xa-binh"):
        with pytest.raises(Outside):
            actions.arrive(by=folk.actor(name), **given)
    for name in ("xa", "lanhdao-xa", "ca-xa"):
        with pytest.raises(Denied):
            actions.arrive(by=folk.actor(name), **given)


def test_who_never_arrived_stays_where_they_were_whereabouts_unknown(folk, person):
    move(folk, person)
    actions.not_arrived(code=person.code, by=folk.actor("xa-b"), on=ON)
    home = Residence.objects.get(person=person)
    assert home.reason == "unknown" and person not in visible(folk.actor("xa-b"), None, ON)
    person.refresh_from_db()
    actions.settle(
        code=person.code, kind="unstable", since=ON, revision=person.revision, by=folk.actor("xa"), on=ON
    )  # back again


def test_a_move_cannot_be_to_nowhere_to_here_or_before_coming(folk, person):
    refused(lambda: move(folk, person, to_commune_id=None), "to_commune")
    refused(lambda: move(folk, person, to_commune_id=folk.world.units["an-1-a"].pk), "to_commune")
    refused(lambda: move(folk, person, to_commune_id=folk.world.units["an-1"].pk), "to_commune")
    refused(lambda: move(folk, person, reason="died"), "to_commune")
    refused(lambda: move(folk, person, day=date(2009, 1, 1)), "day")
    refused(lambda: move(folk, person, day=ON + DAY, reason="flew"), "day", "reason", "to_commune")
    move(folk, person)
    refused(lambda: move(folk, person), "day")


def test_who_is_under_an_open_measure_leaves_only_when_the_officer_is_aware_of_it(folk, xa, person):
    commune = folk.agency("an-1-a").pk
    actions.reach(person_id=person.pk, kind="open", why="measure:1", agency_id=commune, by=xa, on=ON)
    refused(lambda: move(folk, person), "aware")
    refused(lambda: actions.close(code=person.code, basis="delisted", day=ON, by=xa, on=ON), "basis")
    move(folk, person, aware=True)
    actions.end_reach(person_id=person.pk, kind="open", why="measure:1", by=xa, on=ON + DAY)
    assert Reach.objects.get(person=person).valid_to == ON + DAY


def test_homes_follow_each_other_without_overlap(folk, xa, person):
    settle = {"code": person.code, "kind": "temporary", "address": "xóm Mới", "by": xa, "on": ON}
    refused(lambda: actions.settle(since=date(2009, 1, 1), revision=1, **settle), "since")
    actions.settle(since=date(2020, 1, 1), revision=1, **settle)
    homes = Residence.objects.filter(person=person).order_by("valid_from")
    assert [(h.valid_from, h.valid_to) for h in homes] == [
        (date(2010, 1, 1), date(2020, 1, 1)),
        (date(2020, 1, 1), None),
    ]
    refused(lambda: actions.settle(since=date(2015, 1, 1), revision=2, **settle), "since")


def test_nothing_is_recorded_after_a_death(folk, xa, person):
    move(folk, person, reason="died", to_commune_id=None, day=date(2020, 8, 1))
    given = {"code": person.code, "kind": "urine", "reason": "periodic", "result": "negative", "by": xa, "on": ON}
    agency = folk.agency("an-1-a").pk
    wrong = refused(lambda: actions.record_test(day=date(2020, 8, 2), agency_id=agency, **given), "day")
    assert "đã chết ngày 01/8/2020" in str(wrong)
    actions.record_test(day=date(2020, 8, 1), agency_id=agency, **given)


# ---------------------------------------------------------------- the course of things
def test_a_standing_ends_when_the_next_begins(xa, person):
    given = {"code": person.code, "basis": "determined", "by": xa, "on": ON}
    refused(lambda: actions.set_standing(kind="addict", day=date(2020, 6, 1), **given), "day")
    refused(lambda: actions.set_standing(kind="user", day=ON, **given), "kind")
    refused(
        lambda: actions.set_standing(kind="suspect", day=ON + DAY, **{**given, "basis": "?"}), "kind", "basis", "day"
    )
    actions.set_standing(kind="addict", day=ON, **given)
    spans = Standing.objects.filter(person=person).order_by("valid_from").values_list("kind", "valid_to")
    assert list(spans) == [("user", ON), ("addict", None)]


def test_substances_are_recorded_once_and_end(xa, person):
    given = {"code": person.code, "by": xa, "on": ON}
    refused(lambda: actions.record_use(substance="heroin", route="inject", day=ON, **given), "substance")
    refused(lambda: actions.record_use(substance="tea", route="nose", since_year=1900, day=ON + DAY, **given),
            "substance", "route", "since_year", "day")  # fmt: skip
    use = actions.record_use(substance="methamphetamine", since_year=2019, day=date(2020, 8, 1), **given)
    refused(lambda: actions.end_use(use_id=use.pk, day=date(2020, 8, 1), **given), "day")
    actions.end_use(use_id=use.pk, day=ON, **given)
    refused(lambda: actions.end_use(use_id=use.pk, day=ON, **given), "use")


def test_a_positive_test_says_what_was_found_and_only_a_positive_one(folk, xa, person):
    given = {"code": person.code, "kind": "urine", "reason": "sudden", "by": xa, "on": ON}
    agency = folk.agency("an-1-a").pk
    refused(lambda: actions.record_test(day=ON, result="positive", agency_id=agency, **given), "substances")
    refused(lambda: actions.record_test(day=ON, result="negative", substances=["heroin"], agency_id=agency, **given),
            "substances")  # fmt: skip
    refused(lambda: actions.record_test(day=ON + DAY, result="?", substances=["?"], agency_id=0, **given),
            "day", "result", "substances", "agency")  # fmt: skip
    made = actions.record_test(day=ON, result="positive", substances=["heroin", "heroin"], agency_id=agency, **given)
    assert made.substances == "heroin" and DrugTest.objects.count() == 1


# ---------------------------------------------------------------- needs and support
def test_a_need_is_recorded_before_it_is_met_and_what_is_given_meets_it(folk, xa, person):
    given = {"code": person.code, "by": xa, "on": ON}
    need = actions.record_need(kind="loan", day=date(2020, 7, 1), **given)
    refused(lambda: actions.record_need(kind="loan", day=ON, **given), "kind")
    agency = folk.agency("an-1-a").pk
    loan = {"kind": "loan", "day": ON, "agency_id": agency, **given}
    refused(lambda: actions.give_support(**loan), "amount", "source")
    refused(lambda: actions.give_support(amount=0, source="central", **loan), "amount")
    met = actions.give_support(amount=20_000_000, source="fund", **loan)
    assert met.need == need and Support.objects.get().amount == 20_000_000
    job = actions.record_need(kind="job", day=ON, **given)
    refused(lambda: actions.give_support(**{**loan, "kind": "training", "need_id": job.pk}), "need")
    course = {**loan, "kind": "training", "until": ON - DAY, "what": "?", "agency_id": 0}
    refused(lambda: actions.give_support(**course), "until", "what", "agency")
    refused(lambda: actions.withdraw_need(need_id=job.pk, day=ON - DAY, **given), "day")
    actions.withdraw_need(need_id=job.pk, day=ON, **given)
    refused(lambda: actions.withdraw_need(need_id=job.pk, day=ON, **given), "need")
    assert Need.objects.filter(withdrawn_on=None).count() == 1


# ---------------------------------------------------------------- helpers and notes
def helped(folk, person, **changes):
    given = {
        "helper": "Hội viên Mẫu",
        "organisation_id": folk.agency("women-an-1-a").pk,
        "valid_from": date(2020, 8, 1),
    }
    return actions.assign(code=person.code, by=folk.actor("xa"), on=ON, **{**given, **changes})


def test_a_helper_sees_the_one_person_and_writes_down_their_own_visits(folk, person):
    other = folk.person(name="Người Khác")
    mine, theirs = helped(folk, person, post_id=folk.post("giup")), helped(folk, other, post_id=folk.post("giup-b"))
    giup = folk.actor("giup")
    assert list(visible(giup, None, ON)) == [person]
    visit = {"day": ON, "finding": "well", "words": "chăm làm", "by": giup, "on": ON}
    made = actions.log_visit(code=person.code, assignment_id=mine.pk, **visit)
    assert vault(person.pk).open("people_visit", made.pk, "words", made.words_sealed) == "chăm làm"
    with pytest.raises(Outside):
        actions.log_visit(code=other.code, assignment_id=theirs.pk, **visit)
    refused(lambda: actions.log_visit(code=person.code, assignment_id=theirs.pk, **visit), "assignment")
    with pytest.raises(Denied):
        actions.add_note(code=person.code, text="x", by=giup, on=ON)
    for name in ("lanhdao-xa", "ca-xa"):
        with pytest.raises(Denied):
            actions.log_visit(code=person.code, assignment_id=mine.pk, **{**visit, "by": folk.actor(name)})


def test_a_visit_lies_within_the_assignment(folk, xa, person):
    given = helped(folk, person)
    visit = {"code": person.code, "assignment_id": given.pk, "by": xa, "on": ON}
    refused(lambda: actions.log_visit(day=date(2020, 7, 1), finding="fine", words="có H", **visit),
            "day", "finding", "words")  # fmt: skip
    end = {"code": person.code, "assignment_id": given.pk, "by": xa, "on": ON}
    refused(lambda: actions.end_assignment(day=date(2020, 7, 1), **end), "day")
    actions.end_assignment(day=date(2020, 9, 1), **end)
    refused(lambda: actions.log_visit(day=date(2020, 9, 1), finding="well", **visit), "day")
    refused(lambda: actions.end_assignment(day=ON, **{**end, "assignment_id": 0}), "assignment")
    wrong = {"helper": "", "organisation_id": 0, "post_id": folk.post("xa"), "valid_to": date(2020, 7, 1)}
    refused(lambda: helped(folk, person, **wrong), "helper", "organisation", "post", "valid_to")
    assert Visit.objects.count() == 0 and Assignment.objects.count() == 1


def test_a_note_is_sealed_and_may_not_name_the_illness_without_a_field(folk, xa, person):
    made = actions.add_note(code=person.code, text="Gia đình\nủng hộ", by=xa, on=ON)
    assert vault(person.pk).open("people_note", made.pk, "text", made.text_sealed) == "Gia đình\nủng hộ"
    refused(lambda: actions.add_note(code=person.code, text="đã nhiễm H", by=xa, on=ON), "text")
    refused(lambda: actions.add_note(code=person.code, text=" ", by=xa, on=ON), "text")
    refused(lambda: actions.add_note(code=person.code, text="x" * 2_001, by=xa, on=ON), "text")
    assert last("person.note").detail == {"purpose": "P1"}
    with pytest.raises(Unreadable):
        vault(folk.person(name="Ai Khác").pk).open("people_note", made.pk, "text", made.text_sealed)


# ---------------------------------------------------------------- the end of a file
def test_a_closed_file_is_gone_from_every_list_until_it_is_opened_again(folk, xa, person):
    refused(lambda: actions.close(code=person.code, basis="tired", day=ON + DAY, by=xa, on=ON), "basis", "day")
    actions.close(code=person.code, basis="delisted", day=ON, by=xa, on=ON)
    assert not visible(xa, None, ON).exists() and Standing.objects.get().valid_to == ON
    with pytest.raises(Outside):
        actions.record_need(code=person.code, kind="job", day=ON, by=xa, on=ON)
    again = {"code": person.code, "basis": "test", "on": ON}
    with pytest.raises(Outside):
        actions.reopen(standing="user", day=ON, by=folk.actor("xa-b"), **again)
    with pytest.raises(Outside):
        actions.reopen(standing="user", day=ON, by=folk.actor("lanhdao-xa"), **again)
    refused(
        lambda: actions.reopen(standing="?", day=ON - DAY, by=xa, **{**again, "basis": "?"}), "standing", "basis", "day"
    )
    actions.reopen(standing="user", day=ON, by=xa, **again)
    assert visible(xa, None, ON).get() == person


def test_erasing_destroys_key_and_name_for_good_and_leaves_what_is_coded(folk, xa, person):
    dpo = folk.actor("bvdl")
    actions.add_alias(code=person.code, name="Sình Lù", by=xa, on=ON)
    refused(lambda: actions.erase(code=person.code, basis="error", by=dpo, on=ON), "code")
    refused(lambda: actions.erase(code="0000-0000-000", basis="?", by=dpo, on=ON), "code", "basis")
    actions.close(code=person.code, basis="delisted", day=ON, by=xa, on=ON)
    for name in ("xa", "lanhdao-xa", "quantri", "thanhtra"):
        with pytest.raises(Denied):
            actions.erase(code=person.code, basis="error", by=folk.actor(name), on=ON)
    actions.erase(code=person.code, basis="error", by=dpo, on=ON)
    person.refresh_from_db()
    assert (person.name, person.folded, person.born_on, person.birth_year, person.state) == (
        "",
        "",
        None,
        1989,
        "erased",
    )
    assert not PersonKey.objects.exists() and not NameWord.objects.exists()
    home = Residence.objects.get()
    with pytest.raises(Unreadable):
        vault(person.pk).open("people_residence", home.pk, "address", home.address_sealed)
    with pytest.raises(Unreadable):
        vault(person.pk).seal("people_note", 1, "text", "lại")
    for who in (xa, dpo):
        assert not visible(who, None, ON).exists()
    assert last("person.erase").ref == person.code
    folk.person(papers=DRAFT.papers)  # the number belongs to nobody any more


# ---------------------------------------------------------------- reviews
def test_a_review_walks_through_the_list_and_counts_who_is_suspected(folk, xa, person):
    other, commune = folk.person(name="Người Khác"), folk.world.units["an-1-a"].pk
    folk.person(at="an-1-b", name="Xã Bên")
    refused(lambda: actions.open_round(commune_id=commune, title=" ", by=xa, on=ON), "title")
    made = actions.open_round(commune_id=commune, title="Rà soát quý III", by=xa, on=ON)
    refused(lambda: actions.open_round(commune_id=commune, title="Lần nữa", by=xa, on=ON), "")
    findings = {f.person_id: f.pk for f in Finding.objects.filter(round=made)}
    assert set(findings) == {person.pk, other.pk}
    say = {"round_id": made.pk, "by": xa, "on": ON}
    actions.record_finding(finding_id=findings[person.pk], found="here", **say)
    refused(lambda: actions.record_finding(finding_id=findings[other.pk], found="?", **say), "found")
    wrong = refused(lambda: actions.close_round(suspected=None, **say), "", "suspected")
    assert "Còn 1 người" in str(wrong)
    actions.record_finding(finding_id=findings[other.pk], found="unknown", **say)
    for name in ("xa-b", "xa-binh", "coso"):
        with pytest.raises(Outside):
            actions.record_finding(finding_id=findings[person.pk], found="here", **{**say, "by": folk.actor(name)})
    with pytest.raises(Denied):
        actions.close_round(suspected=0, **{**say, "by": folk.actor("lanhdao-xa")})
    actions.close_round(suspected=4, **say)
    made.refresh_from_db()
    assert (made.suspected, made.closed_on) == (4, ON)
    refused(lambda: actions.record_finding(finding_id=findings[person.pk], found="moved", **say), "")
    assert last("round.find").ref == other.code


# ---------------------------------------------------------------- who may, where the secrets are not
def test_a_stranger_finds_nobody_and_who_only_reads_writes_nothing(folk, person):
    for name in (
        "xa-b",
        "xa-binh",
        "huyen-2",
        "tinh-binh",
        "coso",
        "y-te",
        "giup",
        "toa",
        "duyet",
        "bo",
        "bvdl",
        "quantri",
    ):
        with pytest.raises(Outside):
            actions.add_note(code=person.code, text="x", by=folk.actor(name), on=ON)
    for name in ("lanhdao-xa", "ca-xa", "huyen", "tinh"):
        with pytest.raises(Denied):
            actions.add_note(code=person.code, text="x", by=folk.actor(name), on=ON)
    assert not Note.objects.exists()


def test_the_trail_never_holds_what_was_written(folk, xa, person):
    helped(folk, person)
    actions.add_note(code=person.code, text="chuyện riêng", by=xa, on=ON)
    actions.add_contact(code=person.code, relation="mother", name="Thào Thị Mỷ", phone="0988", by=xa, on=ON)
    said = str([[row.ref, row.kind, row.detail] for row in AuditRow.objects.all()])
    for secret in ("Sình", "080123456", "Nà Đôn", "0912", "chuyện", "Thào", "Hội viên"):
        assert secret not in said

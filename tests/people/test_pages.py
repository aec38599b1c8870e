"""The pages of the register: what each shows, to whom, and what every reading leaves in the trail."""

import re

import pytest
from django.urls import reverse

from hoanhap.audit.models import AuditRow
from hoanhap.people import actions
from hoanhap.people.models import IdentityPaper, Need, Note, Person, Residence, Round
from hoanhap.people.models import Test as DrugTest
from hoanhap.people.views.acts import ACTS
from tests.world import ON


@pytest.fixture
def person(folk):
    return folk.person()


def at(route, person, **more):
    return reverse(f"people:{route}", kwargs={"code": person.code, **more})


def text(response):
    return response.content.decode()


def plain(response, code):
    """A page without what every page has anew: the tokens of its forms, and its own address."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text(response)).replace(code, "")


def last(action):
    return AuditRow.objects.filter(action=action).latest("pk")


# ---------------------------------------------------------------- the list
def test_the_list_has_initials_and_no_name(sit, folk, person):
    said = text(sit("xa").get("/nguoi/"))
    assert person.code in said and "L.V.S." in said and "1989" in said and "Sình" not in said
    assert last("person.list").detail == {"purpose": "P1", "fields": "K1 K3", "count": 1}
    assert person.code not in text(sit("xa-b").get("/nguoi/"))


def test_the_search_box_finds_by_name_in_any_order_and_filters_by_standing(sit, folk, person):
    folk.person(name="Vàng A Páo", standing="addict", basis="determined")
    xa = sit("xa")
    assert person.code in text(xa.get("/nguoi/?q=sinh+ly")) and "L.V.S." in text(xa.get("/nguoi/?q=sinh+ly"))
    only = text(xa.get("/nguoi/?dien=addict"))
    assert "V.A.P." in only and "L.V.S." not in only
    assert "Không có hồ sơ nào" in text(xa.get("/nguoi/?q=khong+ai+ca"))


def test_above_the_commune_one_chooses_a_commune_and_then_sees_codes(sit, folk, person):
    huyen = sit("huyen")
    first = text(huyen.get("/nguoi/"))
    assert "Chọn xã" in first and person.code not in first
    said = text(huyen.get("/nguoi/?xa=91101"))
    assert person.code in said and "Sình" not in said
    assert person.code not in text(sit("huyen-2").get("/nguoi/?xa=91101"))
    assert huyen.get("/nguoi/?xa=00000").status_code == 404


# ---------------------------------------------------------------- the file
def test_the_file_shows_the_name_and_masks_numbers_until_a_reason_is_stated(sit, person):
    xa = sit("xa")
    said = text(xa.get(at("file", person)))
    assert "Lý Văn Sình" in said and "xóm Nà Đôn" in said and "15/3/1989" in said
    assert "080123456" not in said and "0912" not in said and "•••" in said
    assert last("person.read").detail == {"purpose": "P1", "fields": "K1 K2 K3 K4", "details": False}
    assert xa.get(at("reveal", person)).status_code == 200
    assert xa.post(at("reveal", person), {"purpose": "P5"}).status_code == 422
    assert xa.post(at("reveal", person), {"purpose": "P2"}).status_code == 302
    assert last("person.reveal").detail == {"purpose": "P2", "fields": "K1 K2 K3", "details": True}
    opened = text(xa.get(at("file", person)))
    assert "080123456" in opened and "0912 000 111" in opened and "hỗ trợ sau cai" in opened
    assert last("person.read").detail == {"purpose": "P2", "fields": "K1 K2 K3", "details": True}
    other = text(sit("xa").get(at("file", person)))
    assert "080123456" not in other, "another session begins masked"


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("xa", ["Lý Văn Sình", "xóm Nà Đôn", "Sử dụng Heroin"], ["080123456"]),
        ("lanhdao-xa", ["L.V.S.", "Sử dụng Heroin"], ["Sình", "Nà Đôn", "15/3/1989", "080123456"]),
        ("ca-xa", ["Lý Văn Sình", "Sử dụng Heroin"], ["080123456"]),
        ("huyen", ["L.V.S.", "1989", "Sử dụng Heroin"], ["Sình", "Nà Đôn", "15/3/1989"]),
        ("tinh", ["L.V.S.", "Sử dụng Heroin"], ["Sình", "Nà Đôn"]),
    ],
)
def test_each_sees_as_much_as_the_table_gives(sit, person, name, shown, hidden):
    said = text(sit(name).get(at("file", person)))
    assert not [word for word in shown if word not in said], name
    assert not [word for word in hidden if word in said], name


def test_a_leader_sees_the_name_for_a_reason(sit, person):
    leader = sit("lanhdao-xa")
    leader.post(at("reveal", person), {"purpose": "P1"})
    said = text(leader.get(at("file", person)))
    assert "Lý Văn Sình" in said and "080123456" in said and "xóm Nà Đôn" in said


@pytest.mark.parametrize("name", ["xa-b", "xa-binh", "huyen-2", "tinh-binh", "coso", "y-te", "giup", "toa", "thanhtra"])
def test_a_stranger_gets_the_page_of_what_does_not_exist(sit, person, name):
    client = sit(name)
    there, nowhere = client.get(at("file", person)), client.get("/nguoi/0000-0000-000/")
    assert there.status_code == nowhere.status_code == 404
    assert plain(there, person.code) == plain(nowhere, "0000-0000-000")


def test_a_helper_sees_a_given_name_and_the_plan_alone(sit, folk, person):
    given = {"helper": "Hội viên Mẫu", "organisation_id": folk.agency("women-an-1-a").pk, "valid_from": ON}
    actions.assign(code=person.code, post_id=folk.post("giup"), by=folk.actor("xa"), on=ON, **given)
    actions.record_need(code=person.code, kind="job", day=ON, by=folk.actor("xa"), on=ON)
    giup = sit("giup")
    said = text(giup.get(at("file", person)))
    assert "Sình" in said and "Lý Văn" not in said and "tạo việc làm" in said
    assert "Heroin" not in said and "Nà Đôn" not in said and "0912" not in said
    giup.post(at("reveal", person), {"purpose": "P2"})
    opened = text(giup.get(at("file", person)))
    assert "0912 000 111" in opened and "080123456" not in opened and "Nà Đôn" not in opened
    assert giup.get(at("act", person, name="tham")).status_code == 200
    assert giup.get(at("act", person, name="xet-nghiem")).status_code == 403


def test_who_a_step_names_sees_the_file_and_a_centre_its_resident(sit, folk, person):
    by = folk.actor("xa")
    for kind, key, name in (
        ("named", "court-an-1", "toa"),
        ("resident", "centre", "coso"),
        ("patient", "health-an-1-a", "y-te"),
    ):
        assert sit(name).get(at("file", person)).status_code == 404
        actions.reach(person_id=person.pk, kind=kind, why="measure:1", agency_id=folk.agency(key).pk, by=by, on=ON)
        assert "Lý Văn Sình" in text(sit(name).get(at("file", person)))
    assert "Sử dụng Heroin" not in text(sit("toa").get(at("file", person))), "the court sees the form alone"
    assert "Sử dụng Heroin" in text(sit("coso").get(at("file", person)))


def test_a_closed_file_opens_at_the_persons_own_request_alone(sit, folk, person):
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    xa = sit("xa")
    assert xa.get(at("file", person)).status_code == 404
    asked = xa.get(at("file", person) + "?vi=P8")
    assert asked.status_code == 200 and "đã kết thúc quản lý" in text(asked)
    assert last("person.read").detail["purpose"] == "P8"
    assert sit("huyen").get(at("file", person) + "?vi=P6").status_code == 404


def test_who_looked_is_for_the_leader(sit, person):
    sit("xa").get(at("file", person))
    leader = sit("lanhdao-xa")
    said = text(leader.get(at("readers", person)))
    assert "xa (thử)" in said and "quản lý hồ sơ cai nghiện" in said
    assert sit("xa").get(at("readers", person)).status_code == 403
    assert sit("xa-b").get(at("readers", person)).status_code == 403
    assert "Ai đã xem" in text(leader.get(at("file", person)))
    assert "Ai đã xem" not in text(sit("xa").get(at("file", person)))


# ---------------------------------------------------------------- writing
def test_every_act_of_the_table_shows_its_form_to_who_keeps_the_file(sit, person):
    xa = sit("xa")
    for act in ACTS:
        status = xa.get(at("act", person, name=act.name)).status_code
        assert status == (403 if act.relations == frozenset({"arriving"}) else 200), act.name
    assert xa.get(at("act", person, name="khong-co")).status_code == 404


def test_a_test_is_entered_by_form_with_every_mistake_at_its_field(sit, folk, person):
    xa, address = sit("xa"), at("act", person, name="xet-nghiem")
    place = f"{folk.world.units['an-1-a'].pk}:{folk.agency('health-an-1-a').code}"
    good = {
        "day": "01/9/2020",
        "kind": "urine",
        "reason": "sudden",
        "result": "positive",
        "substances": ["heroin"],
        "agency": place,
    }
    wrong = xa.post(address, {**good, "day": "08/9/2020", "substances": []})
    assert wrong.status_code == 422 and "chưa đến" in text(wrong) and "Ghi chất đã phát hiện" in text(wrong)
    done = xa.post(address, good, follow=True)
    assert "Xét nghiệm dương tính: Heroin" in text(done) and "Đã ghi kết quả xét nghiệm" in text(done)
    assert DrugTest.objects.get().agency == folk.agency("health-an-1-a")
    assert xa.post(address, {**good, "agency": "9:khong"}).status_code == 422


def test_a_correction_keeps_what_was_typed_when_somebody_was_quicker(sit, person):
    xa, address = sit("xa"), at("act", person, name="sua")
    assert 'value="Lý Văn Sình"' in text(xa.get(address)) and 'value="15/3/1989"' in text(xa.get(address))
    typed = {"name": "Lý Văn Sinh", "birth": "1989", "sex": "male", "revision": 1}
    assert xa.post(address, typed).status_code == 302
    late = xa.post(address, {**typed, "name": "Lý Văn Sang"})
    assert late.status_code == 422 and "vừa được người khác sửa" in text(late) and "Lý Văn Sang" in text(late)
    assert Person.objects.get().name == "Lý Văn Sinh"


def test_a_person_is_registered_by_form(sit, folk):
    xa = sit("xa")
    assert "91101 Xã An 1A" in text(xa.get("/nguoi/moi/"))
    typed = {
        "name": "Sùng A Chứ", "birth": "29/02/1995", "sex": "male", "paper_kind": "cmnd", "paper_number": "081 234 567",
        "commune": "An 1A", "residence": "permanent", "since": "01/01/2012", "address": "xóm Khuổi", "standing": "user",
        "basis": "detected", "listed_on": "07/9/2020", "substances": ["heroin", "opium"], "route": "smoke",
        "aliases": "A Chứ\nChứ Lớn",
    }  # fmt: skip
    wrong = xa.post("/nguoi/moi/", typed)
    assert wrong.status_code == 422 and "Tháng 2/1995 chỉ có 28 ngày" in text(wrong) and "xóm Khuổi" in text(wrong)
    done = xa.post("/nguoi/moi/", {**typed, "birth": "1995"}, follow=True)
    assert "Sùng A Chứ" in text(done) and "sinh 1995" in text(done) and "A Chứ" in text(done)
    assert IdentityPaper.objects.count() == 1 and Person.objects.get().uses.count() == 2
    again = xa.post("/nguoi/moi/", {**typed, "birth": "1995", "commune": "9999"})
    assert again.status_code == 422 and "Không có xã nào như vậy" in text(again)
    twice = xa.post("/nguoi/moi/", {**typed, "birth": "1995", "name": "Ai Đó", "another": "on"})
    assert twice.status_code == 422 and "đã có trong hồ sơ" in text(twice)


def test_who_may_be_registered_already_is_told_while_typing_and_before_saving(sit, folk, person):
    xa = sit("xa")
    typed = {"name": "Sình Lý Văn", "birth": "1990"}
    (told,) = xa.post("/nguoi/moi/trung/", typed).json()["found"]
    assert told["code"] == person.code and "Lý Văn Sình" in told["words"] and told["why"]
    assert last("person.list").detail == {"purpose": "P1", "fields": "K1 K2", "count": 1}
    assert xa.post("/nguoi/moi/trung/", {"name": "Hoàng Thị Khác", "birth": "?"}).json() == {"found": []}
    assert sit("xa-b").post("/nguoi/moi/trung/", typed).json() == {"found": []}, "another commune's list is not told"
    whole = {**typed, "sex": "male", "commune": "91101", "residence": "permanent", "since": "01/01/2012",
             "standing": "user", "basis": "detected", "listed_on": "07/9/2020"}  # fmt: skip
    asked = xa.post("/nguoi/moi/", whole)
    assert asked.status_code == 422 and person.code in text(asked) and "có thể" in text(asked).lower()
    assert Person.objects.count() == 1
    assert xa.post("/nguoi/moi/", {**whole, "another": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_a_move_is_made_by_two_forms_and_the_file_follows(sit, folk, person):
    sit("xa").post(
        at("act", person, name="roi-di"), {"day": "01/9/2020", "reason": "moved", "to_commune": "91102", "revision": 1}
    )
    there = sit("xa-b")
    assert "chờ xác nhận đến" in text(there.get("/nguoi/"))
    assert "được báo là chuyển đến" in text(there.get(at("file", person)))
    done = there.post(at("act", person, name="den-o"), {"day": "02/9/2020", "kind": "temporary"}, follow=True)
    assert "Xã An 1B" in text(done)
    assert sit("xa").get(at("file", person)).status_code == 404
    assert Residence.objects.get(valid_to=None).reached_confirmed_by == "xa-b (thử)"


def test_an_act_without_fields_is_answered_by_its_button(sit, folk, person):
    sit("xa").post(
        at("act", person, name="roi-di"), {"day": "01/9/2020", "reason": "moved", "to_commune": "91102", "revision": 1}
    )
    there = sit("xa-b")
    assert there.get(at("act", person, name="khong-den")).status_code == 200
    assert Residence.objects.filter(valid_to=None).count() == 1
    assert there.post(at("act", person, name="khong-den")).status_code == 302
    assert not Residence.objects.filter(valid_to=None).exists()


def test_the_commune_reached_must_be_one_and_be_known(sit, person):
    xa, address = sit("xa"), at("act", person, name="roi-di")
    typed = {"day": "01/9/2020", "reason": "moved", "revision": 1}
    assert "Không có xã nào" in text(xa.post(address, {**typed, "to_commune": "Nowhere"}))
    assert "Chọn xã nơi đến" in text(xa.post(address, typed))


def test_notes_needs_support_and_helpers_are_entered_by_form(sit, folk, person):
    xa = sit("xa")
    place = f"{folk.world.units['an-1-a'].pk}:{folk.agency('women-an-1-a').code}"
    for name, typed in (
        ("ghi-chu", {"text": "Gia đình ủng hộ"}),
        ("nhu-cau", {"kind": "loan", "day": "01/9/2020"}),
        ("ho-tro", {"kind": "loan", "day": "02/9/2020", "amount": "20.000.000", "source": "fund", "agency": place}),
        (
            "phan-cong",
            {"helper": "Hội viên Mẫu", "organisation": place, "valid_from": "01/9/2020", "last": "31/12/2020"},
        ),
        ("dien", {"kind": "addict", "basis": "determined", "day": "03/9/2020"}),
        ("chat", {"substance": "opium", "day": "03/9/2020"}),
        ("lien-he", {"relation": "mother", "name": "Thào Thị Mỷ", "phone": "0988"}),
        ("ten-khac", {"name": "Sình Lù"}),
        ("giay-to", {"kind": "cccd", "number": "004089000123"}),
    ):
        response = xa.post(at("act", person, name=name), typed)
        assert response.status_code == 302, f"{name}: {text(response)}"
    said = text(xa.get(at("file", person)))
    for word in (
        "20.000.000 đồng (quỹ, ngân hàng chính sách)",
        "đáp ứng nhu cầu đã ghi",
        "Hội viên Mẫu",
        "người nghiện ma túy",
        "Sình Lù",
    ):
        assert word in said, word
    assert "Gia đình ủng hộ" not in said and Note.objects.count() == 1 and Need.objects.count() == 1
    assert "HIV" in text(xa.post(at("act", person, name="ghi-chu"), {"text": "nhiễm H"}))


def test_closing_opening_again_and_erasing_are_done_by_code(sit, folk, person):
    xa, dpo = sit("xa"), sit("bvdl")
    assert (
        xa.post(at("act", person, name="ket-thuc"), {"basis": "delisted", "day": "07/9/2020", "revision": 1})[
            "Location"
        ]
        == "/nguoi/"
    )
    assert xa.get("/nguoi/mo-lai/").status_code == 200
    assert (
        xa.post(
            "/nguoi/mo-lai/", {"code": person.code.lower(), "standing": "user", "basis": "test", "day": "07/9/2020"}
        ).status_code
        == 302
    )
    assert dpo.post("/nguoi/xoa-du-lieu/", {"code": person.code, "basis": "error"}).status_code == 422
    actions.close(code=person.code, basis="delisted", day=ON, by=folk.actor("xa"), on=ON)
    assert dpo.post("/nguoi/xoa-du-lieu/", {"code": person.code, "basis": "error"}).status_code == 302
    assert Person.objects.get().state == "erased" and dpo.get("/nguoi/xoa-du-lieu/").status_code == 200


# ---------------------------------------------------------------- reviews
def test_a_review_is_walked_through_by_buttons(sit, folk, person):
    xa = sit("xa")
    assert "Chưa có đợt rà soát nào" in text(xa.get("/nguoi/ra-soat/"))
    assert xa.post("/nguoi/ra-soat/mo/", {"title": ""}).status_code == 422
    address = xa.post("/nguoi/ra-soat/mo/", {"title": "Quý III/2020"})["Location"]
    said = text(xa.get(address))
    assert "Lý Văn Sình" in said and "0/1" in said
    finding = Round.objects.get().findings.get().pk
    assert xa.post(address + "ket-thuc/", {"suspected": "2"}).status_code == 422
    xa.post(address + "ghi/", {"finding": finding, "found": "here"})
    xa.post(address + "ghi/", {"finding": "x"})
    assert "Đang cư trú" in text(xa.get(address)) and "Không còn ai" in text(xa.get(address + "?con-lai=1"))
    assert xa.post(address + "ket-thuc/", {"suspected": "2"}).status_code == 302
    leader = text(sit("lanhdao-xa").get(address))
    assert "nghi vấn: 2" in leader and "Sình" not in leader
    for name, status in (("xa-b", 404), ("huyen", 404), ("ca-xa", 404), ("quantri", 403)):
        assert sit(name).get(address).status_code == status, name
    assert "Rà soát: đang cư trú" in text(xa.get(at("file", person)))


def test_the_day_begins_with_moves_to_confirm_and_reviews_begun(sit, folk, person):
    xa = sit("xa")
    typed = {"day": "01/9/2020", "reason": "moved", "to_commune": "91102", "revision": 1}
    xa.post(at("act", person, name="roi-di"), typed)
    xa.post("/nguoi/ra-soat/mo/", {"title": "Quý III/2020"})
    left, reached = text(xa.get("/")), text(sit("xa-b").get("/"))
    assert "Chờ Xã An 1B xác nhận: L.V.S., 1989" in left and "Rà soát danh sách: Quý III/2020" in left
    assert "Xác nhận người chuyển đến: L.V.S., 1989" in reached and "Sình" not in left + reached
    for name in ("xa-c", "lanhdao-xa", "huyen", "ca-xa", "coso"):
        assert "L.V.S." not in text(sit(name).get("/")), name


def test_both_languages_are_whole_on_the_file(sit, person):
    said = text(sit("xa").get(at("file", person) + "?lang=en"))
    assert "Through time" in said and "Uses Heroin" in said and "Standing: person who uses drugs" in said
    assert "1 Jun 2020" in said

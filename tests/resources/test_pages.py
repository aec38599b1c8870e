"""The pages of means: what an officer sees, enters, and is told."""

from hoanhap.resources import actions
from hoanhap.resources.forms import ACTS
from hoanhap.resources.models import Certificate, Member, Place, Staff
from tests import world as worlds
from tests.seats import page, sit

ON = worlds.ON


def act(client, world, agency, name, **typed):
    path = f"/phuong-tien/{world.agencies[agency].code}/{name}/"
    return client.post(path, {f"{name}-{field}": value for field, value in typed.items()})


def test_an_officer_enters_a_place_its_beds_staff_and_a_certificate_by_plain_forms(world):
    client = sit(world, "coso")
    act(client, world, "centre", "co-so", kind="centre", name_of="Cơ sở số 1", at="", act="", first="04/01/2016")
    centre = Place.objects.get()
    act(client, world, "centre", "suc-chua", of=centre.pk, beds="120", first="4-1-2016")
    act(
        client,
        world,
        "centre",
        "nhan-su",
        name_of="Bế Thị Thử",
        profession="doctor",
        title_of="Phòng Y tế",
        first="04/01/2016",
    )
    doctor = Staff.objects.get()
    for kind in ("practice", "determine"):
        done = act(client, world, "centre", "chung-chi", of=doctor.pk, kind=kind, number="12", issued_by="Sở Y tế",
                   first="04/01/2016", last="")  # fmt: skip
        assert done.status_code == 302
    shown = page(client.get(done["Location"]))
    assert "Cơ sở số 1" in shown and ">120" in shown and "Bế Thị Thử" in shown
    assert "được" in shown and "TTLT 17/2015/TTLT-BYT-BLĐTBXH-BCA" in shown
    listed = page(client.get("/phuong-tien/"))
    assert "Cơ sở cai nghiện tỉnh An" in listed and ">120<" in listed


def test_a_day_that_cannot_be_read_hides_nothing_else_that_is_wrong(world):
    client = sit(world, "coso")
    typed = {"kind": "centre", "name_of": "Cơ sở số 1", "at": "", "act": ""}
    act(client, world, "centre", "co-so", **typed, first="04/01/2016")
    again = act(client, world, "centre", "co-so", **typed | {"seat": "health-station"}, first="31/2/2016")
    assert again.status_code == 422 and "Chỉ điểm tư vấn mới ghi nơi đặt trụ sở" in page(again)
    for name in ACTS:
        assert act(client, world, "centre", name, first="x", last="x", name_of="", beds="x").status_code == 422
    assert Place.objects.count() == 1 and not Staff.objects.exists()


def test_a_commune_sets_up_its_team_and_is_told_who_is_missing(world):
    client = sit(world, "xa")
    act(client, world, "an-1-a", "to", kind="working", name_of="", act="QĐ 12", first="04/01/2016")
    team = world.units["an-1-a"]
    pk = Member._meta.get_field("team").related_model.objects.get(unit=team).pk
    act(client, world, "an-1-a", "thanh-vien", of=pk, name_of="Hoàng Văn Hai", role="labour", first="04/01/2016")
    shown = page(client.get(f"/phuong-tien/{world.agencies['an-1-a'].code}/"))
    assert "Hoàng Văn Hai" in shown and "Chưa đủ thành phần họp xét." in shown
    assert "Trưởng Công an xã, Cán bộ Y tế, Mặt trận Tổ quốc, Trưởng thôn, tổ dân phố" in shown
    assert "NĐ 94/2010/NĐ-CP Điều 18" in shown
    act(client, world, "an-1-a", "ket-thuc", of=f"team:{pk}", last="31/8/2020")
    assert "hết 31/8/2020" in page(client.get(f"/phuong-tien/{world.agencies['an-1-a'].code}/"))


def test_the_health_stations_doctor_is_entered_by_the_commune_and_has_a_page(world):
    client = sit(world, "xa")
    typed = {"office": "health", "name_of": "Bế Thị Thử", "profession": "doctor", "title_of": "", "first": "04/01/2016"}
    done = act(client, world, "an-1-a", "nhan-su", **typed)
    assert Staff.objects.get().agency.name == "Trạm Y tế xã An 1A"
    shown = page(client.get(done["Location"]))
    assert "Trạm Y tế xã An 1A</a>" in shown and "Chưa ghi nhân sự nào." in shown
    assert "Bế Thị Thử" in page(client.get(f"/phuong-tien/{Staff.objects.get().agency.code}/"))


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(world):
    client = sit(world, "coso")
    wrong = act(client, world, "centre", "nhan-su", name_of="", profession="", title_of="", first="31/02/2020")
    shown = page(wrong)
    assert wrong.status_code == 422 and "<details open>" in shown and not Staff.objects.exists()
    assert shown.count("Cần điền mục này.") == 2 and "“31/02/2020” không phải là một ngày" in shown
    early = act(client, world, "centre", "nhan-su", name_of="Ai", profession="doctor", title_of="", first="01/01/1999")
    assert early.status_code == 422 and "chỉ có từ 01/01/2000" in page(early)
    place = act(client, world, "centre", "co-so", kind="centre", name_of="X", at="zz", act="", first="01/01/2019")
    assert "Không có đơn vị nào mã “ZZ”." in page(place)


def test_who_may_only_read_sees_no_form(world):
    for name, agency in (("lanhdao-xa", "an-1-a"), ("duyet", "centre"), ("bo", "an")):
        shown = page(sit(world, name).get(f"/phuong-tien/{world.agencies[agency].code}/"))
        assert "<details" not in shown and "Chưa ghi nhân sự nào." in shown


def test_the_list_shows_the_readers_scope_and_no_more(world):
    for agency, by in (("an-1-a", "xa"), ("an-1-b", "xa-b"), ("an-2-a", "xa-2a")):
        actions.add_staff(
            agency_id=world.agencies[agency].pk,
            name="Người thử",
            profession="nurse",
            first=ON,
            by=world.actor(by),
            on=ON,
        )
    seen = {name: page(sit(world, name).get("/phuong-tien/")) for name in ("xa", "huyen", "tinh", "tinh-binh")}
    assert "xã An 1A" in seen["xa"] and "xã An 1B" not in seen["xa"]
    assert "xã An 1B" in seen["huyen"] and "xã An 2A" not in seen["huyen"]
    assert "xã An 2A" in seen["tinh"] and "An 1A" not in seen["tinh-binh"]
    assert "xã An 2A" in page(sit(world, "tinh").get("/phuong-tien/?q=an 2a"))
    assert "Không có cơ quan nào như vậy" in page(sit(world, "tinh").get("/phuong-tien/?q=khong co"))


def test_the_pages_speak_english_too(world):
    client = sit(world, "coso")
    client.post("/ngon-ngu/", {"lang": "en", "next": "/phuong-tien/"})
    assert "Places, staff and teams" in page(client.get("/phuong-tien/"))
    shown = page(client.get(f"/phuong-tien/{world.agencies['centre'].code}/"))
    assert "Add a member of staff" in shown and "No place is entered yet." in shown


def test_an_unknown_act_is_not_there(world):
    assert act(sit(world, "coso"), world, "centre", "xoa-het").status_code == 404
    assert not Certificate.objects.exists()

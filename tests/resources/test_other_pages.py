"""The books of means on screen: what an officer reads, enters, corrects, and is told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hoanhap.resources.actions.places import add_place
from hoanhap.resources.item_forms import Amount, Month
from hoanhap.resources.models import Item, PlaceDecision, StockMonth
from hoanhap.resources.rules.noun_table import NOUNS
from tests import world as worlds
from tests.seats import page, sit

ON = worlds.ON
GIFT = {
    "name": "Hội Phụ nữ huyện",
    "who": "organisation",
    "activity": "jobs",
    "form": "cash",
    "amount": "5 triệu",
    "first": "2/3/2020",
}


def test_an_officer_enters_a_line_corrects_it_and_takes_it_back(world):
    client = sit(world, "xa")
    assert "Tổ chức, cá nhân hỗ trợ" in page(client.get("/so-nguon-luc/"))
    of = f"a{world.agencies['an-1-a'].pk}"
    wrong = client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of, "amount": "", "who": "", "first": "31/2"})
    assert wrong.status_code == 422 and page(wrong).count("errorlist") >= 2
    unpaid = client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of, "amount": ""})
    assert "Hỗ trợ bằng tiền: ghi số tiền." in page(unpaid)
    about = client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of, "amount": "hơn 5 triệu"})
    assert "Ghi số đúng" in page(about)
    assert client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of}).status_code == 302
    shown = page(client.get("/so-nguon-luc/nguoi-ho-tro/?nam=2020"))
    assert "Hội Phụ nữ huyện" in shown and shown.count("5.000.000") == 2, "the line and the total"
    assert "Hội Phụ nữ huyện" not in page(client.get("/so-nguon-luc/nguoi-ho-tro/?nam=2019"))

    line = Item.objects.get()
    there = page(client.get(f"/so-nguon-luc/dong/{line.pk}/dinh-chinh/"))
    assert 'value="2/3/2020"' in there or 'value="02/3/2020"' in there
    fixed = client.post(f"/so-nguon-luc/dong/{line.pk}/dinh-chinh/", GIFT | {"amount": "6000000", "why": "Ghi thiếu"})
    read = page(client.get(fixed["Location"]))
    assert "6.000.000" in read and "5.000.000" in read and "Các bản trước" in read
    assert "Ghi thiếu" in page(client.get(f"/so-nguon-luc/dong/{line.pk}/"))
    last = Item.objects.get(gone_on=None)
    assert client.post(f"/so-nguon-luc/dong/{last.pk}/rut/", {"why": ""}).status_code == 422
    assert client.post(f"/so-nguon-luc/dong/{last.pk}/rut/", {"why": "Nhầm"}).status_code == 302
    assert "Hội Phụ nữ huyện" not in page(client.get("/so-nguon-luc/nguoi-ho-tro/?nam=2020"))


def test_a_day_that_cannot_be_read_hides_nothing_else_that_is_wrong(world):
    client, of = sit(world, "xa"), f"a{world.agencies['an-1-a'].pk}"
    unpaid = client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of, "amount": "", "first": "31/2/2020"})
    assert "Hỗ trợ bằng tiền: ghi số tiền." in page(unpaid) and "31/2/2020" in page(unpaid)
    many = client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", GIFT | {"of": of, "amount": "nhiều", "first": "1/1/2030"})
    assert "chưa đến" in page(many) and "ghi số tiền" not in page(many)
    client = sit(world, "tinh")
    for noun in NOUNS:
        address = f"/so-nguon-luc/{noun}/ghi/"
        form = client.get(address).context.get("form")
        for unread in ({"first": "x"}, {"first": "1/3/2020", "last": "x"}) if form else ():
            typed = {name: "x" for name in form.fields if name not in ("first", "last")}
            assert client.post(address, typed | unread).status_code == 422, noun
    assert not Item.objects.exists()


def test_who_oversees_reads_the_lines_of_the_units_below_and_chooses_one(world):
    for name, where in (("xa", "an-1-a"), ("xa-b", "an-1-b")):
        of = f"a{world.agencies[where].pk}"
        told = GIFT | {"of": of, "name": f"Hội {name}."}
        assert sit(world, name).post("/so-nguon-luc/nguoi-ho-tro/ghi/", told).status_code == 302
    both = page(sit(world, "duyet").get("/so-nguon-luc/nguoi-ho-tro/?nam=2020"))
    assert "Hội xa." in both and "Hội xa-b." in both and "Ghi thêm" not in both
    code = world.units["an-1-b"].code
    one = page(sit(world, "duyet").get(f"/so-nguon-luc/nguoi-ho-tro/?nam=2020&don-vi={code}"))
    assert "Hội xa-b." in one and "Hội xa." not in one
    assert "Hội xa" not in page(sit(world, "tinh-binh").get("/so-nguon-luc/nguoi-ho-tro/?nam=2020"))


def test_every_book_has_a_list_and_a_form_in_both_languages(world):
    client = sit(world, "tinh")
    for language in ("vi", "en"):
        client.post("/ngon-ngu/", {"lang": language, "next": "/"})
        for noun in NOUNS.values():
            listed = client.get(f"/so-nguon-luc/{noun.code}/?nam=2020")
            assert listed.status_code == 200 and 'value="2020"' in page(listed), "a year is no amount"
            form = client.get(f"/so-nguon-luc/{noun.code}/ghi/")
            assert form.status_code == 200
            if not noun.places:
                assert all(f'name="{field.name}"' in page(form) for field in noun.fields)


def test_a_pilot_is_put_down_where_it_is_and_with_its_indicators_by_name(world):
    client, ghi = sit(world, "xa"), "/so-nguon-luc/mo-hinh/ghi/"
    form, unit = page(client.get(ghi)), world.units["an-1-a"]
    offered = f"{unit.name} ({unit.code})"
    assert f'<option value="{offered}">' in form and "1. Số" in form and "Phụ lục 3" in form
    pilot = {"of": f"a{world.agencies['an-1-a'].pk}", "name": "Mô hình", "where": "Xã", "about": "Ba bước",
             "indicators": ["pl3.1", "pl3.2.1"], "first": "2/3/2020"}  # fmt: skip
    for wrong in ({"unit": "Xã Không Có"}, {"unit": f"{unit.code}, {world.units['an-1'].code}"}, {"indicators": ["x"]}):
        refused = client.post(ghi, pilot | wrong)
        assert refused.status_code == 422 and page(refused).count('class="errorlist"') == 1, wrong
        assert str(wrong.get("unit", "")) in page(refused)
    assert client.post(ghi, pilot | {"unit": unit.name.upper()}).status_code == 302
    line = Item.objects.get()
    assert line.told["unit"] == unit.code and line.told["indicators"] == ["pl3.1", "pl3.2.1"]
    again = page(client.get(f"/so-nguon-luc/dong/{line.pk}/dinh-chinh/"))
    assert f'value="{offered}"' in again and again.count(" checked") == 2
    assert offered in page(client.get(f"/so-nguon-luc/dong/{line.pk}/"))


def test_a_clinics_book_and_decisions_are_kept_on_their_pages(world):
    runs, where = world.agencies["department"].pk, world.units["an-1"].pk
    told = {"kind": "clinic", "name": "Cơ sở Methadone", "unit_id": where, "first": date(2020, 1, 6)}
    clinic = add_place(agency_id=runs, **told, by=world.actor("tinh"), on=ON)
    client = sit(world, "tinh")
    assert "Cơ sở Methadone" in page(client.get("/so-thuoc/"))
    book = f"/so-thuoc/{clinic.code}/"
    flows = {"received": "500", "dispensed": "100", "returned": "0", "destroyed": "0", "closing": "390"}
    first = {"month": "1/2020", "opening": "0", "explanation": "", **flows}
    assert "Kiểm kê lệch sổ −10 mg: ghi giải trình." in page(client.post(f"{book}ghi/", first))
    never = client.post(f"{book}ghi/", {"month": "x", "opening": "x", **dict.fromkeys(flows, "x")})
    assert never.status_code == 422 and "giải trình." not in page(never)
    low = client.post(f"{book}ghi/", first | {"month": "x", "dispensed": "600"})
    assert "sổ âm 100 mg" in page(low) and "Ghi tháng như 3/2020." in page(low)
    assert client.post(f"{book}ghi/", first | {"explanation": "Đổ khi chia"}).status_code == 302
    form = page(client.get(f"{book}ghi/"))
    assert "Tồn đầu kỳ: 390 mg" in form and 'value="02/2020"' in form
    told = first | {"explanation": "", "closing": "400", "why": "Đếm lại"}
    assert client.post(f"{book}ghi/?thang=2020-01", told).status_code == 302
    corrected = page(client.get(f"{book}?nam=2020"))
    assert "đã đính chính" in corrected and "Các bản trước" in corrected and ">390<" in corrected
    assert client.post(f"{book}rut/", {"why": "Nhầm"}).status_code == 302
    assert not StockMonth.objects.filter(gone_on=None).exists()

    place = f"/noi-cai-nghien/{clinic.code}/"
    said = {"what": "founded", "function": "substitution", "number": "12/QĐ-UBND", "issued_on": "2/1/2020",
            "issuer": "UBND tỉnh", "first": "6/1/2020", "parent": ""}  # fmt: skip
    refused = page(client.post(f"{place}quyet-dinh/", said | {"number": "", "what": "x", "issued_on": "1/1/2030"}))
    assert "Cần điền mục này." in refused and "01/01/2030 chưa đến." in refused
    assert client.post(f"{place}quyet-dinh/", said).status_code == 302
    shown = page(client.get(place))
    assert "Điều trị thay thế" in shown and "12/QĐ-UBND" in shown
    pk = PlaceDecision.objects.get().pk
    assert "Chưa rút được quyết định." in page(client.post(f"{place}quyet-dinh/{pk}/rut/", {}, follow=True))
    assert "đã rút" in page(client.post(f"{place}quyet-dinh/{pk}/rut/", {"why": "Nhầm"}, follow=True))


@pytest.mark.parametrize(("typed", "read"), [("1,2 triệu", 1_200_000), ("-", 0), ("không", 0), ("", None)])
def test_an_amount_is_read_as_officers_write_it(typed, read):
    assert Amount(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["12/9999", "0/2020", "13/2020", "1/1899", "tháng ba"])
def test_what_is_no_month_is_told_so(typed):
    with pytest.raises(ValidationError, match="Ghi tháng như 3/2020"):
        Month().clean(typed)


def test_a_reason_that_nobody_can_see_is_none(world):
    client = sit(world, "xa")
    client.post("/so-nguon-luc/nguoi-ho-tro/ghi/", {**GIFT, "of": f"a{world.agencies['an-1-a'].pk}"})
    line = Item.objects.get()
    assert client.post(f"/so-nguon-luc/dong/{line.pk}/rut/", {"why": "\u202e\u200b"}).status_code == 422
    assert Item.objects.get().gone_on is None

"""Money, training, outreach and who serves at a point: lines of which several facts are told, balanced to the đồng."""

import re
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied
from hoanhap.facts.queries import of_units
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.because import because
from hoanhap.indicators.rules.periods import named
from hoanhap.resources import actions
from hoanhap.resources.actions.items import add_item, correct_item, take_back_item
from hoanhap.resources.models import Item
from hoanhap.resources.rules import items
from hoanhap.resources.rules.noun_means import CONTENTS, MONEY, balanced

D = date
SPENT = {"stage": "spent", "source": "local", "kind": "recurrent", "place": "community"}
YEAR = {"first": D(2019, 1, 1), "last": D(2020, 1, 1)}


@given(parts=st.dictionaries(st.sampled_from(list(CONTENTS)), st.integers(0, 10**12)), off=st.integers(-3, 3))
def test_money_balances_to_the_dong_and_its_facts_add_up_to_it(parts, off):
    total = sum(parts.values()) + off
    told = SPENT | parts | {"total": total}
    if total > 0:
        assert [field for field, _ in balanced(told)] == (["total"] if off else [])
    rows = items.facts(MONEY, told, 7, *YEAR.values())
    assert sum(row.amount for row in rows) == total - off
    assert all((row.start, row.end, row.unit) == (D(2019, 12, 31), None, 7) and row.amount for row in rows)


# ---------------------------------------------------------------- acts
@pytest.fixture
def world(kept):
    return kept


def add(world, noun, told, at="an-1-a", by="xa", **when):
    asked = {"agency_id": world.agencies[at].pk, **(when or YEAR)}
    return add_item(noun=noun, told=told, by=world.actor(by), on=world.on, **asked)


def facts(relation):
    return sorted((row.unit, row.start, row.codes, row.amount) for row in of_units() if row.relation == relation)


def problems(act):
    with pytest.raises(Invalid) as told:
        act()
    return told.value.problems


def test_money_is_told_by_content_and_a_corrected_line_is_told_anew(world):
    made = add(world, "kinh-phi", {**SPENT, "total": 5_000_001, "dossier": 2_000_000, "team": 3_000_001})
    unit, day, same = world.units["an-1-a"].pk, D(2019, 12, 31), ("spent", "local", "recurrent", "community")
    assert facts("money") == [(unit, day, (*same, "dossier"), 2_000_000), (unit, day, (*same, "team"), 3_000_001)]
    told = {**made.told, "total": 2_000_000, "team": None}
    who = {"by": world.actor("xa"), "on": world.on}
    again = correct_item(item_id=made.pk, told=told, why="Ghi nhầm", **YEAR, **who)
    assert facts("money") == [(unit, day, (*same, "dossier"), 2_000_000)]
    take_back_item(item_id=again.pk, why="Ghi nhầm xã", **who)
    assert facts("money") == []


def test_money_that_does_not_balance_is_refused_with_everything_else_that_is_wrong(world):
    told = {**SPENT, "source": "moon", "total": 10, "team": 9}
    found = problems(lambda: add(world, "kinh-phi", told, first=D(2019, 1, 1), last=None))
    assert set(found) == {"source", "total", "last"} and "lệch 1 đồng" in str(found["total"])
    assert facts("money") == []


def test_a_half_year_does_not_stand_beside_its_year(world):
    add(world, "kinh-phi", {**SPENT, "total": 5, "team": 5})
    half = {"first": D(2019, 1, 1), "last": D(2019, 7, 1)}
    assert set(problems(lambda: add(world, "kinh-phi", {**SPENT, "total": 2, "team": 2}, **half))) == {"stage"}
    add(world, "kinh-phi", {**SPENT, "stage": "budget", "total": 2, "team": 2}, **half)


def test_a_course_is_told_by_level_and_gives_no_more_certificates_than_attended(world):
    day = {"first": D(2019, 5, 6), "last": None}
    told = {"name": "Nghiệp vụ cai nghiện", "district": 12, "commune": 30, "certified": 43}
    assert set(problems(lambda: add(world, "tap-huan", told, **day))) == {"certified"}
    assert set(problems(lambda: add(world, "tap-huan", {"name": "Nghiệp vụ"}, **day))) == {"commune"}
    add(world, "tap-huan", {**told, "certified": 42}, **day)
    unit = world.units["an-1-a"].pk
    assert facts("training") == [(unit, day["first"], (level,), n) for level, n in (("commune", 30), ("district", 12))]


def test_outreach_reaches_the_communes_it_names_their_districts_and_a_commune_of_its_own(world):
    day = {"first": D(2019, 5, 6), "last": None}
    add(world, "tuyen-truyen", {"name": "Ngày 26/6", "attendances": 80, "leaflet": 500}, **day)
    unit = {key: found.pk for key, found in world.units.items()}
    mine = [(unit["an-1"], day["first"], ("district",), 0), (unit["an-1-a"], day["first"], ("commune",), 0)]
    assert facts("reached") == sorted(mine)
    told = {"name": "Chiến dịch", "communes": [world.units["an-1-b"].code], "attendances": 20}
    made = add(world, "tuyen-truyen", told, at="an-1", by="huyen", **day)
    assert (unit["an-1-b"], day["first"], ("commune",), 0) in facts("reached")
    told_now = {(codes, n) for _, _, codes, n in facts("outreach")}
    assert told_now == {(("leaflet",), 500), (("meeting",), 80), (("meeting",), 20)}
    take_back_item(item_id=made.pk, why="Chưa tổ chức", by=world.actor("huyen"), on=world.on)
    assert facts("reached") == sorted(mine)


def test_outreach_names_communes_of_its_own_unit_only(world):
    told = {"name": "Chiến dịch", "communes": [world.units["an-2-a"].code, "00000"], "attendances": 20}
    day = {"first": D(2019, 5, 6), "last": None}
    assert set(problems(lambda: add(world, "tuyen-truyen", told, at="an-1", by="huyen", **day))) == {"communes"}


def test_staff_of_a_point_are_told_by_sector_from_day_to_day(world):
    point = actions.add_place(
        agency_id=world.agencies["an-1-a"].pk, kind="counselling", name="Điểm tư vấn", seat="elsewhere",
        first=D(2018, 1, 1), by=world.actor("xa"), on=world.on,
    )  # fmt: skip
    asked = {"noun": "can-bo-diem-tu-van", "place_id": point.pk, "by": world.actor("xa"), "on": world.on}
    made = add_item(told={"health": 1, "volunteer": 2}, first=D(2018, 1, 1), **asked)
    assert set(problems(lambda: add_item(told={"police": 1}, first=D(2019, 1, 1), **asked))) == {"first"}
    told = [row for row in of_units() if row.relation == "staff"]
    assert {(row.codes, row.start, row.end, row.amount) for row in told} == {
        (("health", "point"), D(2018, 1, 1), None, 1), (("volunteer", "point"), D(2018, 1, 1), None, 2),
    }  # fmt: skip
    assert made.unit_id == point.unit_id
    actions.end(kind="place", pk=point.pk, last=D(2020, 1, 1), by=world.actor("xa"), on=world.on)
    assert {row.end for row in of_units() if row.relation == "staff"} == {D(2020, 1, 1)}


def test_nobody_enters_the_means_of_others(world):
    with pytest.raises(Denied):
        add(world, "kinh-phi", {**SPENT, "total": 5, "team": 5}, by="thanhtra")


# ---------------------------------------------------------------- read
def test_a_large_sum_of_money_is_explained_by_the_few_lines_it_is_made_of(world):
    add(world, "kinh-phi", {**SPENT, "total": 5_000_001, "team": 5_000_001})
    asked, *_ = asking.place(world.units["an-1-a"].code, named("2019"), None)
    found = because("pl3.1", asked, actor=world.actor("xa"), on=world.on)
    assert found.value == 5_000_001 and [thing.adds for thing in found.rows.things] == [5_000_001]


def test_the_list_of_a_year_is_a_workbook_with_money_in_million_dong(world, client):
    add(world, "kinh-phi", {**SPENT, "total": 5_000_001, "team": 5_000_001, "basis": "=1+1"})
    client.force_login(world.user("huyen"))
    book = load_workbook(BytesIO(client.get("/so-nguon-luc/kinh-phi/tep/", {"nam": "2019"}).content)).active
    head, line = ([cell.value for cell in row] for row in book.iter_rows(min_row=3, max_row=4))
    told = dict(zip(head, line, strict=True))
    assert (told["Tổng số (triệu đồng)"], told["Tổ công tác (triệu đồng)"]) == (5.000001, 5.000001)
    assert (told["Lập hồ sơ (triệu đồng)"], told["Căn cứ, nguồn số liệu"]) == (None, "=1+1")


def test_communes_reached_are_counted_in_the_list_and_named_on_the_line(world, client):
    told = {"name": "Chiến dịch", "communes": [world.units["an-1-b"].code], "attendances": 20}
    made = add(world, "tuyen-truyen", told, at="an-1", by="huyen", first=D(2019, 5, 6), last=None)
    client.force_login(world.user("huyen"))
    assert "1 xã, phường" in client.get("/so-nguon-luc/tuyen-truyen/", {"nam": "2019"}).content.decode()
    assert world.units["an-1-b"].name in client.get(f"/so-nguon-luc/dong/{made.pk}/").content.decode()


def test_a_district_is_ticked_as_a_whole_or_its_communes_one_by_one(world, client):
    client.force_login(world.user("huyen"))
    code = {key: unit.code for key, unit in world.units.items()}
    typed = {"of": f"a{world.agencies['an-1'].pk}", "first": "06/5/2019", "name": "Chiến dịch", "attendances": "20"}
    path = "/so-nguon-luc/tuyen-truyen/ghi/"
    elsewhere = client.post(path, {**typed, "communes": [code["an-2-a"]]})
    assert elsewhere.status_code == 422 and "Ngày 06/5/2019 không có xã đã chọn" in elsewhere.content.decode()
    assert client.post(path, {**typed, "communes": [code["an-1"]]}).status_code == 302
    line = Item.objects.get(noun="tuyen-truyen")
    assert line.told["communes"] == [code["an-1-a"], code["an-1-b"], code["an-1-c"]]
    assert "Huyện An 1: tất cả 3 xã, phường" in client.get(f"/so-nguon-luc/dong/{line.pk}/").content.decode()
    form = client.get(f"/so-nguon-luc/dong/{line.pk}/dinh-chinh/").content.decode()
    assert re.findall(r'name="communes" value="(\w+)"[^>]* checked', form) == [code["an-1"]]
    now = {**typed, "communes": [code["an-1-b"]], "why": "Chỉ một xã"}
    assert client.post(f"/so-nguon-luc/dong/{line.pk}/dinh-chinh/", now).status_code == 302
    assert Item.objects.get(gone_on=None).told["communes"] == [code["an-1-b"]]
    client.force_login(world.user("xa"))
    assert "communes" not in client.get(path).content.decode()  # a commune writes for itself


def test_a_form_tells_the_clerk_how_far_the_parts_are_off_the_total(world, client):
    client.force_login(world.user("xa"))
    typed = {**SPENT, "of": f"a{world.agencies['an-1-a'].pk}", "first": "01/01/2019", "last": "31/12/2019"}
    page = client.post("/so-nguon-luc/kinh-phi/ghi/", {**typed, "total": "1,5", "team": "1"}).content.decode()
    assert "“1,5” không phải số nguyên. Ghi đủ số đồng" in page and "từng người" not in page
    page = client.post("/so-nguon-luc/kinh-phi/ghi/", {**typed, "total": "10 triệu", "team": "9.999.999"})
    assert page.status_code == 422 and "lệch 1 đồng" in page.content.decode()
    assert (
        client.post("/so-nguon-luc/kinh-phi/ghi/", {**typed, "total": "10 triệu", "team": "10.000.000"}).status_code
        == 302
    )
    assert [row[3] for row in facts("money")] == [10_000_000]

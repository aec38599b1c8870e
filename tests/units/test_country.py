"""The whole country, as a reader of the lists and of the resolutions would check it."""

import csv
from datetime import date, timedelta

import pytest

from hoanhap.config.home import ROOT
from hoanhap.units import country as lists
from hoanhap.units.actions import load_country, revert_change
from hoanhap.units.models import Unit, UnitChange, UnitLink
from hoanhap.units.queries import at, carry, epochs, predecessors, search, successors, tree, versions
from tests.units.conftest import undone
from tests.units.snapshot import broken, forgotten, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

DAY = timedelta(days=1)
BEFORE, FEBRUARY, MARCH, REFORM = date(2020, 1, 31), date(2020, 2, 1), date(2020, 3, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [
        (date(2019, 12, 31), 13, 199),
        (BEFORE, 13, 199),
        (FEBRUARY, 12, 161),
        (date(2020, 2, 29), 12, 161),
        (MARCH, 10, 161),
        (date(2025, 6, 30), 10, 161),
        (REFORM, 0, 56),
    ],
)
def test_cao_bang_has_the_units_the_resolutions_left_it(on, districts, communes):
    map_ = tree(on)
    counts = map_.counts(map_.by_code("province", "04").id)
    assert (counts["district"], counts["commune"]) == (districts, communes)


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2025, 6, 30), {"province": 63, "district": 696, "commune": 10_035}),
        (REFORM, {"province": 34, "district": 0, "commune": 3_321}),
        (date(2026, 11, 22), {"province": 34, "district": 0, "commune": 3_321}),
    ],
)
def test_the_country_has_as_many_units_as_the_lists(on, counts):
    assert tree(on).counts() == counts


def test_the_map_changes_on_four_days_only():
    assert epochs() == (date(2004, 1, 1), FEBRUARY, MARCH, REFORM)


def test_every_day_is_whole():
    for day in epochs():
        assert broken(day) == []
        assert broken(day - DAY) == []


def test_nobody_is_forgotten():
    assert forgotten() == []


def test_four_communes_say_that_their_successor_is_unknown():
    unknown = Unit.objects.filter(successor_unknown=True).order_by("code").values_list("code", "name")
    assert list(unknown) == [
        ("01486", "Xã Ngọc Chung"),
        ("01492", "Xã Lăng Yên"),
        ("01510", "Xã Đình Minh"),
        ("01513", "Xã Cảnh Tiên"),
    ]
    assert not UnitLink.objects.filter(before__successor_unknown=True).exists()


def test_cao_bang_after_2020_is_the_list_of_mid_2025():
    """Codes, names and districts: the change sets and the list of 2025 were written from different sources."""
    map_ = tree(date(2025, 6, 30))
    told = {(u["code"], u["name"], u["parent"]) for u in at(date(2025, 6, 30), "04") if u["level"] != "province"}
    listed = {u.code: u for u in lists.listed_in_june_2025() if u.level != "nation"}
    cao_bang = {
        c for c, u in listed.items() if u.parent == "04" or (u.parent in listed and listed[u.parent].parent == "04")
    }
    assert told == {(u.code, u.name, u.parent) for c, u in listed.items() if c in cao_bang}
    assert len(told) == 171 and map_.find("044") is None


def test_the_codes_that_remain_are_those_still_listed_in_2021():
    with (ROOT / "tests/sources/cao-bang-2020.csv").open(encoding="utf-8", newline="") as file:
        kept = {r["code"] for r in csv.DictReader(file) if r["listed_2021_02"] == "1"}
    assert {u["code"] for u in at(FEBRUARY, "04") if u["level"] == "commune"} == kept
    assert len(kept) == 161


def test_the_list_before_2020_has_the_codes_and_districts_of_its_source():
    with (ROOT / "tests/sources/cao-bang-2020.csv").open(encoding="utf-8", newline="") as file:
        source = {(r["code"], r["district_code"]) for r in csv.DictReader(file)}
    assert {(u["code"], u["parent"]) for u in at(BEFORE, "04") if u["level"] == "commune"} == source


def test_nine_codes_mean_another_commune_after_february_2020():
    renamed = {
        "01402": ("Xã Vân An", "Xã Cải Viên"),
        "01429": ("Xã Sỹ Hai", "Xã Hồng Sỹ"),
        "01438": ("Xã Phù Ngọc", "Xã Ngọc Đào"),
        "01468": ("Xã Lưu Ngọc", "Xã Quang Vinh"),
        "01525": ("Xã Thông Huề", "Xã Đoài Dương"),
        "01564": ("Xã Việt Chu", "Xã Thống Nhất"),
        "01630": ("Xã Triệu Ẩu", "Xã Bế Văn Đàn"),
        "01699": ("Xã Trương Vương", "Xã Nguyễn Huệ"),
        "01762": ("Xã Minh Thanh", "Xã Vũ Minh"),
        "01447": ("Thị trấn Hùng Quốc", "Thị trấn Trà Lĩnh"),
    }
    old, new = tree(BEFORE), tree(FEBRUARY)
    both = {u.code for u in old.subtree(old.find("04").id)} & {u.code for u in new.subtree(new.find("04").id)}
    assert {c: (old.find(c).name, new.find(c).name) for c in both if old.find(c).name != new.find(c).name} == renamed


def test_quoc_toan_goes_to_quang_hoa_and_keeps_being_itself():
    before, after = tree(date(2020, 2, 29)), tree(MARCH)
    here, there = before.find("01474"), after.find("01474")
    assert here.id == there.id
    assert before.unit(here.parent_id).name == "Huyện Trà Lĩnh"
    assert after.unit(there.parent_id).name == "Huyện Quảng Hòa"
    assert after.unit(there.parent_id).code == "049"


def test_thong_nong_is_under_ha_quang_from_february_and_tra_linh_under_trung_khanh_from_march():
    february, march = tree(FEBRUARY), tree(MARCH)
    assert february.unit(february.find("01363").parent_id).name == "Huyện Hà Quảng"
    assert february.unit(february.find("01447").parent_id).name == "Huyện Trà Lĩnh"
    assert march.unit(march.find("01447").parent_id).name == "Huyện Trùng Khánh"


def test_a_divided_commune_says_so_and_marks_the_part_that_was_not_verified():
    hong_dai = tree(BEFORE).find("01633")
    kin = [(k.name, k.partial, k.certain) for k in successors(hong_dai.id, FEBRUARY)]
    assert kin == [("Xã Bế Văn Đàn", True, True), ("Xã Cách Linh", True, False)]


def test_parts_that_meet_again_are_a_whole():
    """In 2025 Bế Văn Đàn and Cách Linh became one commune, which therefore holds all of Hồng Đại."""
    hong_dai = tree(BEFORE).find("01633")
    assert [(k.code, k.partial) for k in successors(hong_dai.id, REFORM)] == [("01636", False)]


def test_the_unverified_targets_are_those_of_the_file():
    text = (ROOT / "law/units/cao-bang-2020.toml").read_text(encoding="utf-8")
    asked = {
        c for line in text.splitlines() if "unsure = [" in line for c in line.split("unsure = [")[1].split('"')[1::2]
    }
    unsure = UnitLink.objects.filter(certain=False).values_list("before__code", flat=True)
    assert sorted(unsure) == sorted(asked) and len(asked) == 18


def test_471_communes_were_split_in_2025_each_with_one_part_proposed_first():
    links = UnitLink.objects.filter(change__kind="reform", before__level="commune", partial=True)
    split = set(links.values_list("before_id", flat=True))
    assert len(split) == 471
    first = list(links.filter(main=True).values_list("before_id", flat=True))
    assert sorted(first) == sorted(split)


def test_every_commune_is_carried_to_2025_and_every_new_one_is_reached():
    old, new = tree(date(2025, 6, 30)), tree(REFORM)
    carried = carry([u.id for u in old.units()], date(2025, 6, 30), REFORM)
    assert all(carried.values())
    reached = {c.id for found in carried.values() for c in found}
    assert reached == {u.id for u in new.units()}
    pairs = [c for u, found in carried.items() for c in found if old.unit(u).level == "commune"]
    assert len(pairs) == 10_597  # 10,602 rows of the source, less five islands without communes


def test_a_district_of_2025_is_found_in_the_communes_on_its_ground():
    bao_lac = tree(date(2025, 6, 30)).find("043")
    kin = successors(bao_lac.id, REFORM)
    assert {k.level for k in kin} == {"commune"} and all(k.partial for k in kin)
    assert "Xã Bảo Lạc" in {k.name for k in kin}


def test_an_island_district_becomes_its_special_zone():
    ly_son = tree(date(2025, 6, 30)).find("536")
    (zone,) = successors(ly_son.id, REFORM)
    assert (zone.name, zone.partial) == ("Đặc khu Lý Sơn", False)
    assert [k.name for k in predecessors(zone.id, BEFORE)] == ["Huyện Lý Sơn"]


def test_a_commune_of_2025_is_made_of_communes_of_2019():
    thuc_phan = tree(REFORM).find("01273")
    kin = predecessors(thuc_phan.id, date(2019, 12, 31))
    assert {k.level for k in kin} == {"commune"}
    assert {"Phường Sông Hiến", "Phường Hợp Giang", "Xã Hoàng Tung"} <= {k.name for k in kin}


def test_a_lost_commune_is_carried_nowhere_and_not_to_a_guess():
    ngoc_chung = tree(BEFORE).find("01486")
    assert carry([ngoc_chung.id], BEFORE, REFORM) == {ngoc_chung.id: ()}


def test_provinces_of_2025_take_whole_provinces():
    tuyen_quang = tree(REFORM).find("08")
    assert [k.name for k in predecessors(tuyen_quang.id, BEFORE)] == ["Tỉnh Hà Giang", "Tỉnh Tuyên Quang"]


def test_the_nation_is_one_and_the_same():
    assert {tree(day).nation().id for day in epochs()} == {tree(BEFORE).nation().id}
    assert [v.code for v in versions("VN")] == ["VN"]


def test_starts_that_nobody_knows_are_marked():
    assert not Unit.objects.filter(valid_from=date(2004, 1, 1), start_known=True).exists()
    assert not Unit.objects.filter(valid_from__gt=date(2004, 1, 1), start_known=False).exists()


def test_loading_twice_changes_nothing():
    counts = [Unit.objects.count(), UnitLink.objects.count(), UnitChange.objects.count()]
    assert load_country(on=REFORM) is False
    assert counts == [Unit.objects.count(), UnitLink.objects.count(), UnitChange.objects.count()]


def test_the_whole_history_can_be_taken_back_and_leaves_the_first_list():
    with undone():
        for change in UnitChange.objects.order_by("-pk"):
            revert_change(change=change)
        assert epochs() == (date(2004, 1, 1),)
        assert tree(REFORM).counts() == {"province": 63, "district": 699, "commune": 10_073}
        assert broken(REFORM) == []
        assert not Unit.objects.exclude(valid_to=None).exists() and not UnitLink.objects.exists()
    assert tree(REFORM).counts()["commune"] == 3_321


def test_only_the_latest_change_of_the_history_can_be_taken_back_first():
    from hoanhap.units.errors import Refused

    before = snapshot()
    with undone(), pytest.raises(Refused, match="Nghị quyết 202/2025/QH15"):
        revert_change(change=UnitChange.objects.order_by("pk").first())
    assert snapshot() == before


def test_search_needs_no_accents_and_knows_the_day():
    assert [v.name for v in search("bao lac", BEFORE)][:2] == ["Huyện Bảo Lạc", "Thị trấn Bảo Lạc"]
    assert [v.code for v in search("lạc bảo thị", BEFORE)] == ["01321"]
    assert [v.name for v in search("ĐỨC LONG", REFORM) if v.code == "01822"] == ["Xã Đức Long"]
    assert search("ngoc chung", REFORM) == []
    assert [v.code for v in search("ngoc chung")] == ["01486"]
    assert [v.name for v in search("01333", BEFORE)] == ["Xã Bảo Toàn"]
    assert search("   ", BEFORE) == []


def test_the_list_of_a_day_has_the_published_shape():
    found = at(BEFORE, "044")
    assert found[0] == {
        "code": "044",
        "name": "Huyện Thông Nông",
        "kind": "rural_district",
        "level": "district",
        "parent": "04",
        "valid_from": "2004-01-01",
        "valid_to": "2020-02-01",
    }
    assert len(found) == 12 and {u["parent"] for u in found[1:]} == {"044"}
    assert at(BEFORE)[0]["parent"] is None
    with pytest.raises(LookupError):
        at(FEBRUARY, "044")


def test_the_tree_answers_from_memory():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    tree(BEFORE)
    with CaptureQueriesContext(connection) as queries:
        map_ = tree(date(2015, 6, 1))
        bao_toan = map_.find("01333")
        assert [map_.unit(i).code for i in map_.ancestors(bao_toan.id)] == ["043", "04", "VN"]
        assert len(map_.subtree(map_.find("043").id)) == 18
    assert len(queries) == 1

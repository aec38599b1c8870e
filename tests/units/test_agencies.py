"""Which agency stands where and when, and who leads."""

import tomllib
from datetime import date

import pytest

from hoanhap.audit.models import AuditRow
from hoanhap.config.home import ROOT
from hoanhap.units.actions import ensure_agencies, ensure_agency, ensure_centre
from hoanhap.units.errors import NoAgency
from hoanhap.units.models import Agency
from hoanhap.units.queries import agencies, agency, lead_agency_pattern, lead_sector
from hoanhap.units.rules.agencies import read
from tests.units import small

D = date(2020, 9, 7)
TABLE = tomllib.loads((ROOT / "law/agencies.toml").read_text(encoding="utf-8"))


@pytest.fixture
def units(db):
    return small.build()


def test_labour_leads_until_the_end_of_february_2025_and_police_after():
    assert lead_sector(date(2007, 9, 26)) == "labour"
    assert lead_sector(date(2025, 2, 28)) == "labour"
    assert lead_sector(date(2025, 3, 1)) == "police"


@pytest.mark.parametrize(
    ("level", "on", "vietnamese"),
    [
        ("nation", D, "Bộ Lao động - Thương binh và Xã hội"),
        ("province", D, "Sở Lao động - Thương binh và Xã hội {unit}"),
        ("district", D, "Phòng Lao động - Thương binh và Xã hội {unit}"),
        ("commune", D, "Ủy ban nhân dân {unit}"),
        ("nation", date(2025, 3, 1), "Bộ Công an"),
        ("province", date(2026, 1, 1), "Công an {unit}"),
        ("commune", date(2026, 1, 1), "Công an {unit}"),
    ],
)
def test_the_leading_agency_of_a_level_follows_the_leading_sector(level, on, vietnamese):
    assert lead_agency_pattern(level, on).words.vi == vietnamese


def test_no_district_agency_leads_once_district_police_are_gone():
    assert lead_agency_pattern("district", date(2025, 3, 1)) is None


@pytest.mark.parametrize(
    ("code", "sector", "name"),
    [
        ("011", "labour", "Phòng Lao động - Thương binh và Xã hội huyện Giao"),
        ("022", "labour", "Phòng Lao động - Thương binh và Xã hội thị xã Lộc"),
        ("01103", "labour", "Ủy ban nhân dân thị trấn Ba"),
        ("02201", "police", "Công an phường Tám"),
        ("01", "labour", "Sở Lao động - Thương binh và Xã hội tỉnh An"),
        ("01", "authority", "Ủy ban nhân dân tỉnh An"),
        ("VN", "labour", "Bộ Lao động - Thương binh và Xã hội"),
        ("VN", "authority", "Chính phủ"),
    ],
)
def test_an_agency_has_its_full_official_name(units, code, sector, name):
    assert ensure_agency(unit_id=units[code].pk, sector=sector, on=D).name == name


def test_an_agency_ends_where_its_pattern_or_its_unit_ends(units):
    office = ensure_agency(unit_id=units["011"].pk, sector="labour", on=D)
    assert (office.valid_from, office.valid_to) == (small.SINCE, date(2025, 3, 1))
    later = ensure_agency(unit_id=units["011"].pk, sector="labour", on=date(2025, 3, 1))
    assert (later.name, later.valid_to) == ("Phòng Nội vụ huyện Giao", date(2025, 7, 1))


def test_asking_twice_gives_the_same_agency(units):
    first = ensure_agency(unit_id=units["011"].pk, sector="labour", on=D)
    again = ensure_agency(unit_id=units["011"].pk, sector="labour", on=date(2010, 1, 1))
    assert first == again and Agency.objects.count() == 1


def test_many_agencies_come_in_few_queries(units, django_assert_max_num_queries):
    communes = [u.pk for u in units.values() if u.level == "commune"]
    with django_assert_max_num_queries(9):
        made = ensure_agencies(unit_ids=communes, sector="labour", on=D)
    assert sorted(made) == sorted(communes)
    assert AuditRow.objects.get(action="agency.make").detail["count"] == len(communes)


def test_a_commune_has_one_body_for_labour_and_authority(units):
    commune = units["01101"].pk
    labour = ensure_agency(unit_id=commune, sector="labour", on=D)
    assert labour == ensure_agency(unit_id=commune, sector="authority", on=D)
    assert agency(commune, "labour", D).id == labour.pk


def test_an_agency_that_nobody_needed_yet_is_known_but_not_made(units):
    facts = agency(units["01"].pk, "health", D)
    assert (facts.id, facts.name, facts.words.en) == (None, "Sở Y tế tỉnh An", "Department of Health of An Province")
    assert Agency.objects.count() == 0


def test_the_agencies_of_a_unit_say_which_one_leads(units):
    centre = ensure_centre(unit_id=units["01"].pk, name="Cơ sở cai nghiện ma túy tỉnh An", code="co-so-an", on=D)
    found = agencies(units["01"].pk, D)
    assert [a.name for a in found if a.leads] == ["Sở Lao động - Thương binh và Xã hội tỉnh An"]
    assert (found[-1].id, found[-1].kind) == (centre.pk, "centre")
    assert [a.name for a in agencies(units["01"].pk, date(2026, 1, 1)) if a.leads] == ["Công an tỉnh An"]


def test_a_centre_is_made_once(units):
    first = ensure_centre(unit_id=units["01"].pk, name="Cơ sở A", code="a", on=D)
    assert ensure_centre(unit_id=units["01"].pk, name="tên khác", code="a", on=D) == first
    assert Agency.objects.get().name == "Cơ sở A"


def test_a_sector_without_an_agency_there_is_refused_in_words(units):
    with pytest.raises(NoAgency, match="Tòa án.*Xã Một"):
        ensure_agency(unit_id=units["01101"].pk, sector="court", on=D)
    with pytest.raises(NoAgency, match="không có hiệu lực"):
        ensure_agency(unit_id=units["01101"].pk, sector="authority", on=date(1999, 1, 1))
    assert agency(units["01101"].pk, "court", D) is None


def test_two_entries_in_force_at_once_are_refused():
    twice = {**TABLE, "agency": [*TABLE["agency"], TABLE["agency"][0]]}
    with pytest.raises(ValueError, match="two entries of authority/nation"):
        read(twice)


def test_an_entry_of_an_unknown_sector_is_refused():
    with pytest.raises(ValueError, match="unknown sector"):
        read({**TABLE, "agency": [{**TABLE["agency"][0], "sector": "sea"}]})


def test_every_pattern_has_both_languages_and_says_how_sure_it_is():
    for line in TABLE["agency"]:
        assert line["mark"] in "FM" and line["kind" if "vi" in line else "served_by"]
        assert ("{unit}" in line.get("vi", "")) == ("{unit}" in line.get("en", ""))

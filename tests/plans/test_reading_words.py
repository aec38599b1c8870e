"""Phrases about time and names of agencies, as officers write them."""

from datetime import date

import pytest

from hoanhap.plans.reading.agencies import found_in, opening
from hoanhap.plans.reading.dates import meaning
from hoanhap.plans.reading.offices import OFFICES

D = date
YEAR = (D(2020, 1, 1), D(2020, 12, 31))
DAYS = (  # words, first day, last day
    ("Trong năm 2020", *YEAR),
    ("cả năm", *YEAR),
    ("Quý IV năm 2007", D(2007, 10, 1), D(2007, 12, 31)),
    ("quý 2/2020", D(2020, 4, 1), D(2020, 6, 30)),
    ("Quý III - IV/2020", D(2020, 7, 1), D(2020, 12, 31)),
    ("trước ngày 20 tháng 6", None, D(2020, 6, 19)),
    ("Trước 20/6/2020", None, D(2020, 6, 19)),
    ("trước ngày 30/9/2020", None, D(2020, 9, 29)),
    ("trước tháng 5", None, D(2020, 4, 30)),
    ("chậm nhất ngày 15/5", None, D(2020, 5, 15)),
    ("đến hết tháng 8 năm 2020", None, D(2020, 8, 31)),
    ("từ năm 2020", D(2020, 1, 1), None),
    ("từ tháng 3 đến tháng 5", D(2020, 3, 1), D(2020, 5, 31)),
    ("tháng 10-11/2020", D(2020, 10, 1), D(2020, 11, 30)),
    ("từ 01/3/2020 đến 30/6/2020", D(2020, 3, 1), D(2020, 6, 30)),
    ("01/3/2020 – 30/6/2020", D(2020, 3, 1), D(2020, 6, 30)),
    ("từ tháng 01/2016 đến tháng 6/2020", D(2016, 1, 1), D(2020, 6, 30)),
    ("giai đoạn 2016 - 2020", D(2016, 1, 1), D(2020, 12, 31)),
    ("tháng 4, 5, 6", D(2020, 4, 1), D(2020, 6, 30)),
    ("6 tháng đầu năm", D(2020, 1, 1), D(2020, 6, 30)),
    ("06 tháng cuối năm 2020", D(2020, 7, 1), D(2020, 12, 31)),
    ("ngày 29 tháng 02 năm 2020", D(2020, 2, 29), D(2020, 2, 29)),
    ("2020-09-07", D(2020, 9, 7), D(2020, 9, 7)),
    ("Tháng ３/２０２０", D(2020, 3, 1), D(2020, 3, 31)),
)


@pytest.mark.parametrize(("words", "first", "last"), DAYS)
def test_a_phrase_means_its_days(words, first, last):
    meant = meaning(words, 2020)
    assert (meant.first, meant.last, meant.understood) == (first, last, True)


@pytest.mark.parametrize(
    ("words", "every", "after"),
    [
        ("hằng quý", ("quarter",), ()),
        ("Hàng tháng", ("month",), ()),
        ("Định kỳ 06 tháng, năm", ("half", "year"), ()),
        ("6 tháng một lần", ("half",), ()),
        ("hằng năm", ("year",), ()),
        ("đột xuất", ("asked",), ()),
        ("định kỳ", ("periodic",), ()),
        ("sau khi hoàn thành 3.1", (), ("3.1",)),
        ("Sau khi hoàn thành nhiệm vụ 3.1, 3.2 và 4.1", (), ("3.1", "3.2", "4.1")),
        ("Thường xuyên", (), ()),
    ],
)
def test_a_phrase_says_how_often_or_after_what(words, every, after):
    meant = meaning(words, 2020)
    assert (meant.every, meant.after, meant.first, meant.last) == (every, after, None, None)
    assert meant.understood


@pytest.mark.parametrize(
    ("words", "wrong"),
    [("31/4/2020", "31/4/2020"), ("29.02.2021", "29.02.2021"), ("trong tháng 13/2020", "tháng 13/2020"),
     ("Quý V/2020", "Quý V/2020"), ("ngày 0/5/2020", "ngày 0/5/2020")],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_told_in_its_words(words, wrong):
    meant = meaning(words, 2020)
    assert (meant.wrong, meant.first, meant.last) == (wrong, None, None)


@pytest.mark.parametrize("words", ["sớm nhất có thể", "Năm 2020 và những năm tiếp theo", "trước Tết"])
def test_what_is_not_understood_is_left_over_and_not_guessed(words):
    assert meaning(words, 2020).rest


def test_a_day_without_a_year_means_none_where_the_plan_has_none():
    meant = meaning("trước ngày 20 tháng 6", None)
    assert (meant.first, meant.last, meant.understood) == (None, None, False)


AGENCIES = (  # words → kind, sector, level, every; None: asked about
    ("Sở Lao động - Thương binh và Xã hội", "department", "labour", "province", False),
    ("Sở LĐ-TB&XH", "department", "labour", "province", False),
    ("SỞ LĐTBXH", "department", "labour", "province", False),
    ("Phòng LĐTB và XH", "department", "labour", "district", False),
    ("Bộ Công an", "ministry", "police", "nation", False),
    ("UBND huyện", "authority", "authority", "district", True),
    ("Uỷ ban nhân dân các huyện, thành phố", "authority", "authority", "district", True),
    ("UBND các xã, phường, thị trấn", "authority", "authority", "commune", True),
    ("Chủ tịch UBND tỉnh", "authority", "authority", "province", False),
    ("UBMTTQ tỉnh", "body", "front", "province", False),
    ("Đoàn TNCS Hồ Chí Minh tỉnh", "body", "youth", "province", False),
    ("Cục Phòng, chống tệ nạn xã hội", "department", "labour", "nation", False),
    ("các đơn vị có liên quan", "group", "", "", True),
)


@pytest.mark.parametrize(("words", "kind", "sector", "level", "every"), AGENCIES)
def test_an_agency_is_known_by_its_name_and_by_its_abbreviations(words, kind, sector, level, every):
    (ref,) = found_in(words)
    assert (ref.text, ref.kind, ref.sector, ref.level, ref.every, ref.sure) == (
        words, kind, sector, level, every, True,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["MTTQ", "BCĐ", "Công an", "UBND", "lực lượng Công an các cấp"])
def test_a_name_without_its_level_is_asked_about(words):
    (ref,) = found_in(words)
    assert not ref.sure
    assert len(ref.candidates) >= 3


def test_a_name_nobody_knows_comes_with_those_that_look_like_it_or_with_none():
    typed, strange = found_in("Sở Lao động Thương bin và Xã hội; Hội Từ thiện")
    assert (typed.kind, typed.sure, typed.candidates[0].sector) == ("", False, "labour")
    assert (strange.text, strange.candidates) == ("Hội Từ thiện", ())


def test_names_are_told_apart_however_they_are_divided():
    cells = ("Công an tỉnh; Sở Y tế; UBND huyện, thành phố và các đơn vị có liên quan",
             "Công an tỉnh\nSở Y tế\nUBND huyện, thành phố\nCác đơn vị có liên quan",
             "- Công an tỉnh\n- Sở Y tế, UBND huyện, thành phố, các đơn vị có liên quan")  # fmt: skip
    for cell in cells:
        assert [ref.sector for ref in found_in(cell)] == ["police", "health", "authority", ""]


def test_a_unit_named_behind_an_agency_is_its_place():
    (ref,) = found_in("UBND huyện Sơn Dương")
    assert (ref.level, ref.place, ref.every, ref.sure) == ("district", "Sơn Dương", False, True)


def test_a_district_called_bao_is_no_newspaper_and_a_report_is_none_either():
    (ref,) = found_in("Phòng LĐTBXH huyện Bảo Lạc")
    assert (ref.sector, ref.place) == ("labour", "Bảo Lạc")
    (paper,) = found_in("Báo Tuyên Quang")
    assert (paper.sector, paper.place, paper.sure) == ("press", "Tuyên Quang", True)
    assert [ref.kind for ref in found_in("Báo cáo")] == [""]


def test_the_level_behind_the_last_court_is_that_of_those_before_it():
    refs = found_in("Viện kiểm sát nhân dân, Tòa án nhân dân tỉnh")
    assert [(ref.sector, ref.level, ref.sure) for ref in refs] == [
        ("procuracy", "province", True), ("court", "province", True),
    ]  # fmt: skip


def test_a_sentence_is_read_up_to_where_its_agencies_end():
    refs, at = opening("Sở Kế hoạch và Đầu tư, Sở Tài chính theo chức năng chủ trì")
    assert [ref.sector for ref in refs] == ["planning", "finance"]
    assert at == len("Sở Kế hoạch và Đầu tư, Sở Tài chính")
    assert opening("báo cáo Ủy ban nhân dân tỉnh") == ((), 0)
    assert opening("Tổ chức thực hiện") == ((), 0)


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.forms[0])
def test_every_form_of_the_table_is_recognised_as_its_office(office):
    for form in office.forms:
        (ref,) = found_in(form)
        assert (ref.kind, ref.sector, ref.level or office.level) == (office.kind, office.sector, office.level), form

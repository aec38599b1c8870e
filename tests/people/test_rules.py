"""What cannot be, case by case, each with its own sentence; the pure rules of the register."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.dates import Span
from hoanhap.kernel.lang import speaking
from hoanhap.people.rules.codes import SIGNS, new_code, read_code
from hoanhap.people.rules.history import Life, day_problems, overlap_problems, span_problems, year_problems
from hoanhap.people.rules.identity import (
    BadBirth,
    Birth,
    birth_problems,
    initials,
    name_problems,
    paper_problems,
    read_birth,
)
from hoanhap.people.rules.words import forbidden, word_problems

ON = date(2020, 9, 7)


# ---------------------------------------------------------------- birth
@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("1989", Birth(1989, None)),
        ("00/00/1989", Birth(1989, None)),
        ("--/--/1989", Birth(1989, None)),
        (" 15/3/1989 ", Birth(1989, date(1989, 3, 15))),
        ("15-03-1989", Birth(1989, date(1989, 3, 15))),
        ("29/02/1988", Birth(1988, date(1988, 2, 29))),
        ("１５/３/１９８９", Birth(1989, date(1989, 3, 15))),
        ("ngày 15 tháng 3 năm 1989", Birth(1989, date(1989, 3, 15))),
    ],
)
def test_a_birth_is_read_as_officers_write_it(text, birth):
    assert read_birth(text) == birth


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("29/02/1989", "Tháng 2/1989 chỉ có 28 ngày; không có ngày 29/2/1989"),
        ("31/4/1990", "chỉ có 30 ngày"),
        ("15/13/1988", "Không có tháng 13"),
        ("hôm qua", "không phải là một ngày"),
        ("", "không phải là một ngày"),
        ("89", "không phải là một ngày"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_as_such(text, said):
    with pytest.raises(BadBirth, match=said):
        read_birth(text)


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (Birth(2021, None), "sau hôm nay"),
        (Birth(2020, date(2020, 9, 8)), "sau hôm nay"),
        (Birth(1899, None), "hơn 120 tuổi"),
        (Birth(1900, None), None),
        (Birth(2020, date(2020, 9, 7)), None),
        (Birth(2020, None), None),
    ],
)
def test_nobody_is_born_tomorrow_or_is_a_hundred_and_twenty_one(birth, said):
    found = birth_problems(birth, ON)
    assert (len(found) == 1 and said in found[0]) if said else not found


# ---------------------------------------------------------------- names and papers
@pytest.mark.parametrize(
    ("name", "wrong"),
    [("Lý Văn Sình", False), ("Sùng", False), ("Y’Bhăm Ê Ban", False), ("", True), ("...", True), ("Lý Văn 5", True)],
)
def test_a_name_has_letters_and_no_digits(name, wrong):
    assert bool(name_problems(name)) is wrong


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("cmnd", "080123456", None),
        ("cmnd", "080123456789", None),
        ("cmnd", "08012345", "9 hoặc 12 chữ số; đã ghi 8"),
        ("cmnd", "08012345A", "9 hoặc 12"),
        ("cccd", "004089000123", None),
        ("cccd", "00408900012", "12 chữ số; đã ghi 11"),
        ("passport", "B1234567", None),
        ("passport", "", "Ghi số giấy tờ"),
        ("household", "1" * 31, "quá dài"),
    ],
)
def test_a_papers_number_has_the_shape_of_its_kind(kind, number, said):
    found = paper_problems(kind, number, None, Birth(1989, None), ON)
    assert (len(found) == 1 and said in found[0]) if said else not found


@pytest.mark.parametrize(
    ("issued", "said"),
    [
        (date(2020, 9, 8), "sau hôm nay"),
        (date(1988, 12, 31), "trước khi sinh"),
        (date(1989, 1, 1), None),
        (date(2020, 9, 7), None),
    ],
)
def test_a_paper_is_issued_between_birth_and_today(issued, said):
    found = paper_problems("cmnd", "080123456", issued, Birth(1989, None), ON)
    assert (len(found) == 1 and said in found[0]) if said else not found


def test_every_mistake_of_a_paper_is_told_at_once():
    assert len(paper_problems("cccd", "1", date(2030, 1, 1), Birth(1989, None), ON)) == 2


def test_initials_stand_for_a_name():
    assert initials("Lý Văn Sình") == "L.V.S." and initials("đặng thị  ân") == "Đ.T.Â." and initials("") == ""


# ---------------------------------------------------------------- order in a life
LIFE = Life(1989, date(1989, 3, 15), died_on=date(2020, 6, 1), closed_on=date(2020, 7, 1))


@pytest.mark.parametrize(
    ("day", "number", "said"),
    [
        (date(1989, 3, 14), 1, "trước khi người này sinh"),
        (date(1989, 3, 15), 0, ""),
        (date(2020, 6, 1), 0, ""),
        (date(2020, 6, 2), 1, "đã chết ngày 01/6/2020"),
        (date(2020, 7, 1), 2, "Hồ sơ đã kết thúc từ 01/7/2020"),
        (date(2020, 9, 8), 3, "chưa đến"),
    ],
)
def test_nothing_happens_before_birth_after_death_after_closing_or_tomorrow(day, number, said):
    found = day_problems(day, LIFE, ON)
    assert len(found) == number and said in " ".join(found)


def test_a_birth_known_by_its_year_lets_the_whole_year_be():
    assert not day_problems(date(1989, 1, 1), Life(1989), ON)
    assert day_problems(date(1988, 12, 31), Life(1989), ON)


@pytest.mark.parametrize(("year", "wrong"), [(1988, True), (1989, False), (2020, False), (2021, True)])
def test_a_year_alone_lies_between_birth_and_today(year, wrong):
    assert bool(year_problems(year, Life(1989), ON)) is wrong


SPANS = st.builds(
    lambda start, length: (date.fromordinal(start), date.fromordinal(start + length) if length else None),
    st.integers(730_000, 730_100),
    st.integers(0, 60),
)


@given(SPANS, st.lists(SPANS, max_size=4))
def test_an_overlap_is_told_for_each_home_that_shares_a_day(wanted, others):
    def days(span):
        return set(range(span[0].toordinal(), span[1].toordinal() if span[1] else 731_000))

    shared = [other for other in others if days(other) & days(wanted)]
    assert len(overlap_problems(*wanted, [Span(*other) for other in others])) == len(shared)


def test_a_span_that_ends_before_it_starts_is_told_once():
    assert span_problems(ON, ON) and not span_problems(ON, None)
    assert overlap_problems(ON, ON, [Span(date(2019, 1, 1))]) == []


# ---------------------------------------------------------------- the code of a person
@given(st.integers(), st.data())
def test_a_code_is_read_however_it_is_typed_and_one_wrong_sign_shows(seed, data):
    code = new_code(random.Random(seed).choice)
    assert len(code) == 13 and read_code(code) == code
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    plain = code.replace("-", "")
    at = data.draw(st.integers(0, len(plain) - 1))
    other = data.draw(st.sampled_from(SIGNS.replace(plain[at], "")))
    assert read_code(plain[:at] + other + plain[at + 1 :]) == ""


@pytest.mark.parametrize("text", ["", "abc", "0000-0000-00", "ÁÁÁÁ-0000-000", "0000-0000-001"])
def test_what_is_no_code_reads_as_none(text):
    assert read_code(text) == ""


def test_letters_that_look_like_digits_are_forgiven():
    assert read_code("OOOO-0000-OOO") == "0000-0000-000" == read_code("0000-0000-000")


# ---------------------------------------------------------------- words
@pytest.mark.parametrize(
    "text",
    ["nghi nhiễm HIV", "hiv dương tính", "H.I.V", "AIDS giai đoạn cuối", "nhiễm H", "Nhiễm  H.", "có H", "H+", "H (+)",
     "uống ARV", "sida", "đã bị nhiễm H, đang điều trị"],
)  # fmt: skip
def test_the_illness_without_a_field_is_noticed(text):
    assert forbidden(text)
    (said,) = word_problems(text)
    assert "bệnh hiểm nghèo" in said
    with speaking("en"):
        assert "certificate" in word_problems(text)[0]


@pytest.mark.parametrize(
    "text",
    ["", "bệnh hiểm nghèo, giấy số 12/GXN-BV", "có H'Mông và Dao", "chi vào việc", "thi vượt cấp", "nhiễm hàn",
     "Trung tâm Phòng, chống HIV/AIDS tỉnh", "phòng chống HIV", "ĐHV", "H là chữ viết tắt tên thôn"],
)  # fmt: skip
def test_ordinary_words_pass(text):
    assert word_problems(text) == []

"""The working days of 2014 to 2027, held against the rules computed apart from the rows."""

from datetime import date, timedelta

import pytest

from hoanhap.law.loaded import law

D = date
DAY = timedelta(days=1)
CALENDAR = law().calendar
YEARS = range(2014, 2028)
SAT = 5

# First day of the lunar year, and the tenth of its third month, as almanacs give them.
TET = {
    2014: D(2014, 1, 31), 2015: D(2015, 2, 19), 2016: D(2016, 2, 8), 2017: D(2017, 1, 28), 2018: D(2018, 2, 16),
    2019: D(2019, 2, 5), 2020: D(2020, 1, 25), 2021: D(2021, 2, 12), 2022: D(2022, 2, 1), 2023: D(2023, 1, 22),
    2024: D(2024, 2, 10), 2025: D(2025, 1, 29), 2026: D(2026, 2, 17), 2027: D(2027, 2, 6),
}  # fmt: skip
GIO_TO = {
    2014: D(2014, 4, 9), 2015: D(2015, 4, 28), 2016: D(2016, 4, 16), 2017: D(2017, 4, 6), 2018: D(2018, 4, 25),
    2019: D(2019, 4, 14), 2020: D(2020, 4, 2), 2021: D(2021, 4, 21), 2022: D(2022, 4, 10), 2023: D(2023, 4, 29),
    2024: D(2024, 4, 18), 2025: D(2025, 4, 7), 2026: D(2026, 4, 26), 2027: D(2027, 4, 16),
}  # fmt: skip
SWAPS = {  # a working day off: the Saturday worked for it
    D(2014, 5, 2): D(2014, 4, 26), D(2014, 9, 1): D(2014, 9, 6), D(2015, 1, 2): D(2014, 12, 27),
    D(2015, 2, 16): D(2015, 2, 14), D(2015, 4, 29): D(2015, 4, 25), D(2018, 12, 31): D(2019, 1, 5),
    D(2019, 4, 29): D(2019, 5, 4), D(2024, 4, 29): D(2024, 5, 4), D(2025, 5, 2): D(2025, 4, 26),
    D(2026, 1, 2): D(2026, 1, 10), D(2026, 8, 31): D(2026, 8, 22),
}  # fmt: skip
SECOND = {0: 1, 1: -1, 2: -1, 3: 1, 4: -1, 5: -1, 6: 1}  # by the weekday of 2 September, since 2021


def beside(day, step, taken):
    """The nearest weekday in that direction that is not taken."""
    while day in taken or day.weekday() >= SAT:
        day += step
    return day


def off(year):
    """The days off that the rules give: a feast on a weekend is made up for on the working day beside it."""
    tet = [TET[year] + n * DAY for n in range(-1, 4)]
    single = [D(year, 1, 1), GIO_TO[year], D(year, 4, 30), D(year, 5, 1), D(year, 9, 2)]
    days = {*tet, *single}
    if year >= 2021:
        days.add(D(year, 9, 2) + SECOND[D(year, 9, 2).weekday()] * DAY)
    for day in tet:
        if day.weekday() >= SAT:
            days.add(beside(day, -DAY if day.weekday() == SAT else DAY, days))
    for day in single:
        if day.weekday() >= SAT:
            days.add(beside(day, DAY, days))
    return days


@pytest.mark.parametrize("year", YEARS)
def test_the_days_off_of_a_year_are_those_of_the_rules_and_the_swaps(year):
    rows = {day for day, what in CALENDAR.days.items() if day.year == year and not what.works}
    assert rows == off(year) | {day for day in SWAPS if day.year == year}


def test_the_days_worked_on_weekends_are_those_of_the_swaps():
    assert {day for day, what in CALENDAR.days.items() if what.works and not what.undecided} == set(SWAPS.values())


def test_every_other_day_is_what_its_weekday_says():
    day = CALENDAR.start
    while day < CALENDAR.end:
        if day not in CALENDAR.days:
            assert CALENDAR.works(day) == (day.weekday() < SAT)
            assert CALENDAR.look(day).verified
        day += DAY
    assert (CALENDAR.start, CALENDAR.end) == (D(2014, 1, 1), D(2028, 1, 1))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (D(2020, 1, 23), D(2020, 1, 29)),  # Tết 2020
        (D(2024, 9, 2), D(2024, 9, 3)),  # with the weekend: 31 August to 3 September
        (D(2026, 2, 16), D(2026, 2, 20)),  # Tết 2026
        (D(2026, 8, 31), D(2026, 9, 2)),  # National Day 2026 with its swap
    ],
)
def test_a_block_of_which_the_notice_was_found_is_verified(first, last):
    days = [first + n * DAY for n in range((last - first).days + 1)]
    assert all(not CALENDAR.works(day) and CALENDAR.look(day).verified for day in days)
    for outside in (first - DAY, last + DAY):
        assert CALENDAR.works(outside) or outside.weekday() >= SAT


def test_what_was_only_derived_or_remembered_is_not_verified():
    assert not any(what.verified for day, what in CALENDAR.days.items() if day.year == 2027)
    for day in (D(2025, 5, 2), D(2025, 4, 26), D(2026, 1, 2), D(2026, 1, 10), D(2023, 5, 2), D(2021, 2, 10)):
        assert not CALENDAR.look(day).verified, day


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_day_that_is_perhaps_off_is_worked_and_says_so(year):
    day = CALENDAR.look(D(year, 11, 24))
    assert day.works and day.undecided and not day.verified
    assert day.title.vi == "Ngày Văn hóa Việt Nam (chưa rõ có nghỉ)"


def test_outside_the_years_known_only_weekends_are_off_and_it_is_said():
    for day in (D(2013, 9, 2), D(2028, 9, 4)):
        assert CALENDAR.works(day) and not CALENDAR.look(day).verified
        assert "chưa có lịch" in CALENDAR.look(day).title.vi
    assert not CALENDAR.works(D(2028, 1, 1))


def test_every_day_names_its_source():
    assert all(what.source and what.title.vi and what.title.en for what in CALENDAR.days.values())


def test_the_next_working_day_is_looked_for_across_a_feast():
    assert CALENDAR.next_working(D(2020, 1, 23)) == D(2020, 1, 30)
    assert CALENDAR.next_working(D(2020, 1, 22)) == D(2020, 1, 22)

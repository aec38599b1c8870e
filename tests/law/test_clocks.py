"""When limits end: golden cases as tables, and what holds of every limit, against a count made day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.dates import VIETNAM
from hoanhap.kernel.lang import Words, speaking
from hoanhap.law.clocks import Amount, Extension, Rule, Suspension, add_months, ahead, due, midnight
from hoanhap.law.loaded import law

D = date
CALENDAR = law().calendar
DAY = timedelta(days=1)


def end(amount, unit, start, kind="procedural", **more):
    return due(Amount(amount, unit, kind), start, calendar=CALENDAR, **more).due


# ---------------------------------------------------------------- days
@pytest.mark.parametrize(
    ("amount", "unit", "kind", "start", "expected", "because"),
    [
        (3, "working_days", "procedural", D(2020, 1, 20), D(2020, 1, 30), "Tết 2020 is off from 23 to 29 January"),
        (1, "working_days", "procedural", D(2020, 1, 22), D(2020, 1, 30), "the eve and four days, and the weekend"),
        (1, "working_days", "procedural", D(2019, 1, 4), D(2019, 1, 5), "a Saturday worked for 31 December 2018"),
        (2, "working_days", "procedural", D(2018, 12, 28), D(2019, 1, 3), "31 December 2018 was swapped off"),
        (1, "working_days", "procedural", D(2014, 12, 26), D(2014, 12, 27), "worked for a day of the next year"),
        (1, "working_days", "procedural", D(2024, 5, 3), D(2024, 5, 4), "a Saturday worked for 29 April"),
        (1, "working_days", "procedural", D(2025, 4, 25), D(2025, 4, 26), "a Saturday worked for 2 May"),
        (1, "working_days", "procedural", D(2026, 1, 9), D(2026, 1, 10), "a Saturday worked for 2 January"),
        (1, "working_days", "procedural", D(2026, 1, 1), D(2026, 1, 5), "2 January 2026 was off"),
        (1, "working_days", "procedural", D(2026, 8, 21), D(2026, 8, 22), "a Saturday worked for 31 August"),
        (1, "working_days", "procedural", D(2026, 8, 28), D(2026, 9, 3), "31 August to 2 September off"),
        (1, "working_days", "procedural", D(2026, 11, 23), D(2026, 11, 24), "24 November is not known to be off"),
        (5, "days", "procedural", D(2020, 6, 1), D(2020, 6, 8), "6 June is a Saturday"),
        (5, "days", "term", D(2020, 6, 1), D(2020, 6, 6), "a term does not move"),
        (4, "days", "procedural", D(2019, 1, 1), D(2019, 1, 5), "it ends on a Saturday that is worked"),
        (5, "days", "procedural", D(2020, 1, 20), D(2020, 1, 30), "it would end inside Tết"),
        (2, "weeks", "procedural", D(2020, 6, 1), D(2020, 6, 15), "the same weekday"),
        (1, "weeks", "procedural", D(2020, 8, 26), D(2020, 9, 3), "2 September is off"),
        (1, "months", "term", D(2020, 1, 31), D(2020, 2, 29), "a leap year; a Saturday, and a term"),
        (1, "months", "procedural", D(2020, 1, 31), D(2020, 3, 2), "29 February 2020 is a Saturday"),
        (1, "months", "term", D(2021, 1, 31), D(2021, 2, 28), "a common year"),
        (3, "months", "term", D(2020, 11, 30), D(2021, 2, 28), "no 30 February"),
        (1, "months", "term", D(2020, 2, 29), D(2020, 3, 29), "the day of the month, not its end"),
        (12, "months", "term", D(2020, 2, 29), D(2021, 2, 28), "no 29 February in 2021"),
        (24, "months", "term", D(2019, 7, 15), D(2021, 7, 15), "the last day is the day of release"),
    ],
)
def test_a_limit_ends_on(amount, unit, kind, start, expected, because):
    assert end(amount, unit, start, kind) == expected, because


def test_the_time_is_over_at_the_end_of_its_last_day():
    answer = due(Amount(3, "working_days"), D(2020, 1, 20), calendar=CALENDAR)
    assert (answer.due_on, answer.due_at) == (D(2020, 1, 30), datetime(2020, 1, 31, tzinfo=VIETNAM))


def test_before_a_day_means_24_hours_of_the_day_before():
    assert midnight(D(2020, 7, 7)) == datetime(2020, 7, 6, 23, 59, 59, 999999, VIETNAM) + timedelta(microseconds=1)


def test_the_day_of_an_instant_is_its_day_in_vietnam():
    late = datetime(2020, 6, 1, 20, 0, tzinfo=UTC)  # 03:00 of 2 June at home
    answer = due(Amount(1, "days"), late, calendar=CALENDAR)
    assert (answer.start, answer.due) == (late, D(2020, 6, 3))


# ---------------------------------------------------------------- hours
@pytest.mark.parametrize(
    ("hours", "start", "expected"),
    [
        (24, datetime(2026, 7, 3, 8, 30, tzinfo=VIETNAM), datetime(2026, 7, 4, 8, 30, tzinfo=VIETNAM)),  # a Saturday
        (24, datetime(2020, 1, 24, 23, 59), datetime(2020, 1, 25, 23, 59, tzinfo=VIETNAM)),  # Tết; no zone is ours
        (24, datetime(2026, 7, 3, 1, 30, tzinfo=UTC), datetime(2026, 7, 4, 8, 30, tzinfo=VIETNAM)),
        (72, D(2026, 7, 3), datetime(2026, 7, 6, tzinfo=VIETNAM)),  # a bare day begins at 00:00
    ],
)
def test_hours_run_exactly_on_days_off_too(hours, start, expected):
    answer = due(Amount(hours, "hours"), start, calendar=CALENDAR)
    assert answer.due == answer.due_at == expected
    assert answer.due_on == expected.date()


def test_hours_stop_while_suspended():
    start = datetime(2026, 7, 3, 8, 0, tzinfo=VIETNAM)
    stop = Suspension(start + timedelta(hours=2), start + timedelta(hours=7), "cấp cứu")
    assert end(24, "hours", start, suspensions=[stop]) == start + timedelta(hours=29)
    assert end(24, "hours", start, suspensions=[stop, stop]) == start + timedelta(hours=29)
    assert end(24, "hours", start, suspensions=[stop._replace(end=None)]) is None
    assert end(1, "hours", start, suspensions=[stop]) == start + timedelta(hours=1)


def test_hours_are_not_extended_by_days():
    with pytest.raises(ValueError, match="extended in hours"):
        end(24, "hours", D(2026, 7, 3), extended=Extension(1, "days"))
    start = datetime(2026, 7, 3, tzinfo=VIETNAM)
    assert end(24, "hours", start, extended=Extension(12, "hours")) == start + timedelta(hours=36)


# ---------------------------------------------------------------- what changes a limit
JUNE = D(2020, 6, 1)  # a Monday; June 2020 has no day off but weekends


@pytest.mark.parametrize(
    ("amount", "unit", "kind", "change", "expected"),
    [
        (15, "days", "procedural", {}, D(2020, 6, 16)),
        (15, "days", "procedural", {"extended": Extension(15, "days")}, D(2020, 7, 1)),
        (1, "months", "term", {"extended": Extension(3, "months")}, D(2020, 10, 1)),
        (5, "working_days", "procedural", {"extended": Extension(1, "months")}, D(2020, 7, 8)),
        (5, "working_days", "procedural", {"deducted": 2}, D(2020, 6, 4)),
        (12, "months", "term", {"deducted": 31}, D(2021, 5, 1)),
        (12, "months", "term", {"deducted": 366}, D(2020, 6, 1)),
        (3, "days", "term", {"extended": Extension(1, "weeks"), "deducted": 5}, D(2020, 6, 6)),
        (5, "days", "term", {"suspensions": [(D(2020, 6, 3), D(2020, 6, 5), "")]}, D(2020, 6, 8)),
        (5, "working_days", "term", {"suspensions": [(D(2020, 6, 5), D(2020, 6, 9), "")]}, D(2020, 6, 10)),
        (1, "months", "term", {"suspensions": [(D(2020, 6, 10), D(2020, 7, 10), "")]}, D(2020, 7, 31)),
        (5, "days", "term", {"suspensions": [(D(2020, 6, 7), D(2020, 6, 9), "")]}, D(2020, 6, 6)),
        (5, "days", "term", {"suspensions": [(D(2020, 6, 3), None, "")]}, None),
        (5, "days", "term", {"suspensions": [(D(2020, 6, 7), None, "")]}, D(2020, 6, 6)),
    ],
)
def test_what_is_extended_deducted_or_suspended_moves_the_end(amount, unit, kind, change, expected):
    assert end(amount, unit, JUNE, kind, **change) == expected


def test_months_extended_by_months_keep_the_day_of_the_month():
    assert end(1, "months", D(2021, 1, 31), "term", extended=Extension(1, "months")) == D(2021, 3, 31)


def test_a_suspension_that_runs_backwards_and_an_unknown_unit_are_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        end(1, "days", JUNE, suspensions=[(D(2020, 6, 3), D(2020, 6, 3), "")])
    with pytest.raises(ValueError, match="fortnights"):
        end(1, "fortnights", JUNE)


@pytest.mark.parametrize(
    ("amount", "unit", "kind", "last", "expected"),
    [
        (15, "days", "term", D(2020, 7, 15), D(2020, 6, 30)),
        (15, "days", "procedural", D(2020, 7, 20), D(2020, 7, 3)),  # 5 July is a Sunday
        (3, "working_days", "procedural", D(2020, 1, 30), D(2020, 1, 20)),
        (1, "months", "term", D(2020, 3, 31), D(2020, 2, 29)),
        (1, "weeks", "term", D(2020, 3, 31), D(2020, 3, 24)),
    ],
)
def test_what_must_be_done_ahead_is_counted_backwards(amount, unit, kind, last, expected):
    assert ahead(Amount(amount, unit, kind), last, calendar=CALENDAR).due == expected


# ---------------------------------------------------------------- why
def why(answer):
    return [(step.date.isoformat(), step.counted, step.why) for step in answer.steps]


def test_an_answer_tells_every_day_it_met():
    answer = due(Amount(2, "working_days"), D(2019, 1, 3), calendar=CALENDAR)
    assert why(answer) == [
        ("2019-01-03", False, "Tính từ ngày này; ngày bắt đầu không tính"),
        ("2019-01-04", True, "Ngày làm việc thứ 1"),
        ("2019-01-05", True, "Ngày làm việc thứ 2, làm bù cho 31/12/2018"),
    ]
    with speaking("en"):
        assert answer.steps[2].why == "Working day 2, worked for 31 Dec 2018"


def test_an_answer_says_why_it_moved():
    answer = due(Amount(5, "days"), JUNE, calendar=CALENDAR)
    assert why(answer)[5:] == [
        ("2020-06-06", True, "Ngày thứ 5, Thứ Bảy"),
        ("2020-06-06", False, "Thứ Bảy: ngày cuối gặp ngày nghỉ, lùi đến ngày làm việc tiếp theo"),
        ("2020-06-07", False, "Chủ nhật: ngày cuối gặp ngày nghỉ, lùi đến ngày làm việc tiếp theo"),
    ]


def test_an_answer_says_what_changed_it():
    change = {"suspensions": [(D(2020, 2, 10), D(2020, 2, 11), "nằm viện")], "deducted": 3}
    answer = due(Amount(1, "months", "term"), D(2020, 1, 31), calendar=CALENDAR, **change)
    assert why(answer) == [
        ("2020-01-31", False, "Tính từ ngày này; ngày bắt đầu không tính"),
        ("2020-01-31", False, "Trừ 3 ngày đã được tính trước"),
        ("2020-02-10", False, "Tạm dừng, không tính: nằm viện"),
        ("2020-02-27", True, "Đủ 1 tháng"),
    ]
    assert answer.due == D(2020, 2, 27)


def test_a_month_without_the_day_says_so():
    answer = due(Amount(1, "months", "term"), D(2021, 1, 31), calendar=CALENDAR)
    assert answer.steps[1].why == "Đủ 1 tháng; tháng này không có ngày 31, lấy ngày cuối tháng"


def rule(**changes):
    values = {
        "code": "thu", "title": Words("Thử", "Trial"), "amount": 3, "unit": "working_days", "kind": "procedural",
        "article": "Điều 1", "source": "mẫu", "verified": True, "valid_from": D(2014, 1, 1),
    }  # fmt: skip
    return Rule(**values | changes)


def test_a_rule_gives_its_article_and_its_event():
    event = Words("từ ngày nhận hồ sơ", "from the day the file came")
    answer = due(rule(event=event), D(2020, 1, 20), calendar=CALENDAR)
    assert (answer.rule, answer.article, answer.due, answer.verified) == ("thu", "Điều 1", D(2020, 1, 30), True)
    assert answer.steps[0].why == "Tính từ ngày nhận hồ sơ; ngày bắt đầu không tính"


@pytest.mark.parametrize(
    ("limit", "start", "verified", "because"),
    [
        (rule(), D(2020, 1, 20), True, "the Tết of 2020 is from its notice"),
        (rule(verified=False), D(2020, 1, 20), False, "the rule itself is not"),
        (rule(), D(2021, 2, 8), False, "the Tết of 2021 is from the rules"),
        (rule(), D(2026, 1, 7), False, "10 January 2026 is from memory"),
        (rule(), D(2026, 11, 20), False, "24 November may be off"),
        (rule(unit="days"), D(2021, 2, 8), False, "it moves off a Tết from the rules"),
        (rule(unit="days", kind="term"), D(2021, 2, 8), True, "a term asks no calendar"),
        (rule(), D(2027, 12, 30), False, "there is no calendar of 2028"),
        (rule(), D(2013, 5, 6), False, "there is no calendar of 2013"),
    ],
)
def test_an_answer_is_verified_only_if_all_it_rests_on_is(limit, start, verified, because):
    assert due(limit, start, calendar=CALENDAR).verified is verified, because


# ---------------------------------------------------------------- what always holds
starts = st.dates(D(2013, 12, 1), D(2028, 2, 1))
amounts = st.integers(1, 60)
units = st.sampled_from(["days", "working_days", "weeks", "months"])
kinds = st.sampled_from(["procedural", "term"])


@st.composite
def pauses(draw):
    """A start, and suspensions near it."""
    start = draw(starts)
    stops = draw(st.lists(st.tuples(st.integers(-5, 60), st.integers(1, 20)), max_size=3))
    return start, [Suspension(start + a * DAY, start + (a + n) * DAY, "") for a, n in stops]


def naive(amount, unit, kind, start, stops):
    """Another way to count: mark each day of ten years, then take the nth."""
    days = [start + n * DAY for n in range(1, 4000)]
    free = [d for d in days if not any(s.start <= d < s.end for s in stops)]
    if unit == "working_days":
        free = [d for d in free if CALENDAR.works(d)]
    wanted = {"weeks": 7 * amount, "months": (add_months(start, amount) - start).days}.get(unit, amount)
    last = free[wanted - 1]
    if kind == "procedural":
        last = next(d for d in [last, *(x for x in days if x > last)] if CALENDAR.works(d))
    return last


@given(amounts, units, kinds, pauses())
def test_the_end_is_that_of_a_count_day_by_day(amount, unit, kind, pause):
    start, stops = pause
    assert end(amount, unit, start, kind, suspensions=stops) == naive(amount, unit, kind, start, stops)


@given(amounts, st.sampled_from(["days", "working_days"]), kinds, pauses())
def test_as_many_days_are_counted_as_the_limit_has(amount, unit, kind, pause):
    start, stops = pause
    answer = due(Amount(amount, unit, kind), start, calendar=CALENDAR, suspensions=stops)
    counted = [s.date for s in answer.steps if s.counted]
    assert len(counted) == len(set(counted)) == amount
    assert start not in counted
    told = {s.date for s in answer.steps}
    assert all(start + n * DAY in told for n in range((answer.due - start).days))


@given(amounts, units, kinds, starts, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(amount, unit, kind, start, later):
    assert end(amount, unit, start, kind) <= end(amount, unit, start + later * DAY, kind)


@given(amounts, units, kinds, starts)
def test_a_longer_limit_never_ends_earlier(amount, unit, kind, start):
    assert end(amount, unit, start, kind) <= end(amount + 1, unit, start, kind)


@given(st.integers(5, 60), st.sampled_from(["days", "working_days", "months"]), starts, st.data())
def test_a_suspension_moves_the_end_by_what_it_took(amount, unit, start, data):
    plain = end(amount, unit, start, "term")
    first = data.draw(st.dates(start + DAY, plain))
    last = data.draw(st.dates(first, plain))
    taken = [first + n * DAY for n in range((last - first).days + 1)]
    if unit == "working_days":
        taken = [d for d in taken if CALENDAR.works(d)]
    after = end(amount, unit, start, "term", suspensions=[(first, last + DAY, "")])
    moved = [plain + n * DAY for n in range(1, (after - plain).days + 1)]
    assert len([d for d in moved if unit != "working_days" or CALENDAR.works(d)]) == len(taken)


@given(amounts, units, starts, st.integers(0, 40))
def test_what_is_deducted_and_added_again_leaves_the_end(amount, unit, start, days):
    same = "working_days" if unit == "working_days" else "days"
    longer = end(amount, unit, start, "term", extended=Extension(days, same), deducted=days) if days else None
    assert longer in (None, end(amount, unit, start, "term"))


@given(amounts, units, starts)
def test_a_procedural_limit_ends_on_a_working_day_at_or_after_the_term(amount, unit, start):
    rolled, plain = end(amount, unit, start), end(amount, unit, start, "term")
    assert CALENDAR.works(rolled) and rolled >= plain
    assert not any(CALENDAR.works(plain + n * DAY) for n in range((rolled - plain).days))


@given(amounts, st.sampled_from(["days", "working_days"]), starts)
def test_counting_back_undoes_counting_forward(amount, unit, start):
    back = ahead(Amount(amount, unit, "term"), start, calendar=CALENDAR).due
    forward = end(amount, unit, back, "term")
    assert forward == (start if unit == "days" else CALENDAR.next_working(start))

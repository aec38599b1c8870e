"""Where a task stands on a day, event by event and reason by reason. No database."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.lang import speaking
from hoanhap.plans.rules import cycles, escalation, fold, lines, pace, recurring
from hoanhap.plans.rules.lines import Line
from hoanhap.plans.rules.pace import Bar
from hoanhap.plans.rules.status import FINISHED, Facts, State, Waits, status, whole

ON = date(2020, 7, 1)
YEAR = Facts(date(2020, 1, 1), date(2020, 12, 31))
JUNE = Facts(date(2020, 1, 1), date(2020, 6, 19))
AUTUMN = Facts(date(2020, 6, 1), date(2020, 11, 30))
LATE_ONE = Waits("3.1", late=True, last=date(2020, 6, 1))

STATES = [  # facts, state, what it says
    (AUTUMN, State.NOT_STARTED, ()),
    (replace(AUTUMN, began=ON), State.ON_TIME, ()),
    (replace(AUTUMN, began=date(2020, 7, 2)), State.NOT_STARTED, ()),
    (YEAR, State.NOT_STARTED, ()),  # 182 of 366 days: 49.7 %
    (replace(YEAR, start=date(2019, 12, 1)), State.AT_RISK, ("đã qua 53 % thời gian mà chưa bắt đầu",)),
    (Facts(None, date(2020, 7, 10)), State.AT_RISK, ("còn 9 ngày mà chưa bắt đầu",)),
    (Facts(date(2020, 7, 5), date(2020, 7, 10)), State.NOT_STARTED, ()),
    (Facts(None, None), State.NOT_STARTED, ()),
    (replace(YEAR, began=date(2020, 2, 1), moved=date(2020, 3, 1)), State.AT_RISK, ("không có tin mới từ 01/3/2020",)),
    (replace(YEAR, began=date(2020, 2, 1), moved=date(2020, 6, 1)), State.ON_TIME, ()),
    (JUNE, State.LATE, ("quá hạn 12 ngày",)),
    (replace(JUNE, last=ON), State.AT_RISK, ("đã qua 99 % thời gian mà chưa bắt đầu",)),
    (replace(JUNE, began=ON, blocked="Sở Tài chính"), State.LATE, ("quá hạn 12 ngày", "vướng ở: Sở Tài chính")),
    (replace(YEAR, began=ON, blocked="Sở Tài chính"), State.BLOCKED, ("vướng ở: Sở Tài chính",)),
    (replace(AUTUMN, waits=(LATE_ONE,)), State.AT_RISK, ("chờ nhiệm vụ 3.1 đang quá hạn",)),
    (replace(AUTUMN, waits=(Waits("3.2", last=date(2020, 12, 31)),)), State.AT_RISK, ("chờ nhiệm vụ 3.2, có hạn sau",)),
    (replace(AUTUMN, waits=(Waits("3.2", last=date(2020, 8, 31)),)), State.NOT_STARTED, ()),
    (replace(JUNE, done=date(2020, 6, 19)), State.DONE, ()),
    (replace(JUNE, done=date(2020, 6, 25)), State.DONE_LATE, ("xong ngày 25/6/2020, chậm 6 ngày",)),
    (replace(JUNE, done=date(2020, 7, 2)), State.LATE, ("quá hạn 12 ngày",)),
    (Facts(done=ON), State.DONE, ()),
    (replace(YEAR, start=date(2019, 9, 1), began=ON, moved=ON, short="mới đạt 2/5"), State.AT_RISK, ("mới đạt 2/5",)),
]


@pytest.mark.parametrize(("facts", "state", "reasons"), STATES)
def test_a_task_stands_where_its_dated_facts_put_it_and_says_why(facts, state, reasons):
    found = status(facts, ON)
    assert (found.state, found.reasons) == (state, reasons)


days = st.dates(date(2019, 1, 1), date(2021, 12, 31))
some = st.none() | days
facts = st.builds(Facts, some, some, some, some, some, st.sampled_from(["", "X"]))


@given(facts, days)
def test_late_is_exactly_what_has_passed_its_last_day_unfinished(facts, on):
    found = status(facts, on)
    finished = facts.done is not None and facts.done <= on
    passed = facts.last is not None and facts.last < on
    assert (found.state == State.LATE) == (passed and not finished)
    assert (found.state in FINISHED) == finished
    needs_words = found.state in (State.LATE, State.BLOCKED, State.AT_RISK, State.DONE_LATE)
    assert bool(found.reasons) == needs_words


@given(facts, days)
def test_a_status_has_english_words_for_every_reason(facts, on):
    with speaking("en"):
        assert not any(c in " ".join(status(facts, on).reasons) for c in "ạảãàáăâđêôơư")


def test_a_task_of_many_leads_stands_where_the_worst_of_them_stands():
    assert whole([]) == State.NOT_STARTED
    assert whole([State.DONE, State.DONE]) == State.DONE
    assert whole([State.DONE, State.DONE_LATE]) == State.DONE_LATE
    assert whole([State.NOT_STARTED, State.DONE]) == State.ON_TIME
    for order in permutations([State.LATE, State.BLOCKED, State.AT_RISK, State.DONE]):
        assert whole(order) == State.LATE


# ---------------------------------------------------------------- events
D = [date(2020, 1, n) for n in range(1, 10)]


def test_events_fold_into_what_stands_on_any_day():
    told = [
        fold.Event(fold.BEGIN, D[0]),
        fold.Event(fold.BLOCK, D[2], by="Sở Tài chính"),
        fold.Event(fold.FREE, D[4]),
        fold.Event(fold.DONE, D[5], proved=True),
        fold.Event(fold.REOPEN, D[7]),
    ]
    assert fold.stand(told, D[1]) == fold.Stand(began=D[0], moved=D[0])
    assert fold.stand(told, D[3]).blocked == "Sở Tài chính"
    assert fold.stand(told, D[4]).blocked == ""
    assert fold.stand(told, D[6]) == fold.Stand(began=D[0], moved=D[5], done=D[5], proved=True)
    assert fold.stand(told) == fold.Stand(began=D[0], moved=D[7])


def test_all_reasons_against_an_event_are_told_at_once():
    now = fold.Stand(began=D[0], moved=D[3], done=D[3])
    found = dict(fold.refusals(now, fold.BLOCK, D[5], D[2], "", ""))
    assert set(found) == {"day", "kind", "blocked_by"}
    assert not list(fold.refusals(now, fold.REOPEN, D[5], D[4], "", "Thiếu danh sách kèm theo"))


# ---------------------------------------------------------------- what comes again
def test_reports_of_the_half_year_follow_the_day_that_was_named():
    year = date(2020, 1, 1), date(2021, 1, 1)
    assert recurring.times("half", date(2020, 6, 19), *year) == (date(2020, 6, 19), date(2020, 12, 19))
    assert recurring.times("quarter", None, *year) == (
        date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31),
    )  # fmt: skip
    assert recurring.times("month", date(2020, 1, 31), *year)[1:3] == (date(2020, 2, 29), date(2020, 3, 31))
    assert recurring.times("year", None, *year) == (date(2020, 12, 31),)
    assert recurring.times("periodic", date(2020, 6, 19), *year) == ()
    assert recurring.times("half", None, date(2020, 3, 1), date(2020, 9, 1)) == (date(2020, 6, 30),)


def test_a_line_that_comes_again_becomes_its_times_the_first_of_them_itself():
    year = date(2020, 1, 1), date(2021, 1, 1)
    line = Line(key="2", code="2", content="Báo cáo", start=date(2020, 4, 1), every="quarter", row=7)
    found = list(lines.spread(line, *year))
    assert [(x.key, x.start, x.last, x.series) for x in found] == [
        ("2", date(2020, 4, 1), date(2020, 6, 30), "2"),
        ("", None, date(2020, 9, 30), "2"),
        ("", None, date(2020, 12, 31), "2"),
    ]
    assert [x.key for x in lines.keys(found)] == ["2", "2-20200930", "2-20201231"]
    assert not list(lines.mistakes(found)) and list(lines.spread(found[1], *year)) == [found[1]]
    never = [replace(line, start=date(2021, 2, 1)), replace(line, start=None, last=date(2021, 1, 20))]
    assert [field for field, _ in lines.never([line, *never, replace(line, every="asked")], *year)] == [
        "row-7-every"
    ] * 2


@given(st.sampled_from(list(recurring.MONTHS)), some, days, days)
def test_what_comes_again_comes_in_order_once_a_period_and_inside_the_plan(every, first, start, end):
    found = recurring.times(every, first, start, end)
    assert list(found) == sorted(set(found)) and all(start <= d < end for d in found)
    step = recurring.MONTHS[every]
    at = [(d.year * 12 + d.month) for d in found]
    assert all(b - a == step for a, b in zip(at, at[1:], strict=False))
    if first and start <= first < end:
        assert first in found
    expected = (end - start).days / (30.44 * step)
    assert abs(len(found) - max(expected, 0)) <= 1.2


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdefz"))))
def test_circles_are_found_where_a_task_can_be_reached_from_itself(after):
    found = cycles.circles(after)
    reach = {a: set(after[a]) & set(after) for a in after}
    for _ in after:
        reach = {a: reach[a].union(*(reach[b] for b in reach[a])) for a in after}
    assert bool(found) == any(a in reach[a] for a in after)
    for circle in found:
        assert all(b in after[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))


# ---------------------------------------------------------------- targets
JAN, DEC = date(2020, 1, 1), date(2020, 12, 30)  # 365 days: 2020 is a leap year
COUNT = Bar(Fraction(365), pace.AT_LEAST, JAN, DEC, grows=True, measure="người")
HALF = date(2020, 5, 25)  # the 146th day: two fifths


@pytest.mark.parametrize(
    ("bar", "actual", "verdict", "wanted", "gap", "forecast"),
    [
        (COUNT, None, "no_data", None, None, None),
        (COUNT, 146, "on_pace", 146, 0, 365),
        (COUNT, 100, "behind", 146, 46, 250),
        (COUNT, 365, "met", 146, 0, Fraction(1825, 2)),
        (replace(COUNT, direction=pace.AT_MOST), 100, "on_pace", 146, 0, 250),
        (replace(COUNT, direction=pace.AT_MOST), 200, "behind", 146, 54, 500),
        (replace(COUNT, direction=pace.AT_MOST), 366, "missed", 146, 220, 915),
        (replace(COUNT, value=Fraction(0), direction=pace.AT_MOST), 0, "on_pace", 0, 0, 0),
        (replace(COUNT, grows=False), 100, "behind", 365, 265, 100),
        (replace(COUNT, grows=False, base=Fraction(65)), 185, "on_pace", 185, 0, 365),
        (replace(COUNT, grows=False, base=Fraction(65)), 145, "behind", 185, 40, 265),
        (replace(COUNT, last=HALF), 364, "missed", 365, 1, 364),
        (replace(COUNT, value=Fraction(100), measure="%"), 60, "on_pace", 40, 0, 100),  # a share is never more
    ],
)
def test_pace_gap_and_forecast_are_plain_arithmetic(bar, actual, verdict, wanted, gap, forecast):
    found = pace.pace(bar, None if actual is None else Fraction(actual), HALF)
    assert (found.verdict, found.wanted, found.gap, found.forecast) == (verdict, wanted, gap, forecast)
    assert found.said


def test_pace_says_its_sums_in_words():
    said = pace.pace(COUNT, Fraction(100), HALF).said
    assert said == (
        "đã qua 146/365 ngày",
        "theo thời gian cần 365 × 0,4 = 146 người, hiện là 100",
        "cứ như vậy đến 30/12/2020: 100 ÷ 0,4 = 250 người",
    )


def test_nothing_is_foretold_before_the_first_day():
    found = pace.pace(COUNT, Fraction(0), JAN - timedelta(days=1))
    assert (found.verdict, found.forecast) == ("behind", None)


# ---------------------------------------------------------------- reminders
def test_reminders_climb_once_each_and_skip_what_was_overtaken():
    last = date(2020, 6, 19)
    rungs = lambda on, told=(): [(r.days, r.to) for r in escalation.due(last, on, told)]  # noqa: E731
    assert rungs(date(2020, 6, 1)) == []
    assert rungs(date(2020, 6, 5)) == [(-14, "leading")]
    assert rungs(date(2020, 6, 16), [-14]) == [(-3, "leading")]
    assert rungs(date(2020, 6, 16), [-14, -3]) == []
    assert rungs(date(2020, 7, 10)) == [(1, "leading"), (7, "following"), (15, "heading")]
    assert rungs(date(2020, 7, 10), [7]) == [(15, "heading")]
    assert escalation.due(None, ON, ()) == ()

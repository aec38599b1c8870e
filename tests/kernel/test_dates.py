from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.kernel.dates import BadDate, Span, format_date, format_long, in_force, last_day, parse_date
from hoanhap.kernel.lang import LANGUAGES, speaking

D = date


@pytest.mark.parametrize(
    ("day", "paper", "head"),
    [
        (D(2020, 9, 7), "07/9/2020", "ngày 07 tháng 9 năm 2020"),
        (D(2020, 1, 31), "31/01/2020", "ngày 31 tháng 01 năm 2020"),
        (D(2020, 2, 1), "01/02/2020", "ngày 01 tháng 02 năm 2020"),
        (D(2020, 12, 20), "20/12/2020", "ngày 20 tháng 12 năm 2020"),
    ],
)
def test_dates_are_printed_as_decree_30_asks(day, paper, head):
    assert (format_date(day), format_long(day)) == (paper, head)


def test_an_english_reader_cannot_take_the_day_for_the_month():
    with speaking("en"):
        assert format_date(D(2020, 9, 7)) == "7 Sep 2020"
        assert format_long(D(2020, 9, 7)) == "7 September 2020"


@pytest.mark.parametrize(
    "typed",
    [
        "07/9/2020",
        "7/9/2020",
        "07/09/2020",
        "7-9-2020",
        "7.9.2020",
        "2020-09-07",
        "ngày 07 tháng 9 năm 2020",
        "Ngày 7 tháng 09 năm 2020",
        " 07/9/2020 ",
        "０７/９/2020",
        "7 Sep 2020",
        "7 September 2020",
        D(2020, 9, 7),
        datetime(2020, 9, 7, 23, 59),
    ],
)
def test_dates_are_read_day_before_month(typed):
    assert parse_date(typed) == D(2020, 9, 7)


@pytest.mark.parametrize(
    "typed", ["", "31/02/2020", "13/13/2020", "9/2020", "07/9/20", "07/9-2020", "07/9/0020", "hôm nay", "٧/٩/٢٠٢٠"]
)
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(BadDate) as caught:
        parse_date(typed)
    assert caught.value.message == f"“{typed}” không phải là một ngày"
    assert caught.value.remedy == "Ghi ngày/tháng/năm, ví dụ 07/9/2020"


days = st.dates(D(1900, 1, 1), D(2199, 12, 31))


@given(days, st.sampled_from([format_date, format_long]), st.sampled_from(LANGUAGES))
def test_a_printed_date_reads_back_the_same(day, form, code):
    with speaking(code):
        assert parse_date(form(day)) == day


def test_the_end_is_the_first_day_outside():
    assert in_force(D(2020, 9, 29), D(2020, 1, 1), D(2020, 9, 30))
    assert not in_force(D(2020, 9, 30), D(2020, 1, 1), D(2020, 9, 30))
    assert in_force(D(2199, 1, 1), D(2020, 1, 1), None)
    assert last_day(D(2020, 9, 30)) == D(2020, 9, 29)


def test_touching_spans_do_not_overlap():
    first, second = Span(D(2016, 1, 1), D(2017, 1, 1)), Span(D(2017, 1, 1), D(2018, 1, 1))
    assert not first.overlaps(second) and first & second is None


def test_a_span_that_runs_backwards_cannot_be_made():
    with pytest.raises(ValueError, match="ends before it starts"):
        Span(D(2020, 1, 2), D(2020, 1, 2))


@st.composite
def spans(draw):
    start, other = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    return Span(start, draw(st.sampled_from([other, None])))


@given(spans(), spans(), days)
def test_a_day_is_in_the_meeting_of_spans_when_it_is_in_both(a, b, day):
    both = a & b
    assert (a.contains(day) and b.contains(day)) == (both is not None and both.contains(day))
    assert a & b == b & a
    assert a.overlaps(b) == (both is not None)

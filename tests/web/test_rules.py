"""How the home page says time."""

from datetime import date

import pytest

from hoanhap.kernel import lang
from hoanhap.web import rules

ON = date(2020, 9, 7)


@pytest.mark.parametrize(
    ("days", "left", "until", "english"),
    [
        (None, "không có hạn", "", "no deadline"),
        (0, "hôm nay", "đến hết 07/9/2020", "today"),
        (1, "còn 1 ngày", "đến hết 08/9/2020", "1 day left"),
        (12, "còn 12 ngày", "đến hết 19/9/2020", "12 days left"),
        (-1, "quá 1 ngày", "hạn 06/9/2020", "1 day late"),
        (-7, "quá 7 ngày", "hạn 31/8/2020", "7 days late"),
    ],
)
def test_time_left_is_said_in_few_words(days: int | None, left: str, until: str, english: str) -> None:
    assert (rules.left(days), rules.until(days, ON)) == (left, until)
    with lang.speaking("en"):
        assert rules.left(days) == english


def test_a_day_has_its_name() -> None:
    assert rules.weekday(date(2020, 9, 6)) == "Chủ Nhật, 06/9/2020"
    with lang.speaking("en"):
        assert rules.weekday(ON) == "Monday, 7 Sep 2020"

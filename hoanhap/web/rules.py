"""How the home page says time: what is left, what has passed. Pure."""

from datetime import date, timedelta

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t

WEEKDAYS = (
    Words("Thứ Hai", "Monday"),
    Words("Thứ Ba", "Tuesday"),
    Words("Thứ Tư", "Wednesday"),
    Words("Thứ Năm", "Thursday"),
    Words("Thứ Sáu", "Friday"),
    Words("Thứ Bảy", "Saturday"),
    Words("Chủ Nhật", "Sunday"),
)


def weekday(on: date) -> str:
    """Thứ Hai, 07/9/2020."""
    return f"{WEEKDAYS[on.weekday()]}, {format_date(on)}"


def left(days: int | None) -> str:
    """The time that remains, in as few words as a column takes."""
    if days is None:
        return t("không có hạn", "no deadline")
    if days == 0:
        return t("hôm nay", "today")
    if days > 0:
        return t("còn {n} ngày", "{n} day left" if days == 1 else "{n} days left", n=days)
    return t("quá {n} ngày", "{n} day late" if days == -1 else "{n} days late", n=-days)


def until(days: int | None, on: date) -> str:
    """The last day that is still in time, under `left`."""
    if days is None:
        return ""
    last = format_date(on + timedelta(days=days))
    return t("hạn {day}", "due {day}", day=last) if days < 0 else t("đến hết {day}", "until {day}", day=last)

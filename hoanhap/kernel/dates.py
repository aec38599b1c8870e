"""Dates and half-open spans [start, end). `end is None`: no end known."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from hoanhap.kernel.lang import language, t
from hoanhap.kernel.text import clean, fold, halfwidth

VIETNAM = timezone(timedelta(hours=7), "+07:00")  # no daylight saving
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = tuple(m[:3] for m in _MONTHS)
_FORMS = (
    re.compile(r"(?P<d>[0-9]{1,2})(?P<sep>[/.-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?:ngay )?(?P<d>[0-9]{1,2}) thang (?P<m>[0-9]{1,2}) nam (?P<y>[0-9]{4})"),
    re.compile(rf"(?P<d>[0-9]{{1,2}}) (?P<m>{'|'.join(_SHORT).lower()})[a-z]* (?P<y>[0-9]{{4}})"),
)
YEARS = range(1900, 2200)  # outside: a typing slip, not a date of this work


class BadDate(ValueError):
    """What an officer reads when a date cannot be understood, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` up to, not including, `end`. Touching spans do not overlap."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"span ends before it starts: {self.start} … {self.end}")

    def contains(self, d: date) -> bool:
        return in_force(d, self.start, self.end)

    def overlaps(self, other: "Span") -> bool:
        return (self & other) is not None

    def __and__(self, other: "Span") -> "Span | None":
        start = max(self.start, other.start)
        ends = [s.end for s in (self, other) if s.end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Span(start, end)


def in_force(d: date, start: date, end: date | None) -> bool:
    """Whether [start, end) holds on `d`."""
    return start <= d and (end is None or d < end)


def last_day(ends: date) -> date:
    """The last day of what ends, exclusively, at `ends`."""
    return ends - timedelta(days=1)


def format_date(d: date) -> str:
    """07/9/2020: two digits for the day, and for months 1 and 2 (NĐ 30/2020, Phụ lục I). English: 7 Sep 2020."""
    if language() == "en":
        return f"{d.day} {_SHORT[d.month - 1]} {d.year}"
    return f"{d.day:02}/{_month(d)}/{d.year}"


def format_long(d: date) -> str:
    """As the head of a paper writes it: ngày 07 tháng 9 năm 2020."""
    if language() == "en":
        return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"
    return f"ngày {d.day:02} tháng {_month(d)} năm {d.year}"


def _month(d: date) -> str:
    return f"{d.month:02}" if d.month <= 2 else str(d.month)


def parse_date(text: str | date) -> date:
    """A date as officers write it, day before month: 07/9/2020, 7-9-2020, 2020-09-07, ngày 07 tháng 9 năm 2020."""
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    shown = clean(text, 40)
    found = next((m for form in _FORMS if (m := form.fullmatch(fold(halfwidth(shown))))), None)
    try:
        return _date(found)
    except ValueError:
        raise BadDate(
            t("“{text}” không phải là một ngày", "“{text}” is not a date", text=shown),
            t("Ghi ngày/tháng/năm, ví dụ 07/9/2020", "Write day/month/year, for example 07/9/2020"),
        ) from None


def _date(found: re.Match[str] | None) -> date:
    if found is None:
        raise ValueError
    month = found["m"]
    number = int(month) if month.isdigit() else [m.lower() for m in _SHORT].index(month) + 1
    day = date(int(found["y"]), number, int(found["d"]))
    if day.year not in YEARS:
        raise ValueError
    return day

"""The calendar's periods, as a command names them: 2016, 2020H1, 2020-03, 2016..2020H1. Half-open."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from hoanhap.indicators.language import Period
from hoanhap.kernel.lang import Words, t

MONTHS: Final = {"year": 12, "half": 6, "month": 1}
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST: Final = 200  # characters: one range may stand for thousands of periods
_NAMED = re.compile(r"(?P<year>\d{4})(?:(?P<kind>[Hh]|-)(?P<n>\d{1,2}))?")


class BadPeriod(ValueError):
    """What an officer reads when a period cannot be understood."""

    def __init__(self, text: str) -> None:
        example = "2016, 2020H1, 2020-03, 2016..2020H1"
        super().__init__(
            t("“{x}” không phải kỳ báo cáo. Ghi như: {e}", "“{x}” is no period. Write it like: {e}", x=text, e=example)
        )


def year(n: int) -> Period:
    return Period(f"{n}", date(n, 1, 1), date(n + 1, 1, 1), Words(f"Năm {n}", f"{n}"))


def half(n: int, of: int) -> Period:
    start, end = (date(n, 1, 1), date(n, 7, 1)) if of == 1 else (date(n, 7, 1), date(n + 1, 1, 1))
    first, second = Words("6 tháng đầu năm", "First half of"), Words("6 tháng cuối năm", "Second half of")
    words = first if of == 1 else second
    return Period(f"{n}H{of}", start, end, Words(f"{words.vi} {n}", f"{words.en} {n}"))


def month(n: int, of: int) -> Period:
    end = date(n + of // 12, of % 12 + 1, 1)
    return Period(f"{n}-{of:02}", date(n, of, 1), end, Words(f"Tháng {of}/{n}", f"{of:02}/{n}"))


def in_year(n: int, step: str) -> list[Period]:
    """All periods of that length in a year."""
    if step == "year":
        return [year(n)]
    return [half(n, 1), half(n, 2)] if step == "half" else [month(n, m) for m in range(1, 13)]


def step_of(start: date, end: date) -> str:
    """year, half or month of the calendar; else ""."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day != 1 or end.day != 1:
        return ""
    step = next((name for name, n in MONTHS.items() if n == months), "")
    return step if step and (start.month - 1) % months == 0 else ""


def following(period: Period) -> Period | None:
    """The one after it, of the same step. None: it is no period of the calendar, or the last."""
    step, n = step_of(period.start, period.end), period.end.year
    return next((p for p in in_year(n, step) if p.start == period.end), None) if step and n <= LAST_YEAR else None


def named(text: str) -> list[Period]:
    """The periods of a list like 2016..2020H1,2021. A range goes on in the step of its beginning, and ends in that of
    its end: 2016..2020H1 is four years and a half. Raises BadPeriod."""
    if len(text) > LONGEST:
        raise BadPeriod(f"{text[:20]}…")
    found = [period for part in text.split(",") for period in _range(part.strip())]
    return list(dict.fromkeys(found))


def _range(text: str) -> Iterator[Period]:
    first, dots, last = text.partition("..")
    start = _one(first)
    if not dots:
        yield start
        return
    end = _one(last)
    if (start.start, start.end) > (end.start, end.end):
        raise BadPeriod(text)
    coarse, fine = step_of(start.start, start.end), step_of(end.start, end.end)
    whole = [p for n in range(start.start.year, end.start.year + 1) for p in in_year(n, coarse)]
    yield from (p for p in whole if start.start <= p.start and p.end <= (end.end if coarse == fine else end.start))
    if coarse != fine:
        since = max((p.end for p in whole if p.end <= end.start), default=start.start)
        parts = [p for n in range(since.year, end.start.year + 1) for p in in_year(n, fine)]
        yield from (p for p in parts if since <= p.start and p.end <= end.end)


def _one(text: str) -> Period:
    read = _NAMED.fullmatch(text)
    if not read or not FIRST_YEAR <= int(read["year"]) <= LAST_YEAR:
        raise BadPeriod(text)
    n, of = int(read["year"]), int(read["n"] or 0)
    if read["kind"] is None:
        return year(n)
    if read["kind"] == "-" and 1 <= of <= 12:
        return month(n, of)
    if read["kind"] in "Hh" and 1 <= of <= 2:
        return half(n, of)
    raise BadPeriod(text)

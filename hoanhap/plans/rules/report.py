"""Which report of a plan is asked for: of six months, of the year, or out of turn; and up to which day it speaks."""

import re
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t

_NAMED = re.compile(r"(?P<year>\d{4})(?:[Hh](?P<half>[12]))?")


class BadPeriod(ValueError):
    """What an officer reads when a period cannot be understood."""

    def __init__(self, text: str) -> None:
        said = t("“{x}” không phải kỳ báo cáo. Ghi như: 2020H1, 2020.",
                 "“{x}” is no period. Write it like 2020H1, 2020.", x=text)  # fmt: skip
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Span:
    """[start, last]; `words` in Vietnamese, as the title of the report says them."""

    code: str
    start: date
    last: date
    words: str


def span(text: str) -> Span:
    """2020H1, 2020H2 or 2020. Raises BadPeriod."""
    found = _NAMED.fullmatch(text.strip())
    year = int(found["year"]) if found else 0
    if found is None or not 1990 <= year <= 2199:
        raise BadPeriod(text)
    if found["half"] == "1":
        return Span(f"{year}H1", date(year, 1, 1), date(year, 6, 30), f"6 tháng đầu năm {year}")
    if found["half"] == "2":
        return Span(f"{year}H2", date(year, 7, 1), date(year, 12, 31), f"6 tháng cuối năm {year}")
    return Span(str(year), date(year, 1, 1), date(year, 12, 31), f"năm {year}")


def out_of_turn(on: date, start: date) -> Span:
    return Span(f"{on:%Y%m%d}", start, on, f"đến ngày {format_date(on)}")


def as_of(asked: Span, due: date | None, on: date) -> date:
    """Up to which day: the one on which the report is due, where the plan sets it within the period; else the period's
    last. Never beyond today."""
    return min(on, due if due and asked.start <= due <= asked.last else asked.last)


def usual(on: date, start: date, last: date) -> Span:
    """The period whose report is due next: the half of the year that the day is in, within the plan."""
    day = min(max(on, start), last)
    return span(f"{day.year}H1") if day <= date(day.year, 6, 30) else span(str(day.year))

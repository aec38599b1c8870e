"""What comes again: the last days of each time, within the plan. "Trước ngày 20/6" has 19 June as its last day."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from hoanhap.kernel.lang import Words

MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
TITLES: Final[Mapping[str, Words]] = {
    "month": Words("hằng tháng", "every month"),
    "quarter": Words("hằng quý", "every quarter"),
    "half": Words("6 tháng một lần", "every six months"),
    "year": Words("hằng năm", "every year"),
    "periodic": Words(
        "định kỳ, văn bản không ghi mấy tháng một lần", "periodically; the document does not say how often"
    ),
    "asked": Words("đột xuất, khi có yêu cầu", "when asked"),
}
TYPED: Final = ("month", "quarter", "half", "year", "asked")  # what somebody may say of a line


def times(every: str, first: date | None, start: date, end: date) -> tuple[date, ...]:
    """Last days in [start, end). `first`: one of them, and the others follow its day; else the period's own last day.

    What has no interval, "periodic" and "asked", has none.
    """
    if every not in MONTHS or end <= start:
        return ()
    step = MONTHS[every]
    found = _following(first, step, start, end) if first else _ends(step, start, end)
    return tuple(day for day in found if start <= day < end)


def _ends(step: int, start: date, end: date) -> Iterator[date]:
    year, month = start.year, 1
    while (opens := date(year, month, 1)) < end:
        year, month = year + (month + step - 1) // 12, (month + step - 1) % 12 + 1
        if opens.year < start.year:
            continue
        yield date(year, month, 1) - timedelta(days=1)


def _following(first: date, step: int, start: date, end: date) -> Iterator[date]:
    """The same day of the month, or its last where the month is shorter; back to the start, on to the end."""
    months = first.year * 12 + first.month - 1
    earliest = months - ((months - (start.year * 12 + start.month - 1)) // step + 1) * step
    at = earliest
    while (day := _on(at, first.day)) < end:
        yield day
        at += step


def _on(months: int, day: int) -> date:
    year, month = divmod(months, 12)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day - 1), after - timedelta(days=1))

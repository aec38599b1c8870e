"""What cannot follow what in a life: nothing before birth, nothing after death or closing, no two homes at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import Span, format_date, last_day
from hoanhap.kernel.lang import t


@dataclass(frozen=True, slots=True)
class Life:
    """The frame in which everything recorded of a person must lie."""

    birth_year: int
    born_on: date | None = None
    died_on: date | None = None
    closed_on: date | None = None

    @property
    def first(self) -> date:
        return self.born_on or date(self.birth_year, 1, 1)


def day_problems(day: date, life: Life, on: date) -> list[str]:
    """Why something cannot have happened on `day`, or not be recorded of it."""
    found: list[str] = []
    if life.first <= day <= on and life.died_on is None and life.closed_on is None:
        return found  # nearly always: nothing need be put into words
    shown = format_date(day)
    if day > on:
        found.append(
            t("Ngày {d} chưa đến. Ghi ngày đã xảy ra.", "{d} has not come yet. Write when it happened.", d=shown)
        )
    if day < life.first:
        found.append(t("Ngày {d} trước khi người này sinh.", "{d} is before the person was born.", d=shown))
    if life.died_on and day > life.died_on:
        dead = format_date(life.died_on)
        found.append(t("Người này đã chết ngày {x}.", "The person died on {x}.", x=dead))
    if life.closed_on and day >= life.closed_on:
        closed = format_date(life.closed_on)
        found.append(t("Hồ sơ đã kết thúc từ {x}.", "The file is closed since {x}.", x=closed))
    return found


def year_problems(year: int, life: Life, on: date) -> list[str]:
    """Of what is known by its year alone."""
    if year > on.year:
        return [t("Năm {y} chưa đến.", "{y} has not come yet.", y=year)]
    if year < life.birth_year:
        return [t("Năm {y} trước năm sinh.", "{y} is before the year of birth.", y=year)]
    return []


def span_problems(start: date, end: date | None) -> list[str]:
    """`end` is exclusive; what people typed was the last day."""
    if end is not None and end <= start:
        return [t("Ngày cuối trước ngày đầu.", "The last day is before the first.")]
    return []


def overlap_problems(start: date, end: date | None, others: Iterable[Span]) -> list[str]:
    """One lives in one place at a time. `others`: the residences already recorded."""
    if span_problems(start, end):
        return []
    wanted = Span(start, end)
    return [
        t(
            "Trùng thời gian với nơi ở từ {a} {b}. Kết thúc nơi ở đó trước, hoặc sửa ngày.",
            "It overlaps the residence from {a} {b}. End that one first, or correct the day.",
            a=format_date(other.start),
            b=t("đến {d}", "to {d}", d=format_date(last_day(other.end))) if other.end else t("đến nay", "until now"),
        )
        for other in others
        if wanted.overlaps(other)
    ]

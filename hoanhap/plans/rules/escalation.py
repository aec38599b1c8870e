"""Who is reminded of what, and when: first who does it, then whoever answers for them, in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoanhap.kernel.lang import Words, t

LEADING, FOLLOWING, HEADING = "leading", "following", "heading"
TITLES: Final = {
    LEADING: Words("cơ quan chủ trì", "the leading agency"),
    FOLLOWING: Words("cơ quan theo dõi kế hoạch", "who follows the plan"),
    HEADING: Words("lãnh đạo cơ quan ban hành", "the head of the issuing agency"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """From `days` after the last day on (before it: below zero) `to` is told, once."""

    days: int
    to: str


LADDER: Final = (
    Rung(-14, LEADING),
    Rung(-3, LEADING),
    Rung(1, LEADING),
    Rung(7, FOLLOWING),
    Rung(15, HEADING),
)


def reached(last: date | None, on: date) -> Rung | None:
    """The highest rung reached on a day; None: there is no last day, or it is far off."""
    if last is None:
        return None
    days = (on - last).days
    return next((rung for rung in reversed(LADDER) if days >= rung.days), None)


def due(last: date | None, on: date, told: Iterable[int]) -> tuple[Rung, ...]:
    """The rungs that are reached and were not told. Of several for the same reader only the last is told."""
    top = reached(last, on)
    if top is None:
        return ()
    before = max(told, default=None)
    fresh = [rung for rung in LADDER if rung.days <= top.days and (before is None or rung.days > before)]
    latest = {rung.to: rung for rung in fresh}
    return tuple(latest.values())


def sentence(rung: Rung) -> str:
    if rung.days <= 0:
        return t("nhắc trước hạn {n} ngày", "reminder {n} days before the last day", n=-rung.days)
    return t("báo quá hạn từ {n} ngày", "told late by {n} days or more", n=rung.days)

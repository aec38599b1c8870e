"""One line of “Việc hôm nay”, as the rooms give it that count in days."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """The time that is left, the duty, why, and one verb.

    `left_days` counts days that remain (0: today is the last one, below 0: passed, None: no time limit);
    `tone` is "law", "warn" or "".
    """

    left_days: int | None
    tone: str
    sentence: str
    why: str
    url: str
    verb: str


def in_order(found: Iterable[Duty]) -> list[Duty]:
    """The least time first; what has no limit last."""
    return sorted(found, key=lambda d: (d.left_days is None, d.left_days or 0))

"""What the home page and the frame of every page read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.web.models import DemoDate


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of "Việc hôm nay": the time the law leaves, the duty, why, and one verb.

    `left_days` counts days that remain (0: today is the last one, below 0: passed, None: no time limit);
    `tone` is "law", "warn" or "".
    """

    left_days: int | None
    tone: str
    sentence: str
    why: str
    url: str
    verb: str


def demo_date() -> date | None:
    """The demo's business date; None in every other home."""
    return DemoDate.objects.filter(pk=1).values_list("on", flat=True).first()


def business_date(today: date) -> date:
    """What law, lateness and documents call today. A request has it as `request.on`; the command line asks here."""
    return demo_date() or today


def duties(actor: Any, on: date) -> list[Duty]:
    """What waits for this actor, most urgent first."""
    return []

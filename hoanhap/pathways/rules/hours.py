"""How urgent a limit is, and how that is said. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoanhap.kernel.lang import t
from hoanhap.law.clocks import midnight

SOON = timedelta(days=7)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Left:
    """What remains until `due_at`, the instant from which it is late. `hours` counts those begun, below zero when it
    has passed; `days`: 0 on the last day, as reporting counts. `tone`: law, warn or nothing."""

    due_at: datetime
    now: datetime
    in_hours: bool = False

    @property
    def hours(self) -> int:
        return -((self.now - self.due_at) // _HOUR)

    @property
    def days(self) -> int:
        last = (self.due_at - timedelta(microseconds=1)).date()
        return (last - self.now.date()).days

    @property
    def late(self) -> bool:
        return self.now >= self.due_at

    @property
    def tone(self) -> str:
        if self.late or self.days == 0:
            return "law"
        return "warn" if self.due_at - self.now <= SOON else ""

    def __str__(self) -> str:
        if self.in_hours and abs(self.hours) < 48:
            n = abs(self.hours) if not self.late else (self.now - self.due_at) // _HOUR
            if self.late:
                return t("quá {n} giờ", "{n} hours late", n=n)
            return t("còn {n} giờ", "{n} hours left", n=n)
        if self.late:
            return t("quá {n} ngày", "{n} day late" if self.days == -1 else "{n} days late", n=-self.days)
        if self.days == 0:
            return t("hôm nay", "today")
        return t("còn {n} ngày", "{n} day left" if self.days == 1 else "{n} days left", n=self.days)


def left(due_at: datetime, on: date | datetime, *, in_hours: bool = False) -> Left:
    """As seen on a business day: from its 00:00, unless an instant is given."""
    return Left(due_at, on if isinstance(on, datetime) else midnight(on), in_hours)

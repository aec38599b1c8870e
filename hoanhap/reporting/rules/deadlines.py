"""Is it late? Computed from dates that are passed in; nothing about lateness is stored."""

from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words

PHRASES: dict[str, Words] = {
    "before": Words("trước ngày {day}", "before {day}"),
    "by": Words("chậm nhất ngày {day}", "by {day}"),
}


def ends(day: date, phrase: str) -> date:
    """The first day that is too late. “Trước ngày D” ends at 24:00 of D−1; “chậm nhất ngày D” at 24:00 of D."""
    return day if phrase == "before" else day + timedelta(days=1)


def written(ends_on: date, phrase: str) -> str:
    """The deadline as the directive words it: ends 2020-09-30 before → “trước ngày 30/9/2020”."""
    day = ends_on if phrase == "before" else ends_on - timedelta(days=1)
    return str(PHRASES[phrase]).format(day=format_date(day))


@dataclass(frozen=True, slots=True)
class Lateness:
    """kind: on_time, late (sent, but late), due (not sent, still time), missing (not sent, time is over).

    `days`: days left (due), or days past the last day (late, missing); 0 otherwise.
    """

    kind: str
    days: int

    def __str__(self) -> str:
        return str(
            {
                "on_time": Words("đúng hạn", "on time"),
                "late": Words(f"gửi muộn {self.days} ngày", f"sent {self.days} days late"),
                "due": Words(
                    "hết hạn hôm nay" if self.days == 0 else f"còn {self.days} ngày",
                    "due today" if self.days == 0 else f"{self.days} days left",
                ),
                "missing": Words(f"quá hạn {self.days} ngày", f"{self.days} days overdue"),
            }[self.kind]
        )


def lateness(*, ends_on: date, sent_on: date | None, on: date) -> Lateness:
    last = ends_on - timedelta(days=1)
    if sent_on:
        return Lateness("on_time", 0) if sent_on < ends_on else Lateness("late", (sent_on - last).days)
    return Lateness("due", (last - on).days) if on < ends_on else Lateness("missing", (on - last).days)

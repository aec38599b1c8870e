"""The working calendar of state bodies with a Saturday-Sunday week: days off by law, and swapped working days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.kernel.lang import Words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """What one day is. `title`: why it is off, or why a Saturday is worked; `undecided`: it may yet be declared off."""

    works: bool
    title: Words
    source: str = ""
    verified: bool = True
    undecided: bool = False


_SATURDAY = Day(False, Words("Thứ Bảy", "Saturday"))
_SUNDAY = Day(False, Words("Chủ nhật", "Sunday"))
_WEEKDAY = Day(True, Words("", ""))
_WEEK = (*(_WEEKDAY,) * 5, _SATURDAY, _SUNDAY)
_UNKNOWN = Words("chưa có lịch nghỉ năm này", "no calendar of that year yet")
_UNKNOWN_WEEK = (
    *(Day(True, _UNKNOWN, verified=False),) * 5,
    *(Day(False, Words(f"{d.title.vi}, {_UNKNOWN.vi}", f"{d.title.en}, {_UNKNOWN.en}")) for d in (_SATURDAY, _SUNDAY)),
)


@dataclass(frozen=True, eq=False)
class Calendar:
    """Known from `start` up to, not including, `end`; outside, only Saturdays and Sundays are known to be off."""

    start: date
    end: date
    days: Mapping[date, Day]

    def look(self, on: date) -> Day:
        if day := self.days.get(on):
            return day
        return (_WEEK if self.start <= on < self.end else _UNKNOWN_WEEK)[on.weekday()]

    def works(self, on: date) -> bool:
        return self.look(on).works

    def next_working(self, on: date) -> date:
        """That day, or the first working day after it."""
        while not self.works(on):
            on += _DAY
        return on

"""When a limit ends, and why: the start day is not counted; hours run exactly; a procedural limit that ends on a day
off ends on the next working day, a term never moves and the person is released on its last day.
"""

import calendar as gregorian
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from hoanhap.kernel.dates import VIETNAM
from hoanhap.kernel.lang import Words, t
from hoanhap.law.calendars import Calendar

UNITS = {
    "hours": Words("giờ", "hours"),
    "days": Words("ngày", "days"),
    "working_days": Words("ngày làm việc", "working days"),
    "weeks": Words("tuần", "weeks"),
    "months": Words("tháng", "months"),
}
KINDS = {
    "procedural": Words("hạn làm việc: cuối hạn gặp ngày nghỉ thì lùi", "procedural: moves off a day off"),
    "term": Words("thời hạn của biện pháp: không lùi", "term of a measure: never moves"),
}
_DAY = dt.timedelta(days=1)
_NONE = Words("", "")
Moment = dt.date | dt.datetime


# ---------------------------------------------------------------- what is asked
@dataclass(frozen=True, slots=True)
class Amount:
    """So much time, of no rule in particular. `unit` of UNITS, `kind` of KINDS."""

    amount: int
    unit: str
    kind: str = "procedural"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a limit, in force on [valid_from, valid_to).

    `event`: what sets it running. `extend`, `extend_unit`: the longest extension that the law allows; 0: none.
    """

    code: str
    title: Words
    amount: int
    unit: str
    kind: str
    article: str
    source: str
    verified: bool
    valid_from: dt.date
    valid_to: dt.date | None = None
    event: Words = _NONE
    note: Words = _NONE
    extend: int = 0
    extend_unit: str = ""


class Suspension(NamedTuple):
    """Days (or, for hours, instants) [start, end) that do not count. Without an end the limit stands still."""

    start: Moment
    end: Moment | None
    reason: str = ""


class Extension(NamedTuple):
    amount: int
    unit: str
    reason: str = ""


# ---------------------------------------------------------------- what is answered
@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count (for hours: an instant), whether it counted, and why."""

    date: Moment
    counted: bool
    reason: Words
    number: int = 0
    detail: Words = _NONE

    @property
    def why(self) -> str:
        return t(*self.reason, n=self.number, x=self.detail)


@dataclass(frozen=True, slots=True)
class Answer:
    """`due` is the last day, all of it, or for hours the instant; None while a suspension is open.

    `verified`: the rule was checked against its text, and so was every special day that the count met.
    """

    start: Moment
    due: Moment | None
    limit: Rule | Amount
    verified: bool
    steps: tuple[Step, ...]

    @property
    def rule(self) -> str:
        return self.limit.code if isinstance(self.limit, Rule) else ""

    @property
    def article(self) -> str:
        return self.limit.article if isinstance(self.limit, Rule) else ""

    @property
    def due_on(self) -> dt.date | None:
        return self.due.date() if isinstance(self.due, dt.datetime) else self.due

    @property
    def due_at(self) -> dt.datetime | None:
        """The instant the time is over, exclusive: 24:00 of the last day (UTC+7). From then on it is late."""
        if self.due is None or isinstance(self.due, dt.datetime):
            return self.due
        return midnight(self.due + _DAY)


def midnight(day: dt.date) -> dt.datetime:
    """00:00 of a day in Vietnam. What is due “trước ngày D” is due at `midnight(D)`: 24:00 of the day before."""
    return dt.datetime.combine(day, dt.time(), VIETNAM)


def instant(moment: Moment) -> dt.datetime:
    """A bare day is its 00:00; an instant without a zone is Vietnam's."""
    if not isinstance(moment, dt.datetime):
        return midnight(moment)
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day of that month if it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))


# ---------------------------------------------------------------- the count
START = Words("Tính {x}; ngày bắt đầu không tính", "Counted {x}; the start day is not counted")
START_HOUR = Words("Tính {x}, đúng từng giờ", "Counted {x}, hour by hour")
SUSPENDED = Words("Tạm dừng, không tính: {x}", "Suspended, not counted: {x}")
STANDS = Words("Đang tạm dừng, chưa có ngày hết hạn: {x}", "Suspended until further notice: {x}")
OFF = Words("{x}: ngày nghỉ, không tính", "{x}: a day off, not counted")
COUNTED = {
    "days": (Words("Ngày thứ {n}", "Day {n}"), Words("Ngày thứ {n}, {x}", "Day {n}, {x}")),
    "working_days": (
        Words("Ngày làm việc thứ {n}", "Working day {n}"),
        Words("Ngày làm việc thứ {n}, {x}", "Working day {n}, {x}"),
    ),
}
ROLLED = Words(
    "{x}: ngày cuối gặp ngày nghỉ, lùi đến ngày làm việc tiếp theo",
    "{x}: it would end on a day off, so it moves to the next working day",
)
RELEASED = Words("{x}: ngày cuối của thời hạn, không lùi", "{x}: the last day of the term, which never moves")
FULL = {
    "hours": Words("Đủ {n} giờ", "{n} hours are over"),
    "weeks": Words("Đủ {n} tuần", "{n} weeks are over"),
    "months": Words("Đủ {n} tháng", "{n} months are over"),
}
SHORT_MONTH = Words(
    "Đủ {n} tháng; tháng này không có ngày {x}, lấy ngày cuối tháng",
    "{n} months are over; the month has no day {x}, so its last day",
)
DEDUCTED = Words("Trừ {n} {x} đã được tính trước", "{n} {x} were served before and are deducted")
EXTENDED = Words("Gia hạn thêm {n} {x}", "Extended by {n} {x}")
TOWARDS = Words("Đếm lùi từ ngày này, ngày này không tính", "Counted back from this day, which is not counted")
SOONER = Words("{x}: ngày nghỉ, phải làm trước đó", "{x}: a day off, so it must be done before")
BEFORE = Words("Còn đủ {n} {x}: ngày muộn nhất", "{n} {x} are left: the last day to do it")
EVENT = Words("từ ngày này", "from this day")


def due(
    limit: Rule | Amount,
    start: Moment,
    *,
    calendar: Calendar,
    suspensions: Sequence[Suspension | tuple[Moment, Moment | None, str]] = (),
    extended: Extension | None = None,
    deducted: int = 0,
) -> Answer:
    """The end of a limit that an event on `start` set running, and how it was counted.

    `deducted`: days (for hours: hours; for working days: working days) that count as already served.
    """
    stops = tuple(sorted((Suspension(*s) for s in suspensions), key=lambda s: instant(s.start)))
    if any(s.end is not None and instant(s.end) <= instant(s.start) for s in stops):
        raise ValueError("a suspension ends before it starts")
    if limit.unit not in UNITS or (extended and extended.unit not in UNITS):
        raise ValueError(f"unknown unit: {extended.unit if extended and limit.unit in UNITS else limit.unit}")
    if limit.unit == "hours":
        return _hours(limit, instant(start), stops, extended, deducted)
    day = instant(start).date() if isinstance(start, dt.datetime) else start
    answer = _days(limit, day, calendar, tuple(map(_whole_days, stops)), extended, deducted)
    return answer if start == day else replace(answer, start=start)


def _whole_days(stop: Suspension) -> Suspension:
    end = None if stop.end is None else instant(stop.end).date()
    return Suspension(instant(stop.start).date(), end, stop.reason)


def _event(limit: Rule | Amount) -> Words:
    return limit.event if isinstance(limit, Rule) and limit.event.vi else EVENT


def _known(limit: Rule | Amount) -> bool:
    return limit.verified if isinstance(limit, Rule) else True


def _hours(
    limit: Rule | Amount, start: dt.datetime, stops: tuple[Suspension, ...], extended: Extension | None, deducted: int
) -> Answer:
    if extended and extended.unit != "hours":
        raise ValueError("a limit in hours is extended in hours")
    more = extended.amount if extended else 0
    steps = [Step(start, False, START_HOUR, detail=_event(limit))]
    end = start + dt.timedelta(hours=max(0, limit.amount + more - deducted))
    reached = start
    for stop in stops:
        begins = max(instant(stop.start), reached)
        if begins >= end:
            break
        if stop.end is None:
            steps.append(Step(begins, False, STANDS, detail=Words(stop.reason, stop.reason)))
            return Answer(start, None, limit, _known(limit), tuple(steps))
        ends = instant(stop.end)
        if ends > begins:
            steps.append(Step(begins, False, SUSPENDED, detail=Words(stop.reason, stop.reason)))
            end, reached = end + (ends - begins), ends
    if deducted:
        steps.append(Step(start, False, DEDUCTED, deducted, UNITS["hours"]))
    if extended:
        steps.append(_extension(start, extended))
    steps.append(Step(end, True, FULL["hours"], limit.amount + more - deducted))
    return Answer(start, end, limit, _known(limit), tuple(steps))


def _extension(at: Moment, extended: Extension) -> Step:
    return Step(at, False, EXTENDED, extended.amount, UNITS[extended.unit])


def ahead(limit: Rule | Amount, end: dt.date, *, calendar: Calendar) -> Answer:
    """The last day for what must happen at least so long before `end`, itself not counted: the count runs backwards.

    A notice that would be due on a day off is due on the working day before it.
    """
    day, steps, known = end, [Step(end, False, TOWARDS)], _known(limit)
    left = limit.amount * (7 if limit.unit == "weeks" else 1)
    if limit.unit == "hours":
        raise ValueError("hours are not counted backwards from a day")
    if limit.unit == "months":
        day, left = add_months(end, -limit.amount), 0
    while left:
        day -= _DAY
        here = calendar.look(day)
        if limit.unit == "working_days":
            known &= here.verified
            if not here.works:
                steps.append(Step(day, False, OFF, detail=here.title))
                continue
        left -= 1
    while limit.kind == "procedural" and not (here := calendar.look(day)).works:
        known &= here.verified
        steps.append(Step(day, False, SOONER, detail=here.title))
        day -= _DAY
    steps.append(Step(day, True, BEFORE, limit.amount, UNITS[limit.unit]))
    return Answer(end, day, limit, known, tuple(steps))


@lru_cache(maxsize=50_000)  # cases start on few days under few rules: a duty list asks the same again and again
def _days(
    limit: Rule | Amount,
    start: dt.date,
    calendar: Calendar,
    stops: tuple[Suspension, ...],
    extended: Extension | None,
    deducted: int,
) -> Answer:
    count = _Count(start, calendar, stops)
    count.steps.append(Step(start, False, START, detail=_event(limit)))
    if deducted:
        unit = "working_days" if limit.unit == "working_days" else "days"
        count.steps.append(Step(start, False, DEDUCTED, deducted, UNITS[unit]))
    if extended and extended.unit == limit.unit:  # one count, so that months keep the day of the month
        count.steps.append(_extension(start, extended))
        count.run(limit.amount + extended.amount, limit.unit, deducted)
    else:
        left = count.run(limit.amount, limit.unit, deducted)
        if extended and not count.open:
            count.steps.append(_extension(count.day, extended))
            count.run(extended.amount, extended.unit, left)
    if count.open:
        return Answer(start, None, limit, _known(limit) and count.verified, tuple(count.steps))
    if limit.kind == "procedural":
        count.roll()
    elif not calendar.works(count.day):
        count.steps.append(Step(count.day, False, RELEASED, detail=calendar.look(count.day).title))
    return Answer(start, count.day, limit, _known(limit) and count.verified, tuple(count.steps))


class _Count:
    """A walk from day to day. `open`: it met a suspension that has no end."""

    def __init__(self, start: dt.date, calendar: Calendar, stops: tuple[Suspension, ...]) -> None:
        self.day, self.calendar, self.stops = start, calendar, stops
        self.steps: list[Step] = []
        self.verified, self.open = True, False

    def run(self, amount: int, unit: str, deducted: int) -> int:
        """Counts so much time from the day reached. Returns what of the deduction is left for the next part."""
        first, corresponding = self.day, self.day
        days = amount
        if unit == "weeks":
            days = 7 * amount
        elif unit == "months":
            corresponding = add_months(first, amount)
            days = (corresponding - first).days
        served = min(days, deducted)
        if unit in COUNTED:
            self._each(days - served, unit)
        else:
            self._whole(days - served)
            if not self.open:
                short = unit == "months" and corresponding.day != first.day and self.day == corresponding
                self.steps.append(
                    Step(self.day, True, SHORT_MONTH if short else FULL[unit], amount, Words(*[str(first.day)] * 2))
                )
        return deducted - served

    def _each(self, days: int, unit: str) -> None:
        """Day after day, each of them told."""
        plain, special = COUNTED[unit]
        number = 0
        while number < days and self._next():
            here = self.calendar.look(self.day)
            if unit == "working_days":
                self.verified &= here.verified
                if not here.works:
                    self.steps.append(Step(self.day, False, OFF, detail=here.title))
                    continue
            number += 1
            self.steps.append(Step(self.day, True, special if here.title.vi else plain, number, here.title))

    def _whole(self, days: int) -> None:
        """Weeks and months: every day counts but those suspended, and only these are told."""
        if not self.stops:
            self.day += days * _DAY
            return
        while days and self._next():
            days -= 1

    def _next(self) -> bool:
        """To the next day that is not suspended; False when there is none."""
        self.day += _DAY
        while stop := next((s for s in self.stops if s.start <= self.day and (not s.end or self.day < s.end)), None):
            detail = Words(stop.reason, stop.reason)
            if stop.end is None:
                self.steps.append(Step(self.day, False, STANDS, detail=detail))
                self.open = True
                return False
            self.steps.append(Step(self.day, False, SUSPENDED, detail=detail))
            self.day += _DAY
        return True

    def roll(self) -> None:
        """To the first working day, if the last day is none."""
        here = self.calendar.look(self.day)
        self.verified &= here.verified
        if here.works:
            return
        while not here.works:
            self.steps.append(Step(self.day, False, ROLLED, detail=here.title))
            self.day += _DAY
            here = self.calendar.look(self.day)
            self.verified &= here.verified

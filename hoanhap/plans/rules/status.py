"""Where a task stands on a day: computed from dated facts, never typed. Each answer says why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t


class State(StrEnum):
    """In the order in which a leader reads them: the first asks for most."""

    LATE = "late"
    BLOCKED = "blocked"
    AT_RISK = "at_risk"
    NOT_STARTED = "not_started"
    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    DONE = "done"


TITLES: Final[Mapping[State, Words]] = {
    State.LATE: Words("Quá hạn", "Late"),
    State.BLOCKED: Words("Đang vướng", "Blocked"),
    State.AT_RISK: Words("Có nguy cơ chậm", "At risk"),
    State.NOT_STARTED: Words("Chưa bắt đầu", "Not started"),
    State.ON_TIME: Words("Đúng tiến độ", "On time"),
    State.DONE_LATE: Words("Xong, chậm hạn", "Done late"),
    State.DONE: Words("Đã xong", "Done"),
}
TONES: Final[Mapping[State, str]] = {
    State.LATE: "law",
    State.BLOCKED: "law",
    State.AT_RISK: "warn",
    State.NOT_STARTED: "",
    State.ON_TIME: "info",
    State.DONE_LATE: "ok",
    State.DONE: "ok",
}
FINISHED: Final = frozenset({State.DONE, State.DONE_LATE})
PRESSING: Final = (State.LATE, State.BLOCKED, State.AT_RISK)


class Stated:
    """Whatever has a state has its words and its colour."""

    __slots__ = ()
    state: State

    @property
    def title(self) -> str:
        return str(TITLES[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


# When a task that is not late yet is at risk. Rules of the house, not of law.
HALFWAY = 0.5  # of its time has passed, and nobody has begun
LAST_DAYS = 14  # before the last day, and nobody has begun
SILENCE = 90  # days without a word from whoever has begun


@dataclass(frozen=True, slots=True)
class Waits:
    """A task that has to be finished first, and is not. `last`: its last day, if it has one."""

    code: str
    late: bool = False
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one agency's part of a task on the day. `last`: the last day that is in time.

    `blocked`: by whom or what, in the words of who reported it. `short`: what the measure of the task still lacks.
    """

    start: date | None = None
    last: date | None = None
    began: date | None = None
    moved: date | None = None
    done: date | None = None
    blocked: str = ""
    waits: tuple[Waits, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Status(Stated):
    """`days`: until the last day; below zero it has passed; None: there is none, or the task is done."""

    state: State
    reasons: tuple[str, ...] = ()
    days: int | None = None


def status(facts: Facts, on: date) -> Status:
    """A task that is late or at risk says every reason there is."""
    if facts.done is not None and facts.done <= on:
        return _done(facts)
    days = (facts.last - on).days if facts.last else None
    stuck = [t("vướng ở: {who}", "blocked by: {who}", who=facts.blocked)] if facts.blocked else []
    if days is not None and days < 0:
        return Status(State.LATE, (_passed(-days), *stuck, *_waiting(facts, every=True)), days)
    if stuck:
        return Status(State.BLOCKED, (*stuck, *_waiting(facts, every=True)), days)
    if risks := (*_risks(facts, on), *_waiting(facts, every=False)):
        return Status(State.AT_RISK, risks, days)
    begun = facts.began is not None and facts.began <= on
    return Status(State.ON_TIME if begun else State.NOT_STARTED, (facts.short,) if facts.short else (), days)


def _done(facts: Facts) -> Status:
    assert facts.done is not None
    if facts.last is None or facts.done <= facts.last:
        return Status(State.DONE)
    n = (facts.done - facts.last).days
    said = t("xong ngày {day}, chậm {n} ngày", "done on {day}, {n} days late", day=format_date(facts.done), n=n)
    return Status(State.DONE_LATE, (said,))


def _passed(n: int) -> str:
    return t("quá hạn {n} ngày", "{n} day late" if n == 1 else "{n} days late", n=n)


def _risks(facts: Facts, on: date) -> Iterator[str]:
    begun = facts.began is not None and facts.began <= on
    if facts.last is None:
        return
    left = (facts.last - on).days
    passed = elapsed(facts.start, facts.last, on)
    if not begun and passed is not None and passed >= HALFWAY:
        percent = int(100 * passed)
        yield t("đã qua {n} % thời gian mà chưa bắt đầu", "{n}% of the time has passed, nothing has begun", n=percent)
    elif not begun and left < LAST_DAYS and (facts.start is None or facts.start <= on):
        yield t("còn {n} ngày mà chưa bắt đầu", "{n} days left, nothing has begun", n=left)
    if begun and facts.moved is not None and (on - facts.moved).days >= SILENCE:
        yield t("không có tin mới từ {day}", "no word since {day}", day=format_date(facts.moved))
    if facts.short and passed is not None and passed >= HALFWAY:
        yield facts.short


def _waiting(facts: Facts, *, every: bool) -> Iterator[str]:
    """`every`: also of tasks that are in time themselves; else only of those late, or due after this one."""
    for other in facts.waits:
        if other.late:
            yield t("chờ nhiệm vụ {code} đang quá hạn", "waits for task {code}, which is late", code=other.code)
        elif other.last and facts.last and other.last > facts.last:
            yield t("chờ nhiệm vụ {code}, có hạn sau", "waits for task {code}, which is due later", code=other.code)
        elif every:
            yield t("chờ nhiệm vụ {code}", "waits for task {code}", code=other.code)


def elapsed(start: date | None, last: date | None, on: date) -> float | None:
    """Which part of the time from the first to the last day has passed, 0 to 1; None where it has no two ends."""
    if start is None or last is None or last < start:
        return None
    whole = (last - start).days + 1
    return min(max((on - start).days / whole, 0.0), 1.0)


def whole(parts: Iterable[State]) -> State:
    """Of a task that several agencies lead: the state that asks for most; begun as soon as one has begun."""
    found = set(parts)
    if not found:
        return State.NOT_STARTED
    first = next(state for state in State if state in found)
    under_way = found & {State.ON_TIME, *FINISHED}
    return State.ON_TIME if first == State.NOT_STARTED and under_way else first

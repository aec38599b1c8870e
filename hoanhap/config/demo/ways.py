"""How a case of an invented person goes: its acts, how many days each lies from the one it begins with. Pure.

A case is told by the day it begins (the decision, the admission, the first dose), for how long, and how it ends;
everything else follows from the table of its way. Whether it is lawful, the loader asks the law, act by act.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from hoanhap.config.demo.story import BUSINESS_DATE

Given = Mapping[str, Any]
CENTRE, CLINIC, COURT_NO, MONTHS = "@centre", "@clinic", "@court", "@months"  # filled in for each case
MONTH_END = 28  # cases begin on a day that every month has, so that terms end on the same day
SATURDAY = 5
LIVELY = 4_000  # cases asked about at once


class Act(NamedTuple):
    step: str
    days: int  # from the day on which the case begins; before it, less than nought
    given: Given = {}


class Case(NamedTuple):
    """`end`: "" goes on; "completed" when its months are over, if they are; other ends on the day `until`."""

    way: str
    begins: date
    months: int = 0
    end: str = ""
    until: date | None = None


class Done(NamedTuple):
    pathway: str
    step: str
    on: date
    given: Given


_HEALTH = {"health": "sức khỏe ổn định, cam kết thực hiện (minh họa)", "rehab_before": 0}
_DECIDED = (Act("propose", -2), Act("decide", 0, {"months": MONTHS}), Act("plan", 0))
WAYS: dict[str, tuple[Act, ...]] = {
    "community": (Act("register", -4, {**_HEALTH, "no_detox_at_home": True}), *_DECIDED),
    "home": (Act("register", -4, _HEALTH), *_DECIDED),
    "methadone": (Act("apply", -4, {"place": CLINIC}), Act("accept", -2), Act("start", 0)),
    "centre-voluntary": (
        Act("apply", -3, {"place": CENTRE, "rehab_before": 0}),
        Act("admit", 0, {"place": CENTRE, "months": MONTHS}),
        Act("plan", 3),
    ),
    "centre-compulsory": (
        Act("compile-no-residence", -56, {"last_use_on": -66, "capable": True, "pregnant": False,
                                          "raising_child": False}),
        Act("notify", -54),
        Act("read", -52, {"reading_how": "self"}),
        Act("send-justice", -47),
        Act("justice-clear", -43),
        Act("send-court", -38),
        Act("accept", -34, {"court_no": COURT_NO}),
        Act("apply", -24, {"months": MONTHS, "court_no": COURT_NO, "present": True}),
        Act("complaint-over", -9),
        Act("send-effective", -6),
        Act("admit", 0, {"place": CENTRE}),
        Act("plan", 3),
    ),
    "aftercare-residence": (Act("list", -12), Act("decide", 0, {"months": MONTHS}), Act("open-book", 4)),
}  # fmt: skip
# As each way's own law calls it; the first act is all there is of a case that was withdrawn.
ENDS: dict[str, tuple[str, Given]] = {
    "completed": ("complete", {}),
    "quit": ("quit", {"reason": "xin thôi, gia đình quản lý (minh họa)"}),
    "withdrawn": ("withdraw", {}),
    "stopped": ("stop", {}),
    "detained": ("detain", {"custody": "detained"}),
    "escaped": ("escape", {}),
}
EXACT = frozenset({"centre-compulsory"})  # whoever is held is released on the last day of the term, whatever day it is
AFTER = "aftercare-residence"
REVIEWED = frozenset({"community", "home", AFTER})
AFTERCARE_MONTHS = 12
RETURNED = 7  # days from the release to the decision on aftercare; the centre puts the person forward before it


# ---------------------------------------------------------------- days
def later(day: date, months: int) -> date:
    """The same day some months on. `day` is one that every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


def opening(day: date) -> date:
    """The next working day on which a case may begin."""
    while day.weekday() >= SATURDAY or day.day > MONTH_END:
        day += timedelta(1)
    return day


def at_work(day: date, step: int = 1) -> date:
    """The next (1) or the last (-1) working day; holidays are not looked at."""
    while day.weekday() >= SATURDAY:
        day += timedelta(step)
    return day


def day_of(case: Case, days: int) -> date:
    return at_work(case.begins + timedelta(days), 1 if days > 0 else -1)


# ---------------------------------------------------------------- what of a case is counted
@lru_cache(LIVELY)
def applied(case: Case) -> date:
    return day_of(case, WAYS[case.way][0].days)


def begun(case: Case) -> date | None:
    return None if case.end == "withdrawn" else case.begins


@lru_cache(LIVELY)
def closed(case: Case) -> date | None:
    """The day it ended, if it has."""
    if case.end == "completed":
        over = later(case.begins, case.months)
        day = over if case.way in EXACT else at_work(over)
    elif case.until is not None and case.end != "escaped":
        day = case.until
    else:
        return None
    return day if day <= BUSINESS_DATE else None


def completed(case: Case) -> date | None:
    return closed(case) if case.end == "completed" else None


# ---------------------------------------------------------------- its acts
def acts(case: Case) -> Iterator[Done]:
    """In their order, as far as the demo's day."""
    table = WAYS[case.way]
    for act in table[:1] if case.end == "withdrawn" else table:
        on = day_of(case, act.days)
        if on <= BUSINESS_DATE:
            yield Done(case.way, act.step, on, _given(case, act.given))
    day = closed(case) or case.until
    if case.end and day is not None and day <= BUSINESS_DATE:
        step, given = ENDS[case.end]
        yield Done(case.way, step, day, given)
    elif case.way in REVIEWED:
        yield from _reviews(case)


def _reviews(case: Case) -> Iterator[Done]:
    """What is still going on has been assessed every month, so that nothing of it is overdue."""
    for month in count(1):
        on = at_work(later(case.begins, month))
        if on > BUSINESS_DATE:
            return
        yield Done(case.way, "review", on, {"rating": "good"})


def aftercare(case: Case) -> Case | None:
    """What follows a completed compulsory measure."""
    done = completed(case)
    if done is None or case.way != "centre-compulsory":
        return None
    return Case(AFTER, opening(done + timedelta(RETURNED - 2)), AFTERCARE_MONTHS, "completed")


def _given(case: Case, given: Given) -> Given:
    filled = {MONTHS: case.months, COURT_NO: f"{case.begins:%d%m}/{case.begins.year} (minh họa)"}
    return {
        code: day_of(case, value).isoformat() if code == "last_use_on" else filled.get(value, value)
        for code, value in given.items()
    }

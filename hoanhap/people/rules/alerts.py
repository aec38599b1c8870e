"""What in the trail of readings calls for a look. Pure: readings in, signs out; a sign is a question, not a verdict."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from hoanhap.kernel.dates import VIETNAM
from hoanhap.kernel.lang import Words
from hoanhap.kernel.text import fold

OFFICE: Final = (time(6, 30), time(18, 30))  # readings outside are asked about; so are those on a day off
TASK_DAYS: Final = 7  # who wrote in the file within so many days, before or after, had a task there


@dataclass(frozen=True, slots=True)
class Reading:
    """One look of a user at a file. `surname`, `named`: family names of who looked and who is looked at, folded."""

    at: datetime
    user: int
    code: str
    surname: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """`user` None: it is about the file, not about one reader."""

    kind: str
    day: date
    code: str
    user: int | None
    count: int = 1


KINDS: Final[Mapping[str, Words]] = {
    "quota": Words("Xem đến mức nhiều nhất được xem", "Reached the limit of files"),
    "burst": Words("Nhiều người cùng xem một hồ sơ trong ngày", "Many viewers of one file in a day"),
    "surname": Words("Người xem cùng họ với người có hồ sơ", "The reader has the person's family name"),
    "hours": Words("Xem ngoài giờ làm việc", "Read outside working hours"),
    "task": Words("Xem mà không ghi gì trong 7 ngày trước, sau", "Read, and wrote nothing within 7 days"),
}


def surname(name: str) -> str:
    return fold(name).split(" ")[0] if name.strip() else ""


def out_of_hours(at: datetime, works: Callable[[date], bool]) -> bool:
    here = at.astimezone(VIETNAM)
    return not works(here.date()) or not OFFICE[0] <= here.time() < OFFICE[1]


def signs(
    readings: Iterable[Reading],
    writings: Mapping[tuple[int, str], Iterable[datetime]],
    *,
    burst: int,
    works: Callable[[date], bool],
    now: datetime,
) -> list[Sign]:
    """Every sign, the newest first; one a day for one reader and file. `writings`: (user, file) → when they wrote.

    Whether somebody had a task is asked only of readings old enough for the task to have been done.
    """
    seen, ripe = sorted(readings, key=lambda r: r.at), now - timedelta(days=TASK_DAYS)
    found = {
        **_once("surname", (r for r in seen if r.surname and r.surname == r.named)),
        **_once("hours", (r for r in seen if out_of_hours(r.at, works))),
        **_once("task", (r for r in seen if r.at <= ripe and not _worked(r, writings))),
        **dict(_bursts(seen, burst)),
    }
    return sorted(found.values(), key=lambda s: (s.day, s.kind, s.code, s.user or 0), reverse=True)


def _once(kind: str, readings: Iterable[Reading]) -> dict[tuple[str, date, str, int | None], Sign]:
    counted: dict[tuple[str, date, str, int | None], int] = defaultdict(int)
    for r in readings:
        counted[kind, _day(r.at), r.code, r.user] += 1
    return {key: Sign(*key, count) for key, count in counted.items()}


def _bursts(readings: Iterable[Reading], burst: int) -> Iterator[tuple[tuple[str, date, str, int | None], Sign]]:
    viewers: dict[tuple[date, str], set[int]] = defaultdict(set)
    for r in readings:
        viewers[_day(r.at), r.code].add(r.user)
    for (day, code), users in viewers.items():
        if len(users) >= burst:
            yield ("burst", day, code, None), Sign("burst", day, code, None, len(users))


def _worked(reading: Reading, writings: Mapping[tuple[int, str], Iterable[datetime]]) -> bool:
    near = timedelta(days=TASK_DAYS)
    return any(abs(at - reading.at) <= near for at in writings.get((reading.user, reading.code), ()))


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()

"""A plan's tasks as lines that are typed, adjusted or taken over: their keys, their mistakes, what is new in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import fold
from hoanhap.plans.rules import recurring
from hoanhap.plans.rules.cycles import circles
from hoanhap.plans.rules.draft import MATRIX, AgencyRef, Draft, DraftTask

Wrong = tuple[str, str]  # the field of the form, the sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A task as it is to be. `key` empty: a new one. `leads_words`, `coordinators_words`: as they are written."""

    key: str = ""
    code: str = ""
    content: str = ""
    group: str = ""
    leads: tuple[AgencyRef, ...] = ()
    coordinators: tuple[AgencyRef, ...] = ()
    leads_words: str = ""
    coordinators_words: str = ""
    start: date | None = None
    start_words: str = ""
    last: date | None = None
    last_words: str = ""
    note: str = ""
    origin: str = "typed"
    every: str = ""
    series: str = ""
    report: bool = False
    after: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)  # where it stands in the form, for its mistakes


def of_draft(draft: Draft, start: date, end: date) -> list[Line]:
    """Every task of a document; what comes again comes once for each of its times within the plan."""
    titles = {group.code: f"{group.code}. {group.title}" for group in draft.groups}
    rows = [_line(task, titles.get(task.group, task.group), n) for n, task in enumerate(draft.tasks, 1)]
    return [line for row, task in zip(rows, draft.tasks, strict=True) for line in _times(row, task, start, end)]


def _line(task: DraftTask, group: str, row: int) -> Line:
    return Line(
        code=task.code,
        content=task.content,
        group=group,
        leads=task.leads,
        coordinators=task.coordinators,
        leads_words="; ".join(ref.text for ref in task.leads),
        coordinators_words="; ".join(ref.text for ref in task.coordinators),
        start=task.start.on,
        start_words=task.start.words,
        last=task.finish.on,
        last_words=task.finish.words,
        note=task.note,
        origin=task.origin,
        every=next(iter(task.every), ""),
        report=task.report,
        after=task.after,
        row=row,
    )


def _times(line: Line, task: DraftTask, start: date, end: date) -> Iterator[Line]:
    days = sorted({day for every in task.every for day in recurring.times(every, task.finish.on, start, end)})
    if not days:
        yield line
    for day in days:
        yield replace(line, last=day, start=None, series=keyed(line, line.row))


def spread(line: Line, start: date, end: date) -> Iterator[Line]:
    """A line that is newly said to come again, once for each of its times in [start, end), from its own first day on.
    The first of them is the line itself."""
    days = _days(line, start, end)
    if not days:
        yield line
    series = line.key or keyed(line, line.row)
    another = replace(line, key="", start=None, start_words="")
    for n, day in enumerate(days):
        words = line.last_words if day == line.last else ""
        yield replace(another if n else line, last=day, last_words=words, series=series)


def _days(line: Line, start: date, end: date) -> tuple[date, ...]:
    """None of what does not come again, and of a time of what does already."""
    return () if line.series else recurring.times(line.every, line.last, max(start, line.start or start), end)


# ---------------------------------------------------------------- keys
def keys(lines: Sequence[Line], taken: Iterable[str] = ()) -> list[Line]:
    """Every line with a key of its own, by its code where it has one; keys that stand already stay."""
    used = Counter([*taken, *(line.key for line in lines if line.key)])
    found = []
    for n, line in enumerate(lines, 1):
        key = line.key
        if not key:
            base = keyed(line, n) + (f"-{line.last:%Y%m%d}" if line.series and line.last else "")
            key, k = base, 1
            while used[key]:
                k += 1
                key = f"{base}-{k}"
            used[key] += 1
        found.append(replace(line, key=key))
    return found


def keyed(line: Line, row: int) -> str:
    """“3.1” → 3-1, “V.1-2” → v-1-2; a line without a code by its place."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(line.code)).strip("-")[:24]
    return bare or f"dong-{row}"


# ---------------------------------------------------------------- mistakes
def mistakes(lines: Sequence[Line]) -> Iterator[Wrong]:
    """All of all lines; `row` says which."""
    for line in lines:
        yield from _own(line)
    yield from _codes(lines)
    yield from _order(lines)


def outside(lines: Iterable[Line], start: date, end: date) -> Iterator[Wrong]:
    """Days that a plan of [start, end) cannot mean: a year typed wrong. A report may follow it within a year."""
    year = timedelta(days=366)
    for line in lines:
        for name, day in (("start", line.start), ("last", line.last)):
            if day and not start - year <= day < end + year:
                said = t("Dòng {n}: ngày {day} ở xa ngoài thời gian của kế hoạch. Kiểm tra lại năm.",
                         "Row {n}: {day} lies far outside the plan's time. Check the year.",
                         n=line.row, day=format_date(day))  # fmt: skip
                yield _at(line, name), said


def never(lines: Iterable[Line], start: date, end: date) -> Iterator[Wrong]:
    """What comes again, but not once in a plan of [start, end), or first after it."""
    for line in lines:
        if line.every not in recurring.MONTHS or line.series:
            continue
        if line.last and not start <= line.last < end or not _days(line, start, end):
            said = t("Dòng {n}: không có lần nào trong thời gian của kế hoạch. Sửa ngày, hoặc bỏ lặp lại.",
                     "Row {n}: it does not come once in the plan's time. Mend the days, or let it come once.",
                     n=line.row)  # fmt: skip
            yield _at(line, "every"), said


def _own(line: Line) -> Iterator[Wrong]:
    torn = line.origin == MATRIX and not line.code  # a row of a document that lost its front: kept as it is, and told
    if not line.content and not torn:
        yield _at(line, "content"), t("Dòng {n}: thiếu nội dung nhiệm vụ.", "Row {n}: the task is missing.", n=line.row)
    if line.start and line.last and line.last < line.start:
        yield (
            _at(line, "last"),
            t(
                "Dòng {n}: ngày hoàn thành {last} trước ngày bắt đầu {start}.",
                "Row {n}: its last day {last} is before its first, {start}.",
                n=line.row,
                last=format_date(line.last),
                start=format_date(line.start),
            ),
        )


def _codes(lines: Sequence[Line]) -> Iterator[Wrong]:
    """Two tasks with one code; the times of what comes again share theirs."""
    first: dict[str, Line] = {}
    for line in lines:
        if not line.code:
            continue
        other = first.setdefault(line.code, line)
        if other is not line and (not line.series or line.series != other.series):
            yield (
                _at(line, "code"),
                t(
                    "Dòng {n} và dòng {m} có cùng mã “{code}”.",
                    "Rows {n} and {m} have the same code “{code}”.",
                    n=other.row,
                    m=line.row,
                    code=line.code,
                ),
            )


def _order(lines: Sequence[Line]) -> Iterator[Wrong]:
    by_code: dict[str, Line] = {}
    for line in lines:
        by_code.setdefault(line.code or line.key, line)
    for line in lines:
        for code in line.after:
            if code not in by_code:
                said = t("Dòng {n}: không có nhiệm vụ “{code}” để chờ.", "Row {n}: no task “{code}” to wait for.",
                         n=line.row, code=code)  # fmt: skip
                yield _at(line, "after"), said
    graph: Mapping[str, Iterable[str]] = {code: line.after for code, line in by_code.items()}
    for circle in circles(graph):
        said = t("Các nhiệm vụ chờ lẫn nhau: {round}.", "Tasks wait for each other: {round}.",
                 round=" → ".join((*circle, circle[0])))  # fmt: skip
        yield _at(by_code[circle[0]], "after"), said


def _at(line: Line, name: str) -> str:
    return f"row-{line.row}-{name}"

"""A draft for the command line: lines to look through, and the same as plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.plans.rules.draft import ASK, ERROR, MATRIX, AgencyRef, Draft, DraftTask, Place, Problem, When

_EVERY = {
    "month": ("hằng tháng", "every month"),
    "quarter": ("hằng quý", "every quarter"),
    "half": ("6 tháng một lần", "every half year"),
    "year": ("hằng năm", "every year"),
    "periodic": ("định kỳ", "periodically"),
    "asked": ("khi có yêu cầu", "on demand"),
}
_MARKS = {ERROR: "✗", ASK: "?"}


def lines(draft: Draft) -> Iterator[str]:
    """The head, the tasks, the agencies, and whatever could not be read."""
    yield draft.title or t("(không có tên)", "(no title)")
    head = (draft.kind, draft.number, draft.issued.words, draft.issuer, str(draft.year or ""))
    yield "  " + " · ".join(filter(None, head))
    if draft.targets:
        yield t("Chỉ tiêu: {n}", "Targets: {n}", n=len(draft.targets))
        yield from (f"  - {_cut(target.text, 100)}" for target in draft.targets)
    matrix = [task for task in draft.tasks if task.origin == MATRIX]
    duties = [task for task in draft.tasks if task.origin != MATRIX]
    for title, tasks in ((t("Nhiệm vụ trong biểu", "Tasks of the table"), matrix),
                         (t("Nhiệm vụ giao cho cơ quan", "Duties given to agencies"), duties)):  # fmt: skip
        if tasks:
            yield f"{title}: {len(tasks)}"
            yield from _tasks(tasks)
    yield from _agencies(draft)
    if draft.problems:
        yield t("Chưa đọc được, cần xem lại: {n}", "Not read, or to be looked at: {n}", n=len(draft.problems))
        yield from (f"  {_MARKS.get(p.severity, '!')} {_where(p.place)}{p.message} {p.remedy}" for p in draft.problems)


def _tasks(tasks: Iterable[DraftTask]) -> Iterator[str]:
    for task in tasks:
        yield f"  {task.code or '—':<8} {_cut(task.content, 90) or '—'}"
        who = "; ".join(ref.text for ref in task.leads) or "—"
        if task.coordinators:
            who += " + " + "; ".join(ref.text for ref in task.coordinators)
        yield f"           {who}"
        if when := _when(task):
            yield f"           {when}"


def _when(task: DraftTask) -> str:
    days = [_day(when) for when in (task.start, task.finish) if when]
    days += [t(*_EVERY[every]) for every in task.every]
    if task.after:
        days.append(t("sau {codes}", "after {codes}", codes=", ".join(task.after)))
    return "; ".join(dict.fromkeys(days))


def _day(when: When) -> str:
    return f"{when.words} ({format_date(when.on)})" if when.on else when.words


def _agencies(draft: Draft) -> Iterator[str]:
    counts: dict[str, int] = {}
    refs: dict[str, AgencyRef] = {}
    for ref in draft.agencies():
        counts[ref.text] = counts.get(ref.text, 0) + 1
        refs.setdefault(ref.text, ref)
    if refs:
        yield t("Cơ quan: {n}", "Agencies: {n}", n=len(refs))
    for text, ref in refs.items():
        yield f"  {' ' if ref.sure else '?'} {text} × {counts[text]}"


def _where(place: Place) -> str:
    if place.table:
        where = t("biểu {n}, dòng {row}", "table {n}, row {row}", n=place.table, row=place.row)
        where += t(", cột {n}", ", column {n}", n=place.column) if place.column else ""
        return f"{where}: "
    return t("dòng {n}: ", "line {n}: ", n=place.line) if place.line else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def as_json(draft: Draft) -> dict[str, Any]:
    """Every value of the draft; days as ISO dates, places without what does not apply."""
    plain: dict[str, Any] = _plain(asdict(draft))
    return plain | {"problems": [_problem(p) for p in draft.problems]}


def _problem(p: Problem) -> dict[str, Any]:
    return {"code": p.code, "severity": p.severity, "message": p.message, "remedy": p.remedy,
            "place": {name: n for name, n in asdict(p.place).items() if n}}  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(x) for name, x in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(x) for x in value]
    return value.isoformat() if hasattr(value, "isoformat") else value

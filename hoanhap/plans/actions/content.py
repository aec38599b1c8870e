"""What a plan says, as plain values: its lines to compare with, and the frozen copy that a version keeps."""

from dataclasses import replace
from typing import Any

from hoanhap.plans.actions.agencies import Finder
from hoanhap.plans.models import Plan, Target, Task
from hoanhap.plans.rules.draft import Draft
from hoanhap.plans.rules.lines import Line

# What an adjustment may change of a line. The rest of it, its key and where it came from, stays.
SAID = ("code", "content", "group", "leads_words", "coordinators_words", "start", "last", "note", "every", "after")


def sections(draft: Draft) -> list[dict[str, Any]]:
    return [{"code": s.code, "title": s.title, "role": s.role, "lines": list(s.lines)} for s in draft.sections]


def lines(plan: Plan) -> list[Line]:
    rows = plan.tasks.filter(dropped_in=None).prefetch_related("after").order_by("position")
    return [line_of(task, row) for row, task in enumerate(rows, 1)]


def lines_of(code: str) -> list[Line]:
    """Of a plan by its code, for who loads one."""
    return lines(Plan.objects.get(code=code))


def line_of(task: Task, row: int) -> Line:
    return Line(
        key=task.key, code=task.code, content=task.content, group=task.group, leads_words=task.leads,
        coordinators_words=task.coordinators, start=task.starts_on, start_words=task.starts_words, last=task.last_on,
        last_words=task.last_words, note=task.note, origin=task.origin, every=task.every, series=task.series,
        report=task.report, after=tuple(other.code or other.key for other in task.after.all()), row=row,
    )  # fmt: skip


def completed(line: Line, before: Line | None) -> Line:
    """With what no form asks for: where the line came from, and the words of days that are not changed."""
    if before is None:
        return line
    kept: dict[str, Any] = {"origin": before.origin, "report": before.report}
    if before.series:  # one of its times: the others would not follow
        kept |= {"every": before.every, "series": before.series}
    if line.start == before.start:
        kept["start_words"] = before.start_words
    if line.last == before.last:
        kept["last_words"] = before.last_words
    return replace(line, **kept)


def differs(before: Line, after: Line) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in SAID)


def frozen(plan: Plan) -> dict[str, Any]:
    """Days as ISO dates, so that it is the same on every database."""
    return {
        "tasks": [
            {
                "key": line.key, "code": line.code, "content": line.content, "group": line.group,
                "leads": line.leads_words, "coordinators": line.coordinators_words,
                "start": line.start.isoformat() if line.start else None,
                "last": line.last.isoformat() if line.last else None, "note": line.note, "every": line.every,
                "after": list(line.after),
            }
            for line in lines(plan)
        ],
        "targets": [promise(x) for x in plan.targets.filter(dropped_in=None).order_by("position")],
    }  # fmt: skip


def promise(target: Target) -> dict[str, Any]:
    """What a target promises: changing any of it makes another version. How its pace is computed is not part of it."""
    names = ("key", "text", "indicator", "value", "direction", "measure")
    return {name: getattr(target, name) for name in names} | {"by": target.by_on.isoformat()}


def still_unresolved(plan: Plan, finder: Finder) -> list[str]:
    """Only names that some line still says."""
    said = " ; ".join(f"{a} ; {b}" for a, b in plan.tasks.filter(dropped_in=None).values_list("leads", "coordinators"))
    return [name for name in finder.unresolved if name in said]

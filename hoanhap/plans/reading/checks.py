"""What is odd about the tasks together: gaps in the numbering, codes twice, circles, ends before beginnings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hoanhap.kernel.dates import format_date
from hoanhap.plans.reading.problems import problem
from hoanhap.plans.rules.cycles import circles
from hoanhap.plans.rules.draft import MATRIX, AgencyRef, DraftTask, Group, Place, Problem


def checked(tasks: Sequence[DraftTask], groups: Sequence[Group], year: int | None) -> Iterator[Problem]:
    matrix = [task for task in tasks if task.origin == MATRIX]
    yield from _twice(matrix)
    yield from _numbering(matrix, groups)
    yield from _times(tasks, year)
    yield from _waits(matrix)
    yield from _agencies(tasks)


# ---------------------------------------------------------------- numbering
def _twice(tasks: Sequence[DraftTask]) -> Iterator[Problem]:
    seen: dict[str, DraftTask] = {}
    for task in tasks:
        if task.code and (other := seen.setdefault(task.code, task)) is not task:
            rows = {"first": _where(other.place), "second": _where(task.place)}
            yield problem("twice_code", task.place, code=task.code, **rows)


def _where(place: Place) -> int:
    return place.row or place.line


def _numbering(tasks: Sequence[DraftTask], groups: Sequence[Group]) -> Iterator[Problem]:
    """Numbers that are left out, below every heading; and those that stand out of their order."""
    below: dict[str, list[tuple[int, Place]]] = {}
    for code, place in [*((g.code, g.place) for g in groups), *((t.code, t.place) for t in tasks)]:
        parts = code.split(".")
        if code and all(part.isdigit() for part in parts):
            for depth, part in enumerate(parts):
                below.setdefault(".".join(parts[:depth]), []).append((int(part), place))
    for upper, numbers in sorted(below.items()):
        if upper or _dotted(tasks):
            yield from _gaps(upper, numbers)
    last: DraftTask | None = None
    for task in tasks:
        if "." in task.code and all(part.isdigit() for part in task.code.split(".")):
            if last and _order(task.code) < _order(last.code):
                yield problem("order", task.place, code=task.code, before=last.code)
            last = task


def _dotted(tasks: Sequence[DraftTask]) -> bool:
    """Numbers at the top are groups only where tasks stand below them; flat numbering begins again in each group."""
    return any("." in task.code for task in tasks)


def _order(code: str) -> list[int]:
    return [int(part) for part in code.split(".")]


def _gaps(upper: str, numbers: Sequence[tuple[int, Place]]) -> Iterator[Problem]:
    there = sorted({number for number, _ in numbers})
    first_at = dict(reversed(numbers))
    for before, after in zip([0, *there], there, strict=False):
        if after - before < 2:
            continue
        names = [f"{upper}.{n}".strip(".") for n in range(before + 1, after)]
        missing = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
        if not upper:
            yield problem("missing_groups", first_at[after], codes=missing)
        elif before:
            shown = {"before": f"{upper}.{before}", "after": f"{upper}.{after}"}
            yield problem("gap", first_at[after], codes=missing, **shown)
        else:
            yield problem("gap_first", first_at[after], codes=missing, group=upper)


# ---------------------------------------------------------------- time
def _times(tasks: Sequence[DraftTask], year: int | None) -> Iterator[Problem]:
    for task in tasks:
        start, finish = task.start.on, task.finish.on
        if start and finish and finish < start:
            days = {"start": format_date(start), "finish": format_date(finish)}
            yield problem("backwards", task.place, code=task.code or task.content, **days)
        elif year and task.origin == MATRIX and (start or finish):
            first, last = (start or finish), (finish or start)
            if first and last and not first.year <= year <= last.year:
                words = task.finish.words or task.start.words
                yield problem("other_year", task.place, code=task.code or task.content, year=year, text=words)


def _waits(tasks: Sequence[DraftTask]) -> Iterator[Problem]:
    """Waits for tasks that are not there, and circles; each circle once, from its first task."""
    by_code = {task.code: task for task in tasks if task.code}
    for task in tasks:
        for after in task.after:
            if after not in by_code:
                yield problem("unknown_after", task.place, code=task.code or task.content, after=after)
    for circle in circles({code: task.after for code, task in by_code.items()}):
        yield problem("circle", by_code[circle[0]].place, path=" → ".join([*circle, circle[0]]))


# ---------------------------------------------------------------- agencies
def _agencies(tasks: Sequence[DraftTask]) -> Iterator[Problem]:
    """One question for each name, however often it stands there."""
    places: dict[str, list[Place]] = {}
    refs: dict[str, AgencyRef] = {}
    for task in tasks:
        for ref in (*task.leads, *task.coordinators):
            if not ref.sure:
                places.setdefault(ref.text, []).append(task.place)
                refs[ref.text] = ref
    for text, where in places.items():
        ref = refs[text]
        names = "; ".join(candidate.vi for candidate in ref.candidates)
        code = "agency_which" if ref.kind else "agency_like" if names else "agency_unknown"
        asked = problem(code, where[0], text=text, candidates=names, n=len(where))
        yield replace(asked, about=text)

"""Blocks to a draft: the one way that text, paste and Word files share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hoanhap.plans.reading.blocks import Block, Table
from hoanhap.plans.reading.checks import checked
from hoanhap.plans.reading.duties import duties
from hoanhap.plans.reading.headings import CODE_LIKE
from hoanhap.plans.reading.matrix import Found, read_table
from hoanhap.plans.reading.outline import Outline, outline
from hoanhap.plans.reading.problems import problem
from hoanhap.plans.rules.draft import Draft, DraftTask, Place, Problem

_WORTH_SAYING = 3  # rows and columns of a table that is not one of tasks


def draft(blocks: Sequence[Block], *, document: bool = True, year: int | None = None) -> Draft:
    """All that was understood. `document` False: only a table was pasted; a head is not missed. `year`: lent to it."""
    head = outline(blocks)
    head.year = head.year or year
    tables = [(table, read_table(table, head.year)) for table in blocks if isinstance(table, Table)]
    tasks = _cited(task for _, found in tables for task in found.tasks) + duties(head)
    groups = [group for _, found in tables for group in found.groups]
    problems = [
        *head.problems,
        *(p for _, found in tables for p in found.problems),
        *(_unread(table) for table, found in tables if not found.is_matrix and _worth_saying(table)),
        *checked(tasks, groups, head.year),
    ]
    problems += _of_whole(head, bool(blocks), [found for _, found in tables], bool(tasks), document)
    return Draft(
        title=head.title,
        year=head.year,
        kind=head.kind,
        number=head.number,
        issued=head.issued,
        issuer=head.issuer,
        sections=tuple(head.sections),
        targets=tuple(head.targets),
        groups=tuple(groups),
        tasks=tuple(tasks),
        bases=tuple(head.bases),
        problems=tuple(sorted(problems, key=_order)),
    )


def _cited(matrix: Iterable[DraftTask]) -> list[DraftTask]:
    """Numbers that begin again in each group are cited with it: task 1 of group II is II.1."""
    tasks = list(matrix)
    groups: dict[str, set[str]] = {}
    for task in tasks:
        groups.setdefault(task.code, set()).add(task.group)
    return [
        replace(task, code=f"{task.group}.{task.code}")
        if task.code and "." not in task.code and len(groups[task.code]) > 1 and CODE_LIKE.fullmatch(task.group)
        else task
        for task in tasks
    ]


def _order(p: Problem) -> tuple[bool, int, int, int, int]:
    place = p.place
    return (place != Place(), place.line, place.table, place.row, place.column)


def _worth_saying(table: Table) -> bool:
    wide = max((len(row.cells) for row in table.rows), default=0)
    return len(table.rows) >= _WORTH_SAYING and wide >= _WORTH_SAYING


def _unread(table: Table) -> Problem:
    return problem("table_unread", Place(table.line, table.number), n=len(table.rows))


def _of_whole(head: Outline, anything: bool, tables: Sequence[Found], tasks: bool, document: bool) -> Iterator[Problem]:
    if not anything:
        yield problem("empty")
        return
    if not tasks:
        yield problem("no_tasks")
    elif document and head.kind == "Kế hoạch" and not any(found.is_matrix for found in tables):
        yield problem("no_matrix")
    if not head.year:
        yield problem("no_year")
    if document:
        missing = (("no_title", head.title), ("no_number", head.number), ("no_date", head.issued.on))
        yield from (problem(code) for code, there in missing if not there)

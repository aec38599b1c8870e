"""Between the grid and the action: typed text in, saved cells out."""

import json
from collections.abc import Mapping
from typing import Any

from hoanhap.catalog import library
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.cells import Change, Written
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.rules import checks
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place
from hoanhap.reporting.rules.typed import BadCell, read, shown

Problem = dict[str, str]


class BadBody(Exception):
    """The request is not what the grid sends."""


def changes_of_json(body: bytes, submission: Any) -> tuple[list[Change], list[Problem]]:
    try:
        cells = json.loads(body)["cells"]
        typed = {(str(c["row"]), str(c["column"])): (str(c["typed"]), int(c["revision"])) for c in cells}
    except (ValueError, KeyError, TypeError) as wrong:
        raise BadBody(
            t("Yêu cầu không đúng dạng; tải lại trang.", "The request is malformed; reload the page.")
        ) from wrong
    return _read(library.form(submission.form, submission.version), typed)


def changes_of_form(post: Mapping[str, str], submission: Any) -> tuple[list[Change], list[Problem]]:
    """Fields `c.<row>|<column>` with `r.<row>|<column>` for the revision seen; only what differs becomes a change."""
    form = library.form(submission.form, submission.version)
    now = own(submission)
    typed = {}
    for name, value in post.items():
        if name.startswith("c."):
            row, _, column = name[2:].partition("|")
            seen = post.get(f"r.{row}|{column}", "0")
            if value.strip() != shown(form, row, column, now.get((row, column), BLANK)):
                typed[row, column] = (value, int(seen) if seen.isdigit() else 0)
    return _read(form, typed)


def _read(form: Form, typed: Mapping[Place, tuple[str, int]]) -> tuple[list[Change], list[Problem]]:
    changes, problems = [], []
    for (row, column), (text, seen) in typed.items():
        try:
            changes.append(Change(row, column, read(form, row, column, text), seen))
        except BadCell as wrong:
            problems.append(_problem(row, column, wrong.message, wrong.remedy, "error", "typed"))
    return changes, problems


def _problem(row: str, column: str, message: str, remedy: str, severity: str, check: str) -> Problem:
    return {
        "row": row,
        "column": column,
        "message": message,
        "remedy": remedy,
        "severity": severity,
        "check": check,
    }


def reply(submission: Any, written: Written, problems: list[Problem]) -> dict[str, Any]:
    """What the grid shows next: saved cells, totals that moved, both values of each conflict, every finding."""
    form = library.form(submission.form, submission.version)
    cells = own(submission)
    found = checks.findings(form, cells, submission.respondent.level)
    return {
        "saved": [_cell(form, place, cell) for place, cell in written.saved],
        "computed": [_cell(form, place, cell) for place, cell in written.computed],
        "conflicts": [
            {
                "row": c.row,
                "column": c.column,
                "mine": shown(form, c.row, c.column, c.mine),
                "theirs": shown(form, c.row, c.column, c.theirs),
                "revision": c.theirs.revision,
                "by": c.by,
                "at": c.at,
            }
            for c in written.conflicts
        ],
        "problems": problems + [_problem(f.row, f.column, f.message, f.remedy, f.severity, f.check) for f in found],
        "warnings": written.warnings,
        "blanks": len(checks.blanks(form, cells, submission.respondent.level)),
    }


def _cell(form: Form, place: Place, cell: CellFacts) -> dict[str, Any]:
    row, column = place
    return {
        "row": row,
        "column": column,
        "shown": shown(form, row, column, cell),
        "value": cell.value,
        "mark": cell.mark,
        "qualifier": cell.qualifier,
        "revision": cell.revision,
    }

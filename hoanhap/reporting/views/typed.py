"""Between the grid and the action: typed text in, saved cells out. The wire is described in `hoanhap.ui.grid`."""

import json
from collections.abc import Mapping
from typing import Any

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.reporting.actions.cells import Change, Written
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.page import problems_now
from hoanhap.reporting.rules import checks
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place
from hoanhap.reporting.rules.typed import BadCell, read, shown
from hoanhap.ui.grid import Problem


class BadBody(Exception):
    """The request is not what the grid sends."""


def changes_of_json(body: bytes, submission: Any) -> tuple[list[Change], list[Problem]]:
    try:
        cells = json.loads(body)["cells"]
        typed = {(str(c["row"]), str(c["column"])): (str(c["typed"]), int(c["revision"])) for c in cells}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as wrong:
        raise BadBody(t("Trang gửi dữ liệu không đúng dạng.", "The page sent something malformed.")) from wrong
    return _read(loaded.form(submission.form, submission.version), typed)


def changes_of_form(post: Mapping[str, str], submission: Any) -> tuple[list[Change], list[Problem]]:
    """Fields `c.<row>.<column>`, and `revisions` for what the writer saw; only what differs becomes a change."""
    form = loaded.form(submission.form, submission.version)
    now = own(submission)
    seen = _revisions(post.get("revisions", ""))
    typed = {}
    for name, value in post.items():
        if name.startswith("c."):
            row, _, column = name[2:].rpartition(".")
            if value.strip() != shown(form, row, column, now.get((row, column), BLANK)):
                typed[row, column] = (value, seen.get((row, column), 0))
    changes, problems = _read(form, typed)
    return changes + _line_changes(post.get("do", ""), form, now), problems


def _revisions(text: str) -> dict[Place, int]:
    found = {}
    for item in text.split():
        place, _, revision = item.rpartition(":")
        row, _, column = place.partition("|")
        found[row, column] = natural(revision) or 0
    return found


def _line_changes(do: str, form: Form, now: Mapping[Place, CellFacts]) -> list[Change]:
    """Buttons without JavaScript: take the register's figure back; of a list: remove a line, swap it with another."""
    verb, _, row = do.partition(":")
    if verb == "take":
        place = row.partition("|")
        return [Change(place[0], place[2], BLANK)]
    recorded = {r for (r, _), cell in now.items() if isinstance(cell.derived, str)}
    lines = sorted({r for (r, _), cell in now.items() if not cell.blank} - recorded)
    if row not in lines or form.kind != "list":
        return []
    if verb == "remove":
        return [Change(row, c.code, BLANK) for c in form.columns]
    other = lines.index(row) + {"up": -1, "down": 1}.get(verb, 0)
    if verb not in ("up", "down") or not 0 <= other < len(lines):
        return []
    pair = (row, lines[other]), (lines[other], row)
    return [Change(to, c.code, now.get((source, c.code), BLANK)) for to, source in pair for c in form.columns]


def _read(form: Form, typed: Mapping[Place, tuple[str, int]]) -> tuple[list[Change], list[Problem]]:
    changes, problems = [], []
    for (row, column), (text, seen) in typed.items():
        try:
            changes.append(Change(row, column, read(form, row, column, text), seen))
        except BadCell as wrong:
            problems.append(Problem(row, column, wrong.message, wrong.remedy, "error", "typed"))
    return changes, problems


def reply(submission: Any, written: Written, refused: list[Problem]) -> dict[str, Any]:
    """What the grid shows next: saved cells, totals that moved, both values of each conflict, every finding."""
    form = loaded.form(submission.form, submission.version)
    cells = own(submission)
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
        "problems": [p.as_json() for p in (*refused, *problems_now(submission))],
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
        "register": cell.from_register,
    }

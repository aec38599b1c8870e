"""What the level above asks when it returns a form, and which cells open again for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.models import Cell, Submission
from hoanhap.reporting.rules.cells import Place, computed_rows, own_rows

TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Question:
    """What the level above asks about one cell when returning."""

    row: str
    column: str
    text: str


def asked(submission: Submission, questions: Sequence[Question]) -> list[list[str]]:
    """The questions as an Event keeps them. Raises NotReady naming every place that the form does not have."""
    form = loaded.form(submission.form, submission.version)
    known = _known(submission, form)
    wrong = [q for q in questions if q.column not in form.column or q.row not in known]
    if wrong:
        raise NotReady(
            [
                t(
                    "Biểu {form} của đơn vị này không có ô {row} / {column} để hỏi. Tải lại trang rồi chọn lại.",
                    "This unit's form {form} has no cell {row} / {column} to ask about. Reload and choose again.",
                    form=form.annex,
                    row=clean(q.row, 40),
                    column=clean(q.column, 40),
                )
                for q in wrong
            ]
        )
    return [[q.row, q.column, said(q.text, TEXT_LIMIT)] for q in questions]


def _known(submission: Submission, form: Form) -> set[str]:
    if form.kind == "list":
        return set(submission.cells.values_list("row", flat=True))
    return {r.code for r in form.filled_rows}


def reopen(submission: Submission, places: Sequence[Place]) -> None:
    """Mark the cells in question. Asking about a total reopens its parts: nobody types a total.

    A figure added up from below is asked about in words alone: the unit has no cell of its own there.
    """
    form = loaded.form(submission.form, submission.version)
    wanted = set(places)
    if form.kind == "grid":
        parts = {r.code: r.parts.rows for r in computed_rows(form) if r.parts}
        while totals := {p for p in wanted if p[0] in parts}:
            wanted = (wanted - totals) | {(part, column) for row, column in totals for part in parts[row]}
        mine = {r.code for r in own_rows(form, submission.respondent.level)}
        wanted = {p for p in wanted if p[0] in mine}
    submission.cells.filter(reopened=True).update(reopened=False)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    for row, column in wanted:
        if (row, column) in stored:
            stored[row, column].reopened = True
            stored[row, column].save(update_fields=["reopened"])
        else:
            Cell.objects.create(submission=submission, row=row, column=column, revision=0, reopened=True)

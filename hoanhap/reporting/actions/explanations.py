"""Saying why a warning is right as it stands."""

from datetime import date, datetime

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.actions.storing import open_warnings
from hoanhap.reporting.models import Explanation, Submission
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK

TEXT_LIMIT = 500


@transaction.atomic
def explain(*, submission_id: int, row: str, column: str, check: str, text: str, by: Actor, on: date) -> Explanation:
    """The explanation holds for the cell's present content; when the cell changes the warning is open again."""
    submission = locked(submission_id)
    require(by, P.EXPLAIN, subject(submission.respondent), on=on)
    form = loaded.form(submission.form, submission.version)
    cells = own(submission)
    text = said(text, TEXT_LIMIT)
    open_now = {(f.row, f.column, f.check) for f in checks.findings(form, cells, submission.respondent.level)}
    if (row, column, check) not in open_now:
        raise NotReady([t("Ô này không còn cảnh báo đó.", "The cell no longer has that warning.")])
    if len(text) < 5:
        raise NotReady(
            [t("Ghi rõ vì sao số này đúng (từ 5 ký tự).", "Say why the figure is right (5 characters or more).")]
        )
    if submission.state not in states.OPEN:
        raise NotReady([t("Biểu đã gửi; rút lại trước khi giải trình.", "The form was sent; withdraw it first.")])
    at = log(by, "submission.explain", "submission", str(submission.pk), cell=f"{row}|{column}", check=check).at
    found = Explanation.objects.create(
        submission=submission,
        row=row,
        column=column,
        check_code=check,
        revision=cells.get((row, column), BLANK).revision,
        text=text,
        by=by.user_id or 0,
        by_name=by.name,
        at=at,
    )
    submission.warnings = open_warnings(submission, form)
    submission.save(update_fields=["warnings"])
    return found


def explain_all(submission: Submission, form: Form, text: str, *, by: Actor, at: datetime) -> None:
    """A corrected figure is explained by the reason of its correction: nobody can explain a sealed form afterwards."""
    cells = own(submission)
    Explanation.objects.bulk_create(
        Explanation(
            submission=submission,
            row=f.row,
            column=f.column,
            check_code=f.check,
            revision=cells.get((f.row, f.column), BLANK).revision,
            text=text[:TEXT_LIMIT],
            by=by.user_id or 0,
            by_name=by.name,
            at=at,
        )
        for f in checks.findings(form, cells, submission.respondent.level)
        if f.severity == "warning" and not _explained(submission, f, cells.get((f.row, f.column), BLANK).revision)
    )


def _explained(submission: Submission, found: checks.Finding, revision: int) -> bool:
    return submission.explanations.filter(
        row=found.row, column=found.column, check_code=found.check, revision=revision
    ).exists()

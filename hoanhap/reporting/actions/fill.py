"""Marking every blank cell as “không phát sinh”, knowingly and in one act."""

from datetime import date

from django.db import transaction

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import loaded
from hoanhap.reporting.actions.cells import Change, Written, write_cells
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks
from hoanhap.reporting.rules.cells import CellFacts, computed_rows


@transaction.atomic
def mark_blanks_nil(*, submission_id: int, by: Actor, on: date) -> Written:
    submission = locked(submission_id)
    require(by, P.SUBMISSION_EDIT, subject(submission.respondent), on=on)
    form = loaded.form(submission.form, submission.version)
    computed = {r.code for r in computed_rows(form)}
    places = checks.blanks(form, own(submission), submission.respondent.level)
    changes = [Change(row, column, CellFacts(mark="nil")) for row, column in places if row not in computed]
    return write_cells(submission_id=submission.pk, changes=changes, by=by, on=on)

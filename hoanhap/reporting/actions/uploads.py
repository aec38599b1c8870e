"""Saving what a workbook holds, once, and taking it back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.cells import Change, Written, put
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.actions.said import NotReady
from hoanhap.reporting.models import Submission, Upload
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows


@dataclass(frozen=True, slots=True)
class Saved:
    upload: Upload | None  # None: nothing in the file differs from what is there
    written: Written | None
    again: bool  # these very bytes were saved before and not undone


@transaction.atomic
def save_upload(
    *,
    submission_id: int,
    digest: str,
    filename: str,
    cells: dict[Place, CellFacts],
    rows_read: int,
    accepted: int,
    by: Actor,
    on: date,
) -> Saved:
    """Save a clean workbook. The same content twice changes nothing, whoever sends it and whatever its name."""
    submission = locked(submission_id)
    require(by, P.IMPORT, subject(submission.respondent), on=on)
    now = own(submission)
    changes = [
        Change(row, column, cell)
        for (row, column), cell in cells.items()
        if not cell.same(now.get((row, column), BLANK))
    ]
    again = submission.uploads.filter(digest=digest, undone_at=None).exists()
    if not changes:
        return Saved(None, None, again)
    at = log(by, "upload.save", "submission", str(submission.pk), digest=digest, rows=rows_read).at
    upload = Upload.objects.create(
        submission=submission,
        digest=digest,
        filename=clean(filename, 200),
        rows_read=rows_read,
        accepted=accepted,
        by=by.user_id or 0,
        by_name=by.name,
        at=at,
    )
    return Saved(upload, put(submission, changes, by=by, upload=upload), again)


@transaction.atomic
def undo_upload(*, submission_id: int, upload_id: int, by: Actor, on: date) -> tuple[int, int]:
    """Put back what stood before the upload. Cells changed since by hand are kept. Returns (put back, kept)."""
    submission = locked(submission_id)
    require(by, P.IMPORT, subject(submission.respondent), on=on)
    upload = submission.uploads.filter(pk=upload_id).first()
    if not upload:
        raise NotReady([t("Không tìm thấy lần nạp này.", "That upload is not there.")])
    if upload.undone_at:
        raise NotReady([t("Lần nạp này đã được hoàn tác.", "That upload has already been undone.")])
    now = own(submission)
    typed = _typed_places(submission)
    entries = [e for e in upload.entries.all() if (e.row, e.column) in typed]
    back = [e for e in entries if now.get((e.row, e.column), BLANK).revision == e.revision]
    changes = [Change(e.row, e.column, CellFacts.from_json(e.before)) for e in back]
    if changes:
        put(submission, changes, by=by)
    upload.undone_at = log(by, "upload.undo", "submission", str(submission.pk), upload=upload.pk).at
    upload.save(update_fields=["undone_at"])
    return len(back), len(entries) - len(back)


def _typed_places(submission: Submission) -> set[Place]:
    """Places people fill; totals follow by themselves."""
    form = loaded.form(submission.form, submission.version)
    computed = {r.code for r in computed_rows(form)}
    return {(c.row, c.column) for c in submission.cells.all() if c.row not in computed}

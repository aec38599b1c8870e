"""An export is an act: who took what out, when, and the digest of the file they got."""

from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.reporting.models import Respondent, Submission
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules.seal import digest_bytes


@transaction.atomic
def note_export(*, respondent_id: int, outline: str, kind: str, by: Actor, on: date, body: bytes) -> None:
    respondent = Respondent.objects.filter(pk=respondent_id).first()
    if not respondent:
        raise Outside
    require(by, P.REPORT_EXPORT, subject(respondent), on=on)
    log(by, "report.export", "respondent", str(respondent.pk), outline=outline, format=kind, digest=digest_bytes(body))


@transaction.atomic
def note_template(*, submission_id: int, by: Actor, on: date, body: bytes) -> None:
    submission = Submission.objects.select_related("respondent").filter(pk=submission_id).first()
    if not submission:
        raise Outside
    require(by, P.TEMPLATE_EXPORT, subject(submission.respondent), on=on)
    log(by, "workbook.export", "submission", str(submission.pk), digest=digest_bytes(body))

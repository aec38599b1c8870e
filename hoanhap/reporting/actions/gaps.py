"""Units declared missing: knowingly, with a reason, and only while they are."""

from collections.abc import Mapping

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.models import Gap, Respondent, Submission
from hoanhap.reporting.queries.coverage import missing

REASON_LIMIT = 300


def undeclared_missing(submission: Submission) -> list[Respondent]:
    declared = set(submission.gaps.values_list("missing_id", flat=True))
    return [r for r in missing(top=submission.respondent, form=submission.form) if r.pk not in declared]


def missing_sentence(undeclared: list[Respondent]) -> str:
    return t(
        "Chưa nhận {n} đơn vị: {names}. Nhận số liệu, hoặc khai báo thiếu kèm lý do.",
        "{n} units are not accepted: {names}. Accept them, or declare them missing with a reason.",
        n=len(undeclared),
        names=", ".join(r.name for r in undeclared[:5]) + (" …" if len(undeclared) > 5 else ""),
    )


def declare(submission: Submission, gaps: Mapping[str, str], *, by: Actor) -> None:
    """`gaps`: agency code → reason. Whoever was accepted meanwhile is not missing any more and is passed over."""
    if not gaps:
        return
    standing = {g.missing_id: g.reason for g in submission.gaps.all()}
    absent = {r.agency.code: r for r in missing(top=submission.respondent, form=submission.form)}
    for code, words in gaps.items():
        reason = said(words, REASON_LIMIT)
        if code not in absent:
            _require_below(submission, code)
            continue
        if not reason:
            raise NotReady([t("Mỗi đơn vị thiếu phải có lý do.", "Each missing unit needs a reason.")])
        if standing.get(absent[code].pk) == reason:
            continue
        row = log(by, "gap.declare", "submission", str(submission.pk), missing=code)
        Gap.objects.update_or_create(
            submission=submission, missing=absent[code], defaults={"reason": reason, "by_name": by.name, "at": row.at}
        )


def _require_below(submission: Submission, code: str) -> None:
    below = Respondent.objects.filter(
        campaign_id=submission.respondent.campaign_id, path__startswith=submission.respondent.path
    ).exclude(pk=submission.respondent_id)
    if code not in set(below.values_list("agency__code", flat=True)):
        raise NotReady(
            [
                t(
                    "Chỉ khai báo thiếu đơn vị bên dưới. Tải lại trang rồi ghi lại.",
                    "Only units below can be declared missing. Reload the page and write it again.",
                )
            ]
        )


def close_gaps(submission: Submission, *, by: Actor) -> None:
    """The answer has come in: no paper calls this unit missing any more. What was frozen before keeps saying so."""
    gone, _ = Gap.objects.filter(missing_id=submission.respondent_id, submission__form=submission.form).delete()
    if gone:
        log(by, "gap.close", "submission", str(submission.pk), gaps=gone)

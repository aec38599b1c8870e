"""The steps of a submission: send, withdraw, return, accept, approve. Each asks, checks, writes, freezes, audits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.gaps import close_gaps, declare, missing_sentence, undeclared_missing
from hoanhap.reporting.actions.lock import Overtaken, locked_with_above
from hoanhap.reporting.actions.questions import Question, asked, reopen
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.actions.sealing import require_as_sent, seal_below
from hoanhap.reporting.actions.snapshots import freeze
from hoanhap.reporting.actions.storing import unexplained
from hoanhap.reporting.models import Event, Snapshot, Submission
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.scope import above_ids, subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.states import State

__all__ = ["NotReady", "Question", "undeclared_missing"]  # said and asked here, kept in modules of their own
REASON_LIMIT = 2_000


@transaction.atomic
def submit(
    *, submission_id: int, by: Actor, on: date, gaps: Mapping[str, str] | None = None, lock: int | None = None
) -> Submission:
    """Send upward. Refused with every reason: errors, blank cells, unexplained warnings, undeclared missing units.

    `gaps`: agency code → reason, for those below that are knowingly left out.
    """
    submission = begin(submission_id, P.SUBMISSION_SUBMIT, by=by, on=on, lock=lock)
    target = states.target("submit", submission.state)
    declare(submission, gaps or {}, by=by)
    reasons = unready(submission)
    if reasons:
        raise NotReady(reasons)
    at = advance(submission, "submit", target, by=by, on=on)
    submission.cells.filter(reopened=True).update(reopened=False)
    submission.sent_at, submission.sent_on = at, submission.sent_on or on
    freeze(submission=submission, cause="submit", by=by, at=at, on=on)
    submission.save()
    return submission


@transaction.atomic
def withdraw(*, submission_id: int, by: Actor, on: date, lock: int | None = None) -> Submission:
    """Take back what was sent and not yet accepted."""
    submission = begin(submission_id, P.SUBMISSION_WITHDRAW, by=by, on=on, lock=lock)
    target = states.target("withdraw", submission.state)
    advance(submission, "withdraw", target, by=by, on=on)
    submission.sent_at = submission.sent_on = None
    submission.save()
    return submission


@transaction.atomic
def give_back(
    *, submission_id: int, reason: str, questions: Sequence[Question] = (), by: Actor, on: date, lock: int | None = None
) -> Submission:
    """Return with a reason. With questions, only their cells reopen; without, the whole form does.

    The unit was on time if it first sent on time: what it mends for a question keeps that day.
    """
    submission = begin(submission_id, P.SUBMISSION_REVIEW, by=by, on=on, lock=lock)
    target = states.target("return", submission.state)
    reason, cells = said(reason, REASON_LIMIT), asked(submission, questions)
    if not reason and not questions:
        raise NotReady([t("Ghi lý do trả lại để đơn vị biết phải sửa gì.", "Say why, so that they know what to mend.")])
    advance(submission, "return", target, by=by, on=on, reason=reason, cells=cells)
    reopen(submission, [(q.row, q.column) for q in questions])
    submission.save()
    return submission


@transaction.atomic
def accept(*, submission_id: int, by: Actor, on: date, lock: int | None = None) -> Submission:
    """Take over from below: from now on the answer counts in every total above."""
    submission = begin(submission_id, P.SUBMISSION_REVIEW, by=by, on=on, lock=lock)
    target = states.target("accept", submission.state)
    _require_unsealed_above(submission)
    at = advance(submission, "accept", target, by=by, on=on)
    close_gaps(submission, by=by)
    submission.accepted = freeze(submission=submission, cause="accept", by=by, at=at, on=on)
    submission.save()
    return submission


def accept_clean(*, submission_ids: Sequence[int], by: Actor, on: date) -> tuple[list[int], list[int]]:
    """Accept what passes every check, each in its own transaction. Returns (accepted, left for a person to look at)."""
    taken: list[int] = []
    left: list[int] = []
    for pk in submission_ids:
        (taken if _accept_clean(pk, by=by, on=on) else left).append(pk)
    return taken, left


@transaction.atomic
def _accept_clean(submission_id: int, *, by: Actor, on: date) -> bool:
    """A warning, though explained, is left too: somebody reads the explanation."""
    submission = begin(submission_id, P.SUBMISSION_REVIEW, by=by, on=on)
    form = loaded.form(submission.form, submission.version)
    if submission.state != State.SUBMITTED or sealed_above(submission) or unready(submission):
        return False
    if checks.findings(form, own(submission), submission.respondent.level):
        return False
    accept(submission_id=submission_id, by=by, on=on)
    return True


@transaction.atomic
def approve(
    *, submission_id: int, by: Actor, on: date, gaps: Mapping[str, str] | None = None, lock: int | None = None
) -> Submission:
    """Approve and seal at the top: the total, and every accepted answer that it rests on, are frozen for good.

    Who wrote or sent this form may not approve it. Missing units must be declared.
    """
    submission = begin(submission_id, P.SUBMISSION_APPROVE, by=by, on=on, lock=lock)
    target = states.target("approve", submission.state, apex=submission.respondent.level == "province")
    _require_not_author(submission, by)
    declare(submission, gaps or {}, by=by)
    require_as_sent(submission)
    undeclared = undeclared_missing(submission)
    if undeclared:
        raise NotReady([missing_sentence(undeclared)])
    at = advance(submission, "approve", target, by=by, on=on)
    seal_below(submission, by=by, at=at, on=on)
    submission.sealed = freeze(submission=submission, cause="approve", by=by, at=at, on=on)
    submission.accepted = submission.sealed
    submission.save()
    return submission


def unready(submission: Submission) -> list[str]:
    """Why this cannot be sent yet; empty when it can."""
    form = loaded.form(submission.form, submission.version)
    cells, level = own(submission), submission.respondent.level
    found = checks.findings(form, cells, level)
    reasons = [f"{_place(form, f)}: {f.message} {f.remedy}" for f in found if f.severity == "error"]
    empty = checks.blanks(form, cells, level)
    if empty:
        reasons.append(
            t(
                "Còn {n} ô trống. Điền số, hoặc “-” nếu không phát sinh.",
                "{n} cells are blank. Fill in a number, or “-” where nothing occurred.",
                n=len(empty),
            )
        )
    warnings = unexplained(submission, cells, found)
    if warnings:
        reasons.append(t("Còn {n} cảnh báo chưa giải trình.", "{n} warnings are not yet explained.", n=warnings))
    undeclared = undeclared_missing(submission)
    if undeclared:
        reasons.append(missing_sentence(undeclared))
    return reasons


def _place(form: object, finding: checks.Finding) -> str:
    row = form.row.get(finding.row)  # type: ignore[attr-defined]
    return f"{row.title if row else finding.row}, {form.column[finding.column].title}"  # type: ignore[attr-defined]


def begin(submission_id: int, permission: P, *, by: Actor, on: date, lock: int | None = None) -> Submission:
    """The submission, held with all above it, for somebody who may. `lock`: the one they saw; Overtaken if it moved."""
    submission = locked_with_above(submission_id)
    require(by, permission, subject(submission.respondent), on=on)
    if lock is not None and submission.lock != lock:
        last = submission.events.order_by("-pk").first()
        raise Overtaken(
            t(
                "{who} vừa chuyển biểu này sang “{state}”. Tải lại trang rồi quyết định tiếp.",
                "{who} has just moved this form to “{state}”. Reload the page and decide again.",
                who=last.by_name if last else t("Người khác", "Someone else"),
                state=states.TITLES[State(submission.state)],
            )
        )
    return submission


def advance(
    submission: Submission,
    step: str,
    target: State,
    *,
    by: Actor,
    on: date,
    reason: str = "",
    cells: list[list[str]] | None = None,
) -> datetime:
    row = log(by, f"submission.{step}", "submission", str(submission.pk), source=submission.state, target=str(target))
    Event.objects.create(
        submission=submission,
        step=step,
        source=submission.state,
        target=target,
        reason=reason,
        cells=cells or [],
        by=by.user_id or 0,
        by_name=by.name,
        at=row.at,
        on=on,
    )
    submission.state, submission.lock, submission.touched_at = target, submission.lock + 1, row.at
    submission.followed = 0  # whoever takes a step has seen what stands there
    return row.at


def sealed_above(submission: Submission) -> bool:
    above = Submission.objects.filter(respondent_id__in=above_ids(submission.respondent), form=submission.form)
    return above.filter(state__in=list(states.SEALED)).exists()


def _require_unsealed_above(submission: Submission) -> None:
    if sealed_above(submission):
        raise NotReady(
            [
                t(
                    "Cấp trên đã duyệt và niêm phong. Số nộp muộn chỉ vào tổng bằng một đề nghị đính chính.",
                    "The level above has approved and sealed. A late answer enters the total only as a correction.",
                )
            ]
        )


def _require_not_author(submission: Submission, by: Actor) -> None:
    wrote = submission.entries.filter(by=by.user_id or 0).exists()
    sent = submission.events.filter(by=by.user_id or 0, step="submit").exists()
    if wrote or sent:
        raise NotReady(
            [
                t(
                    "Người nhập hoặc trình biểu không được tự duyệt biểu đó.",
                    "Whoever filled in or sent the form may not approve it.",
                )
            ]
        )


def last_snapshot(submission: Submission) -> Snapshot | None:
    return submission.snapshots.order_by("-number").first()

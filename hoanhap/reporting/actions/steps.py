"""The steps of a submission: send, withdraw, return, accept, approve. Each asks, checks, writes, freezes, audits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.catalog import library
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.cells import unexplained
from hoanhap.reporting.actions.lock import Overtaken, locked_with_above
from hoanhap.reporting.actions.snapshots import freeze
from hoanhap.reporting.models import Cell, Event, Gap, Respondent, Snapshot, Submission
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.coverage import missing
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import Place, computed_rows
from hoanhap.reporting.rules.states import State


class NotReady(Exception):
    """The step is allowed but the form is not ready for it. `reasons`: every one of them, in words."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Question:
    """What the level above asks about one cell when returning."""

    row: str
    column: str
    text: str


@transaction.atomic
def submit(
    *, submission_id: int, by: Actor, on: date, gaps: Mapping[str, str] | None = None, lock: int | None = None
) -> Submission:
    """Send upward. Refused with every reason: errors, blank cells, unexplained warnings, undeclared missing units.

    `gaps`: agency code → reason, for those below that are knowingly left out.
    """
    submission = _begin(submission_id, P.SUBMISSION_SUBMIT, by=by, on=on, lock=lock)
    target = states.target("submit", submission.state)
    _declare(submission, gaps or {}, by=by)
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
    submission = _begin(submission_id, P.SUBMISSION_WITHDRAW, by=by, on=on, lock=lock)
    target = states.target("withdraw", submission.state)
    advance(submission, "withdraw", target, by=by, on=on)
    submission.sent_at = submission.sent_on = None
    submission.save()
    return submission


@transaction.atomic
def give_back(
    *, submission_id: int, reason: str, questions: Sequence[Question] = (), by: Actor, on: date, lock: int | None = None
) -> Submission:
    """Return with a reason. With questions, only their cells reopen; without, the whole form does."""
    submission = _begin(submission_id, P.SUBMISSION_REVIEW, by=by, on=on, lock=lock)
    target = states.target("return", submission.state)
    reason = clean(reason, 2_000).strip()
    if not reason and not questions:
        raise NotReady([t("Ghi lý do trả lại để đơn vị biết phải sửa gì.", "Say why, so that they know what to mend.")])
    asked = [[q.row, q.column, clean(q.text, 500)] for q in questions]
    advance(submission, "return", target, by=by, on=on, reason=reason, cells=asked)
    _reopen(submission, [(q.row, q.column) for q in questions])
    submission.sent_at = submission.sent_on = None
    submission.save()
    return submission


@transaction.atomic
def accept(*, submission_id: int, by: Actor, on: date, lock: int | None = None) -> Submission:
    """Take over from below: from now on the answer counts in every total above."""
    submission = _begin(submission_id, P.SUBMISSION_REVIEW, by=by, on=on, lock=lock)
    target = states.target("accept", submission.state)
    _require_unsealed_above(submission)
    at = advance(submission, "accept", target, by=by, on=on)
    submission.accepted = freeze(submission=submission, cause="accept", by=by, at=at, on=on)
    submission.save()
    return submission


def accept_clean(*, submission_ids: Sequence[int], by: Actor, on: date) -> tuple[list[int], list[int]]:
    """Accept what passes every check, each in its own transaction. Returns (accepted, left for a person to look at)."""
    taken: list[int] = []
    left: list[int] = []
    for pk in submission_ids:
        with transaction.atomic():
            submission = locked_with_above(pk)
            if submission.state == State.SUBMITTED and not unready(submission):
                accept(submission_id=pk, by=by, on=on)
                taken.append(pk)
            else:
                left.append(pk)
    return taken, left


@transaction.atomic
def approve(
    *, submission_id: int, by: Actor, on: date, gaps: Mapping[str, str] | None = None, lock: int | None = None
) -> Submission:
    """Approve and seal at the top: the total, and every accepted answer that it rests on, are frozen for good.

    Who wrote or sent this form may not approve it. Missing units must be declared.
    """
    submission = _begin(submission_id, P.SUBMISSION_APPROVE, by=by, on=on, lock=lock)
    target = states.target("approve", submission.state, apex=submission.respondent.level == "province")
    _require_not_author(submission, by)
    _declare(submission, gaps or {}, by=by)
    undeclared = undeclared_missing(submission)
    if undeclared:
        raise NotReady([_missing_sentence(undeclared)])
    at = advance(submission, "approve", target, by=by, on=on)
    _seal_below(submission, by=by, at=at, on=on)
    submission.sealed = freeze(submission=submission, cause="approve", by=by, at=at, on=on)
    submission.accepted = submission.sealed
    submission.save()
    return submission


def unready(submission: Submission) -> list[str]:
    """Why this cannot be sent yet; empty when it can."""
    form = library.form(submission.form, submission.version)
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
        reasons.append(_missing_sentence(undeclared))
    return reasons


def undeclared_missing(submission: Submission) -> list[Respondent]:
    declared = set(submission.gaps.values_list("missing_id", flat=True))
    return [r for r in missing(top=submission.respondent, form=submission.form) if r.pk not in declared]


def _missing_sentence(undeclared: list[Respondent]) -> str:
    return t(
        "Chưa nhận {n} đơn vị: {names}. Nhận số liệu, hoặc khai báo thiếu kèm lý do.",
        "{n} units are not accepted: {names}. Accept them, or declare them missing with a reason.",
        n=len(undeclared),
        names=", ".join(r.name for r in undeclared[:5]) + (" …" if len(undeclared) > 5 else ""),
    )


def _place(form: object, finding: checks.Finding) -> str:
    row = form.row.get(finding.row)  # type: ignore[attr-defined]
    return f"{row.title if row else finding.row}, {form.column[finding.column].title}"  # type: ignore[attr-defined]


def _begin(submission_id: int, permission: P, *, by: Actor, on: date, lock: int | None) -> Submission:
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
    return row.at


def _reopen(submission: Submission, places: list[Place]) -> None:
    """Mark the cells in question. Asking about a total reopens its parts: nobody types a total."""
    form = library.form(submission.form, submission.version)
    parts = {r.code: r.parts.rows for r in computed_rows(form) if r.parts}
    wanted = set(places)
    while totals := {p for p in wanted if p[0] in parts}:
        wanted = (wanted - totals) | {(part, column) for row, column in totals for part in parts[row]}
    submission.cells.filter(reopened=True).update(reopened=False)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    for row, column in wanted:
        if (row, column) in stored:
            stored[row, column].reopened = True
            stored[row, column].save(update_fields=["reopened"])
        else:
            Cell.objects.create(submission=submission, row=row, column=column, revision=0, reopened=True)


def _declare(submission: Submission, gaps: Mapping[str, str], *, by: Actor) -> None:
    for code, reason in gaps.items():
        child = submission.respondent.children.filter(agency__code=code).first()
        reason = clean(reason, 300).strip()
        if not child or not reason:
            raise NotReady([t("Mỗi đơn vị thiếu phải có lý do.", "Each missing unit needs a reason.")])
        row = log(by, "gap.declare", "submission", str(submission.pk), missing=code)
        Gap.objects.update_or_create(
            submission=submission, missing=child, defaults={"reason": reason, "by_name": by.name, "at": row.at}
        )


def _require_unsealed_above(submission: Submission) -> None:
    above = [int(i) for i in submission.respondent.path.strip("/").split("/")[:-1]]
    sealed = Submission.objects.filter(respondent_id__in=above, form=submission.form, state__in=list(states.SEALED))
    if sealed.exists():
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


def _seal_below(submission: Submission, *, by: Actor, at: datetime, on: date) -> None:
    below = Submission.objects.filter(
        respondent__path__startswith=submission.respondent.path, form=submission.form, state=State.ACCEPTED
    ).exclude(pk=submission.pk)
    rows = list(below.select_related("accepted"))
    Event.objects.bulk_create(
        Event(
            submission=s,
            step="seal",
            source=s.state,
            target=State.APPROVED,
            by=by.user_id or 0,
            by_name=by.name,
            at=at,
            on=on,
        )
        for s in rows
    )
    for s in rows:
        s.state, s.lock, s.sealed_id = State.APPROVED, s.lock + 1, s.accepted_id
    Submission.objects.bulk_update(rows, ["state", "lock", "sealed"], batch_size=200)
    log(by, "submission.seal", "submission", str(submission.pk), sealed=len(rows))


def last_snapshot(submission: Submission) -> Snapshot | None:
    return submission.snapshots.order_by("-number").first()

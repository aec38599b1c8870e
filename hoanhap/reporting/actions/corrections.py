"""Correcting what was sealed: proposed by one person, decided by another; every total above gets a new version."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import speaking, t
from hoanhap.reporting.actions.cells import Change, refusal
from hoanhap.reporting.actions.explanations import explain_all
from hoanhap.reporting.actions.gaps import close_gaps
from hoanhap.reporting.actions.lock import locked
from hoanhap.reporting.actions.said import NotReady, said
from hoanhap.reporting.actions.snapshots import freeze
from hoanhap.reporting.actions.steps import advance, begin, sealed_above
from hoanhap.reporting.actions.storing import Writing, open_warnings, store
from hoanhap.reporting.models import Correction, Submission
from hoanhap.reporting.queries.cells import facts, own
from hoanhap.reporting.queries.scope import above_ids
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, totalled
from hoanhap.reporting.rules.states import State

REASON_LIMIT = 2_000


@transaction.atomic
def propose(*, submission_id: int, changes: Sequence[Change], reason: str, by: Actor, on: date) -> Correction:
    """Propose new contents for sealed cells, or (without changes) that a late answer enters the sealed total."""
    submission = begin(submission_id, P.CORRECTION_PROPOSE, by=by, on=on)
    cells, reason = own(submission), said(reason, REASON_LIMIT)
    reasons = _not_proposable(submission, changes, reason, cells)
    if reasons:
        raise NotReady(reasons)
    row = log(
        by, "correction.propose", "submission", str(submission.pk), cells=[f"{c.row}|{c.column}" for c in changes]
    )
    return Correction.objects.create(
        submission=submission,
        cells=[
            {
                "row": c.row,
                "column": c.column,
                "before": cells.get((c.row, c.column), BLANK).as_json(),
                "after": c.cell.as_json(),
            }
            for c in changes
        ],
        reason=reason,
        proposed_by=by.user_id or 0,
        proposed_by_name=by.name,
        proposed_at=row.at,
    )


def _not_proposable(submission: Submission, changes: Sequence[Change], reason: str, cells: dict) -> list[str]:  # type: ignore[type-arg]
    state = State(submission.state)
    form = loaded.form(submission.form, submission.version)
    late = state == State.SUBMITTED and sealed_above(submission)
    found = []
    if state not in states.SEALED and not late:
        found.append(
            t(
                "Chỉ đính chính số đã niêm phong, hoặc số nộp muộn sau niêm phong.",
                "Only sealed figures, or an answer that came after the seal, are corrected.",
            )
        )
    if len(reason) < 5:
        found.append(t("Ghi lý do đính chính.", "Say why the figure is corrected."))
    if state in states.SEALED and all(c.cell.same(cells.get((c.row, c.column), BLANK)) for c in changes):
        found.append(t("Không có ô nào khác số đã niêm phong.", "No cell differs from what was sealed."))
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    found += [r for c in changes if (r := refusal(submission, form, State.DRAFT, stored, c))]
    if submission.corrections.filter(state="proposed").exists():
        found.append(t("Đang có một đề nghị đính chính chờ quyết định.", "A correction is already waiting."))
    return found


@transaction.atomic
def decide(
    *, submission_id: int, correction_id: int, agree: bool, words: str, by: Actor, on: date, lock: int | None = None
) -> Correction:
    """Agree to or refuse a correction. The proposer may not decide it."""
    submission = begin(submission_id, P.CORRECTION_DECIDE, by=by, on=on, lock=lock)
    correction = submission.corrections.filter(pk=correction_id).first()
    if not correction:
        raise Outside
    if correction.state != "proposed":
        raise NotReady([t("Đề nghị này đã được quyết định.", "This correction has already been decided.")])
    if correction.proposed_by == by.user_id:
        raise NotReady([t("Người đề nghị không được tự quyết định.", "The proposer may not decide.")])
    row = log(by, "correction.decide", "submission", str(submission.pk), agree=agree, correction=correction.pk)
    correction.state = "approved" if agree else "refused"
    correction.decided_by, correction.decided_by_name = by.user_id, by.name
    correction.decided_at, correction.decision = row.at, said(words, REASON_LIMIT)
    correction.save()
    if agree:
        _apply(submission, correction, by=by, on=on)
    return correction


def _apply(submission: Submission, correction: Correction, *, by: Actor, on: date) -> None:
    form = loaded.form(submission.form, submission.version)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    stale = [c for c in correction.cells if not _facts_at(stored, c).same(CellFacts.from_json(c["before"]))]
    if stale:
        raise NotReady(
            [t("Số gốc đã đổi sau khi đề nghị; lập đề nghị mới.", "The figure changed since; propose again.")]
        )
    level = submission.respondent.level
    wanted = {(c["row"], c["column"]): CellFacts.from_json(c["after"]) for c in correction.cells}
    merged = {**{p: facts(c) for p, c in stored.items()}, **wanted}
    wanted |= totalled(form, merged, level) if form.kind == "grid" else {}
    after = {**merged, **wanted}
    errors = [f"{f.message} {f.remedy}" for f in checks.findings(form, after, level) if f.severity == "error"]
    if checks.blanks(form, after, level):
        errors.append(
            t(
                "Ô đã niêm phong không để trống: ghi số, hoặc “-” nếu không phát sinh.",
                "A sealed cell cannot become blank: write a number, or “-” where nothing occurred.",
            )
        )
    if errors:
        raise NotReady(errors)
    store([Writing(submission, stored, wanted)], by=by)
    at = advance(
        submission, "correct", states.target("correct", submission.state), by=by, on=on, reason=correction.reason
    )
    close_gaps(submission, by=by)
    explain_all(submission, form, correction.reason, by=by, at=at)
    submission.warnings = open_warnings(submission, form)
    submission.sealed = freeze(submission=submission, cause="correct", by=by, at=at, on=on)
    submission.accepted = submission.sealed
    submission.save()
    with speaking("vi"):  # the reason itself stays with the unit: not everybody who reads the sum reads its words
        why = t("Theo đính chính của {name}.", "Follows the correction of {name}.", name=submission.respondent.name)
    for above in _sealed_ancestors(submission):
        at = advance(above, "correct", State.CORRECTED, by=by, on=on, reason=why)
        above.sealed = freeze(submission=above, cause="correct", by=by, at=at, on=on)
        above.accepted = above.sealed
        above.save()


def _facts_at(stored: dict, change: dict) -> CellFacts:  # type: ignore[type-arg]
    cell = stored.get((change["row"], change["column"]))
    return facts(cell) if cell else BLANK


def _sealed_ancestors(submission: Submission) -> list[Submission]:
    """From the nearest up, so that each new version rests on the new version below it."""
    above = Submission.objects.filter(respondent_id__in=above_ids(submission.respondent), form=submission.form)
    rows = above.filter(state__in=list(states.SEALED))
    return sorted((locked(s.pk) for s in rows), key=lambda s: -len(s.respondent.path))

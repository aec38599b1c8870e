"""Correcting what was sealed: proposed by one person, decided by another; every total above gets a new version."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.catalog import library
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.actions.cells import Change, refusal, store
from hoanhap.reporting.actions.lock import locked, locked_with_above
from hoanhap.reporting.actions.snapshots import freeze
from hoanhap.reporting.actions.steps import NotReady, advance
from hoanhap.reporting.models import Correction, Submission
from hoanhap.reporting.queries.cells import facts, own
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, totalled
from hoanhap.reporting.rules.states import State


@transaction.atomic
def propose(*, submission_id: int, changes: Sequence[Change], reason: str, by: Actor, on: date) -> Correction:
    """Propose new contents for sealed cells, or (without changes) that a late answer enters the sealed total."""
    submission = locked_with_above(submission_id)
    require(by, P.CORRECTION_PROPOSE, subject(submission.respondent), on=on)
    cells = own(submission)
    reasons = _not_proposable(submission, changes, clean(reason, 2_000).strip(), cells)
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
        reason=clean(reason, 2_000).strip(),
        proposed_by=by.user_id or 0,
        proposed_by_name=by.name,
        proposed_at=row.at,
    )


def _not_proposable(submission: Submission, changes: Sequence[Change], reason: str, cells: dict) -> list[str]:  # type: ignore[type-arg]
    state = State(submission.state)
    form = library.form(submission.form, submission.version)
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


def sealed_above(submission: Submission) -> bool:
    above = [int(i) for i in submission.respondent.path.strip("/").split("/")[:-1]]
    return Submission.objects.filter(
        respondent_id__in=above, form=submission.form, state__in=list(states.SEALED)
    ).exists()


@transaction.atomic
def decide(*, submission_id: int, correction_id: int, agree: bool, words: str, by: Actor, on: date) -> Correction:
    """Agree to or refuse a correction. The proposer may not decide it."""
    submission = locked_with_above(submission_id)
    require(by, P.CORRECTION_DECIDE, subject(submission.respondent), on=on)
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
    correction.decided_at, correction.decision = row.at, clean(words, 2_000).strip()
    correction.save()
    if agree:
        _apply(submission, correction, by=by, on=on)
    return correction


def _apply(submission: Submission, correction: Correction, *, by: Actor, on: date) -> None:
    form = library.form(submission.form, submission.version)
    stored = {(c.row, c.column): c for c in submission.cells.all()}
    stale = [c for c in correction.cells if not _facts_at(stored, c).same(CellFacts.from_json(c["before"]))]
    if stale:
        raise NotReady(
            [t("Số gốc đã đổi sau khi đề nghị; lập đề nghị mới.", "The figure changed since; propose again.")]
        )
    wanted = {(c["row"], c["column"]): CellFacts.from_json(c["after"]) for c in correction.cells}
    merged = {**{p: facts(c) for p, c in stored.items()}, **wanted}
    wanted |= totalled(form, merged, submission.respondent.level) if form.kind == "grid" else {}
    errors = [
        f for f in checks.findings(form, {**merged, **wanted}, submission.respondent.level) if f.severity == "error"
    ]
    if errors:
        raise NotReady([f"{f.message} {f.remedy}" for f in errors])
    store(submission, stored, wanted, by=by, upload=None)
    at = advance(
        submission, "correct", states.target("correct", submission.state), by=by, on=on, reason=correction.reason
    )
    submission.sealed = freeze(submission=submission, cause="correct", by=by, at=at, on=on)
    submission.accepted = submission.sealed
    submission.save()
    for above in _sealed_ancestors(submission):
        at = advance(above, "correct", State.CORRECTED, by=by, on=on, reason=correction.reason)
        above.sealed = freeze(submission=above, cause="correct", by=by, at=at, on=on)
        above.accepted = above.sealed
        above.save()


def _facts_at(stored: dict, change: dict) -> CellFacts:  # type: ignore[type-arg]
    cell = stored.get((change["row"], change["column"]))
    return facts(cell) if cell else BLANK


def _sealed_ancestors(submission: Submission) -> list[Submission]:
    """From the nearest up, so that each new version rests on the new version below it."""
    above = [int(i) for i in submission.respondent.path.strip("/").split("/")[:-1]]
    rows = Submission.objects.filter(respondent_id__in=above, form=submission.form, state__in=list(states.SEALED))
    return sorted((locked(s.pk) for s in rows), key=lambda s: -len(s.respondent.path))

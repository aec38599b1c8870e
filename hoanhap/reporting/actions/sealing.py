"""Approval seals a whole tree: what was accepted below, and every total between as it stands at that moment."""

import json
from datetime import date, datetime

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.said import NotReady
from hoanhap.reporting.actions.snapshots import content, freeze
from hoanhap.reporting.models import Event, Respondent, Snapshot, Submission
from hoanhap.reporting.rules.states import State

BESIDE = {"cause", "missing", "evidence"}  # of a snapshot, what is not the answer itself


def require_as_sent(submission: Submission) -> None:
    """Whoever approves signs what was sent: when an answer below came or went since then, it is sent again first."""
    sent = submission.snapshots.filter(cause="submit").order_by("-number").first()
    if not sent or _same(content(submission, "submit"), sent):
        return
    raise NotReady(
        [
            t(
                "Số liệu bên dưới đã đổi sau khi trình. Đề nghị người trình rút lại, xem và trình lại.",
                "Figures below changed after this was sent. Ask the sender to withdraw it, look, and send it again.",
            )
        ]
    )


def seal_below(submission: Submission, *, by: Actor, at: datetime, on: date) -> None:
    """Seal every accepted answer under `submission`. The caller holds its lock, and so every step below it."""
    below = Submission.objects.filter(
        respondent__path__startswith=submission.respondent.path, form=submission.form, state=State.ACCEPTED
    ).exclude(pk=submission.pk)
    rows = list(below.select_related("accepted", "respondent__campaign", "respondent__agency"))
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
    renewed = _renew(rows, by=by, at=at, on=on)
    log(by, "submission.seal", "submission", str(submission.pk), sealed=len(rows), renewed=renewed)


def _renew(rows: list[Submission], *, by: Actor, at: datetime, on: date) -> int:
    """What followed the register after it was accepted, and a total that was accepted before an answer below it came,
    went or followed, gets a new version, the deepest first: every sealed total rests on the sealed versions under it.
    """
    above = set(Respondent.objects.filter(parent__in=[s.respondent_id for s in rows]).values_list("parent", flat=True))
    renewed = 0
    for s in sorted(rows, key=lambda s: -s.respondent.path.count("/")):
        if (s.respondent_id in above or s.followed) and s.accepted and not _same(content(s, "accept"), s.accepted):
            s.sealed = s.accepted = freeze(submission=s, cause="approve", by=by, at=at, on=on)
            s.followed = 0
            s.save(update_fields=["sealed", "accepted", "followed"])
            renewed += 1
    return renewed


def _same(now: dict[str, object], then: Snapshot) -> bool:
    """The same answer: what is declared missing may be said differently."""
    before = json.loads(then.body)
    return all(_said(now.get(part)) == _said(before.get(part)) for part in {*now, *before} - BESIDE)


def _said(part: object) -> object:
    """What was answered, without what the register said beside it."""
    if not isinstance(part, dict):
        return part
    cells = {k: {m: n for m, n in c.items() if m != "r"} if isinstance(c, dict) else c for k, c in part.items()}
    return {place: content for place, content in cells.items() if content}

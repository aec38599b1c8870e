"""What changed since it was last accepted, and who changed it."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.reporting.models import Entry, Submission
from hoanhap.reporting.queries.cells import counted_ids, own, totals
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules import seal
from hoanhap.reporting.rules.cells import Place
from hoanhap.reporting.rules.typed import shown


@dataclass(frozen=True, slots=True)
class Changed:
    row: str
    column: str
    before: str
    after: str
    by: str
    at: datetime | None


def since_accepted(*, actor: Actor, submission: Submission, on: date) -> list[Changed]:
    """Own cells against the accepted version, or the one that was sent if the register moved it since; for a
    consolidating unit also its totals. Empty when there is no such version.

    A reader of sums learns that a total moved, not who moved it further down than they read.
    """
    against = submission.accepted
    if not against and submission.followed:
        against = submission.snapshots.order_by("-number").first()
    if not against:
        return []
    body = json.loads(against.body)
    form = loaded.form(submission.form, submission.version)
    differing = dict(seal.changed(seal.unpack(body["cells"]), own(submission)))
    if "totals" in body:
        ids = counted_ids(top=submission.respondent, form=submission.form)
        now = {p: v.cell for p, v in totals(form=form, submission_ids=ids).items()}
        differing |= seal.changed(seal.unpack(body["totals"]), now)
    else:
        ids = [submission.pk]
    authors = _authors(actor, ids, set(differing), on)
    return [
        Changed(
            row,
            column,
            shown(form, row, column, old),
            shown(form, row, column, new),
            *authors.get((row, column), ("", None)),
        )
        for (row, column), (old, new) in sorted(differing.items())
    ]


def _authors(actor: Actor, ids: list[int], places: set[Place], on: date) -> dict[Place, tuple[str, datetime]]:
    if not places:
        return {}
    last = (
        Entry.objects.filter(submission_id__in=ids, row__in={r for r, _ in places}, column__in={c for _, c in places})
        .values("row", "column")
        .annotate(last=Max("pk"))
        .values_list("last", flat=True)
    )
    entries = list(Entry.objects.filter(pk__in=list(last)).select_related("submission__respondent"))
    holders = {e.submission.respondent_id: e.submission.respondent for e in entries}.values()
    seen = {r.pk for r in allowed(actor=actor, permission=P.FIGURE_TRACE, respondents=holders, on=on)}
    return {(e.row, e.column): (e.by_name, e.at) for e in entries if e.submission.respondent_id in seen}

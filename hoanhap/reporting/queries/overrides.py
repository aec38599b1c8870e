"""Figures that somebody typed over the register's: both values and the reason, as whoever adds them up reads them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Cell, Explanation, Respondent
from hoanhap.reporting.queries.cells import facts
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules.cells import CellFacts, Place, computed_rows
from hoanhap.reporting.rules.checks import REGISTER
from hoanhap.reporting.rules.typed import shown

MOST = 50


@dataclass(frozen=True, slots=True)
class Override:
    respondent: Respondent
    row: str
    column: str
    shown: str
    said: str  # by the register, now
    reason: str


def overrides(
    *, actor: Actor, top: Respondent, form: Form, submission_ids: list[int], on: date, at: Place | None = None
) -> list[Override]:
    """Of the answers that a total adds up, as far down as the actor reads; `at`: in one cell alone."""
    typed = ~Q(value=F("derived")) | ~Q(mark="") | Q(value=None)
    cells = Cell.objects.filter(typed, submission_id__in=submission_ids, derived__isnull=False)
    cells = cells.exclude(row__in=[r.code for r in computed_rows(form)])
    if at:
        cells = cells.filter(row=at[0], column=at[1])
    rows = [
        c
        for c in cells.select_related("submission__respondent__agency").order_by("submission__respondent__sort", "pk")
        if facts(c).typed_over
    ]
    holders = {c.submission.respondent_id: c.submission.respondent for c in rows}
    seen = {r.pk for r in allowed(actor=actor, permission=P.FIGURE_TRACE, respondents=holders.values(), on=on)}
    rows = [c for c in rows if c.submission.respondent_id in seen][:MOST]
    reasons = {
        (e.submission_id, e.row, e.column, e.revision): e.text
        for e in Explanation.objects.filter(
            submission__in={c.submission_id for c in rows}, check_code=REGISTER
        ).order_by("pk")
    }
    return [
        Override(
            c.submission.respondent,
            c.row,
            c.column,
            shown(form, c.row, c.column, facts(c)),
            shown(form, c.row, c.column, CellFacts(c.derived)),
            reasons.get((c.submission_id, c.row, c.column, c.revision), ""),
        )
        for c in rows
    ]

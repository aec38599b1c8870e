"""What campaigns were told for periods of a form, to stand beside what the register says: of each period, by the newest
campaign that asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Refused
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Respondent, Submission
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.cells import counted_ids, totals
from hoanhap.reporting.queries.coverage import Coverage, coverage

Span = tuple[date, date]  # [start, end)


@dataclass(frozen=True)
class Reported:
    """`values`: the unit's totals by line, in the form's own measure; a line without a number is missing.
    `coverage`: of the communes below it, or of itself."""

    campaign: str
    values: dict[str, float | int]
    coverage: Coverage


def reported(*, actor: Actor, form: str, unit: str, spans: Sequence[Span], on: date) -> list[Reported | None]:
    """One for each span; None: no campaign that the reader may follow asks this unit for it."""
    found: dict[Span, Reported] = {}
    asked = Submission.objects.filter(form=form, respondent__unit__code=unit.upper())
    for submission in asked.select_related("respondent__campaign").order_by("-respondent__campaign__pk"):
        respondent, drawn = submission.respondent, loaded.form(form, submission.version)
        columns = {(c.start, c.end): c.code for c in drawn.columns if c.start and c.end}
        wanted = {span: columns[span] for span in spans if span in columns and span not in found}
        if wanted and _may(actor, respondent, on):
            found |= _told(submission, drawn, wanted)
    return [found.get(span) for span in spans]


def _may(actor: Actor, respondent: Respondent, on: date) -> bool:
    try:
        holder = scope.by_unit(
            actor=actor, slug=respondent.campaign.slug, unit=respondent.unit.code, permission=P.FIGURE_TRACE, on=on
        )
    except Refused:
        return False
    return bool(holder.pk == respondent.pk)


def _told(submission: Submission, form: Form, columns: dict[Span, str]) -> dict[Span, Reported]:
    top = submission.respondent
    cells = totals(form=form, submission_ids=counted_ids(top=top, form=form.code))
    own = Coverage(
        int(submission.state != "none"), int(submission.state != "none"), 1, int(submission.register),
        int(submission.register or submission.state != "none"),
    )  # fmt: skip
    below = coverage(top=top, form=form.code).get("commune", own)
    return {
        span: Reported(
            top.campaign.slug,
            {
                row.code: total.cell.value / 10**row.measure.exponent if row.measure.exponent else total.cell.value
                for row in form.rows
                if row.measure and (total := cells.get((row.code, column))) and total.cell.value is not None
            },
            below,
        )
        for span, column in columns.items()
    }

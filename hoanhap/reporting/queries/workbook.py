"""The unit's own workbook: the paper's layout with what stands in it, signed for this unit and campaign."""

from django.conf import settings

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.lang import speaking
from hoanhap.reporting.models import Submission
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.rules import states
from hoanhap.reporting.rules.cells import own_rows
from hoanhap.reporting.workbook.book import CellIn
from hoanhap.reporting.workbook.identity import Identity
from hoanhap.reporting.workbook.template import template


def workbook(submission: Submission) -> tuple[str, bytes]:
    """(file name, bytes). The caller found `submission` through scope with TEMPLATE_EXPORT."""
    respondent = submission.respondent
    form = loaded.form(submission.form, submission.version)
    cells = own(submission)
    identity = Identity(respondent.campaign.slug, respondent.agency.code, form.code, form.version)
    with speaking("vi"):
        body = template(
            form,
            identity,
            key=settings.WORKBOOK_KEY,
            unit_name=respondent.agency.name,
            campaign_title=respondent.campaign.title,
            values={place: CellIn(c.value, c.mark, c.qualifier, c.text) for place, c in cells.items()},
            locked=locked_places(submission, form),
        )
    return f"{respondent.agency.code}-{form.code}.xlsx", body


def locked_places(submission: Submission, form: Form) -> set[tuple[str, str]]:
    """What the officer cannot fill: rows of another level, and in a returned form the cells not in question."""
    mine = {r.code for r in own_rows(form, submission.respondent.level)}
    places = {(r.code, c.code) for r in form.filled_rows for c in form.columns}
    locked = {p for p in places if p[0] not in mine}
    if submission.state == states.State.RETURNED:
        reopened = set(submission.cells.filter(reopened=True).values_list("row", "column"))
        if reopened:
            locked |= places - reopened
    return locked

"""Everything one form's page shows: the paper with its cells, what is wrong, what was asked, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.reporting.models import Correction, Event, Gap, Respondent, Submission, Upload
from hoanhap.reporting.queries.cells import counted_ids, lines, own, totals
from hoanhap.reporting.queries.changes import Changed, since_accepted
from hoanhap.reporting.queries.coverage import Coverage, coverage, declared, missing
from hoanhap.reporting.queries.grid import Drawing, problems_of
from hoanhap.reporting.queries.listed import records
from hoanhap.reporting.queries.overrides import Override, overrides
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, own_rows
from hoanhap.reporting.rules.checks import Finding
from hoanhap.reporting.rules.deadlines import Lateness, lateness, written
from hoanhap.reporting.rules.states import State, Step
from hoanhap.ui.grid import Grid, Problem


@dataclass(frozen=True)
class Page:
    submission: Submission
    respondent: Respondent
    form: Form
    state: State
    lateness: Lateness | None
    deadline: str
    editable: bool
    fills: bool  # this level types something into this form
    consolidates: bool
    grid: Grid
    findings: tuple[Finding, ...]
    blanks: int
    questions: tuple[tuple[Row | None, Column | None, str, str], ...]
    returned: Event | None
    coverage: Mapping[str, Coverage]
    missing: tuple[Respondent, ...]
    gaps: tuple[Gap, ...]
    changed: tuple[Changed, ...]
    events: tuple[Event, ...]
    uploads: tuple[Upload, ...]
    steps: tuple[Step, ...]
    correction: Correction | None
    may_propose: bool
    may_decide: bool
    children: tuple[Submission, ...]
    overrides: tuple[Override, ...]


def page(*, actor: Actor, submission: Submission, on: date) -> Page:
    """The caller found `submission` through scope with SUBMISSION_VIEW."""
    respondent = submission.respondent
    form = loaded.form(submission.form, submission.version)
    state = State(submission.state)
    where = subject(respondent)
    cells = own(submission)
    ids = counted_ids(top=respondent, form=form.code)
    consolidates = Submission.objects.filter(respondent__parent=respondent, form=form.code).exists()
    sums = {p: v.cell for p, v in totals(form=form, submission_ids=ids).items()} if consolidates else {}
    found = tuple(checks.findings(form, cells, respondent.level))
    explained = explained_texts(submission, cells)
    editable = state in states.OPEN and decide(actor, P.SUBMISSION_EDIT, where, on).allow
    returned = last_return(submission)
    reopened = set(submission.cells.filter(reopened=True).values_list("row", "column"))
    moved = (
        since_accepted(actor=actor, submission=submission, on=on)
        if state not in states.COUNTED or consolidates or submission.followed
        else []
    )
    asked = questions_of(returned)
    deadline = respondent.campaign.deadlines.filter(level=respondent.level).first()
    fills = bool(own_rows(form, respondent.level)) if form.kind == "grid" else respondent.level in form.filled_by
    listed = tuple(lines(submission_ids=ids)) if form.kind == "list" else ()
    drawing = Drawing(
        submission=submission,
        form=form,
        cells=cells,
        sums=sums,
        lines=listed,
        records=records(row for _, row, cells_ in listed if any(c.derived for c in cells_.values())),
        findings=found,
        explained=explained,
        editable=editable and fills,
        reopened=reopened,
        asked=asked,
    )
    return Page(
        submission=submission,
        respondent=respondent,
        form=form,
        state=state,
        lateness=lateness(ends_on=deadline.ends, sent_on=submission.sent_on if state in states.SENT else None, on=on)
        if deadline
        else None,
        deadline=written(deadline.ends, deadline.phrase) if deadline else "",
        editable=editable and fills,
        fills=fills,
        consolidates=consolidates,
        grid=drawing.grid(),
        findings=found,
        blanks=len(checks.blanks(form, cells, respondent.level)),
        questions=tuple((form.row.get(r), form.column.get(c), r, q) for (r, c), q in asked.items()),
        returned=returned,
        coverage=coverage(top=respondent, form=form.code) if consolidates else {},
        missing=tuple(missing(top=respondent, form=form.code)) if consolidates else (),
        gaps=tuple(declared(top=respondent, form=form.code)) if consolidates else (),
        changed=tuple(moved),
        events=tuple(submission.events.order_by("-pk")[:30]),
        uploads=tuple(submission.uploads.order_by("-pk")[:10]),
        steps=tuple(_steps(actor, submission, on)),
        correction=submission.corrections.filter(state="proposed").first(),
        may_propose=state in (*states.SEALED, State.SUBMITTED) and decide(actor, P.CORRECTION_PROPOSE, where, on).allow,
        may_decide=decide(actor, P.CORRECTION_DECIDE, where, on).allow,
        children=tuple(
            Submission.objects.filter(respondent__parent=respondent, form=form.code)
            .select_related("respondent__agency")
            .order_by("respondent__sort")
        )
        if consolidates
        else (),
        overrides=tuple(overrides(actor=actor, top=respondent, form=form, submission_ids=ids, on=on))
        if consolidates and form.kind == "grid"
        else (),
    )


def last_return(submission: Submission) -> Event | None:
    """Why the form came back, while it is back."""
    if submission.state != State.RETURNED:
        return None
    return submission.events.filter(step="return").order_by("-pk").first()


def questions_of(returned: Event | None) -> dict[Place, str]:
    return {(row, column): question for row, column, question in returned.cells} if returned else {}


def problems_now(submission: Submission) -> list[Problem]:
    """What stands beside the grid at this moment, read afresh."""
    form, cells = loaded.form(submission.form, submission.version), own(submission)
    found = checks.findings(form, cells, submission.respondent.level)
    return problems_of(questions_of(last_return(submission)), found, explained_texts(submission, cells))


def explained_texts(submission: Submission, cells: Mapping[Place, CellFacts]) -> dict[tuple[str, str, str], str]:
    """The explanations that still hold: given for the cell's present revision."""
    return {
        (e.row, e.column, e.check_code): e.text
        for e in submission.explanations.order_by("pk")
        if e.revision == cells.get((e.row, e.column), BLANK).revision
    }


def _steps(actor: Actor, submission: Submission, on: date) -> list[Step]:
    """The steps this actor may take from this state: the buttons of the page."""
    where = subject(submission.respondent)
    apex = submission.respondent.level == "province"
    return [
        step
        for step in states.STEPS.values()
        if step.by
        and step.name != "correct"
        and State(submission.state) in step.sources
        and (step.apex is None or step.apex == apex)
        and decide(actor, P(step.by), where, on).allow
    ]

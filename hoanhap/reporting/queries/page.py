"""Everything one form's page shows: the paper with its cells, what is wrong, what was asked, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog import library
from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.reporting.models import Correction, Event, Explanation, Gap, Respondent, Submission, Upload
from hoanhap.reporting.queries.cells import counted_ids, lines, own, totals
from hoanhap.reporting.queries.changes import Changed, since_accepted
from hoanhap.reporting.queries.coverage import Coverage, coverage, missing
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import checks, states
from hoanhap.reporting.rules.cells import BLANK, CellFacts, Place, computed_rows, own_rows
from hoanhap.reporting.rules.checks import Finding
from hoanhap.reporting.rules.deadlines import Lateness, lateness, written
from hoanhap.reporting.rules.states import State, Step
from hoanhap.reporting.rules.typed import shown


@dataclass(frozen=True, slots=True)
class PageCell:
    """kind: entry (typed here), sum (follows from its parts), total (consolidated from below), none (not asked)."""

    row: str
    column: str
    shown: str
    revision: int
    kind: str
    locked: bool
    nil: bool
    question: str
    findings: tuple[Finding, ...]
    explained: bool
    changed: bool
    below: bool  # the figure rests on units below and has a page to follow


@dataclass(frozen=True, slots=True)
class PageRow:
    row: Row
    cells: tuple[PageCell, ...]
    parts: str  # codes of the rows it sums, space separated
    exponent: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a list form. `of`: the unit it comes from, when consolidated."""

    key: str
    cells: tuple[PageCell, ...]
    of: str


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
    rows: tuple[PageRow, ...]
    lines: tuple[PageLine, ...]
    findings: tuple[Finding, ...]
    explanations: Mapping[tuple[str, str, str], Explanation]
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


def page(*, actor: Actor, submission: Submission, on: date) -> Page:
    """The caller found `submission` through scope with SUBMISSION_VIEW."""
    respondent = submission.respondent
    form = library.form(submission.form, submission.version)
    state = State(submission.state)
    where = subject(respondent)
    cells = own(submission)
    ids = counted_ids(top=respondent, form=form.code)
    consolidates = Submission.objects.filter(respondent__parent=respondent, form=form.code).exists()
    sums = {p: v.cell for p, v in totals(form=form, submission_ids=ids).items()} if consolidates else {}
    found = tuple(checks.findings(form, cells, respondent.level))
    explained = {
        (e.row, e.column, e.check_code): e
        for e in submission.explanations.order_by("pk")
        if e.revision == cells.get((e.row, e.column), BLANK).revision
    }
    editable = state in states.OPEN and decide(actor, P.SUBMISSION_EDIT, where, on).allow
    returned = submission.events.filter(step="return").order_by("-pk").first() if state == State.RETURNED else None
    reopened = set(submission.cells.filter(reopened=True).values_list("row", "column"))
    changed = tuple(since_accepted(submission)) if state not in states.COUNTED or consolidates else ()
    asked = {(r, c): q for r, c, q in returned.cells} if returned else {}
    deadline = respondent.campaign.deadlines.filter(level=respondent.level).first()
    fills = bool(own_rows(form, respondent.level)) if form.kind == "grid" else respondent.level in form.filled_by
    build = _Cells(
        form,
        respondent.level,
        cells,
        sums,
        found,
        explained,
        editable,
        reopened,
        asked,
        {(c.row, c.column) for c in changed},
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
        rows=tuple(build.row(r) for r in form.rows),
        lines=tuple(build.lines(ids, submission)) if form.kind == "list" else (),
        findings=found,
        explanations=explained,
        blanks=len(checks.blanks(form, cells, respondent.level)),
        questions=tuple((form.row.get(r), form.column.get(c), r, q) for (r, c), q in asked.items()),
        returned=returned,
        coverage=coverage(top=respondent, form=form.code) if consolidates else {},
        missing=tuple(missing(top=respondent, form=form.code)) if consolidates else (),
        gaps=tuple(submission.gaps.select_related("missing").order_by("missing__sort")),
        changed=changed,
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
    )


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


@dataclass(frozen=True)
class _Cells:
    """Builds the page's cells from what is known of each place."""

    form: Form
    level: str
    cells: Mapping[Place, CellFacts]
    sums: Mapping[Place, CellFacts]
    found: tuple[Finding, ...]
    explained: Mapping[tuple[str, str, str], Explanation]
    editable: bool
    reopened: set[Place]
    asked: Mapping[Place, str]
    changed: set[Place]

    def row(self, row: Row) -> PageRow:
        computed = row in computed_rows(self.form)
        return PageRow(
            row=row,
            cells=tuple(self.cell(row.code, c.code, self._kind(row, computed)) for c in self.form.columns),
            parts=" ".join(row.parts.rows) if computed and row.parts else "",
            exponent=row.measure.exponent if row.measure else 0,
        )

    def _kind(self, row: Row, computed: bool) -> str:
        if not row.measure:
            return "none"
        if row not in own_rows(self.form, self.level):
            return "total" if self.sums else "none"
        return "sum" if computed else "entry"

    def cell(self, row: str, column: str, kind: str) -> PageCell:
        place = row, column
        content = self.sums.get(place, BLANK) if kind == "total" else self.cells.get(place, BLANK)
        here = tuple(f for f in self.found if (f.row, f.column) == place)
        return PageCell(
            row=row,
            column=column,
            shown=shown(self.form, row, column, content),
            revision=self.cells.get(place, BLANK).revision,
            kind=kind,
            locked=not self.editable or kind != "entry" or bool(self.reopened and place not in self.reopened),
            nil=content.mark == "nil",
            question=self.asked.get(place, ""),
            findings=here,
            explained=bool(here) and all((f.row, f.column, f.check) in self.explained for f in here),
            changed=place in self.changed,
            below=kind == "total",
        )

    def lines(self, ids: list[int], submission: Submission) -> list[PageLine]:
        names = dict(Submission.objects.filter(pk__in=ids).values_list("pk", "respondent__name"))
        return [
            PageLine(
                key=key,
                cells=tuple(
                    PageCell(
                        row=key,
                        column=c.code,
                        shown=shown(self.form, key, c.code, cells.get(c.code, BLANK)),
                        revision=cells.get(c.code, BLANK).revision,
                        kind="entry" if sub == submission.pk else "total",
                        locked=not self.editable or sub != submission.pk,
                        nil=False,
                        question=self.asked.get((key, c.code), ""),
                        findings=tuple(f for f in self.found if (f.row, f.column) == (key, c.code)),
                        explained=False,
                        changed=False,
                        below=False,
                    )
                    for c in self.form.columns
                ),
                of="" if sub == submission.pk else names[sub],
            )
            for sub, key, cells in lines(submission_ids=ids)
        ]

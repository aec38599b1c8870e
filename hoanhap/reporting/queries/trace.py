"""A figure's way back: from any total to its contributions, down to the commune cell, who typed it and when."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog import library
from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.reporting.models import Cell, Entry, Respondent, Snapshot, Submission
from hoanhap.reporting.queries.cells import counted_ids, facts, totals
from hoanhap.reporting.queries.coverage import Coverage, coverage
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules.cells import BLANK, CellFacts, added
from hoanhap.reporting.rules.states import ALONE, COUNTED, State
from hoanhap.reporting.rules.typed import shown


@dataclass(frozen=True, slots=True)
class Contribution:
    """One unit directly below, or the unit's own cell. `counted`: it is in the total now.

    `seen`: the actor may follow it; of the others the page names the unit and nothing more.
    """

    respondent: Respondent
    state: State
    counted: bool
    shown: str
    cells: int  # how many cells stand behind it
    own: bool
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Typed:
    by: str
    at: datetime
    before: str
    after: str
    upload: str


@dataclass(frozen=True, slots=True)
class Trace:
    form: Form
    row: Row
    column: Column
    respondent: Respondent
    submission: Submission
    cell: CellFacts
    shown: str
    coverage: dict[str, Coverage]
    contributions: tuple[Contribution, ...]
    history: tuple[Typed, ...]
    snapshot: Snapshot | None
    code: str


def code_of(campaign: str, form: str, agency: str, row: str, column: str) -> str:
    """The trace code a paper carries: it is also the address of the figure's page, after `/so-lieu/`."""
    return f"{campaign}/{form}/{agency}/{row}/{column}"


def trace(*, actor: Actor, submission: Submission, row: str, column: str, on: date) -> Trace | None:
    """None when the form has no such figure. The caller found `submission` through scope with FIGURE_TRACE."""
    respondent = submission.respondent
    form = library.form(submission.form, submission.version)
    if row not in form.row or column not in form.column or not form.row[row].measure:
        return None
    ids = counted_ids(top=respondent, form=form.code)
    total = totals(form=form, submission_ids=ids, at=(row, column)).get((row, column))
    cell = total.cell if total else BLANK
    return Trace(
        form=form,
        row=form.row[row],
        column=form.column[column],
        respondent=respondent,
        submission=submission,
        cell=cell,
        shown=shown(form, row, column, cell),
        coverage=_speaking(form.row[row], coverage(top=respondent, form=form.code)),
        contributions=_seen(actor, list(_contributions(submission, form, row, column)), on),
        history=tuple(_history(submission, form, row, column)),
        snapshot=submission.sealed or submission.accepted,
        code=code_of(respondent.campaign.slug, form.code, respondent.agency.code, row, column),
    )


def _speaking(row: Row, found: dict[str, Coverage]) -> dict[str, Coverage]:
    """The levels that have a part in this line: whoever fills it, and those it answers through."""
    levels = {*row.filled_by, "province"} | ({"district"} if "commune" in row.filled_by else set())
    return {level: here for level, here in found.items() if level in levels}


def _seen(actor: Actor, made_of: list[Contribution], on: date) -> tuple[Contribution, ...]:
    """A reader of sums, as the ministry is, learns no figure further down than it reads."""
    below = [c.respondent for c in made_of if not c.own]
    open_to = {r.pk for r in allowed(actor=actor, permission=P.FIGURE_TRACE, respondents=below, on=on)}
    return tuple(c if c.own or c.respondent.pk in open_to else replace(c, shown="", seen=False) for c in made_of)


def _contributions(submission: Submission, form: Form, row: str, column: str) -> Iterator[Contribution]:
    """Sums per unit directly below, in one query over the cells of the row and column."""
    top = submission.respondent
    cells = Cell.objects.filter(
        submission__form=form.code,
        submission__respondent__campaign_id=top.campaign_id,
        submission__respondent__path__startswith=top.path,
        row=row,
        column=column,
    ).values_list("submission__respondent__path", "submission__state", "value", "mark", "qualifier")
    own = submission.cells.filter(row=row, column=column).first()
    if own and not facts(own).blank:
        yield Contribution(top, State(submission.state), True, shown(form, row, column, facts(own)), 1, True)
    children = Respondent.objects.filter(parent=top, submissions__form=form.code).select_related("agency", "unit")
    states = dict(
        Submission.objects.filter(respondent__parent=top, form=form.code).values_list("respondent_id", "state")
    )
    behind: dict[int, list[tuple[str, CellFacts]]] = {}
    for path, state, value, mark, qualifier in cells:
        if path != top.path:
            behind.setdefault(int(path[len(top.path) :].split("/")[0]), []).append(
                (state, CellFacts(value, mark, qualifier))
            )
    for child in sorted(children, key=lambda c: c.sort):
        rows = behind.get(child.pk, [])
        if not rows and child.level in ALONE and child.level not in form.row[row].filled_by:
            continue
        counted = [c for s, c in rows if s in COUNTED]
        some = counted or [c for _, c in rows]
        yield Contribution(
            child,
            State(states[child.pk]),
            bool(counted),
            shown(form, row, column, added(some)) if some else "",
            len(counted),
            False,
        )


def _history(submission: Submission, form: Form, row: str, column: str) -> Iterator[Typed]:
    entries = Entry.objects.filter(submission=submission, row=row, column=column).select_related("upload")
    for e in entries.order_by("-pk")[:50]:
        yield Typed(
            e.by_name,
            e.at,
            shown(form, row, column, CellFacts.from_json(e.before)),
            shown(form, row, column, CellFacts.from_json(e.after)),
            e.upload.filename if e.upload else "",
        )

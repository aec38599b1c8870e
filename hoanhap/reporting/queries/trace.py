"""A figure's way back: from any total to its contributions, down to the commune cell, who typed it and when."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.reporting.models import Cell, Entry, Respondent, Snapshot, Submission
from hoanhap.reporting.queries.behind import Source, meaning, sources
from hoanhap.reporting.queries.cells import counted_ids, facts, totals
from hoanhap.reporting.queries.coverage import Coverage, coverage
from hoanhap.reporting.queries.overrides import Override, overrides
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules.cells import BLANK, CellFacts, added
from hoanhap.reporting.rules.register import leaves
from hoanhap.reporting.rules.states import ALONE, COUNTED, SEALED, SENT, State
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
    origin: str = ""  # register, over or typed; of a unit that consolidates nothing
    said: str = ""  # what the register says now, where that is something else
    rests: Coverage | None = None  # of a unit that consolidates: its communes


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
    sources: tuple[Source, ...]
    overrides: tuple[Override, ...]
    sealed: bool
    now: str  # of what is sealed: what the register says today, where that is something else


def code_of(campaign: str, form: str, agency: str, row: str, column: str) -> str:
    """The trace code a paper carries: it is also the address of the figure's page, after `/so-lieu/`."""
    return f"{campaign}/{form}/{agency}/{row}/{column}"


def trace(*, actor: Actor, submission: Submission, row: str, column: str, on: date) -> Trace | None:
    """None when the form has no such figure. The caller found `submission` through scope with FIGURE_TRACE."""
    respondent = submission.respondent
    form = loaded.form(submission.form, submission.version)
    if row not in form.row or column not in form.column or not form.row[row].measure:
        return None
    ids = counted_ids(top=respondent, form=form.code)
    behind = _behind(submission, form, row, column)
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
        coverage=_speaking(form.row[row], _sourced(coverage(top=respondent, form=form.code), behind)),
        contributions=_seen(actor, list(_contributions(submission, form, row, column, behind)), on),
        history=tuple(_history(submission, form, row, column)),
        snapshot=submission.sealed or submission.accepted,
        code=code_of(respondent.campaign.slug, form.code, respondent.agency.code, row, column),
        sources=sources(actor=actor, submission=submission, row=row, column=column, on=on)
        or meaning(submission, row, column),
        overrides=tuple(
            o
            for leaf in leaves(form, row)
            for o in overrides(actor=actor, top=respondent, form=form, submission_ids=ids, on=on, at=(leaf, column))
        ),
        sealed=State(submission.state) in SEALED,
        now=_now(form, row, column, behind) if State(submission.state) in SEALED else "",
    )


def _speaking(row: Row, found: dict[str, Coverage]) -> dict[str, Coverage]:
    """The levels that have a part in this line: whoever fills it, and those it answers through."""
    levels = {*row.filled_by, "province"} | ({"district"} if "commune" in row.filled_by else set())
    return {level: here for level, here in found.items() if level in levels}


def _seen(actor: Actor, made_of: list[Contribution], on: date) -> tuple[Contribution, ...]:
    """A reader of sums, as the ministry is, learns no figure further down than it reads."""
    below = [c.respondent for c in made_of if not c.own]
    open_to = {r.pk for r in allowed(actor=actor, permission=P.FIGURE_TRACE, respondents=below, on=on)}
    return tuple(
        c if c.own or c.respondent.pk in open_to else replace(c, shown="", seen=False, origin="", said="", rests=None)
        for c in made_of
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """One cell under a figure: whose, in which state, and what it says."""

    path: str
    level: str
    state: str
    register: bool
    cell: CellFacts

    @property
    def counted(self) -> bool:
        return self.state in COUNTED


def _behind(submission: Submission, form: Form, row: str, column: str) -> list[Standing]:
    """Every cell of the row and column at and under a respondent, in one query."""
    top = submission.respondent
    cells = Cell.objects.filter(
        submission__form=form.code,
        submission__respondent__campaign_id=top.campaign_id,
        submission__respondent__path__startswith=top.path,
        row=row,
        column=column,
    ).values_list(
        "submission__respondent__path",
        "submission__respondent__level",
        "submission__state",
        "submission__register",
        "value",
        "mark",
        "qualifier",
        "derived",
    )
    return [
        Standing(path, level, state, register, CellFacts(value, mark, qualifier, derived=derived))
        for path, level, state, register, value, mark, qualifier, derived in cells
    ]


def _sourced(found: dict[str, Coverage], behind: list[Standing]) -> dict[str, Coverage]:
    """How many of each level have this very figure from the register: one that was typed over is typed."""
    known = Counter(s.level for s in behind if s.cell.from_register)
    told = Counter(s.level for s in behind if not s.cell.blank)
    return {level: replace(c, register=known[level], answered=told[level]) for level, c in found.items()}


def _now(form: Form, row: str, column: str, behind: list[Standing]) -> str:
    """The figure if every sealed cell of the register said what the register says today."""
    cells = [s.cell for s in behind if s.counted]
    if not any(c.typed_over for c in cells):
        return ""
    today = [c if c.derived is None else CellFacts.saying(c.derived) for c in cells]
    return shown(form, row, column, added(today))


def _contributions(
    submission: Submission, form: Form, row: str, column: str, cells: list[Standing]
) -> Iterator[Contribution]:
    """Sums per unit directly below."""
    top = submission.respondent
    own = submission.cells.filter(row=row, column=column).first()
    if own and not facts(own).blank:
        yield Contribution(
            top,
            State(submission.state),
            True,
            shown(form, row, column, facts(own)),
            1,
            True,
            origin=_origin(facts(own)),
            said=_now(form, row, column, [s for s in cells if s.path == top.path]),
        )
    children = list(Respondent.objects.filter(parent=top, submissions__form=form.code).select_related("agency", "unit"))
    states = dict(
        Submission.objects.filter(respondent__parent=top, form=form.code).values_list("respondent_id", "state")
    )
    behind: dict[int, list[Standing]] = {}
    for s in cells:
        if s.path != top.path:
            behind.setdefault(int(s.path[len(top.path) :].split("/")[0]), []).append(s)
    communes = _communes(top, form) if children else Counter[int]()
    for child in sorted(children, key=lambda c: c.sort):
        rows = behind.get(child.pk, [])
        if not rows and child.level in ALONE and child.level not in form.row[row].filled_by:
            continue
        counted = [s.cell for s in rows if s.counted]
        some = counted or [s.cell for s in rows]
        yield Contribution(
            child,
            State(states[child.pk]),
            bool(counted),
            shown(form, row, column, added(some)) if some else "",
            len(counted),
            False,
            origin=_origin(rows[0].cell) if child.level in ALONE and rows else "",
            said=_now(form, row, column, rows),
            rests=_rests(rows, communes[child.pk]),
        )


def _communes(top: Respondent, form: Form) -> Counter[int]:
    """How many communes answer the form under each unit directly below."""
    rows = Respondent.objects.filter(
        campaign_id=top.campaign_id, path__startswith=top.path, level="commune", submissions__form=form.code
    ).exclude(parent=top)
    return Counter(int(path[len(top.path) :].split("/")[0]) for path in rows.values_list("path", flat=True))


def _origin(cell: CellFacts) -> str:
    return "over" if cell.typed_over else "register" if cell.from_register else "typed"


def _rests(rows: list[Standing], communes: int) -> Coverage | None:
    here = [s for s in rows if s.level == "commune"]
    counted, sent = sum(s.counted for s in here), sum(s.state in SENT for s in here)
    known, told = sum(s.cell.from_register for s in here), sum(not s.cell.blank for s in here)
    return Coverage(counted, sent, communes, known, told) if known else None


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

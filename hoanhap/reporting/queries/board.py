"""The campaign board: units × forms with state, lateness and warnings, as the actor's place in the chain sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog import library
from hoanhap.catalog.forms import Form
from hoanhap.reporting.models import Campaign, Deadline, Respondent, Submission
from hoanhap.reporting.queries.coverage import Coverage
from hoanhap.reporting.queries.scope import subject
from hoanhap.reporting.rules import deadlines, states
from hoanhap.reporting.rules.deadlines import Lateness
from hoanhap.reporting.rules.states import COUNTED, SENT, State


@dataclass(frozen=True, slots=True)
class Square:
    """One unit × form. `below`: coverage of the level that fills the form, for units that consolidate."""

    form: str
    submission_id: int
    state: State
    tone: str
    lateness: Lateness | None
    warnings: int
    returned_cells: int
    below: Coverage | None


@dataclass(frozen=True, slots=True)
class Line:
    respondent: Respondent
    squares: tuple[Square | None, ...]
    sent: int  # submissions below it (or its own, at the bottom) that are sent
    expected: int
    depth: int


@dataclass(frozen=True, slots=True)
class Board:
    campaign: Campaign
    top: Respondent
    forms: tuple[Form, ...]
    lines: tuple[Line, ...]
    deadlines: Mapping[str, str]
    ends: Mapping[str, date]
    summary: Mapping[str, Coverage]  # level → respondents who have sent every form
    overdue: int
    warnings: int


def home_respondent(*, actor: Actor, campaign: Campaign, on: date) -> Respondent | None:
    """The respondent the actor works for in this campaign: their own agency's, or else the one of their unit."""
    rows = list(campaign.respondents.select_related("agency", "unit", "parent", "campaign"))
    for post in actor.posts:
        mine = [r for r in rows if r.agency_id == post.agency_id] or [r for r in rows if r.unit_id == post.unit_id]
        mine = [r for r in mine if decide(actor, P.BOARD_VIEW, subject(r), on).allow]
        if mine:
            return min(mine, key=lambda r: len(r.path)) if post.role.startswith(("province", "inspector")) else mine[0]
    return None


def board(*, top: Respondent, on: date) -> Board:
    """The board of `top`: itself and the units directly below. The caller has asked for `top` through scope."""
    campaign = top.campaign
    forms = forms_of(campaign)
    rows = list(
        Respondent.objects.filter(campaign=campaign, path__startswith=top.path).select_related("agency", "unit")
    )
    by_respondent = _submissions(campaign, top)
    ends = {d.level: d for d in Deadline.objects.filter(campaign=campaign)}
    shown = [r for r in rows if r.pk == top.pk or r.parent_id == top.pk]
    shown.sort(key=lambda r: (r.pk != top.pk, _rank(r.level), r.sort))
    lines = tuple(_line(r, rows, forms, by_respondent, ends, on, depth=int(r.pk != top.pk)) for r in shown)
    return Board(
        campaign=campaign,
        top=top,
        forms=forms,
        lines=lines,
        deadlines={level: deadlines.written(d.ends, d.phrase) for level, d in ends.items()},
        ends={level: d.ends for level, d in ends.items()},
        summary=_summary(rows, top, by_respondent),
        overdue=sum(
            _late(r, s, ends, on).kind == "missing"
            for r in rows
            for s in by_respondent.get(r.pk, {}).values()
            if r.level in ends and r.pk != top.pk and form_fills(library.form(s.form, s.version), r.level)
        ),
        warnings=sum(s.warnings for found in by_respondent.values() for s in found.values()),
    )


def forms_of(campaign: Campaign) -> tuple[Form, ...]:
    return tuple(library.form(f.form, f.version) for f in campaign.forms.order_by("position"))


def form_fills(form: Form, level: str) -> bool:
    return level in form.filled_by


def _rank(level: str) -> int:
    return ("ministry", "province", "department", "centre", "district", "commune").index(level)


def _submissions(campaign: Campaign, top: Respondent) -> dict[int, dict[str, Submission]]:
    found: dict[int, dict[str, Submission]] = {}
    rows = Submission.objects.filter(respondent__campaign=campaign, respondent__path__startswith=top.path)
    for submission in rows:
        found.setdefault(submission.respondent_id, {})[submission.form] = submission
    return found


def _line(
    respondent: Respondent,
    rows: list[Respondent],
    forms: tuple[Form, ...],
    by_respondent: dict[int, dict[str, Submission]],
    ends: dict[str, Deadline],
    on: date,
    *,
    depth: int,
) -> Line:
    below = [r for r in rows if r.path.startswith(respondent.path) and r.pk != respondent.pk]
    mine = by_respondent.get(respondent.pk, {})
    squares = tuple(_square(respondent, below, f, mine.get(f.code), by_respondent, ends, on) for f in forms)
    leaves = [r for r in below if r.level == "commune"] or ([] if below else [respondent])
    return Line(
        respondent=respondent,
        squares=squares,
        sent=sum(_all_sent(by_respondent.get(r.pk, {})) for r in leaves),
        expected=len(leaves),
        depth=depth,
    )


def _square(
    respondent: Respondent,
    below: list[Respondent],
    form: Form,
    submission: Submission | None,
    by_respondent: dict[int, dict[str, Submission]],
    ends: dict[str, Deadline],
    on: date,
) -> Square | None:
    if not submission:
        return None
    under = [by_respondent[r.pk][form.code] for r in below if form.code in by_respondent.get(r.pk, {})]
    counted = Coverage(sum(s.state in COUNTED for s in under), sum(s.state in SENT for s in under), len(under))
    state = State(submission.state)
    return Square(
        form=form.code,
        submission_id=submission.pk,
        state=state,
        tone=states.TONES[state],
        lateness=_late(respondent, submission, ends, on) if respondent.level in ends else None,
        warnings=submission.warnings + sum(s.warnings for s in under),
        returned_cells=0,
        below=counted if under else None,
    )


def _late(respondent: Respondent, submission: Submission, ends: dict[str, Deadline], on: date) -> Lateness:
    deadline = ends.get(respondent.level)
    if not deadline:
        return Lateness("on_time", 0)
    sent_on = submission.sent_on if submission.state in SENT else None
    return deadlines.lateness(ends_on=deadline.ends, sent_on=sent_on, on=on)


def _all_sent(found: dict[str, Submission]) -> bool:
    return bool(found) and all(s.state in SENT for s in found.values())


def _summary(
    rows: list[Respondent], top: Respondent, by_respondent: dict[int, dict[str, Submission]]
) -> dict[str, Coverage]:
    found = {}
    for level in ("commune", "district", "centre", "department", "province"):
        here = [r for r in rows if r.level == level and r.pk != top.pk]
        if here:
            found[level] = Coverage(
                sum(all(s.state in COUNTED for s in by_respondent.get(r.pk, {}).values()) for r in here),
                sum(_all_sent(by_respondent.get(r.pk, {})) for r in here),
                len(here),
            )
    return found

"""The campaign board: units × forms with state, lateness and warnings, as the actor's place in the chain sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form, Outline
from hoanhap.kernel.lang import Words, t
from hoanhap.reporting.models import Campaign, Cell, Deadline, Respondent, Submission
from hoanhap.reporting.queries.coverage import Coverage
from hoanhap.reporting.queries.scope import allowed
from hoanhap.reporting.rules import deadlines, states
from hoanhap.reporting.rules.deadlines import Lateness
from hoanhap.reporting.rules.states import COUNTED, SENT, State


@dataclass(frozen=True, slots=True)
class Square:
    """One unit × form. `below`: coverage of the level that fills the form, for units that consolidate."""

    form: str
    submission_id: int
    state: State
    title: str
    lateness: Lateness | None
    warnings: int
    returned_cells: int
    below: Coverage | None
    followed: int = 0  # cells that followed the register since they were sent or received
    communes: Coverage | None = None  # what the total rests on, where the register answers for some


@dataclass(frozen=True, slots=True)
class Line:
    respondent: Respondent
    squares: tuple[Square | None, ...]
    sent: int  # communes below it that have sent every form
    expected: int
    depth: int

    @property
    def counts(self) -> bool:
        """Only units with communes below them have something to count."""
        return self.expected > 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A number at the head of the board. `bar`: parts of `of`, as (tone, how many)."""

    label: str
    value: int
    of: int | None = None
    tone: str = ""
    bar: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    campaign: Campaign
    top: Respondent
    forms: tuple[Form, ...]
    outlines: tuple[Outline, ...]
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    deadline: str
    lateness: Lateness | None
    last_day: date
    consolidates: bool
    notice: str

    @property
    def deep(self) -> bool:
        """There are communes under the units shown, to be counted on each line."""
        return any(line.counts for line in self.lines if line.depth)


def home_respondents(*, actor: Actor, campaign: Campaign, on: date) -> list[Respondent]:
    """The respondents the actor works for here, one a post: of their own agency, or else of their unit and level."""
    units = {p.unit_id for p in actor.posts}
    agencies = {p.agency_id for p in actor.posts}
    rows = campaign.respondents.filter(Q(unit_id__in=units) | Q(agency_id__in=agencies)).select_related(
        "agency", "unit", "parent", "campaign"
    )
    seen = allowed(actor=actor, permission=P.BOARD_VIEW, respondents=rows, on=on)
    found = [_of_post(post, seen) for post in actor.posts]
    return list(dict.fromkeys(r for r in found if r))


def _of_post(post: PostFacts, rows: list[Respondent]) -> Respondent | None:
    level = ROLES[post.role].level
    mine = [r for r in rows if r.agency_id == post.agency_id and r.level == level]
    mine = mine or [r for r in rows if r.unit_id == post.unit_id and r.level == level]
    mine = mine or [r for r in rows if r.unit_id == post.unit_id]
    return min(mine, key=lambda r: len(r.path)) if mine else None


def home_respondent(*, actor: Actor, campaign: Campaign, on: date) -> Respondent | None:
    """The widest of them: where the campaign opens for this actor."""
    found = home_respondents(actor=actor, campaign=campaign, on=on)
    return min(found, key=lambda r: len(r.path)) if found else None


def board(*, top: Respondent, on: date) -> Board:
    """The board of `top`: itself and the units directly below. The caller has asked for `top` through scope."""
    campaign = top.campaign
    forms = forms_of(campaign)
    rows = list(Respondent.objects.filter(campaign=campaign, path__startswith=top.path).select_related("agency"))
    by_respondent = _submissions(campaign, top)
    ends = {d.level: d for d in Deadline.objects.filter(campaign=campaign)}
    shown = [r for r in rows if r.pk == top.pk or r.parent_id == top.pk]
    shown.sort(key=lambda r: (r.pk != top.pk, _rank(r.level), r.sort))
    returned = _returned(campaign, top)
    see = _Look(rows, forms, by_respondent, ends, returned, on)
    deadline = ends.get(top.level)
    mine = by_respondent.get(top.pk, {})
    return Board(
        campaign=campaign,
        top=top,
        forms=forms,
        outlines=tuple(loaded.outline(code) for code in campaign.outlines),
        lines=tuple(see.line(r, depth=int(r.pk != top.pk)) for r in shown),
        facts=tuple(see.facts(top)),
        deadline=deadlines.written(deadline.ends, deadline.phrase) if deadline else "",
        lateness=deadlines.lateness(ends_on=deadline.ends, sent_on=_sent_on(list(mine.values())), on=on)
        if deadline
        else None,
        last_day=campaign.data_to - timedelta(days=1),
        consolidates=len(rows) > 1,
        notice=t(campaign.notice, campaign.notice_en),
    )


def _sent_on(submissions: list[Submission]) -> date | None:
    """The day the last form was sent, when all of them were."""
    days = [s.sent_on for s in submissions if s.state in SENT]
    return max((d for d in days if d), default=None) if submissions and len(days) == len(submissions) else None


def reviews(*, actor: Actor, top: Respondent, on: date) -> bool:
    """Does the actor receive what the units directly below `top` send?"""
    first = top.children.select_related("unit", "agency")[:1]
    return bool(allowed(actor=actor, permission=P.SUBMISSION_REVIEW, respondents=first, on=on))


def may_open(*, actor: Actor, board: Board, permission: P, on: date) -> set[int]:
    """The respondents of the board whose forms, or whose own board, the actor may open."""
    shown = [line.respondent for line in board.lines]
    return {r.pk for r in allowed(actor=actor, permission=permission, respondents=shown, on=on)}


def sent_below(top: Respondent) -> list[int]:
    """What waits to be accepted directly below."""
    rows = Submission.objects.filter(respondent__parent=top, state=State.SUBMITTED).order_by("respondent__sort", "form")
    return list(rows.values_list("pk", flat=True))


def forms_of(campaign: Campaign) -> tuple[Form, ...]:
    return tuple(loaded.form(f.form, f.version) for f in campaign.forms.order_by("position"))


def _rank(level: str) -> int:
    return ("ministry", "province", "department", "centre", "district", "commune").index(level)


def _submissions(campaign: Campaign, top: Respondent) -> dict[int, dict[str, Submission]]:
    found: dict[int, dict[str, Submission]] = {}
    rows = Submission.objects.filter(respondent__campaign=campaign, respondent__path__startswith=top.path)
    for submission in rows.only("respondent_id", "form", "state", "warnings", "sent_on", "register", "followed"):
        found.setdefault(submission.respondent_id, {})[submission.form] = submission
    return found


def _returned(campaign: Campaign, top: Respondent) -> dict[int, int]:
    """How many cells stand open for each returned submission."""
    rows = (
        Cell.objects.filter(
            reopened=True,
            submission__state=State.RETURNED,
            submission__respondent__campaign=campaign,
            submission__respondent__path__startswith=top.path,
        )
        .values_list("submission_id")
        .annotate(Count("pk"))
    )
    return dict(rows)


@dataclass(frozen=True)
class _Look:
    """The respondents and submissions of a board, read once, seen from each of its lines."""

    rows: list[Respondent]
    forms: tuple[Form, ...]
    submissions: dict[int, dict[str, Submission]]
    ends: dict[str, Deadline]
    returned: dict[int, int]
    on: date

    def below(self, respondent: Respondent) -> list[Respondent]:
        return [r for r in self.rows if r.path.startswith(respondent.path) and r.pk != respondent.pk]

    def line(self, respondent: Respondent, *, depth: int) -> Line:
        below = self.below(respondent)
        mine = self.submissions.get(respondent.pk, {})
        communes = [r for r in below if r.level == "commune"]
        return Line(
            respondent=respondent,
            squares=tuple(self.square(respondent, below, form, mine.get(form.code)) for form in self.forms),
            sent=sum(self.complete(r) for r in communes),
            expected=len(communes),
            depth=depth,
        )

    def complete(self, respondent: Respondent) -> bool:
        found = self.submissions.get(respondent.pk, {})
        return bool(found) and all(s.state in SENT for s in found.values())

    def square(
        self, respondent: Respondent, below: list[Respondent], form: Form, submission: Submission | None
    ) -> Square | None:
        if not submission:
            return None
        under = [s for r in below if (s := self.submissions.get(r.pk, {}).get(form.code))]
        state = State(submission.state)
        return Square(
            form=form.code,
            submission_id=submission.pk,
            state=state,
            title=str(states.TITLES[state]),
            lateness=self.lateness(respondent, submission),
            warnings=submission.warnings + sum(s.warnings for s in under),
            returned_cells=self.returned.get(submission.pk, 0),
            below=Coverage(sum(s.state in COUNTED for s in under), sum(s.state in SENT for s in under), len(under))
            if under
            else None,
            followed=submission.followed + sum(s.followed for s in under),
            communes=self.rests_on(below, form),
        )

    def rests_on(self, below: list[Respondent], form: Form) -> Coverage | None:
        communes = [r for r in below if r.level == "commune"]
        asked = [s for r in communes if (s := self.submissions.get(r.pk, {}).get(form.code))]
        known = sum(s.register for s in asked)
        if not known:
            return None
        return Coverage(
            counted=sum(s.state in COUNTED for s in asked),
            sent=sum(s.state in SENT for s in asked),
            expected=len(asked),
            register=known,
            answered=sum(s.register or s.state != State.NONE for s in asked),
        )

    def lateness(self, respondent: Respondent, submission: Submission) -> Lateness | None:
        deadline = self.ends.get(respondent.level)
        if not deadline:
            return None
        sent_on = submission.sent_on if submission.state in SENT else None
        return deadlines.lateness(ends_on=deadline.ends, sent_on=sent_on, on=self.on)

    def facts(self, top: Respondent) -> Iterator[Fact]:
        for level, label in SENT_FACTS.items():
            here = [r for r in self.below(top) if r.level == level and r.pk in self.submissions]
            if here:
                done = [r for r in here if self.complete(r)]
                counted = [r for r in done if all(s.state in COUNTED for s in self.submissions[r.pk].values())]
                yield Fact(
                    str(label), len(done), len(here), bar=(("ok", len(counted)), ("info", len(done) - len(counted)))
                )
        yield Fact(
            t("đơn vị quá hạn", "units overdue"),
            sum(any(self.overdue(r, s) for s in self.submissions.get(r.pk, {}).values()) for r in self.rows),
            tone="law",
        )
        yield Fact(
            t("cảnh báo chờ giải trình", "warnings to explain"),
            sum(s.warnings for found in self.submissions.values() for s in found.values()),
            tone="warn",
        )

    def overdue(self, respondent: Respondent, submission: Submission) -> bool:
        late = self.lateness(respondent, submission)
        return bool(late and late.kind == "missing")


SENT_FACTS: dict[str, Words] = {
    "commune": Words("xã đã gửi đủ biểu", "communes sent every form"),
    "district": Words("huyện đã gửi đủ biểu", "districts sent every form"),
    "centre": Words("cơ sở cai nghiện đã gửi", "centres sent"),
    "department": Words("sở, ngành đã gửi", "departments sent"),
}

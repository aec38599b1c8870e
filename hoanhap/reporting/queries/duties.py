"""What the campaigns want of one actor today, most urgent first; nothing late is ever left out."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.reporting.models import Campaign, Correction, Respondent, Submission
from hoanhap.reporting.queries.board import home_respondents, reviews
from hoanhap.reporting.queries.scope import subject, subjects
from hoanhap.reporting.rules.deadlines import lateness, written
from hoanhap.reporting.rules.states import OPEN, State
from hoanhap.ui.duty import Duty, in_order
from hoanhap.units.rules.names import inline


def duties(*, actor: Actor, on: date) -> list[Duty]:
    found = [d for c in Campaign.objects.order_by("pk") for d in _of_campaign(c, actor, on)]
    return in_order(found)


def _of_campaign(campaign: Campaign, actor: Actor, on: date) -> Iterator[Duty]:
    ends = {d.level: d for d in campaign.deadlines.all()}
    for home in home_respondents(actor=actor, campaign=campaign, on=on):
        where = subject(home)
        deadline = ends.get(home.level)
        late = lateness(ends_on=deadline.ends, sent_on=None, on=on) if deadline else None
        left = (late.days if late.kind == "due" else -late.days) if late else None
        why = (
            t(
                "{campaign}: gửi {deadline}",
                "{campaign}: send {deadline}",
                campaign=t(campaign.title, campaign.title_en),
                deadline=written(deadline.ends, deadline.phrase),
            )
            if deadline
            else t(campaign.title, campaign.title_en)
        )
        if decide(actor, P.SUBMISSION_EDIT, where, on).allow:
            yield from _own(home, left, why)
        if decide(actor, P.SUBMISSION_APPROVE, where, on).allow:
            yield from _approvals(home, left, why)
        if reviews(actor=actor, top=home, on=on):
            yield from _reviewing(home, left, why)
        yield from _corrections(actor, home, why, on)


def _tone(left: int | None) -> str:
    if left is None:
        return ""
    return "law" if left < 0 else "warn" if left <= 7 else ""


def _own(home: Respondent, left: int | None, why: str) -> Iterator[Duty]:
    rows = home.submissions.filter(state__in=list(OPEN)).order_by("form")
    for submission in rows:
        form = loaded.form(submission.form, submission.version)
        returned = submission.state == State.RETURNED
        yield Duty(
            left,
            "law" if returned else _tone(left),
            t("Sửa {form} được trả lại", "Mend {form}, which came back", form=form.annex)
            if returned
            else t("Gửi {form} của {name}", "Send {form} of {name}", form=form.annex, name=_inside(home)),
            _question(submission) or why,
            _url(submission, home),
            t("Sửa", "Mend") if returned else t("Nhập", "Fill in"),
        )


def _question(submission: Submission) -> str:
    last = submission.events.filter(step="return").order_by("-pk").first()
    if not last or submission.state != State.RETURNED:
        return ""
    return " · ".join(filter(None, [last.reason, *(c[2] for c in last.cells)]))


def _approvals(home: Respondent, left: int | None, why: str) -> Iterator[Duty]:
    for submission in home.submissions.filter(state=State.SUBMITTED).order_by("form"):
        form = loaded.form(submission.form, submission.version)
        yield Duty(
            left,
            _tone(left),
            t("Duyệt {form} của {name}", "Approve {form} of {name}", form=form.annex, name=_inside(home)),
            why,
            _url(submission, home),
            t("Xem và duyệt", "Look and approve"),
        )


def _reviewing(home: Respondent, left: int | None, why: str) -> Iterator[Duty]:
    below = Submission.objects.filter(respondent__parent=home)
    counts = dict(below.values_list("state").annotate(n=Count("pk")))
    waiting = counts.get(State.SUBMITTED, 0)
    board = reverse("reporting:board", args=[home.campaign.slug, home.agency.code])
    if waiting:
        yield Duty(
            left,
            _tone(left),
            t("{n} biểu cấp dưới gửi đang chờ nhận", "{n} forms from below wait to be accepted", n=waiting),
            why,
            board,
            t("Xem", "Look"),
        )
    missing = below.filter(state__in=list(OPEN)).values("respondent").distinct().count()
    if missing:
        yield Duty(
            left,
            _tone(left),
            t("{n} đơn vị trực thuộc chưa gửi đủ", "{n} units below have not sent everything", n=missing),
            why,
            board,
            t("Đôn đốc", "Remind"),
        )


def _corrections(actor: Actor, home: Respondent, why: str, on: date) -> Iterator[Duty]:
    rows = Correction.objects.filter(
        state="proposed",
        submission__respondent__campaign_id=home.campaign_id,
        submission__respondent__path__startswith=home.path,
    ).select_related(*(f"submission__respondent__{name}" for name in ("agency", "campaign", "unit")))
    found = list(rows.exclude(proposed_by=actor.user_id or 0))
    where = subjects(c.submission.respondent for c in found)
    for correction in found:
        respondent = correction.submission.respondent
        if decide(actor, P.CORRECTION_DECIDE, where[respondent.pk], on).allow:
            yield Duty(
                None,
                "warn",
                t(
                    "Quyết định đề nghị đính chính của {name}",
                    "Decide the correction of {name}",
                    name=_inside(respondent),
                ),
                correction.reason,
                _url(correction.submission, respondent),
                t("Xem", "Look"),
            )


def _inside(respondent: Respondent) -> str:
    """The name as a sentence goes on with it: xã Thái Sơn; an agency keeps its capital."""
    unit = respondent.unit
    return inline(unit.name, unit.kind) if respondent.name == unit.name else respondent.name


def _url(submission: Submission, holder: Respondent) -> str:
    return reverse("reporting:form", args=[holder.campaign.slug, holder.agency.code, submission.form])

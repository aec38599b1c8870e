from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside, decide
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.steps import accept_clean
from hoanhap.reporting.queries import board as boards
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.campaigns import campaigns
from hoanhap.reporting.queries.restated import figures, maps
from hoanhap.reporting.queries.restated import restated as restate
from hoanhap.ui.policy import policy


@policy(P.CAMPAIGN_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "reporting/campaigns.html",
        {
            "campaigns": campaigns(actor=request.actor, on=request.on),
            "may_open": decide(request.actor, P.CAMPAIGN_OPEN, None, request.on).allow,
        },
    )


@policy(P.CAMPAIGN_VIEW)
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """The campaign as the actor's own place in it: their board, or their own forms."""
    found = scope.campaign(actor=request.actor, slug=slug, on=request.on)
    home = boards.home_respondent(actor=request.actor, campaign=found, on=request.on)
    if not home:
        return render(request, "reporting/no_place.html", {"campaign": found})
    return redirect("reporting:board", slug=slug, agency=home.agency.code)


@policy(P.BOARD_VIEW)
def board(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    top = scope.respondent(actor=request.actor, slug=slug, agency=agency, permission=P.BOARD_VIEW, on=request.on)
    page = boards.board(top=top, on=request.on)
    return render(
        request,
        "reporting/board.html",
        {
            "board": page,
            "boards": boards.may_open(actor=request.actor, board=page, permission=P.BOARD_VIEW, on=request.on),
            "forms": boards.may_open(actor=request.actor, board=page, permission=P.SUBMISSION_VIEW, on=request.on),
            "maps": maps(top=top),
            "reviews": boards.reviews(actor=request.actor, top=top, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=top, on=request.on),
            "may": scope.rights(actor=request.actor, respondent=top, on=request.on),
        },
    )


@policy(P.SUBMISSION_REVIEW)
@require_POST
def accept_all(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """Accept every form directly below that passes all checks."""
    top = scope.respondent(actor=request.actor, slug=slug, agency=agency, permission=P.BOARD_VIEW, on=request.on)
    taken, left = accept_clean(submission_ids=boards.sent_below(top), by=request.actor, on=request.on)
    messages.success(
        request,
        t(
            "Đã nhận {n} biểu. {left} biểu cần xem từng biểu.",
            "{n} forms accepted. {left} need a look.",
            n=len(taken),
            left=len(left),
        ),
    )
    return redirect("reporting:board", slug=slug, agency=agency)


@policy(P.BOARD_VIEW)
def restated(request: HttpRequest, slug: str, agency: str, on: str) -> HttpResponse:
    top = scope.respondent(actor=request.actor, slug=slug, agency=agency, permission=P.BOARD_VIEW, on=request.on)
    day = next((m.on for m in maps(top=top) if m.on.isoformat() == on), None)
    if not day:
        raise Outside
    found = restate(top=top, on=day)
    code, _, row = request.GET.get("dong", "").partition("|")
    form = next((f for f in found.forms if f.code == code and row in f.row and f.row[row].measure), None)
    chosen = (form, form.row[row]) if form else None
    line = figures(actor=request.actor, page=found, form=form, row=row, on=request.on) if form else None
    values = line.units if line else [{}] * len(found.units)
    return render(
        request,
        "reporting/restated.html",
        {
            "page": found,
            "chosen": chosen,
            "rows": list(zip(found.units, values, strict=True)),
            "line": line,
            "above": scope.seen_above(actor=request.actor, respondent=top, on=request.on),
        },
    )

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hoanhap.access.permissions import P
from hoanhap.reporting.queries import board as boards
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.campaigns import campaigns
from hoanhap.ui.policy import policy


@policy(P.CAMPAIGN_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "reporting/campaigns.html", {"campaigns": campaigns(actor=request.actor, on=request.on)})


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
    return render(
        request,
        "reporting/board.html",
        {
            "board": boards.board(top=top, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=top, on=request.on),
            "may": scope.rights(actor=request.actor, respondent=top, on=request.on),
        },
    )

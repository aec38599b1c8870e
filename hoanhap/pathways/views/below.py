"""How those below stand with the limits of the law: counts, and codes for one commune."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.access.permissions import P
from hoanhap.pathways.queries.duties import below as standing
from hoanhap.ui.policy import policy


@policy(P.PERSON_VIEW)
@require_GET
def below(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("xa", "")
    rows = standing(request.actor, request.on, commune=wanted)
    return render(request, "pathways/below.html", {"rows": rows, "wanted": wanted})

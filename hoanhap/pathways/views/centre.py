"""The board of a centre: its residents, beds and stages; what happens to one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.forms import Asking
from hoanhap.access.permissions import P
from hoanhap.access.rules import Decision, Denied
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.centre import note_event, set_stage
from hoanhap.pathways.forms import EventForm, StageForm
from hoanhap.pathways.queries import centre
from hoanhap.pathways.queries.occupancy import occupancy
from hoanhap.pathways.queries.page import page as measure_page
from hoanhap.ui.policy import policy


@policy(P.PERSON_VIEW)
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """The one place of the post, or a list of several."""
    found = centre.my_places(request.actor, request.on)
    if len(found) == 1:
        return redirect("pathways:board", found[0][0])
    return render(request, "pathways/places.html", {"places": found})


@policy(P.MEANS_VIEW)
@require_GET
def full(request: HttpRequest) -> HttpResponse:
    return render(request, "pathways/occupancy.html", {"rows": occupancy(actor=request.actor, on=request.on)})


@policy(P.PERSON_VIEW)
@require_GET
def board(request: HttpRequest, place: str) -> HttpResponse:
    return render(request, "pathways/board.html", {"board": centre.board(request.actor, place, request.on)})


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    form = StageForm(request.POST or None, initial={"day": request.on})
    return _act(request, pk, form, set_stage, t("Chuyển giai đoạn, giường", "Change stage or bed"))


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    form = EventForm(request.POST or None, initial={"day": request.on})
    return _act(request, pk, form, note_event, t("Ghi sự việc tại cơ sở", "Note an event"))


def _act(request: HttpRequest, pk: int, form: Asking, run: Callable[..., Any], title: str) -> HttpResponse:
    page = measure_page(request.actor, pk, request.on, note=False)
    if not (page.staged if run is set_stage else page.centre):
        decision = page.decision
        raise Denied(P.STEP_TAKE, Decision(False, decision.relation, decision.rule, decision.post_id))
    if request.method == "POST" and form.is_valid():
        try:
            run(measure_id=pk, by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã ghi.", "Recorded."))
            return redirect("pathways:board", page.place_code) if page.centre else redirect("pathways:measure", pk)
    shown = {"page": page, "form": form, "title": title}
    return render(request, "pathways/resident.html", shown, status=422 if form.errors else 200)

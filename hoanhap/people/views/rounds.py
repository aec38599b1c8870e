"""Rà soát: open a round over the commune's list, walk through it, close it with a number."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.people import actions, queries
from hoanhap.people.forms import sheets
from hoanhap.people.forms.fields import Offering
from hoanhap.people.queries.round_list import round_list
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(P.PERSON_VIEW)
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    return _list(request, sheets.OpenRound(offered={}))


@policy(P.PERSON_EDIT)
@require_POST
def open_round(request: HttpRequest) -> HttpResponse:
    form = sheets.OpenRound(request.POST, offered={})
    if form.is_valid():
        here = queries.rounds(request.actor, request.on).commune_id
        try:
            made = actions.open_round(commune_id=here, by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            return redirect("people:round", made.pk)
    return _list(request, form, 422)


@policy(P.PERSON_VIEW)
@require_GET
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk, sheets.CloseRound(offered={}))


@policy(P.PERSON_VIEW)
@require_GET
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The review as a list to take along to a meeting."""
    response = HttpResponse(round_list(request.actor, pk, request.on), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ra-soat-{pk}.xlsx"'
    return response


@policy(P.PERSON_EDIT)
@require_POST
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found of one person; back to where one was in the list."""
    finding = natural(request.POST.get("finding")) or 0
    found = request.POST.get("found", "")
    try:
        actions.record_finding(round_id=pk, finding_id=finding, found=found, by=request.actor, on=request.on)
    except Invalid as wrong:
        _tell(request, wrong)
    left = "?con-lai=1" if request.POST.get("left") else ""
    return redirect(f"{_address(pk)}{left}#f{finding}")


@policy(P.PERSON_EDIT)
@require_http_methods(["POST"])
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    form = sheets.CloseRound(request.POST, offered={})
    if form.is_valid():
        try:
            actions.close_round(round_id=pk, by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đợt rà soát đã kết thúc.", "The review is closed."))
            return redirect("people:round", pk)
    return _page(request, pk, form, 422)


def _list(request: HttpRequest, form: Offering, status: int = 200) -> HttpResponse:
    shown = {"rounds": queries.rounds(request.actor, request.on), "form": form}
    return render(request, "people/rounds.html", shown, status=status)


def _page(request: HttpRequest, pk: int, form: Offering, status: int = 200) -> HttpResponse:
    left = request.GET.get("con-lai") == "1"
    page = queries.round_page(request.actor, pk, request.on, left=left)
    shown: dict[str, Any] = {"page": page, "form": form, "left": left, "findings": codelist("findings").choices()}
    return render(request, "people/round.html", shown, status=status)


def _address(pk: int) -> str:
    return redirect("people:round", pk)["Location"]


def _tell(request: HttpRequest, wrong: Invalid) -> None:
    for sentences in wrong.problems.values():
        for sentence in sentences:
            messages.error(request, sentence)

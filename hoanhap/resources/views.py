"""Means to read and to enter: the list, and one agency with a form for each thing that can be said of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.resources.forms import ACTS, SHOWN_AT, Act
from hoanhap.resources.queries import pages
from hoanhap.resources.queries.pages import AgencyPage
from hoanhap.ui.policy import policy

_A_PAGE = 50


@policy(P.MEANS_VIEW)
def means(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", ""), 80)
    found = pages.board(actor=request.actor, on=request.on, text=text)  # type: ignore[attr-defined]
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "resources/means.html", {"page": page, "text": text})


@policy(P.MEANS_VIEW)
def means_of(request: HttpRequest, agency: str) -> HttpResponse:
    return _page(request, _found(request, agency))


@policy(P.MEANS_EDIT)
@require_POST
def means_act(request: HttpRequest, agency: str, name: str) -> HttpResponse:
    page = _found(request, agency)
    if name not in ACTS:
        raise Outside(P.MEANS_EDIT)
    if not page.editable:
        raise Denied(P.MEANS_EDIT)
    form = ACTS[name](request.POST, page=page, on=request.on)  # type: ignore[attr-defined]
    if form.carry(lambda: form.do(request.actor), at=lambda field: SHOWN_AT.get(field, field)):  # type: ignore[attr-defined]
        messages.success(request, t("Đã ghi.", "Saved."))
        return redirect("means_of", agency)
    return _page(request, page, form)


def _found(request: HttpRequest, agency: str) -> AgencyPage:
    return pages.agency_page(actor=request.actor, code=agency, on=request.on)  # type: ignore[attr-defined]


def _page(request: HttpRequest, page: AgencyPage, wrong: Act | None = None) -> HttpResponse:
    """`wrong`: a form that was sent and could not be done; it stands open with what is wrong in it."""
    forms = {}
    for name, form in ACTS.items() if page.editable else ():
        mine = wrong if isinstance(wrong, form) else form(page=page, on=request.on, initial={"first": request.on})  # type: ignore[attr-defined]
        if mine.possible:
            forms[name] = mine
    shown = {"page": page, "forms": forms, "wrong": wrong}
    return render(request, "resources/agency.html", shown, status=422 if wrong else 200)

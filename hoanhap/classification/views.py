"""Classification: a year's list, one area, and the steps taken on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.classification import actions
from hoanhap.classification.forms import Decision, Figures, Proposal
from hoanhap.classification.queries import pages, scope
from hoanhap.classification.queries.pages import AreaPage
from hoanhap.kernel.lang import t
from hoanhap.ui.policy import policy

_A_PAGE = 50
FORMS: dict[str, type[Any]] = {"so-lieu": Figures, "de-xuat": Proposal, "quyet-dinh": Decision}
STEPS = {"duyet": "approve", "tra-lai": "back", "mo-lai": "reopen"}


@policy(P.RATING_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    on = request.on  # type: ignore[attr-defined]
    years = [(y, scope.scorecards(y)) for y in pages.years(on)[:15]]
    return render(request, "classification/index.html", {"years": years})


@policy(P.RATING_VIEW)
def board(request: HttpRequest, code: str, year: int) -> HttpResponse:
    found = pages.board(actor=request.actor, code=code, year=year, on=request.on)  # type: ignore[attr-defined]
    page = Paginator(found.rows, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "classification/board.html", {"board": found, "page": page})


@policy(P.RATING_VIEW)
def area(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    return _page(request, _found(request, code, year, unit))


@policy(P.RATING_VIEW)
@require_POST
def act(request: HttpRequest, code: str, year: int, unit: str, name: str) -> HttpResponse:
    """so-lieu, de-xuat by the area; quyet-dinh (duyet, tra-lai, mo-lai) by the level above."""
    page = _found(request, code, year, unit)
    if name not in FORMS:
        raise Outside(P.RATING_VIEW)
    if not (page.may_decide if name == "quyet-dinh" else page.may_write):
        raise Denied(P.RATING_APPROVE if name == "quyet-dinh" else P.RATING_EDIT)
    form = FORMS[name](request.POST, page=page)
    if form.is_valid():
        try:
            _do(request, page, name, form)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã ghi.", "Saved."))
            return redirect("classification:area", code, year, unit)
    return _page(request, page, {name: form})


def _do(request: HttpRequest, page: AreaPage, name: str, form: Any) -> None:
    of = {"code": page.card.code, "year": page.year, "unit": page.unit.code}
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    d = form.cleaned_data
    if name == "so-lieu":
        actions.put_figures(values=form.values(), source=d["source"], **of, **who)
    elif name == "de-xuat":
        actions.propose(chosen=d["chosen"], reason=d["reason"], **of, **who)
    else:
        step = STEPS.get(request.POST.get("do", ""))
        if step is None:
            raise Invalid({"": [t("Chọn duyệt hay trả lại.", "Choose to approve or to return.")]})
        actions.decide_on(step=step, words=d["words"], chosen=d.get("chosen", ""), **of, **who)


def _found(request: HttpRequest, code: str, year: int, unit: str) -> AreaPage:
    return pages.area(actor=request.actor, code=code, year=year, unit=unit, on=request.on)  # type: ignore[attr-defined]


def _page(request: HttpRequest, page: AreaPage, wrong: dict[str, forms.Form] | None = None) -> HttpResponse:
    shown: dict[str, Any] = {"page": page}
    if page.may_write:
        shown |= {"figures": Figures(None, page=page), "proposal": Proposal(None, page=page)}
    if page.may_decide:
        shown["decision"] = Decision(None, page=page)
    names = {"so-lieu": "figures", "de-xuat": "proposal", "quyet-dinh": "decision"}
    shown |= {names[name]: form for name, form in (wrong or {}).items()}
    return render(request, "classification/area.html", shown, status=422 if wrong else 200)

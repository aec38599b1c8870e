"""The lines of means: what there is, a noun's list, one line; entered, corrected, taken back."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.resources import item_paper
from hoanhap.resources.actions.items import add_item, correct_item, take_back_item
from hoanhap.resources.item_forms import TakeBack, form_of
from hoanhap.resources.queries import items
from hoanhap.resources.queries.items import ItemPage
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A_PAGE = 50
_YEARS = range(2007, 2100)


@policy(P.MEANS_VIEW)
def shelves(request: HttpRequest) -> HttpResponse:
    year = asked_year(request)
    found = items.shelves(actor=request.actor, year=year, on=request.on)  # type: ignore[attr-defined]
    return render(request, "resources/shelves.html", {"shelves": found, "year": str(year)})


@policy(P.MEANS_VIEW)
def listed(request: HttpRequest, noun: str) -> HttpResponse:
    year, unit = asked_year(request), request.GET.get("don-vi", "")[:8]
    found = items.listed(actor=request.actor, noun=noun, year=year, on=request.on, unit=unit)  # type: ignore[attr-defined]
    page = Paginator(found.rows, _A_PAGE).get_page(request.GET.get("page"))
    shown = {"found": found, "page": page, "year": str(year), "unit": unit}
    return render(request, "resources/items.html", shown)


@policy(P.MEANS_VIEW)
def sheet(request: HttpRequest, noun: str) -> HttpResponse:
    year, unit = asked_year(request), request.GET.get("don-vi", "")[:8]
    found = items.listed(actor=request.actor, noun=noun, year=year, on=request.on, unit=unit)  # type: ignore[attr-defined]
    response = HttpResponse(item_paper.xlsx(found, year), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.noun.code}-{year}.xlsx"'
    return response


@policy(P.MEANS_EDIT)
def enter(request: HttpRequest, noun: str) -> HttpResponse:
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    owners = items.owners(actor=who["by"], noun=noun, on=who["on"])
    if not owners:
        return render(request, "resources/item_nowhere.html", {"noun": NOUNS[noun]})
    reach = items.reach(actor=who["by"], noun=noun, on=who["on"])
    form = form_of(noun)(request.POST or None, owners=owners, reach=reach, on=who["on"])
    if form.carry(lambda: add_item(noun=noun, told=form.told(), **form.owner(), **form.span(), **who)):
        messages.success(request, t("Đã ghi.", "Saved."))
        return redirect("means_items", noun)
    return render(request, "resources/item_form.html", {"noun": NOUNS[noun], "form": form}, status=_status(form))


@policy(P.MEANS_VIEW)
def one(request: HttpRequest, item: int) -> HttpResponse:
    return _shown(request, _page(request, item))


@policy(P.MEANS_EDIT)
def correct(request: HttpRequest, item: int) -> HttpResponse:
    page = _editable(request, item)
    there = {**page.told, "first": page.first, "last": last_day(page.last) if page.last else None}
    for field in page.noun.fields:
        if field.kind == "day" and there.get(field.name):
            there[field.name] = date.fromisoformat(str(there[field.name]))
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    form = form_of(page.noun.code)(request.POST or None, initial=there, reach=[page.unit_id], on=who["on"])

    def act() -> object:
        return correct_item(item_id=item, told=form.told(), why=form.cleaned_data["why"], **form.span(), **who)

    if form.carry(act):
        messages.success(request, t("Đã đính chính; bản trước còn lưu.", "Corrected; the former stays to be read."))
        return redirect("means_item", form.made.pk)
    shown = {"noun": page.noun, "form": form, "page": page}
    return render(request, "resources/item_form.html", shown, status=_status(form))


@policy(P.MEANS_EDIT)
@require_POST
def take_back(request: HttpRequest, item: int) -> HttpResponse:
    page = _editable(request, item)
    form = TakeBack(request.POST)
    if form.is_valid():
        take_back_item(item_id=item, why=form.cleaned_data["why"], by=request.actor, on=request.on)  # type: ignore[attr-defined]
        messages.success(request, t("Đã rút; dòng này không tính nữa.", "Taken back; the line counts no more."))
        return redirect("means_items", page.noun.code)
    return _shown(request, page, form)


# ---------------------------------------------------------------- parts
def asked_year(request: HttpRequest) -> int:
    """The year that is asked for, else the year of the business date."""
    year = natural(request.GET.get("nam"))
    return year if year in _YEARS else request.on.year  # type: ignore[attr-defined]


def _page(request: HttpRequest, item: int) -> ItemPage:
    return items.item_page(actor=request.actor, item_id=item, on=request.on)  # type: ignore[attr-defined]


def _editable(request: HttpRequest, item: int) -> ItemPage:
    page = _page(request, item)
    if page.gone:
        raise Outside(P.MEANS_EDIT)
    if not page.editable:
        raise Denied(P.MEANS_EDIT)
    return page


def _shown(request: HttpRequest, page: ItemPage, wrong: TakeBack | None = None) -> HttpResponse:
    form = wrong or (TakeBack() if page.editable else None)
    shown = {"page": page, "form": form, "wrong": wrong}
    return render(request, "resources/item.html", shown, status=422 if wrong else 200)


def _status(form: object) -> int:
    return 422 if getattr(form, "is_bound", False) else 200

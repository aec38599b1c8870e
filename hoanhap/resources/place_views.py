"""The pages of one place: a clinic's book of medicine by the month, and what was decided about a place."""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.kernel.lang import t
from hoanhap.resources.actions.decisions import record_decision, take_back_decision
from hoanhap.resources.actions.stock import enter_month, take_back_month
from hoanhap.resources.item_forms import DecisionForm, MonthForm, TakeBack, flow_titles
from hoanhap.resources.item_views import asked_year
from hoanhap.resources.queries import place_page as places
from hoanhap.resources.queries import stock
from hoanhap.resources.queries.place_page import PlacePage
from hoanhap.resources.queries.stock import Book
from hoanhap.resources.rules.stock import FLOWS, Month, shown, signed
from hoanhap.ui.policy import policy

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


# ---------------------------------------------------------------- medicine
@policy(P.MEANS_VIEW)
def clinics(request: HttpRequest) -> HttpResponse:
    year = asked_year(request)
    found = stock.clinics(actor=request.actor, year=year, on=request.on)  # type: ignore[attr-defined]
    return render(request, "resources/clinics.html", {"clinics": found, "year": str(year)})


@policy(P.MEANS_VIEW)
def book(request: HttpRequest, place: str) -> HttpResponse:
    return _book_page(request, _book(request, place))


@policy(P.MEANS_EDIT)
def month(request: HttpRequest, place: str) -> HttpResponse:
    """The month that is due, or, with `thang`, the correction of one that is there."""
    found = _editable_book(request, place)
    old = _asked_month(request, found)
    begins = (old.month == found.first) if old else found.opening is None
    initial = _told(old) if old else {"month": found.next}
    form = MonthForm(request.POST or None, begins=begins, corrects=old is not None, initial=initial)

    def act() -> object:
        told = form.cleaned_data
        which = old.month if old else told["month"] if begins else found.next
        more = {"opening": told.get("opening"), "explanation": told["explanation"], "why": told.get("why", "")}
        return enter_month(
            place_id=found.id, medicine="methadone", month=which, flows=form.flows(), **more, **_who(request)
        )

    if form.carry(act):
        which = form.made.month
        messages.success(request, t("Đã ghi tháng {month}.", "{month} is entered.", month=shown(which)))
        return _to_book(place, which.year)
    opening = None if begins else old.opening if old else found.opening
    title = shown(old.month) if old else found.next_title
    page = {"book": found, "form": form, "title": title, "opening": opening}
    return render(request, "resources/month_form.html", page, status=422 if form.is_bound else 200)


@policy(P.MEANS_EDIT)
@require_POST
def month_back(request: HttpRequest, place: str) -> HttpResponse:
    found = _editable_book(request, place)
    if found.last is None:
        raise Outside(P.MEANS_EDIT)
    form = TakeBack(request.POST)
    of = {"place_id": found.id, "medicine": "methadone", "month": found.last, **_who(request)}
    if not form.carry(lambda: take_back_month(why=form.cleaned_data["why"], **of)):
        return _book_page(request, found, form)  # or somebody entered another month in the meantime
    messages.success(request, t("Đã rút tháng {month}.", "{month} is taken back.", month=shown(found.last)))
    return _to_book(place, found.last.year)


# ---------------------------------------------------------------- decisions
@policy(P.MEANS_VIEW)
def place(request: HttpRequest, place: str) -> HttpResponse:
    return _place_page(request, _place(request, place))


@policy(P.MEANS_EDIT)
@require_POST
def decision(request: HttpRequest, place: str) -> HttpResponse:
    page = _editable_place(request, place)
    form = DecisionForm(request.POST, parents=places.parents(page, request.on))  # type: ignore[attr-defined]
    if form.carry(lambda: record_decision(place_id=page.id, **form.told(), **_who(request))):
        messages.success(request, t("Đã ghi quyết định.", "The decision is entered."))
        return redirect("means_place", place)
    return _place_page(request, page, form)


@policy(P.MEANS_EDIT)
@require_POST
def decision_back(request: HttpRequest, place: str, decision: int) -> HttpResponse:
    page = _editable_place(request, place)
    if decision not in {d.id for d in page.decisions if not d.gone}:
        raise Outside(P.MEANS_EDIT)
    try:
        take_back_decision(decision_id=decision, why=request.POST.get("why", ""), **_who(request))
    except Invalid as wrong:
        messages.error(request, t("Chưa rút được quyết định. {why}", "The decision stays. {why}", why=str(wrong)))
    else:
        messages.success(request, t("Đã rút quyết định.", "The decision is taken back."))
    return redirect("means_place", place)


# ---------------------------------------------------------------- parts
def _who(request: HttpRequest):  # type: ignore[no-untyped-def]
    return {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]


def _book(request: HttpRequest, code: str) -> Book:
    return stock.book(actor=request.actor, code=code, year=asked_year(request), on=request.on)  # type: ignore[attr-defined]


def _editable_book(request: HttpRequest, code: str) -> Book:
    found = _book(request, code)
    if not found.editable:
        raise Denied(P.MEANS_EDIT)
    return found


def _book_page(request: HttpRequest, found: Book, wrong: TakeBack | None = None) -> HttpResponse:
    page = {
        "book": found,
        "titles": list(flow_titles().values()),
        "difference": signed(found.totals.difference) if found.totals and found.totals.difference else "0",
        "back": wrong or (TakeBack() if found.editable and found.last else None),
        "last_title": shown(found.last) if found.last else "",
    }
    return render(request, "resources/book.html", page, status=422 if wrong else 200)


def _asked_month(request: HttpRequest, found: Book) -> Month | None:
    asked = _MONTH.fullmatch(request.GET.get("thang", ""))
    if asked is None:
        return None
    return stock.month_of(found.id, date(int(asked[1]), int(asked[2]), 1))


def _told(old: Month) -> dict[str, object]:
    """Numbers as officers write them stand in the form as plain digits."""
    moved = {name: getattr(old.flows, name) for name in (*FLOWS, "closing")}
    return {"month": old.month, "opening": old.opening, **moved, "explanation": old.explanation}


def _to_book(place: str, year: int) -> HttpResponse:
    target = redirect("means_book", place)
    target["Location"] += f"?nam={year}"
    return target


def _place(request: HttpRequest, code: str) -> PlacePage:
    return places.place_page(actor=request.actor, code=code, on=request.on)  # type: ignore[attr-defined]


def _editable_place(request: HttpRequest, code: str) -> PlacePage:
    page = _place(request, code)
    if not page.editable:
        raise Denied(P.MEANS_EDIT)
    return page


def _place_page(request: HttpRequest, page: PlacePage, wrong: DecisionForm | None = None) -> HttpResponse:
    form = wrong
    if form is None and page.editable:
        form = DecisionForm(parents=places.parents(page, request.on))  # type: ignore[attr-defined]
    return render(request, "resources/place.html", {"place": page, "form": form}, status=422 if wrong else 200)

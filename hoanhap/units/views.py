"""The explorer of administrative units. It reads only, and works as plain links and one GET form."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.kernel import clock
from hoanhap.kernel.lang import t
from hoanhap.ui.policy import policy
from hoanhap.units import forms
from hoanhap.units.queries import pages


@policy("units.view")
def country(request: HttpRequest) -> HttpResponse:
    wish = forms.wish(request.GET, _today(request))
    return render(request, "units/country.html", {"page": pages.country_page(wish.on, wish.text), "wish": wish})


@policy("units.view")
def unit(request: HttpRequest, code: str) -> HttpResponse:
    wish = forms.wish(request.GET, _today(request))
    page = pages.unit_page(code.upper(), wish.on)
    if page is None:
        raise Http404(t("Không có đơn vị nào mã {code}.", "No unit has ever had the code {code}.", code=code))
    return render(request, "units/unit.html", {"page": page, "wish": wish})


def _today(request: HttpRequest) -> date:
    """The business date of the request; a page outside the web middleware reads the clock."""
    found: date = getattr(request, "on", None) or clock.today()
    return found

"""The page behind a cell of a free table: what the figure is, what it was counted from, who counts and why."""

from typing import Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.indicators.actions import noting
from hoanhap.indicators.queries import asking, words
from hoanhap.indicators.queries.asking import Asked
from hoanhap.indicators.queries.balance import balance
from hoanhap.indicators.queries.because import Because, as_json, because
from hoanhap.indicators.rules.periods import BadPeriod, named
from hoanhap.indicators.rules.pivot import Part
from hoanhap.kernel.dates import format_date
from hoanhap.ui.fields import Day
from hoanhap.ui.policy import policy

PARTS: Final = 2


@policy(P.FIGURE_TRACE)
@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Whoever was shown, by code or by name, is noted in the trail. The JSON has codes alone."""
    asked, part = _asked(request.GET)
    code, as_page = request.GET.get("chi-tieu", ""), request.GET.get("format") != "json"
    try:
        found = because(code, asked, actor=request.actor, on=request.on, part=part)  # type: ignore[attr-defined]
    except LookupError:
        raise Outside(P.FIGURE_TRACE) from None
    _note(request, found, as_page=as_page)
    if not as_page:
        return JsonResponse(as_json(found), json_dumps_params={"ensure_ascii": False})
    shown = {
        "found": found,
        "parts": [(one, _other(request.GET, "chi-tieu", one.explained.indicator.code)) for one in found.parts],
        "part": words.whole_part(part) if part else "",
        "below": [(below, _other(request.GET, "don-vi", below.unit.code)) for below in found.below],
        "balance": _balance(request.GET, found),
        "json": f"{_other(request.GET, 'don-vi', found.unit.code)}&format=json",
        "unverified": not found.explained.indicator.verified,
    }
    return render(request, "indicators/why.html", shown)


def _balance(given: QueryDict, found: Because) -> dict[str, object] | None:
    """The terms of the identity in which the figure stands, each with the page of who is in it."""
    whole = balance(found.explained, found.unit.code) if found.exact else None
    if whole is None:
        return None
    day = format_date(found.map_day)
    pages = (address(x.indicator.code, found.unit.code, x.period.code, (), day) for x in whole.terms)
    return {"terms": list(zip(whole.terms, pages, strict=True)), "holds": whole.holds}


def address(indicator: str, unit: str, period: str, part: Part, map_day: str) -> str:
    """Of the page behind one cell. Its parameters are part of saved links: chi-tieu, don-vi, ky, phan, ban-do."""
    asked = [("chi-tieu", indicator), ("don-vi", unit), ("ky", period), ("ban-do", map_day)]
    return f"{reverse('indicators:why')}?{urlencode([*asked, *(('phan', f'{d}={code}') for d, code in part)])}"


def _asked(given: QueryDict) -> tuple[Asked, Part]:
    """What cannot be read is not there."""
    try:
        (period,) = named(given.get("ky", ""))
        day = Day(required=False).clean(given.get("ban-do", ""))
    except (BadPeriod, ValueError, forms.ValidationError):
        raise Outside(P.FIGURE_TRACE) from None
    said = [text.partition("=") for text in given.getlist("phan")[:PARTS]]
    return asking.place(given.get("don-vi", ""), [period], day)[0], tuple((name, code) for name, _, code in said)


def _other(given: QueryDict, name: str, value: str) -> str:
    """The same question of another unit or indicator."""
    asked = given.copy()
    asked[name] = value
    asked.pop("format", None)
    return f"{reverse('indicators:why')}?{asked.urlencode()}"


def _note(request: HttpRequest, found: Because, *, as_page: bool) -> None:
    code, by = found.explained.indicator.code, request.actor  # type: ignore[attr-defined]
    noting.explained(by, indicator=code, unit=found.unit.code, period=found.period, persons=found.persons)
    noting.named(by, indicator=code, persons=found.named if as_page else 0)

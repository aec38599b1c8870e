"""Directives to read: the list and one document."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.documents import queries
from hoanhap.kernel.text import clean
from hoanhap.ui.policy import policy

_A_PAGE = 50


@policy("directive.view")
def directives(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", ""), 80)
    found = queries.directives(actor=request.actor, on=request.on, text=text)  # type: ignore[attr-defined]
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/directives.html", {"page": page, "text": text})


@policy("directive.view")
def directive(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.directive_page(actor=request.actor, code=code, on=request.on)  # type: ignore[attr-defined]
    return render(request, "documents/directive.html", {"page": page})

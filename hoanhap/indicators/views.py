"""Free tables: a question asked by plain controls, its answer, the same as a workbook, and questions kept by name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.indicators import paper
from hoanhap.indicators.actions import tables
from hoanhap.indicators.forms import Ask, address
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.pivot import TooClose, TooLarge
from hoanhap.indicators.queries.tables import saved
from hoanhap.indicators.queries.words import said
from hoanhap.indicators.rules.pivot import Pivot
from hoanhap.indicators.rules.wording import definition
from hoanhap.indicators.why import address as why_address
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(P.FIGURE_TRACE)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    pivot = _answered(request, form)
    shown = {"form": form, "saved": _saved(request), **(_shown(pivot) if pivot else {})}
    if pivot:
        shown["query"] = address(form.question)
    return render(request, "indicators/tables.html", shown, status=422 if form.errors else 200)


@policy(P.FIGURE_TRACE)
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    pivot = _answered(request, form, export=True)
    if pivot is None:
        return redirect(f"{reverse('indicators:tables')}?{request.GET.urlencode()}")
    response = HttpResponse(paper.xlsx(pivot), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bang-so-lieu.xlsx"'
    return response


@policy(P.FIGURE_TRACE)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = Ask(request.POST, actor=request.actor, on=request.on)  # type: ignore[attr-defined]
    if not form.is_bound or not form.is_valid():
        return HttpResponseBadRequest()
    shared, name = bool(request.POST.get("chung")), request.POST.get("ten", "")
    try:
        tables.save(name, form.question, shared=shared, by=request.actor, on=request.on)  # type: ignore[attr-defined]
    except Invalid as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, t("Đã lưu bảng.", "The table is saved."))
    return redirect(f"{reverse('indicators:tables')}?{address(form.question)}")


@policy(P.FIGURE_TRACE)
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    given = natural(request.POST.get("bang"))
    if given is None:
        raise Outside(P.FIGURE_TRACE)
    tables.remove(given, by=request.actor, on=request.on)  # type: ignore[attr-defined]
    messages.success(request, t("Đã bỏ bảng.", "The table is removed."))
    return redirect("indicators:tables")


def _form(request: HttpRequest) -> Ask:
    return Ask(request.GET, actor=request.actor, on=request.on)  # type: ignore[attr-defined]


def _answered(request: HttpRequest, form: Ask, *, export: bool = False) -> Pivot | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return tables.ask(form.question, by=request.actor, on=request.on, export=export)  # type: ignore[attr-defined]
    except (TooLarge, TooClose) as refused:
        form.add_error(None, str(refused))
        return None


def _saved(request: HttpRequest) -> list[tuple[object, str]]:
    return [(one, address(one.question)) for one in saved(request.actor, request.on)]  # type: ignore[attr-defined]


def _shown(pivot: Pivot) -> dict[str, object]:
    relations = definitions().relations
    return {
        "pivot": pivot,
        "lines": paper.lines(pivot, why_address),
        "bars": paper.bars(pivot),
        "notes": [*paper.notes(pivot)],
        "told": [(it, definition(it, relations, said), paper.unverified(it)) for it in pivot.indicators],
    }

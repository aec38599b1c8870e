"""Directives: the list, one document, entering, correcting, its files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, decide
from hoanhap.documents import actions, queries
from hoanhap.documents.actions import directive_files as files
from hoanhap.documents.forms import ANOTHER, DirectiveForm, as_typed
from hoanhap.documents.queries import directive_scope
from hoanhap.documents.rules.directives import KINDS
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.kernel.text import clean
from hoanhap.ui.policy import policy

_A_PAGE = 50


@policy(P.DIRECTIVE_VIEW)
def directives(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", ""), 80)
    kind = request.GET.get("loai", "") if request.GET.get("loai") in KINDS else ""
    standing = request.GET.get("hieu-luc") == "1"
    who = {"actor": request.actor, "on": request.on}  # type: ignore[attr-defined]
    years, year = queries.years(**who), natural(request.GET.get("nam"))
    year = year if year in years else None
    found = queries.directives(**who, text=text, kind=kind, year=year, standing=standing)
    shown = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "text": text,
        "kind": kind,
        "kinds": sorted(((code, str(title)) for code, title in KINDS.items()), key=lambda pair: pair[1]),
        "year": year,
        "years": years,
        "standing": standing,
        "asked": bool(text or kind or year or standing),
        "query": _query(request),
        "may_enter": bool(directive_scope.desks(**who)),
    }
    return render(request, "documents/directives.html", shown)


@policy(P.DIRECTIVE_VIEW)
def directive(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


@policy(P.DIRECTIVE_EDIT)
def directive_new(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, request.on  # type: ignore[attr-defined]
    offices = directive_scope.desks(actor, on)
    desks, near = [(office.code, office.name) for office in offices], {office.unit_id for office in offices}
    if not desks:
        raise Denied(P.DIRECTIVE_EDIT)
    publishes = decide(actor, P.CAMPAIGN_OPEN, None, on).allow
    form = DirectiveForm(
        request.POST or None, on=on, near=near, desks=desks, sectors=directive_scope.sectors(), may_publish=publishes
    )
    if request.method == "POST" and form.is_valid():
        desk, public = form.cleaned_data["desk"], bool(form.cleaned_data.get("public"))
        own = "" if desk == ANOTHER else desk
        try:
            made = actions.enter(
                written=form.written(dict(desks).get(own, "")), desk=own or desks[0][0], issues=bool(own),
                public=public and not own, by=actor, on=on,
            )  # fmt: skip
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã ghi văn bản.", "The document is recorded."))
            return redirect("directive", made.code)
    return render(request, "documents/directive_form.html", {"form": form}, status=422 if form.errors else 200)


@policy(P.DIRECTIVE_VIEW)
def directive_edit(request: HttpRequest, code: str) -> HttpResponse:
    actor, on = request.actor, request.on  # type: ignore[attr-defined]
    written, revision = queries.correctable(actor=actor, code=code, on=on)
    form = DirectiveForm(
        request.POST or None,
        on=on,
        near={office.unit_id for office in directive_scope.desks(actor, on)},
        desks=(),
        sectors=directive_scope.sectors(),
        correcting=True,
        initial={**as_typed(written, on), "revision": revision},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                code=code, written=form.written(""), revision=form.cleaned_data["revision"],
                reason=form.cleaned_data["reason"], by=actor, on=on,
            )  # fmt: skip
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã sửa văn bản.", "The record is corrected."))
            return redirect("directive", code)
    shown = {"form": form, "code": code, "cited": written.cited}
    return render(request, "documents/directive_form.html", shown, status=422 if form.errors else 200)


@policy(P.DIRECTIVE_VIEW)
@require_POST
def directive_attach(request: HttpRequest, code: str) -> HttpResponse:
    given = request.FILES.get("file")
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    try:
        files.attach(code=code, name=given.name if given else "", data=given.read() if given else b"", **who)
    except Invalid as wrong:
        return _page(request, code, wrong=str(wrong))
    messages.success(request, t("Đã đính kèm tệp.", "The file is attached."))
    return redirect("directive", code)


@policy(P.DIRECTIVE_VIEW)
@require_POST
def directive_detach(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    files.take_off(code=code, pk=pk, by=request.actor, on=request.on)  # type: ignore[attr-defined]
    messages.success(request, t("Đã gỡ tệp.", "The file is taken off."))
    return redirect("directive", code)


@policy(P.DIRECTIVE_VIEW)
@require_GET
def directive_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Always a download: nothing of it is shown inside the page."""
    given = files.give(code=code, pk=pk, by=request.actor, on=request.on)  # type: ignore[attr-defined]
    response = HttpResponse(given.body, content_type=given.type)
    response["Content-Disposition"] = content_disposition_header(True, given.name)
    return response


def _page(request: HttpRequest, code: str, wrong: str = "") -> HttpResponse:
    page = queries.directive_page(actor=request.actor, code=code, on=request.on)  # type: ignore[attr-defined]
    shown = {"page": page, "wrong": wrong}
    return render(request, "documents/directive.html", shown, status=422 if wrong else 200)


def _query(request: HttpRequest) -> str:
    """What was asked, for the links to other pages of the list."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.pop("lang", None)
    return asked.urlencode()

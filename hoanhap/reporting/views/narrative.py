"""Writing the outline's sections, difficulties and recommendations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.reporting.actions.narrative import Diverged, add_difficulty, add_recommendation, remove, write_section
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.board import forms_of
from hoanhap.reporting.queries.narrative import narrative_page
from hoanhap.reporting.rules.narrative import ADDRESSEES, CAUSES, THEMES
from hoanhap.ui.policy import policy


def _found(request: HttpRequest, slug: str, agency: str, outline: str, right: P):  # type: ignore[no-untyped-def]
    respondent = scope.respondent(actor=request.actor, slug=slug, agency=agency, permission=right, on=request.on)
    if outline not in respondent.campaign.outlines:
        raise Outside
    return respondent


@policy(P.NARRATIVE_VIEW)
def narrative(request: HttpRequest, slug: str, agency: str, outline: str, **extra: object) -> HttpResponse:
    respondent = _found(request, slug, agency, outline, P.NARRATIVE_VIEW)
    return render(
        request,
        "reporting/narrative.html",
        {
            "page": narrative_page(actor=request.actor, respondent=respondent, outline=outline, on=request.on),
            "forms": forms_of(respondent.campaign),
            "outlines": scope.outlines(respondent.campaign),
            "themes": THEMES,
            "causes": CAUSES,
            "addressees": ADDRESSEES,
            "may": scope.rights(actor=request.actor, respondent=respondent, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=respondent, on=request.on),
            **extra,
        },
    )


@policy(P.NARRATIVE_EDIT)
@require_POST
def write(request: HttpRequest, slug: str, agency: str, outline: str, section: str) -> HttpResponse:
    respondent = _found(request, slug, agency, outline, P.NARRATIVE_EDIT)
    text = request.POST.get("text", "")
    try:
        write_section(
            respondent_id=respondent.pk,
            outline=outline,
            section=section,
            text=text,
            seen=natural(request.POST.get("revision")) or 0,
            by=request.actor,
            on=request.on,
        )
    except Diverged as other:
        messages.error(request, str(other))
        return narrative(request, slug, agency, outline, kept={section: text})
    except NotReady as refused:
        messages.error(request, str(refused))
        return narrative(request, slug, agency, outline, kept={section: text})
    messages.success(request, t("Đã lưu mục này.", "Section saved."))
    return redirect(_back(slug, agency, outline, section))


@policy(P.NARRATIVE_EDIT)
@require_POST
def add(request: HttpRequest, slug: str, agency: str, outline: str, kind: str) -> HttpResponse:
    respondent = _found(request, slug, agency, outline, P.NARRATIVE_EDIT)
    post = request.POST
    pulled = natural(post.get("pulled"))
    common = {
        "respondent_id": respondent.pk,
        "text": post.get("text", ""),
        "by": request.actor,
        "on": request.on,
        "pulled_from": pulled,
    }
    try:
        if kind == "difficulty":
            add_difficulty(theme=post.get("theme", ""), cause=post.get("cause", ""), **common)
        elif kind == "recommendation":
            add_recommendation(addressee=post.get("addressee", ""), **common)
        else:
            raise Outside
    except NotReady as refused:
        messages.error(request, str(refused))
    return redirect(_back(slug, agency, outline, kind))


@policy(P.NARRATIVE_EDIT)
@require_POST
def take_back(request: HttpRequest, slug: str, agency: str, outline: str, kind: str, pk: int) -> HttpResponse:
    _found(request, slug, agency, outline, P.NARRATIVE_EDIT)
    if kind not in ("difficulty", "recommendation"):
        raise Outside
    remove(kind=kind, pk=pk, by=request.actor, on=request.on)
    return redirect(_back(slug, agency, outline, kind))


def _back(slug: str, agency: str, outline: str, anchor: str) -> str:
    return f"{reverse('reporting:narrative', args=[slug, agency, outline])}#{anchor}"

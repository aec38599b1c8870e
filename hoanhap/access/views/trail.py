"""The audit trail: all of it for the data-protection officer, a campaign's for its inspector."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.access import actions, forms, queries
from hoanhap.access.permissions import P
from hoanhap.access.trail_words import ACTIONS, KINDS, kind_title
from hoanhap.ui.policy import policy


@policy(P.AUDIT_VIEW)
def trail(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    wanted = queries.Filter(**form.cleaned_data) if form.is_valid() else None
    page = queries.trail(request.actor, request.on, wanted) if wanted else queries.Page([], None)
    _note(request, "", "")
    shown = {"form": form, "page": page, "chain": queries.chain_state(), "query": _query(request)}
    return render(request, "access/trail.html", shown, status=200 if wanted else 422)


@policy(P.AUDIT_VIEW)
def subject(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    """Who looked at one thing, or changed it."""
    form = _form(request)
    before = form.cleaned_data.get("before") if form.is_valid() else None
    page = queries.trail(request.actor, request.on, queries.Filter(kind=kind, ref=ref, before=before))
    _note(request, kind, ref)
    shown = {"page": page, "kind": kind_title(kind), "ref": ref, "query": ""}
    return render(request, "access/subject.html", shown)


def _form(request: HttpRequest) -> forms.Trail:
    named = [(code, str(words)) for code, words in ACTIONS.items()]
    kinds = [(code, str(words)) for code, words in KINDS.items()]
    return forms.Trail(request.GET, actions=sorted(named, key=lambda pair: pair[1]), kinds=kinds)


def _note(request: HttpRequest, kind: str, ref: str) -> None:
    """Reading about others is itself noted."""
    asked = {name: value[:150] for name, value in request.GET.items() if value and name in forms.Trail.base_fields}
    actions.log(request.actor, "audit.read", "audit", "", of=f"{kind}:{ref}"[:150] if kind else "", filter=asked)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()

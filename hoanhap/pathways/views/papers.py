"""Papers of a file: the list, one paper, writing a draft, issuing, revoking, taking it along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import Purpose
from hoanhap.kernel.lang import Words, t
from hoanhap.pathways.actions import papers as actions
from hoanhap.pathways.actions.papers import NotReady
from hoanhap.pathways.paper_forms import IssueForm, NewPaper, PaperForm, Reason, RevokeForm
from hoanhap.pathways.queries import paper_lists
from hoanhap.pathways.queries import papers as queries
from hoanhap.pathways.queries.papers import Desk
from hoanhap.people.queries import reveal
from hoanhap.people.views.file import OPENED
from hoanhap.ui.policy import policy

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
TO_WRITE = "soan"  # the reader was on the way to write, and goes on there once the reason is stated


@policy(P.PERSON_VIEW)
@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, code: str) -> HttpResponse:
    """All papers of a file; a new one is begun here."""
    found = paper_lists.of_person(request.actor, code, _opened(request, code), request.on)
    form = NewPaper(
        request.POST or None,
        kinds=found.kinds,
        matters=found.matters,
        initial={"kind": request.GET.get("mau", ""), "measure": request.GET.get("bien-phap", "")},
    )
    if request.method == "POST" and form.is_valid():
        measure = form.cleaned_data["measure"]
        try:
            made = actions.start(
                code=found.code,
                kind=form.cleaned_data["kind"],
                measure_id=int(measure) if measure else None,
                by=request.actor,
                on=request.on,
            )
        except Invalid as wrong:
            form.show(wrong.problems)
        except NotReady as told:
            form.show({"": list(told.reasons)})
        else:
            return redirect("pathways:paper_write", made)
    shown = {"found": found, "form": form}
    return render(request, "pathways/papers.html", shown, status=422 if form.errors else 200)


@policy(P.PERSON_VIEW)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper; before its words are shown, what for (once a session and file)."""
    page = queries.page(request.actor, pk, request.on, opened=_opened_for(request, pk))
    if request.method == "POST" and page.readable:
        form = Reason(request.POST, purposes=page.purposes)
        if form.is_valid():
            stated = Purpose(form.cleaned_data["purpose"])
            code, purpose = reveal(request.actor, page.code, stated, request.on)
            request.session[OPENED] = {**request.session.get(OPENED, {}), code: str(purpose)}
            return redirect("pathways:paper_write" if TO_WRITE in request.GET else "pathways:paper", pk)
    else:
        form = Reason(purposes=page.purposes)
    return render(request, "pathways/paper.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@policy(P.PAPER_DRAFT)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    return _at_desk(request, pk, WRITE)


@policy(P.PAPER_ISSUE)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    return _at_desk(request, pk, ISSUE)


@policy(P.PAPER_ISSUE)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    return _at_desk(request, pk, REVOKE)


@policy(P.PAPER_DRAFT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    code = queries.writable(request.actor, pk, request.on).person.code
    try:
        actions.discard(paper_id=pk, by=request.actor, on=request.on)
    except NotReady as told:
        messages.error(request, " ".join(told.reasons))
        return redirect("pathways:paper", pk)
    messages.success(request, t("Đã bỏ bản thảo.", "The draft is thrown away."))
    return redirect("pathways:papers", code)


@policy(P.PERSON_VIEW)
@require_GET
def take(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The printed paper as a file."""
    if format not in TYPES:
        raise Http404
    found = queries.blob(request.actor, pk, format, request.on, opened=_opened_for(request, pk))
    if found is None:
        return redirect("pathways:paper", pk)
    name, content = found
    answer = HttpResponse(content, content_type=TYPES[format])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


# ---------------------------------------------------------------- what is done to one paper
Form = PaperForm | IssueForm | RevokeForm


@dataclass(frozen=True)
class Deed:
    """`state`: the paper's, in which it can be done. `form`: from what was typed, the desk and the day; `said`: from a
    valid form, what the action is told. `back`: what the paper's page is told when somebody may not do it yet."""

    state: str
    template: str
    form: Callable[[QueryDict | None, Desk, date], Form]
    run: Callable[..., None]
    said: Callable[[Form], Mapping[str, Any]]
    done: Words
    back: str = ""


WRITE = Deed(
    "draft", "pathways/paper_write.html",
    lambda typed, desk, on: PaperForm(typed, kind=desk.kind, values=desk.values, known=desk.known, seen=desk.page.seen),
    actions.write, lambda form: {"given": form.given(), "seen": form.cleaned_data["seen"]},
    Words("Đã ghi bản thảo.", "The draft is saved."), f"?{TO_WRITE}=1",
)  # fmt: skip
ISSUE = Deed(
    "draft", "pathways/paper_issue.html",
    lambda typed, desk, on: IssueForm(typed, ways=desk.ways, initial={"day": on, "seen": desk.page.seen}),
    actions.issue, lambda form: form.cleaned_data,
    Words("Đã phát hành.", "Issued."),
)  # fmt: skip
REVOKE = Deed(
    "issued", "pathways/paper_revoke.html",
    lambda typed, desk, on: RevokeForm(typed),
    actions.revoke, lambda form: {"reason": form.cleaned_data["reason"]},
    Words("Đã thu hồi; số vẫn giữ.", "Revoked; its number stays taken."),
)  # fmt: skip


def _at_desk(request: HttpRequest, pk: int, deed: Deed) -> HttpResponse:
    """The form of a deed, and the deed; what the action refuses goes to its fields."""
    desk = queries.desk(request.actor, pk, request.on, opened=_opened_for(request, pk))
    if desk is None or desk.page.row.state != deed.state:
        return redirect(reverse("pathways:paper", args=[pk]) + deed.back)
    form = deed.form(request.POST or None, desk, request.on)
    if request.method == "POST" and form.is_valid():
        try:
            deed.run(paper_id=pk, by=request.actor, on=request.on, **deed.said(form))
        except Invalid as wrong:
            form.show(wrong.problems)
        except NotReady as told:
            form.show({"": list(told.reasons)})
        else:
            messages.success(request, str(deed.done))
            return redirect("pathways:paper", pk)
    shown = {"page": desk.page, "form": form, "kind": desk.kind}
    return render(request, deed.template, shown, status=422 if form.errors else 200)


def _opened_for(request: HttpRequest, pk: int) -> Purpose | None:
    return _opened(request, queries.find(request.actor, pk, request.on).person.code)


def _opened(request: HttpRequest, code: str) -> Purpose | None:
    """The reason stated for this file in this session."""
    stated = request.session.get(OPENED, {}).get(code, "")
    return Purpose(stated) if stated in set(Purpose) else None

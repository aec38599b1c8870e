"""Papers of a file: the list, one paper, writing a draft, issuing, revoking, taking it along."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import Purpose
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions import papers as actions
from hoanhap.pathways.actions.papers import NotReady
from hoanhap.pathways.paper_forms import IssueForm, NewPaper, PaperForm, Reason, RevokeForm
from hoanhap.pathways.queries import paper_lists
from hoanhap.pathways.queries import papers as queries
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
    desk = queries.desk(request.actor, pk, request.on, opened=_opened_for(request, pk))
    if desk is None or desk.page.row.state != "draft":
        return redirect(reverse("pathways:paper", args=[pk]) + f"?{TO_WRITE}=1")
    form = PaperForm(request.POST or None, kind=desk.kind, values=desk.values, known=desk.known, seen=desk.page.seen)
    if request.method == "POST" and form.is_valid():
        given, seen = form.given(), form.cleaned_data["seen"]
        if _done(form, lambda: actions.write(paper_id=pk, given=given, seen=seen, by=request.actor, on=request.on)):
            messages.success(request, t("Đã ghi bản thảo.", "The draft is saved."))
            return redirect("pathways:paper", pk)
    shown = {"page": desk.page, "form": form, "kind": desk.kind}
    return render(request, "pathways/paper_write.html", shown, status=422 if form.errors else 200)


@policy(P.PAPER_ISSUE)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    desk = queries.desk(request.actor, pk, request.on, opened=_opened_for(request, pk))
    if desk is None or desk.page.row.state != "draft":
        return redirect("pathways:paper", pk)
    form = IssueForm(request.POST or None, ways=desk.ways, initial={"day": request.on, "seen": desk.page.seen})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _done(form, lambda: actions.issue(paper_id=pk, by=request.actor, on=request.on, **said)):
            messages.success(request, t("Đã phát hành.", "Issued."))
            return redirect("pathways:paper", pk)
    shown = {"page": desk.page, "form": form}
    return render(request, "pathways/paper_issue.html", shown, status=422 if form.errors else 200)


@policy(P.PAPER_ISSUE)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    desk = queries.desk(request.actor, pk, request.on, opened=_opened_for(request, pk))
    if desk is None or desk.page.row.state != "issued":
        return redirect("pathways:paper", pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, lambda: actions.revoke(paper_id=pk, reason=reason, by=request.actor, on=request.on)):
            messages.success(request, t("Đã thu hồi; số vẫn giữ.", "Revoked; its number stays taken."))
            return redirect("pathways:paper", pk)
    shown = {"page": desk.page, "form": form}
    return render(request, "pathways/paper_revoke.html", shown, status=422 if form.errors else 200)


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


def _done(form: "PaperForm | IssueForm | RevokeForm", run: Callable[[], None]) -> bool:
    """Run the action; what it refuses goes to its fields."""
    try:
        run()
    except Invalid as wrong:
        form.show(wrong.problems)
    except NotReady as told:
        form.show({"": list(told.reasons)})
    else:
        return True
    return False


def _opened_for(request: HttpRequest, pk: int) -> Purpose | None:
    return _opened(request, queries.find(request.actor, pk, request.on).person.code)


def _opened(request: HttpRequest, code: str) -> Purpose | None:
    """The reason stated for this file in this session."""
    stated = request.session.get(OPENED, {}).get(code, "")
    return Purpose(stated) if stated in set(Purpose) else None

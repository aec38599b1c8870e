"""Two files of one person: found, looked at side by side, merged; taken apart; or said to be two persons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.kernel.lang import t
from hoanhap.people.actions import merging as acts
from hoanhap.people.forms.merging import MergeForm
from hoanhap.people.queries import merge_page as pages
from hoanhap.ui.policy import policy


@policy(P.PERSON_EDIT)
@require_GET
def doubles(request: HttpRequest) -> HttpResponse:
    """Files on the post's list that may be one person's."""
    page, twins = pages.doubles(request.actor, on=request.on, page=request.GET.get("page", "1"))
    return render(request, "people/doubles.html", {"page": page, "twins": twins})


@policy(P.PERSON_EDIT)
@require_GET
def doubles_of(request: HttpRequest, code: str) -> HttpResponse:
    """The same of one file, and what was merged into it."""
    side, twins, past = pages.doubles_of(request.actor, code, on=request.on)
    return render(request, "people/doubles_of.html", {"side": side, "twins": twins, "past": past})


@policy(P.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """`other` would end in `code`; the other way round is the same page with its parts exchanged."""
    page = pages.merge_page(request.actor, code, other, on=request.on)
    form = MergeForm(request.POST or None, offered={})
    if request.method == "POST" and form.is_valid():
        try:
            acts.merge(kept=code, gone=other, by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã gộp {x} vào hồ sơ này.", "{x} is merged into this file.", x=other))
            return redirect("people:file", code)
    shown = {"page": page, "form": form}
    return render(request, "people/merge.html", shown, status=422 if form.errors else 200)


@policy(P.PERSON_EDIT)
@require_POST
def distinct(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """They are two persons."""
    try:
        acts.keep_apart(one=code, other=other, by=request.actor, on=request.on)
    except Invalid as wrong:
        _tell(request, wrong)
    else:
        messages.success(
            request, t("Đã ghi là hai người; cặp này không hỏi lại.", "They are two persons; it is not asked again.")
        )
    return redirect("people:doubles")


@policy(P.PERSON_EDIT)
@require_POST
def unmerge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The two files as they were."""
    _, _, past = pages.doubles_of(request.actor, code, on=request.on)
    if pk not in {one.id for one in past}:
        raise Outside(P.PERSON_EDIT)
    try:
        acts.unmerge(merge_id=pk, by=request.actor, on=request.on)
    except Invalid as wrong:
        _tell(request, wrong)
    else:
        messages.success(request, t("Đã tách lại thành hai hồ sơ.", "They are two files again."))
    return redirect("people:doubles_of", code)


def _tell(request: HttpRequest, wrong: Invalid) -> None:
    for sentences in wrong.problems.values():
        for sentence in sentences:
            messages.error(request, sentence)

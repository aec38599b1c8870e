"""Lists between sectors: ask, look, decide, download."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.lists import LEAST, count_words
from hoanhap.access.permissions import P
from hoanhap.access.rules import decide as may
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.people.actions import disclosing
from hoanhap.people.forms.lawful import AskList, DecideList
from hoanhap.people.queries import disclosures as lists
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASK_FIELDS = {"holder_id": "holder", "commune_id": "commune", "basis_id": "basis"}


@policy(P.DISCLOSURE_VIEW)
@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    shown = {
        "lines": lists.disclosures(request.actor, request.on),
        "asks": may(request.actor, P.DISCLOSURE_ASK, None, request.on).allow,
    }
    return render(request, "people/disclosures.html", shown)


@policy(P.DISCLOSURE_ASK)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`?loai=` chooses the kind, `?vi-tri=` the post: what can be chosen below depends on both."""
    post_id = natural(request.GET.get("vi-tri"))
    found = lists.asking(request.actor, request.on, kind=request.GET.get("loai", ""), post_id=post_id)
    kind = next((code for code, _ in found.kinds if code == request.GET.get("loai")), found.kinds[0][0])
    post = next((code for code, _ in found.posts if code == request.GET.get("vi-tri")), found.posts[0][0])
    offered = {"holder": found.holders, "commune": found.communes, "purpose": found.purposes, "basis": found.grounds}
    only = {name: choices[0][0] for name, choices in offered.items() if len(choices) == 1 and name != "commune"}
    form = AskList(request.POST or None, offered=offered, initial={"as_of": request.on, **only})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        ids = {name: natural(typed[form_name]) for name, form_name in ASK_FIELDS.items()}
        plain = {name: typed[name] for name in ("as_of", "purpose", "reason", "list_")}
        try:
            made = disclosing.ask(post_id=int(post), kind=kind, by=request.actor, on=request.on, **ids, **plain)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            said = t("Trả lời ngay: {n} người.", "The answer at once: {n} persons.", n=count_words(made.told))
            messages.success(request, said)
            return redirect("people:disclosure", made.pk)
    shown = {"form": form, "found": found, "kind": kind, "post": post}
    return render(request, "people/ask_list.html", shown, status=422 if form.errors else 200)


@policy(P.DISCLOSURE_VIEW)
@require_GET
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk, None)


@policy(P.DISCLOSURE_DECIDE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """`answer`: allow or refuse."""
    page = lists.disclosure(request.actor, pk, request.on)
    form = DecideList(request.POST, choosable=list(page.choosable))
    if form.is_valid():
        by, on = request.actor, request.on
        try:
            if request.POST.get("answer") == "allow":
                disclosing.allow(disclosure_id=pk, fields=form.cleaned_data["fields_"], by=by, on=on)
                messages.success(request, t("Đã cung cấp, đã ghi sổ từng người.", "Given; everybody is in the ledger."))
            else:
                disclosing.refuse(disclosure_id=pk, words=form.cleaned_data["words"], by=by, on=on)
                messages.success(request, t("Đã từ chối cung cấp.", "Refused."))
        except Invalid as wrong:
            form.show({"fields_" if name == "fields" else name: said for name, said in wrong.problems.items()})
        else:
            return redirect("people:disclosure", pk)
    return _page(request, pk, form, 422)


@policy(P.DISCLOSURE_VIEW)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The reading is in the trail before the bytes leave."""
    response = HttpResponse(lists.disclosure_xlsx(request.actor, pk, request.on), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="danh-sach-{pk}.xlsx"'
    return response


def _page(request: HttpRequest, pk: int, form: DecideList | None, status: int = 200) -> HttpResponse:
    page = lists.disclosure(request.actor, pk, request.on)
    if form is None and page.decides:
        form = DecideList(choosable=list(page.choosable), initial={"fields_": list(LEAST)})
    shown: dict[str, Any] = {"page": page, "form": form}
    return render(request, "people/disclosure.html", shown, status=status)

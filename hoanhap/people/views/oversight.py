"""The pages of who guards the data: legal grounds, alerts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access import actions
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel.lang import t
from hoanhap.people.forms.fields import Offering
from hoanhap.people.forms.lawful import SECTORS, USES, EndGround, RegisterGround
from hoanhap.people.queries import oversight as seen
from hoanhap.ui.policy import policy


@policy(P.BASIS_KEEP)
@require_http_methods(["GET", "POST"])
def grounds(request: HttpRequest) -> HttpResponse:
    """The register of legal grounds. `?tu=` fills the form from a document that was found."""
    form = RegisterGround(request.POST or None, initial=_from_law(request))
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = {**form.cleaned_data, "classes": tuple(form.cleaned_data["classes"])}
        try:
            actions.register_basis(ground=actions.Ground(**typed), by=request.actor, on=request.on)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã đăng ký căn cứ.", "The ground is registered."))
            return redirect("people:grounds")
    return _grounds(request, form, 422 if form.errors else 200)


@policy(P.BASIS_KEEP)
@require_POST
def end_ground(request: HttpRequest, pk: int) -> HttpResponse:
    form = EndGround(request.POST, offered={})
    said = [str(message) for messages_ in form.errors.values() for message in messages_]
    if form.is_valid():
        try:
            actions.end_basis(basis_id=pk, by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            said = [sentence for sentences in wrong.problems.values() for sentence in sentences]
        else:
            messages.success(request, t("Căn cứ đã chấm dứt.", "The ground has ended."))
    for sentence in said:
        messages.error(request, sentence)
    return redirect("people:grounds")


@policy(P.OVERSIGHT_VIEW)
@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    return render(request, "people/oversight.html", {})


def _grounds(request: HttpRequest, form: Offering, status: int) -> HttpResponse:
    shown = {
        "form": form,
        "lines": seen.ground_lines(request.actor, request.on),
        "uses": USES,
        "sectors": SECTORS,
        "proposals": seen.proposals(request.on),
        "today": request.on,
    }
    return render(request, "people/grounds.html", shown, status=status)


def _from_law(request: HttpRequest) -> dict[str, Any]:
    found = next((b for b in seen.proposals(request.on) if b.code == request.GET.get("tu")), None)
    if found is None:
        return {"use": "disclosure"}
    return {
        "use": "disclosure",
        "document": found.title.vi,
        "article": found.article,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "kind": found.kind,
        "holder": found.holder,
        "asker": found.asker,
        "classes": list(found.classes),
    }

"""The pages of who guards the data: legal grounds, alerts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access import actions, queries
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel import clock
from hoanhap.kernel.lang import t
from hoanhap.law.loaded import law
from hoanhap.people.forms.fields import Offering
from hoanhap.people.forms.lawful import USES, EndGround, RegisterGround, RegisterInspection
from hoanhap.people.queries import oversight as seen
from hoanhap.people.queries.glass import waiting_reviews
from hoanhap.people.rules.codes import read_code
from hoanhap.ui.policy import policy
from hoanhap.units import queries as units


@policy(P.BASIS_KEEP)
@require_http_methods(["GET", "POST"])
def grounds(request: HttpRequest) -> HttpResponse:
    """The register of legal grounds. `?tu=` fills the form from a document that was found."""
    asked = request.POST.get("use") or request.GET.get("cho", "")
    use = asked if asked in USES else "disclosure"
    form = RegisterGround(request.POST or None, use=use, initial=_from_law(request))
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = {**form.cleaned_data, "classes": tuple(form.cleaned_data.get("classes", ()))}
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
    """What the readings of the last days ask about. `?ma=`: the log of one file, by its code."""
    if asked := request.GET.get("ma", ""):
        if code := read_code(asked[:40]):
            return redirect("people:readers", code)
        messages.error(request, t("Mã hồ sơ không đúng; kiểm tra lại.", "That is no code of a file; check it."))
    kind = request.GET.get("loai", "")
    shown = {
        "found": seen.alerts(request.actor, clock.now(), request.on, kind if kind in seen.KINDS else ""),
        "openings": waiting_reviews(request.actor, request.on),
    }
    return render(request, "people/oversight.html", shown)


@policy(P.INSPECTION_KEEP)
@require_http_methods(["GET", "POST"])
def inspections(request: HttpRequest) -> HttpResponse:
    form = RegisterInspection(request.POST or None, offered={})
    form.fields["posts"].choices = queries.inspectors(request.on)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        unit = units.tree(request.on).find(typed.pop("unit"))
        try:
            actions.register_inspection(
                unit_id=unit.id if unit else 0,
                posts=[int(post) for post in typed.pop("posts")],
                most=int(law().parameter("inspection.days", request.on).value),
                by=request.actor,
                on=request.on,
                **typed,
            )
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã đăng ký cuộc thanh tra.", "The inspection is registered."))
            return redirect("people:inspections")
    shown = {"form": form, "lines": queries.inspections(request.actor, request.on)}
    return render(request, "people/inspections.html", shown, status=422 if form.errors else 200)


@policy(P.INSPECTION_KEEP)
@require_POST
def end_inspection(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.end_inspection(inspection_id=pk, by=request.actor, on=request.on)
    except Invalid as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, t("Cuộc thanh tra đã kết thúc.", "The inspection is over."))
    return redirect("people:inspections")


def _grounds(request: HttpRequest, form: Offering, status: int) -> HttpResponse:
    shown = {
        "form": form,
        "lines": seen.ground_lines(request.actor, request.on),
        "uses": USES,
        "use": form.data.get("use") or form.initial["use"],
        "proposals": seen.proposals(request.on),
        "today": request.on,
    }
    return render(request, "people/grounds.html", shown, status=status)


def _from_law(request: HttpRequest) -> dict[str, Any]:
    found = next((b for b in seen.proposals(request.on) if b.code == request.GET.get("tu")), None)
    if found is None:
        return {}
    return {
        "document": found.title.vi,
        "article": found.article,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "kind": found.kind,
        "holder": found.holder,
        "asker": found.asker,
        "classes": list(found.classes),
    }

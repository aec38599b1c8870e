"""A plan comes in: a file chosen or rows pasted, looked through, what is unclear answered, taken over whole."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions.plans import adopt
from hoanhap.plans.queries import taking
from hoanhap.plans.reading import carried
from hoanhap.plans.reading.blocks import Block
from hoanhap.plans.reading.files import blocks_of_docx
from hoanhap.plans.reading.plain import of_clipboard, of_text
from hoanhap.plans.reading.whole import draft as draft_of
from hoanhap.plans.reading.word import LIMITS
from hoanhap.plans.rules.answers import answered
from hoanhap.plans.rules.draft import ASK, DUTIES, ERROR, MATRIX, Draft
from hoanhap.plans.taking_forms import Source, Taking
from hoanhap.ui.policy import policy

_SALT, _A_DAY = "plans.taking", 86_400


@policy(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste rows; what was read of it is shown, and nothing is written."""
    form = Source(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = _read(form.cleaned_data)
        if isinstance(found, Draft):
            form.show({"file": [f"{p.message} {p.remedy}" for p in found.problems]})
        else:
            return _shown(request, found, _name(form.cleaned_data))
    return render(request, "plans/take.html", {"form": form}, status=422 if form.errors else 200)


@policy(P.PLAN_EDIT)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Take over what was shown, with the answers; whole or not at all."""
    try:
        kept = signing.loads(request.POST.get("read", ""), salt=_SALT, max_age=_A_DAY)
        blocks, name = carried.unpacked(kept["blocks"]), kept["name"]
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        messages.error(
            request, t("Trang xem trước đã cũ. Chọn lại tệp.", "The preview is too old. Choose the file again.")
        )
        return redirect("plans:take")
    return _shown(request, blocks, name, saving=True)


def _read(said: dict[str, Any]) -> list[Block] | Draft:
    file = said.get("file")
    if not file:
        return of_clipboard(said["pasted"])
    data = file.read(LIMITS.file + 1)
    if (file.name or "").lower().endswith(".txt"):
        return of_text(data.decode("utf-8-sig", "replace"))
    return blocks_of_docx(data)


def _name(said: dict[str, Any]) -> str:
    return clean(said["file"].name or "", 200) if said.get("file") else ""


def _shown(request: HttpRequest, blocks: list[Block], name: str, *, saving: bool = False) -> HttpResponse:
    actor, on = request.actor, request.on  # type: ignore[attr-defined]
    draft = draft_of(blocks, document=bool(name))
    desks = taking.desks(actor, on)
    if not desks:
        raise Denied(P.PLAN_EDIT)
    likely = taking.likely(desks, draft.issuer)
    desk = next((desk for desk in desks if str(desk.id) == request.POST.get("agency")), likely)
    said = request.POST if saving else None
    form = Taking(said, draft=draft, desks=desks, desk=desk, offices=taking.offices(desk, on))
    if saving and form.is_valid():
        said = form.cleaned_data
        starts, ends = form.span()
        whole = answered(replace(draft, title=said["title"]), form.answers(), desk.level)
        try:
            plan = adopt(whole, code=said["code"], agency=said["agency"], by=actor, on=on, starts=starts, ends=ends,
                         source=name)  # fmt: skip
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã lưu kế hoạch.", "The plan is saved."))
            return redirect("plans:plan", plan.code)
    read = signing.dumps({"name": name, "blocks": carried.packed(blocks)}, salt=_SALT, compress=True)
    shown = {"draft": draft, "form": form, "read": read, "name": name, **_parts(draft)}
    return render(request, "plans/taken.html", shown, status=422 if saving else 200)


def _parts(draft: Draft) -> dict[str, Any]:
    return {
        "wrong": [p for p in draft.problems if p.severity == ERROR],
        "odd": [p for p in draft.problems if p.severity not in (ERROR, ASK)],
        "matrix": [task for task in draft.tasks if task.origin == MATRIX],
        "duties": [task for task in draft.tasks if task.origin == DUTIES],
    }

"""One target: how it is measured, what of it falls to units below, and its figure where somebody types it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied
from hoanhap.kernel.lang import t
from hoanhap.plans.actions.targets import cascade, read, set_target, withdraw
from hoanhap.plans.queries import named, pages, scope
from hoanhap.plans.queries.targets import TargetLine, TargetPage, new_answering, offered, target_page
from hoanhap.plans.target_forms import How, NewTarget, Parts, Read, Withdraw
from hoanhap.plans.views.reading import asked_day
from hoanhap.ui.policy import policy


class Part(NamedTuple):
    """A form of the page. `right`: what it takes (`pages.rights`); `stands`: whether this target has it."""

    right: str
    denied: P
    stands: Callable[[TargetPage], bool]
    form: Callable[[Any, TargetPage, HttpRequest], Any]
    act: Callable[..., object]


PARTS: dict[str, Part] = {
    "read": Part(
        "follow", P.PLAN_FOLLOW, lambda page: not page.line.indicator and not page.dropped,
        lambda data, page, request: Read(data, auto_id="read-%s", initial={"day": request.on}),  # type: ignore[attr-defined]
        lambda form, **of: read(**form.cleaned_data, **of),
    ),
    "parts": Part(
        "edit", P.PLAN_EDIT, lambda page: bool(page.places),
        lambda data, page, _: Parts(data, auto_id="parts-%s", places=page.places, promised=_promised(page, page.parts)),
        lambda form, **of: cascade(parts=form.parts(), **form.why(), **of),
    ),
    "how": Part(
        "edit", P.PLAN_EDIT, lambda page: not page.whole and not page.dropped,
        lambda data, page, request: _how(data, page, request),
        lambda form, **of: set_target(how=form.measured(), answers=form.answered(), **form.why(), **of),
    ),
    "withdraw": Part(
        "edit", P.PLAN_EDIT, lambda page: not page.whole and not page.dropped,
        lambda data, page, request: Withdraw(data, auto_id="withdraw-%s", promised=bool(page.plan.version)),
        lambda form, **of: withdraw(**form.why(), **of),
    ),
}  # fmt: skip


def _promised(page: TargetPage, lines: Sequence[TargetLine]) -> bool:
    """Whether a change of them is another version."""
    return bool(page.plan.version) and any(line.bar for line in lines)


def _how(data: Any, page: TargetPage, request: HttpRequest) -> How:
    tied, above = offered(request.actor, page.plan, page.line.key, request.on)  # type: ignore[attr-defined]
    initial = asdict(page.how) | {"answers": tied}
    return How(data, auto_id="how-%s", initial=initial, above=above, promised=_promised(page, [page.line]))


NEW = "moi"  # in the place of a key


@policy(P.PLAN_VIEW)
@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Measured and given to units below by who makes the plan; a figure typed by who follows it. `ngay`: as of then."""
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    if key == NEW:
        return _new(request, code)
    at, _ = asked_day(request.GET.get("ngay", ""))
    page = target_page(request.actor, code, key, request.on, at=at)  # type: ignore[attr-defined]
    may = pages.rights(request.actor, page.plan, request.on)  # type: ignore[attr-defined]
    asked = next((name for name in PARTS if name in request.POST), "how") if request.method == "POST" else ""
    if asked and (PARTS[asked].right not in may or not PARTS[asked].stands(page)):
        raise Denied(PARTS[asked].denied)
    offered = {name: part for name, part in PARTS.items() if part.right in may and part.stands(page)}
    forms = {name: part.form(request.POST if name == asked else None, page, request) for name, part in offered.items()}
    if asked and forms[asked].carry(lambda: PARTS[asked].act(forms[asked], code=code, key=key, **who)):
        messages.success(request, t("Đã ghi.", "Saved."))
        drafted = asked == "withdraw" and not page.plan.version  # of what was never promised nothing stays
        return redirect("plans:plan", code) if drafted else redirect("plans:target", code, key)
    asks = any("directive" in form.fields for form in forms.values())
    documents = named.documents(who["by"], who["on"]) if asks else []
    shown = {"page": page, "plan": page.plan, "line": page.line, "documents": documents, **forms}
    return render(request, "plans/target.html", shown, status=422 if asked else 200)


def _new(request: HttpRequest, code: str) -> HttpResponse:
    """`cho`: the key of the target of the plan above that it is to answer; it begins with what that one says."""
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    plan = scope.plan(request.actor, code, request.on, P.PLAN_EDIT)  # type: ignore[attr-defined]
    above, initial = new_answering(request.actor, plan, request.GET.get("cho", ""), request.on)  # type: ignore[attr-defined]
    form = NewTarget(request.POST or None, above=above, initial=initial, promised=False)

    def make() -> object:
        text = form.cleaned_data["text"]
        return set_target(code=code, text=text, how=form.measured(), answers=form.answered(), **who)

    if form.carry(make):
        messages.success(request, t("Đã ghi.", "Saved."))
        return redirect("plans:target", code, form.made.key)
    return render(request, "plans/new_target.html", {"plan": plan, "form": form}, status=422 if form.errors else 200)

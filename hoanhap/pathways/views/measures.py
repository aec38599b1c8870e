"""One measure: its page, opening it, its steps, taking one back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.law.pathways.shape import UnknownPathway
from hoanhap.pathways.actions.back import take_back
from hoanhap.pathways.actions.steps import NotYours, Overtaken, Unmet, Written, open_measure, take_step
from hoanhap.pathways.forms import BackForm, StepForm
from hoanhap.pathways.queries import asked
from hoanhap.pathways.queries.page import page as measure_page
from hoanhap.pathways.queries.paper_lists import of_measure
from hoanhap.people.queries import choices as chosen
from hoanhap.ui.policy import policy


@policy(P.PERSON_VIEW)
@require_GET
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    page = measure_page(request.actor, pk, request.on)
    papers = of_measure(request.actor, pk, request.on)
    return render(request, "pathways/measure.html", {"page": page, "papers": papers})


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest, code: str, pathway: str, step: str) -> HttpResponse:
    """The form of a step that opens a measure."""
    found = asked.opening(request.actor, code, pathway, step, request.on)

    def run(form: StepForm, given: dict[str, object]) -> Written:
        return open_measure(
            code=found.code,
            pathway=pathway,
            step=step,
            day=form.cleaned_data["day"],
            at=form.at(),
            given=given,
            by=request.actor,
            on=request.on,
        )

    return _form(request, found, run)


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The form of the next step; the page it was opened from is remembered by its revision."""
    found = asked.next_step(request.actor, pk, step, request.on)

    def run(form: StepForm, given: dict[str, object]) -> Written:
        return take_step(
            measure_id=pk,
            step=step,
            day=form.cleaned_data["day"],
            at=form.at(),
            given=given,
            revision=_revision(request),
            by=request.actor,
            on=request.on,
        )

    return _form(request, found, run)


@policy(P.STEP_TAKE)
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest, pk: int) -> HttpResponse:
    page = measure_page(request.actor, pk, request.on, note=False)
    if not page.may_undo:
        raise NotYours(*page.last_step)
    form = BackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(
                measure_id=pk, reason=form.cleaned_data["reason"], revision=_revision(request), by=request.actor,
                on=request.on,
            )  # fmt: skip
        except Invalid as wrong:
            form.show(wrong.problems)
        except Overtaken as told:
            form.add_error(None, str(told))
        else:
            messages.success(request, t("Đã rút bước; lịch sử còn giữ.", "Taken back; the history keeps it."))
            return redirect("people:file", page.code) if len(page.standing) == 1 else redirect("pathways:measure", pk)
    return render(request, "pathways/back.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def _form(
    request: HttpRequest, found: asked.Asked, run: Callable[[StepForm, dict[str, object]], Written]
) -> HttpResponse:
    if not found.mine:
        raise NotYours(found.step, found.who)
    form = StepForm(
        request.POST or None, step=found.step, places=found.places, hours=found.hours, initial={"day": request.on}
    )
    refusals: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid() and (given := _given(request, form)) is not None:
        try:
            written = run(form, given)
        except Unmet as unmet:
            refusals = unmet.refusals
        except Invalid as wrong:
            form.show(wrong.problems)
        except UnknownPathway:
            said = t("Vào ngày này pháp luật không có hình thức hoặc bước này. Kiểm tra lại ngày.",
                     "On that day the law did not have this measure or step. Check the day.")  # fmt: skip
            form.add_error("day", said)
        except Overtaken as told:
            form.add_error(None, str(told))
        else:
            messages.success(request, t("Đã ghi: {step}.", "Recorded: {step}.", step=found.step.title))
            return redirect("pathways:measure", written.measure.pk)
    shown = {
        "asked": found,
        "form": form,
        "refusals": refusals or (found.refusals if request.method == "GET" else ()),
        "communes": chosen.communes(request.actor, request.on) if form.units else [],
    }
    wrong = form.errors or (request.method == "POST" and refusals)
    return render(request, "pathways/step.html", shown, status=422 if wrong else 200)


def _given(request: HttpRequest, form: StepForm) -> dict[str, object] | None:
    """What was typed, with communes found; None when one is not."""
    given = form.given()
    for name in form.units:
        if text := str(given.get(name, "")):
            found, said = chosen.commune(text, request.on)
            if found is None:
                form.add_error(name, said)
                return None
            given[name] = found
    return given


def _revision(request: HttpRequest) -> int | None:
    return natural(request.POST.get("revision"))

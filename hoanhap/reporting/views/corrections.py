"""Proposing and deciding corrections to sealed figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.corrections import decide, propose
from hoanhap.reporting.actions.lock import Overtaken
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.queries import scope
from hoanhap.reporting.rules.states import IllegalStep
from hoanhap.reporting.rules.typed import BadCell, read
from hoanhap.ui.policy import policy


@policy(P.CORRECTION_PROPOSE)
@require_POST
def propose_one(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    """One cell, or (no cell) the inclusion of a late answer."""
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.CORRECTION_PROPOSE, on=request.on
    )
    definition = loaded.form(submission.form, submission.version)
    row, _, column = request.POST.get("cell", "").partition("|")
    try:
        changes = [Change(row, column, read(definition, row, column, request.POST.get("typed", "")))] if row else []
        propose(
            submission_id=submission.pk,
            changes=changes,
            reason=request.POST.get("reason", ""),
            by=request.actor,
            on=request.on,
        )
        messages.success(request, t("Đã gửi đề nghị đính chính.", "The correction is proposed."))
    except BadCell as wrong:
        messages.error(request, f"{wrong.message} {wrong.remedy}")
    except (NotReady, NotWritable) as refused:
        messages.error(request, str(refused))
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


@policy(P.CORRECTION_DECIDE)
@require_POST
def decide_one(request: HttpRequest, slug: str, agency: str, form: str, pk: int) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.CORRECTION_DECIDE, on=request.on
    )
    try:
        decide(
            submission_id=submission.pk,
            correction_id=pk,
            agree=request.POST.get("agree") == "yes",
            words=request.POST.get("words", ""),
            lock=natural(request.POST.get("lock")),
            by=request.actor,
            on=request.on,
        )
        messages.success(request, t("Đã ghi quyết định.", "The decision is recorded."))
    except (NotReady, IllegalStep, Overtaken) as refused:
        messages.error(request, str(refused))
    return redirect("reporting:form", slug=slug, agency=agency, form=form)

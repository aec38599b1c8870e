"""One form of one respondent: the page, saving from the grid, explaining, stepping."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.catalog import loaded
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.reporting.actions.cells import NotWritable, write_cells
from hoanhap.reporting.actions.explanations import explain as explain_action
from hoanhap.reporting.actions.fill import mark_blanks_nil
from hoanhap.reporting.actions.lock import Overtaken
from hoanhap.reporting.actions.steps import NotReady, Question, accept, approve, give_back, submit, withdraw
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.page import page, problems_now
from hoanhap.reporting.rules.states import IllegalStep
from hoanhap.reporting.views.typed import BadBody, changes_of_form, changes_of_json, reply
from hoanhap.ui.policy import policy

REFUSALS = (NotReady, NotWritable, IllegalStep, Overtaken)


@policy(P.SUBMISSION_VIEW)
@require_GET
def form(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.SUBMISSION_VIEW, on=request.on
    )
    return render(
        request,
        "reporting/form.html",
        {
            "page": page(actor=request.actor, submission=submission, on=request.on),
            "may": scope.rights(actor=request.actor, respondent=submission.respondent, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=submission.respondent, on=request.on),
            "focus": request.GET.get("o", ""),
        },
    )


@policy(P.SUBMISSION_EDIT)
@require_POST
def save(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    """JSON from the grid, or the whole form without JavaScript. What parses is saved; every problem is told."""
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.SUBMISSION_EDIT, on=request.on
    )
    as_json = request.content_type == "application/json"
    try:
        changes, problems = (
            changes_of_json(request.body, submission) if as_json else changes_of_form(request.POST, submission)
        )
        written = write_cells(submission_id=submission.pk, changes=changes, by=request.actor, on=request.on)
    except BadBody as wrong:
        return JsonResponse({"message": str(wrong), "remedy": t("Tải lại trang.", "Reload the page.")}, status=400)
    except NotWritable as refused:
        if as_json:
            return JsonResponse({"message": str(refused), "remedy": ""}, status=409)
        messages.error(request, str(refused))
        return redirect("reporting:form", slug=slug, agency=agency, form=form)
    if as_json:
        return JsonResponse(reply(submission, written, problems))
    for problem in problems:
        messages.error(request, f"{problem.message} {problem.remedy}")
    for conflict in written.conflicts:
        messages.warning(
            request,
            t(
                "{who} vừa đổi một ô bạn đang sửa; giữ số của họ.",
                "{who} changed a cell you edited; theirs is kept.",
                who=conflict.by,
            ),
        )
    messages.success(request, t("Đã lưu {n} ô.", "{n} cells saved.", n=len(written.saved)))
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


@policy(P.EXPLAIN)
@require_POST
def explain(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.EXPLAIN, on=request.on
    )
    as_json = "application/json" in request.headers.get("Accept", "")
    try:
        explained = explain_action(
            submission_id=submission.pk,
            row=request.POST.get("row", ""),
            column=request.POST.get("column", ""),
            check=request.POST.get("check", ""),
            text=request.POST.get("text", ""),
            by=request.actor,
            on=request.on,
        )
    except REFUSALS as refused:
        if as_json:
            return JsonResponse({"message": str(refused), "remedy": ""}, status=409)
        messages.error(request, str(refused))
    else:
        if as_json:
            now = [p.as_json() for p in problems_now(submission)]
            return JsonResponse({"problems": now, "warnings": explained.submission.warnings})
        messages.success(request, t("Đã ghi giải trình.", "The explanation is recorded."))
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


@policy(P.SUBMISSION_EDIT)
@require_POST
def nil(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    """Mark every blank cell as nil."""
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.SUBMISSION_EDIT, on=request.on
    )
    try:
        written = mark_blanks_nil(submission_id=submission.pk, by=request.actor, on=request.on)
        messages.success(
            request, t("Đã ghi “không phát sinh” vào {n} ô.", "{n} cells marked as nil.", n=len(written.saved))
        )
    except REFUSALS as refused:
        messages.error(request, str(refused))
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


STEPS = {"submit": submit, "withdraw": withdraw, "return": give_back, "accept": accept, "approve": approve}


@policy(P.SUBMISSION_VIEW)
@require_POST
def step(request: HttpRequest, slug: str, agency: str, form: str, name: str) -> HttpResponse:
    """Take one step; the action itself asks for its right. Refusals come back as messages on the page.

    Who has received or returned an answer goes on with the next one: back to the board.
    """
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.SUBMISSION_VIEW, on=request.on
    )
    if name not in STEPS:
        raise Outside
    try:
        STEPS[name](submission_id=submission.pk, by=request.actor, on=request.on, **_extras(request, name))  # type: ignore[operator]
    except REFUSALS as refused:
        for line in str(refused).splitlines():
            messages.error(request, line)
        return redirect("reporting:form", slug=slug, agency=agency, form=form)
    parent = submission.respondent.parent
    if request.POST.get("back") == "board" and parent:
        annex = loaded.form(submission.form, submission.version).annex
        messages.success(request, f"{submission.respondent.name}, {annex}: {DONE[name]()}")
        return redirect("reporting:board", slug=slug, agency=parent.agency.code)
    messages.success(request, DONE[name]())
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


DONE = {
    "submit": lambda: t("Đã gửi lên cấp trên.", "Sent to the level above."),
    "withdraw": lambda: t("Đã rút lại; biểu mở để sửa.", "Withdrawn; the form is open again."),
    "return": lambda: t("Đã trả lại đơn vị.", "Returned to the unit."),
    "accept": lambda: t("Đã nhận; số liệu vào tổng.", "Accepted; it counts in the totals now."),
    "approve": lambda: t("Đã duyệt và niêm phong.", "Approved and sealed."),
}


def _extras(request: HttpRequest, name: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if (lock := natural(request.POST.get("lock"))) is not None:
        found["lock"] = lock
    if name in ("submit", "approve"):
        found["gaps"] = {
            key.removeprefix("gap."): value
            for key, value in request.POST.items()
            if key.startswith("gap.") and value.strip()
        }
    if name == "return":
        found["reason"] = request.POST.get("reason", "")
        found["questions"] = [
            Question(row, request.POST.get(f"ask-col-{n}", ""), request.POST.get(f"ask-text-{n}", ""))
            for n in range(1, 10)
            if (row := request.POST.get(f"ask-row-{n}", ""))
        ]
    return found

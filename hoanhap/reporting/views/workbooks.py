"""Excel out and in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hoanhap.access.permissions import P
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.cells import NotWritable
from hoanhap.reporting.actions.exports import note_template
from hoanhap.reporting.actions.imports import Taken, files_of, returned_file, take_in
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.actions.uploads import undo_upload
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.workbook import workbook
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(P.TEMPLATE_EXPORT)
def download(request: HttpRequest, slug: str, agency: str, form: str) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.TEMPLATE_EXPORT, on=request.on
    )
    name, body = workbook(submission)
    note_template(submission_id=submission.pk, by=request.actor, on=request.on, body=body)
    return _file(name, body)


@policy(P.IMPORT)
def upload(request: HttpRequest, slug: str, agency: str) -> HttpResponse:
    """One workbook, several, or a zip of up to 200."""
    respondent = scope.respondent(actor=request.actor, slug=slug, agency=agency, permission=P.IMPORT, on=request.on)
    taken: list[Taken] = []
    if request.method == "POST":
        given = [(f.name or "", f.read()) for f in request.FILES.getlist("files")]
        files = [pair for name, body in given for pair in files_of(name, body)]
        dry = request.POST.get("dry") == "yes"
        taken = list(take_in(files=files, by=request.actor, on=request.on, dry_run=dry, campaign=slug))
        if len(taken) == 1 and "returned" in request.POST and not taken[0].clean:
            return _file(*returned_file(taken[0]))
    return render(
        request,
        "reporting/upload.html",
        {
            "respondent": respondent,
            "taken": taken,
            "saved": sum(bool(x.saved and x.saved.upload) for x in taken),
            "refused": sum(not x.clean for x in taken),
            "dry": request.POST.get("dry") == "yes",
            "above": scope.seen_above(actor=request.actor, respondent=respondent, on=request.on),
        },
    )


@policy(P.IMPORT)
@require_POST
def undo(request: HttpRequest, slug: str, agency: str, form: str, pk: int) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.IMPORT, on=request.on
    )
    try:
        back, kept = undo_upload(submission_id=submission.pk, upload_id=pk, by=request.actor, on=request.on)
    except (NotReady, NotWritable) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            t(
                "Đã hoàn tác: {back} ô trở lại như trước, {kept} ô đã sửa tay sau đó được giữ.",
                "Undone: {back} cells are as before; {kept} cells edited since are kept.",
                back=back,
                kept=kept,
            ),
        )
    return redirect("reporting:form", slug=slug, agency=agency, form=form)


def _file(name: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

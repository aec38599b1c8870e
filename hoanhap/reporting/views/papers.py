"""The report on screen and as .docx, .pdf and .xlsx. Every export leaves an audit row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.reporting.actions.exports import note_export
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.paper import report
from hoanhap.ui.policy import policy

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def _found(request: HttpRequest, slug: str, agency: str, outline: str | None):  # type: ignore[no-untyped-def]
    respondent = scope.respondent(
        actor=request.actor, slug=slug, agency=agency, permission=P.REPORT_EXPORT, on=request.on
    )
    outline = outline or next(iter(respondent.campaign.outlines), "")
    if outline not in respondent.campaign.outlines:
        raise Outside
    base = request.build_absolute_uri("/")
    return respondent, report(respondent=respondent, outline=outline, on=request.on, base_url=base)


@policy(P.REPORT_EXPORT)
def page(request: HttpRequest, slug: str, agency: str, outline: str | None = None) -> HttpResponse:
    respondent, found = _found(request, slug, agency, outline)
    return render(
        request,
        "reporting/report.html",
        {
            "report": found,
            "respondent": respondent,
            "outlines": scope.outlines(respondent.campaign),
            "may": scope.rights(actor=request.actor, respondent=respondent, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=respondent, on=request.on),
            "types": list(TYPES),
        },
    )


@policy(P.REPORT_EXPORT)
def download(request: HttpRequest, slug: str, agency: str, outline: str, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise Outside
    respondent, found = _found(request, slug, agency, outline)
    body = found.render(kind)
    note_export(respondent_id=respondent.pk, outline=outline, kind=kind, by=request.actor, on=request.on, body=body)
    response = HttpResponse(body, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slug}-{agency}-{outline}.{kind}"'
    return response

"""The page a trace code opens; as JSON too, for a program that asks the same question with the same right."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.indicators.actions.noting import explained
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.trace import trace
from hoanhap.reporting.views.trace_json import as_json
from hoanhap.ui.policy import policy


@policy(P.FIGURE_TRACE)
def figure(request: HttpRequest, slug: str, form: str, agency: str, row: str, column: str) -> HttpResponse:
    """Whose files were shown by their code is noted in the trail."""
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.FIGURE_TRACE, on=request.on
    )
    found = trace(actor=request.actor, submission=submission, row=row, column=column, on=request.on)
    if not found:
        raise Outside
    for source in found.sources:
        if source.rows and source.rows.people:
            explained(
                request.actor,
                indicator=source.indicator.code,
                unit=found.respondent.unit.code,
                period=source.period,
                persons=len(source.rows.people),
            )
    if request.GET.get("format") == "json":
        return JsonResponse(as_json(found), json_dumps_params={"ensure_ascii": False})
    return render(
        request,
        "reporting/trace.html",
        {
            "trace": found,
            "may": scope.rights(actor=request.actor, respondent=submission.respondent, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=submission.respondent, on=request.on),
        },
    )

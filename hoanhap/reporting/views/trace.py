"""The page a trace code opens; as JSON too, for a program that asks the same question with the same right."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.indicators.actions.noting import explained, named
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.trace import trace
from hoanhap.reporting.views.trace_json import as_json
from hoanhap.ui.policy import policy


@policy(P.FIGURE_TRACE)
def figure(request: HttpRequest, slug: str, form: str, agency: str, row: str, column: str) -> HttpResponse:
    """Whose files were shown, by their code or by name, is noted in the trail. The JSON has codes alone."""
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.FIGURE_TRACE, on=request.on
    )
    found = trace(actor=request.actor, submission=submission, row=row, column=column, on=request.on)
    if not found:
        raise Outside
    as_page = request.GET.get("format") != "json"
    for source in found.sources:
        shown = [rows for rows in (source.rows, source.gone, source.fresh) if rows and rows.people]
        if shown:
            unit, code = found.respondent.unit.code, source.indicator.code
            persons = len({who.code for rows in shown for who in rows.people})
            explained(request.actor, indicator=code, unit=unit, period=source.period, persons=persons)
            named(request.actor, indicator=code, persons=sum(rows.named for rows in shown) if as_page else 0)
    if not as_page:
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

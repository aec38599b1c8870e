"""The page a trace code opens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.access.permissions import P
from hoanhap.access.rules import Outside
from hoanhap.reporting.queries import scope
from hoanhap.reporting.queries.trace import trace
from hoanhap.ui.policy import policy


@policy(P.FIGURE_TRACE)
def figure(request: HttpRequest, slug: str, form: str, agency: str, row: str, column: str) -> HttpResponse:
    submission = scope.submission(
        actor=request.actor, slug=slug, agency=agency, form=form, permission=P.FIGURE_TRACE, on=request.on
    )
    found = trace(actor=request.actor, submission=submission, row=row, column=column, on=request.on)
    if not found:
        raise Outside
    return render(
        request,
        "reporting/trace.html",
        {
            "trace": found,
            "may": scope.rights(actor=request.actor, respondent=submission.respondent, on=request.on),
            "above": scope.seen_above(actor=request.actor, respondent=submission.respondent, on=request.on),
        },
    )

"""The delisting review: who meets the conditions on the day, and why each other one does not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Decision, Denied
from hoanhap.kernel.lang import t
from hoanhap.pathways.actions.delist import delist as take_off
from hoanhap.pathways.queries.delisting import delisting
from hoanhap.pathways.views.file import writing
from hoanhap.people.views.file import read
from hoanhap.ui.policy import policy


@policy(P.PERSON_VIEW)
@require_GET
def review(request: HttpRequest) -> HttpResponse:
    return render(request, "pathways/delisting.html", {"review": delisting(request.actor, request.on)})


@policy(P.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def delist(request: HttpRequest, code: str) -> HttpResponse:
    """One is asked once more: the file leaves every list."""
    page = writing(read(request, code), {K.REHAB})
    if page.decision.relation != "own":  # the commune's list, so the commune's act
        decision = page.decision
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    if request.method == "POST":
        try:
            take_off(code=page.code, by=request.actor, on=request.on)
        except Invalid as wrong:
            for sentence in (s for sentences in wrong.problems.values() for s in sentences):
                messages.error(request, sentence)
            return redirect("pathways:delist", page.code)
        messages.success(request, t("Đã đưa ra khỏi danh sách.", "Taken off the list."))
        return redirect("pathways:delisting")
    return render(request, "pathways/delist.html", {"page": page})

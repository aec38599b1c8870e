"""Opening a campaign."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, posts_with
from hoanhap.catalog import loaded
from hoanhap.documents.queries.directive_record import choices
from hoanhap.kernel.lang import t
from hoanhap.reporting.actions.campaigns import BadOrder, open_campaign
from hoanhap.reporting.forms import OpenForm
from hoanhap.reporting.queries.opening import other_agencies, provinces_of
from hoanhap.ui.policy import policy


@policy(P.CAMPAIGN_OPEN)
def open_new(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.actor, request.on)
    if request.method == "POST" and form.is_valid():
        units = [p.unit_id for p in posts_with(request.actor, P.CAMPAIGN_OPEN, request.on)]
        order = form.order(provinces_of(unit_ids=units, on=form.cleaned_data["map_date"]))
        try:
            campaign = open_campaign(order=order, by=request.actor, on=request.on)
        except BadOrder as wrong:
            for line in str(wrong).splitlines():
                form.add_error(None, line)
        else:
            messages.success(
                request,
                t(
                    "Đã mở đợt báo cáo: {n} cơ quan phải trả lời.",
                    "The campaign is open: {n} agencies must answer.",
                    n=campaign.respondents.count(),
                ),
            )
            return redirect("reporting:campaign", slug=campaign.slug)
    return render(request, "reporting/open.html", {"form": form}, status=422 if form.errors else 200)


def _form(request: HttpRequest, actor: Actor, on: date) -> OpenForm:
    units = [p.unit_id for p in posts_with(actor, P.CAMPAIGN_OPEN, on)]
    return OpenForm(
        request.POST or None,
        directives=choices(actor, on),
        definitions=loaded.forms(),
        outlines=loaded.outlines(),
        others=other_agencies(unit_ids=units, on=on),
        initial={"ordered_on": on, "map_date": on},
    )

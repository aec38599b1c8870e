"""An emergency: open one file for an hour; review what was opened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel import clock
from hoanhap.kernel.lang import t
from hoanhap.people.actions import glass as actions
from hoanhap.people.forms.lawful import BreakGlass, ReviewGlass
from hoanhap.people.queries import glass as queries
from hoanhap.ui.policy import policy


@policy(P.GLASS_BREAK)
@require_http_methods(["GET", "POST"])
def glass(request: HttpRequest) -> HttpResponse:
    """The answer is the same for everybody who was named; what opened, if anything did, is in the list below."""
    form = BreakGlass(request.POST or None, offered={})
    if request.method == "POST" and form.is_valid():
        try:
            actions.break_glass(at=clock.now(), by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            said = t(
                "Đã ghi yêu cầu; người phụ trách và cán bộ bảo vệ dữ liệu đã được báo. Nếu có hồ sơ đang quản lý "
                "đúng như đã ghi, hồ sơ mở ở dưới đây.",
                "The request is recorded; the supervisor and the data-protection officer are told. If there is such a "
                "file, it is open below.",
            )
            messages.success(request, said)
            return redirect("people:glass")
    shown = {"form": form, "openings": queries.mine(request.actor, request.on)}
    return render(request, "people/glass.html", shown, status=422 if form.errors else 200)


@policy(P.GLASS_REVIEW)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    page = queries.opening(request.actor, pk, request.on)
    form = ReviewGlass(request.POST or None)
    if request.method == "POST" and form.is_valid():
        justified = {"yes": True, "no": False}[form.cleaned_data["justified"]]
        typed = {"justified": justified, "finding": form.cleaned_data["finding"]}
        try:
            actions.review(glass_id=pk, by=request.actor, on=request.on, **typed)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Đã ghi kết luận.", "The conclusion is recorded."))
            return redirect("people:review_glass", pk)
    return render(request, "people/glass_review.html", {"page": page, "form": form}, status=422 if form.errors else 200)

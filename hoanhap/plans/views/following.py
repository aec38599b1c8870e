"""Following a plan: reminders, visits, what shows that a task is done, the report."""

from datetime import date
from fractions import Fraction

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.kernel.text import clean
from hoanhap.plans.actions.exports import exported
from hoanhap.plans.actions.progress import measure as measure_it
from hoanhap.plans.actions.reminders import remind as tell
from hoanhap.plans.actions.visits import mend, visit
from hoanhap.plans.forms import FOUND, Measure, Mend, Visit
from hoanhap.plans.queries import named, pages, scope
from hoanhap.plans.queries.report import summary as draft
from hoanhap.plans.queries.visits import VisitsPage, visits_page
from hoanhap.plans.rules import report
from hoanhap.ui.policy import policy

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@policy(P.PLAN_VIEW)
@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest, code: str) -> HttpResponse:
    page = visits_page(request.actor, code, request.on)  # type: ignore[attr-defined]
    if request.method == "POST" and not page.follows:
        raise Denied(P.PLAN_FOLLOW)
    of = {"agencies": page.agencies, "tasks": page.tasks}
    count = natural(request.POST.get("rows")) or FOUND
    if "more" in request.POST:  # another row, before anything is judged
        return _visits(request, page, Visit.longer(request.POST, count, **of))
    form = Visit(request.POST or None, rows=count, initial={"day": request.on}, **of)  # type: ignore[attr-defined]
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    if form.carry(lambda: visit(code=code, **form.said(), **who), at=lambda name: name.replace("found-", "text_")):
        messages.success(request, t("Đã ghi đợt kiểm tra.", "The visit is entered."))
        return redirect("plans:visits", code)
    return _visits(request, page, form)


def _visits(request: HttpRequest, page: VisitsPage, form: Visit) -> HttpResponse:
    rows = [(row, [(found, Mend(prefix=f"m{found.id}", initial={"day": request.on})) for found in row.found])  # type: ignore[attr-defined]
            for row in page.rows]  # fmt: skip
    shown = {"page": page, "plan": page.plan, "rows": rows, "form": form if page.follows else None}
    return render(request, "plans/visits.html", shown, status=422 if form.errors else 200)


@policy(P.PLAN_VIEW)
@require_POST
def mended(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    page = visits_page(request.actor, code, request.on)  # type: ignore[attr-defined]
    row = next((row for row in page.rows if any(found.id == pk for found in row.found)), None)
    if row is None:
        raise Outside(P.PLAN_VIEW)
    if not row.mine:
        raise Denied(P.PLAN_PROGRESS)
    form, who = Mend(request.POST, prefix=f"m{pk}"), {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    if form.carry(lambda: mend(shortcoming=pk, **form.cleaned_data, **who)):
        messages.success(request, t("Đã ghi kết quả khắc phục.", "It is entered how it was mended."))
    else:
        messages.error(request, " ".join(sentence for said in form.errors.values() for sentence in said))
    return redirect("plans:visits", code)


@policy(P.PLAN_FOLLOW)
@require_POST
def remind(request: HttpRequest, code: str) -> HttpResponse:
    sent = tell(code=code, by=request.actor, on=request.on)  # type: ignore[attr-defined]
    if sent.told:
        said = t(
            "Đã nhắc {n} người về {m} phần việc.", "{n} people were told of {m} shares.", n=sent.told, m=sent.shares
        )
        mailed = t("{n} thư đã gửi.", "{n} letters went out.", n=sent.mailed) if sent.mailed else ""
        messages.success(request, f"{said} {mailed}".strip())
    else:
        messages.info(request, t("Không có ai cần nhắc thêm hôm nay.", "Nobody else has to be told today."))
    return redirect("plans:board", code)


@policy(P.PLAN_FOLLOW)
@require_GET
def summary(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as a Word file. `ky`: 2020H1, 2020; `ngay`: out of turn, as of today."""
    on: date = request.on  # type: ignore[attr-defined]
    plan = scope.plan(request.actor, code, on, P.PLAN_FOLLOW)  # type: ignore[attr-defined]
    asked = clean(request.GET.get("ky", ""), 10)
    if not asked:
        years = range(plan.starts_on.year, min(plan.ends_on.year, on.year) + 1)
        periods = [report.span(f"{year}{half}") for year in years for half in ("H1", "")]
        return render(request, "plans/summary.html", {"plan": plan, "periods": periods})
    try:
        span = report.out_of_turn(on, plan.starts_on) if asked == "ngay" else report.span(asked)
    except report.BadPeriod as wrong:
        messages.error(request, str(wrong))
        return redirect("plans:summary", code)
    found = draft(request.actor, code, span, on, settings.SITE_URL)  # type: ignore[attr-defined]
    body = found.render()
    exported(code=code, period=span.code, body=body, by=request.actor, on=on)  # type: ignore[attr-defined]
    name = f"bao-cao-{code}-{span.code}.docx"
    return HttpResponse(body, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@policy(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """What shows that a task is done, beside what its agency says."""
    page = pages.task_page(request.actor, code, key, request.on)  # type: ignore[attr-defined]
    if "edit" not in page.may:
        raise Denied(P.PLAN_EDIT)
    task = page.task
    bar = None if task.measure_bar is None else Fraction(task.measure_bar, 1000)
    form = Measure(request.POST or None, initial={"kind": task.measure, "ref": task.measure_ref, "bar": bar})
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    at = {"measure": "kind"}  # an action's word → the form's field
    if form.carry(lambda: measure_it(code=code, key=key, **form.said(), **who), at=lambda name: at.get(name, name)):
        messages.success(request, t("Đã ghi.", "Saved."))
        return redirect("plans:task", code, key)
    documents = named.documents(request.actor, request.on)  # type: ignore[attr-defined]
    shown = {"page": page, "plan": page.plan, "form": form, "documents": documents}
    return render(request, "plans/measure.html", shown, status=422 if form.errors else 200)

"""Plans to read: the list, one plan, its board on any day, one task; and what an agency reports on it."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoanhap.access.permissions import P
from hoanhap.access.rules import Denied, Outside
from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.plans.actions.progress import report as told
from hoanhap.plans.forms import Report
from hoanhap.plans.queries import named, pages
from hoanhap.plans.queries.board import SHOWN
from hoanhap.plans.queries.board import board as board_of
from hoanhap.plans.queries.pages import TaskPage
from hoanhap.ui.policy import policy

_A_PAGE = 50


@policy(P.PLAN_VIEW)
@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(pages.plan_list(request.actor, request.on), _A_PAGE).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
    may_begin = pages.may_begin(request.actor, request.on)  # type: ignore[attr-defined]
    return render(request, "plans/list.html", {"page": page, "may_begin": may_begin})


@policy(P.PLAN_VIEW)
@require_GET
def plan(request: HttpRequest, code: str) -> HttpResponse:
    page = pages.plan_page(request.actor, code, request.on)  # type: ignore[attr-defined]
    return render(request, "plans/plan.html", {"page": page, "plan": page.plan})


@policy(P.PLAN_VIEW)
@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """`ngay`: as it stood then. `muc`: a status. `co-quan`: an agency or a branch."""
    on: date = request.on  # type: ignore[attr-defined]
    at, wrong = asked_day(request.GET.get("ngay", ""))
    state, who = clean(request.GET.get("muc", ""), 20), clean(request.GET.get("co-quan", ""), 20)
    found = board_of(request.actor, code, on, at=at, state=state, who=who)  # type: ignore[attr-defined]
    page = Paginator(found.rows, SHOWN).get_page(request.GET.get("page"))
    query = {"ngay": at.isoformat() if at else "", "muc": found.state, "co-quan": who}
    kept = "&".join(f"{name}={value}" for name, value in query.items() if value)
    day = f"ngay={at.isoformat()}&" if at else ""
    follows = "follow" in pages.rights(request.actor, found.plan, on)  # type: ignore[attr-defined]
    shown = {"board": found, "plan": found.plan, "page": page, "sections": found.sections(page.object_list),
             "query": kept, "day": day, "at": at, "wrong": wrong, "follows": follows}  # fmt: skip
    return render(request, "plans/board.html", shown)


def asked_day(text: str) -> tuple[date | None, str]:
    if not text.strip():
        return None, ""
    try:
        return parse_date(text), ""
    except BadDate as wrong:
        return None, f"{wrong.message}. {wrong.remedy}."


@policy(P.PLAN_VIEW)
@require_GET
def task(request: HttpRequest, code: str, key: str) -> HttpResponse:
    return _task(request, pages.task_page(request.actor, code, key, request.on))  # type: ignore[attr-defined]


@policy(P.PLAN_VIEW)
@require_POST
def report(request: HttpRequest, code: str, key: str, share: int) -> HttpResponse:
    """Of the agency itself, or, to ask it to go on, of whoever follows the plan: the action decides."""
    page = pages.task_page(request.actor, code, key, request.on)  # type: ignore[attr-defined]
    row = next((s for s in page.shares if s.id == share), None)
    if row is None:
        raise Outside(P.PLAN_PROGRESS)
    if not row.mine and "follow" not in page.may:
        raise Denied(P.PLAN_PROGRESS)
    form = Report(request.POST, prefix=f"s{share}")
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    if form.carry(lambda: told(share_id=share, **form.cleaned_data, **who)):
        messages.success(request, t("Đã ghi tiến độ.", "The progress is entered."))
        return redirect("plans:task", code, key)
    return _task(request, page, form, share)


def _task(request: HttpRequest, page: TaskPage, wrong: Report | None = None, share: int = 0) -> HttpResponse:
    forms = {}
    for row in page.shares:
        may = {"stand": row.stand, "mine": row.mine, "follow": "follow" in page.may}
        new = Report(prefix=f"s{row.id}", initial={"day": request.on}, **may)  # type: ignore[attr-defined]
        if row.lead and new.fields["kind"].choices:  # type: ignore[attr-defined]
            forms[row.id] = wrong if wrong and row.id == share else new
    rows = [(row, forms.get(row.id)) for row in page.shares]
    evidence = named.evidence(request.actor, [*forms], request.on) if forms else []  # type: ignore[attr-defined]
    return render(
        request,
        "plans/task.html",
        {"page": page, "plan": page.plan, "rows": rows, "wrong": wrong, "evidence": evidence},
        status=422 if wrong else 200,
    )

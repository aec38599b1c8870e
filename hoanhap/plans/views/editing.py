"""Making a plan: begun, its matrix typed or pasted, adjusted with a reason, promised."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.foretelling import refusals
from hoanhap.access.forms import after
from hoanhap.access.permissions import P
from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import natural
from hoanhap.kernel.text import clean
from hoanhap.plans.actions import plans as acts
from hoanhap.plans.actions.answering import answer
from hoanhap.plans.forms import Begin
from hoanhap.plans.queries import editing, named
from hoanhap.plans.queries.editing import EMPTY, FIELDS, Typed
from hoanhap.plans.reading.agencies import found_in
from hoanhap.plans.reading.files import read_paste
from hoanhap.plans.rules.draft import EVERY, Draft, DraftTask
from hoanhap.plans.rules.lines import Line
from hoanhap.ui.policy import policy

Problems = dict[str, list[str]]
FIELDS_OF = {"starts": "first", "ends": "last"}  # an action's word → the form's field
USUAL = "STT\tNội dung\tCơ quan chủ trì\tCơ quan phối hợp\tBắt đầu\tHoàn thành\tGhi chú\n"


@policy(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """An empty plan; or, where one of a superior is named, one with a line for each task it gives the agency."""
    agencies = editing.own_agencies(request.actor, request.on)  # type: ignore[attr-defined]
    form = Begin(request.POST or None, agencies=agencies, initial={"answers": request.GET.get("cho", "")})
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]

    def make() -> object:
        done = form.cleaned_data
        said = {"code": done["code"], "title": done["title"], "agency": int(done["agency"]), **who}
        if done["answers"]:
            return answer(upper=done["answers"], **said)
        span = {"starts": done["first"], "ends": after(done["last"])}
        return acts.begin(directive=done["directive"], **span, **said)

    if form.carry(make, at=lambda name: FIELDS_OF.get(name, name)):
        return redirect("plans:edit", form.made.code)
    mine = request.actor, request.on  # type: ignore[attr-defined]
    may_name = {"documents": named.documents(*mine), "plans": named.plans(*mine)}
    return render(request, "plans/begin.html", {"form": form, **may_name}, status=422 if form.errors else 200)


@policy(P.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix in rows. `paste`: a block from Word or Excel becomes rows to look at before they are saved."""
    plan, rows = editing.plan_to_edit(request.actor, code, request.on)  # type: ignore[attr-defined]
    documents = named.documents(request.actor, request.on) if plan.version else []  # type: ignore[attr-defined]
    shown = {"plan": plan, "problems": {}, "unread": [], "reason": "", "directive": "", "documents": documents}
    if request.method == "GET":
        return _edit(request, rows, shown)
    rows = _typed(request.POST)
    shown["reason"] = clean(request.POST.get("reason", ""), 300)
    shown["directive"] = clean(request.POST.get("directive", ""), 60)
    if "paste" in request.POST:
        pasted, year = request.POST.get("pasted", ""), plan.starts_on.year
        draft = read_paste(pasted, year=year)
        if not draft.tasks:  # rows without their heading: the usual one
            draft = _as_pasted(read_paste(USUAL + pasted, year=year))
        return _edit(
            request, [row for row in rows if not row.empty] + _pasted(draft), shown | {"unread": draft.problems}
        )
    problems, lines = _lines(rows)
    dropped = [row.key for row in rows if row.drop and row.key]
    who = {"by": request.actor, "on": request.on}  # type: ignore[attr-defined]
    why = {name: str(shown[name]) for name in ("reason", "directive")}
    adjust = partial(acts.adjust, code=code, lines=lines, dropped=dropped, **why, **who)
    if problems:  # days that cannot be read are left open while the rest is asked about
        problems = refusals(adjust, {}, {}) | problems
    else:
        try:
            with transaction.atomic():  # both or neither: what was typed is shown again, and would come twice
                adjust()
                if "settle" in request.POST:
                    acts.settle(code=code, **who)
        except Invalid as wrong:
            problems = wrong.problems
        else:
            messages.success(request, t("Đã lưu kế hoạch.", "The plan is saved."))
            return redirect("plans:plan", code)
    return _edit(request, rows, shown | {"problems": problems}, 422)


def _edit(request: HttpRequest, rows: list[Typed], shown: Mapping[str, object], status: int = 200) -> HttpResponse:
    full = [row for row in rows if not row.empty]
    numbered = list(enumerate([*full, *[Typed()] * EMPTY], 1))
    return render(request, "plans/edit.html", {**shown, "rows": numbered, "repeats": editing.repeats()}, status=status)


def _typed(post: QueryDict) -> list[Typed]:
    count = min(natural(post.get("rows")) or 0, 2000)
    return [
        Typed(
            key=clean(post.get(f"row-{n}-key", ""), 40),
            group=clean(post.get(f"row-{n}-group", ""), 400),
            series=clean(post.get(f"row-{n}-series", ""), 40),
            drop=f"row-{n}-drop" in post,
            **{name: clean(post.get(f"row-{n}-{name}", ""), 20_000) for name in FIELDS},
        )
        for n in range(1, count + 1)
    ]


def _as_pasted(draft: Draft) -> Draft:
    """With places as the officer counts them: the heading put above is not theirs."""
    places = [replace(p.place, line=max(p.place.line - 1, 0), row=max(p.place.row - 1, 0)) for p in draft.problems]
    return replace(draft, problems=tuple(replace(p, place=at) for p, at in zip(draft.problems, places, strict=True)))


def _pasted(draft: Draft) -> list[Typed]:
    titles = {group.code: f"{group.code}. {group.title}" for group in draft.groups}
    return [_row(task, titles.get(task.group, task.group)) for task in draft.tasks]


def _row(task: DraftTask, group: str) -> Typed:
    leads, others = ("; ".join(ref.text for ref in refs) for refs in (task.leads, task.coordinators))
    days = (f"{when.on:%d/%m/%Y}" if when.on else when.words for when in (task.start, task.finish))
    start, last = days
    return Typed("", group, task.code, task.content, leads, others, start, last, ", ".join(task.after), task.note,
                 min(task.every, key=EVERY.index, default=""))  # fmt: skip


def _lines(rows: list[Typed]) -> tuple[Problems, list[Line]]:
    """Mistakes of typing at their rows; the others are the action's."""
    problems: Problems = {}
    lines = []
    for n, row in enumerate(rows, 1):
        if row.empty or row.drop:
            continue
        start, last = (_day(problems, n, name, getattr(row, name)) for name in ("start", "last"))
        waits = tuple(code.strip() for code in row.after.split(",") if code.strip())
        lines.append(
            Line(key=row.key, code=row.code, content=row.content, group=row.group, leads=found_in(row.leads),
                 coordinators=found_in(row.coordinators), leads_words=row.leads, coordinators_words=row.coordinators,
                 start=start, last=last, note=row.note, after=waits,
                 every=row.every if row.every in EVERY else "", row=n)
        )  # fmt: skip
    return problems, lines


def _day(problems: Problems, n: int, name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text)
    except BadDate as wrong:
        said = t("Dòng {n}: {wrong}. {remedy}.", "Row {n}: {wrong}. {remedy}.", n=n, wrong=wrong.message,
                 remedy=wrong.remedy)  # fmt: skip
        problems.setdefault(f"row-{n}-{name}", []).append(said)
        return None

"""A commune's list comes in: chosen, looked at, set right, entered; and taken out again."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.kernel import clock
from hoanhap.kernel.lang import language, t
from hoanhap.kernel.numbers import natural
from hoanhap.people.actions import import_waiting as acts
from hoanhap.people.actions.importing import undo_load
from hoanhap.people.forms.importing import Settle, Upload, chosen
from hoanhap.people.importing.reader import LIMITS
from hoanhap.people.importing.workbooks import empty_list
from hoanhap.people.queries import importing as lists
from hoanhap.people.queries.import_page import SHELVES, ImportPage, import_page, not_taken, stale
from hoanhap.ui.policy import policy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(P.PERSON_REGISTER)
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The lists that came in and those that wait; a new one is chosen here."""
    found = lists.imports(request.actor, on=request.on, now=clock.now())
    communes = [(str(pk), title) for pk, title in found.communes]
    form = Upload(request.POST or None, request.FILES or None, offered={"commune": communes})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["list"]
        commune = int(form.cleaned_data.get("commune") or communes[0][0])
        try:
            pk = acts.wait(name=file.name or "", data=file.read(LIMITS.file + 1), commune_id=commune, **_who(request))
        except Invalid as wrong:
            form.show({"list": wrong.problems.get("", [])})
        else:
            return redirect("people:import", pk)
    shown = {"found": found, "form": form}
    return render(request, "people/imports.html", shown, status=422 if form.errors else 200)


@policy(P.PERSON_REGISTER)
@require_GET
def empty(request: HttpRequest) -> HttpResponse:
    """The empty list."""
    return _workbook("danh-sach-mau.xlsx", empty_list())


@policy(P.PERSON_REGISTER)
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What would become of the list; nothing is written yet."""
    who = _who(request)
    if stale(request.actor, pk, on=request.on, now=who["now"], language=language()):
        acts.reread(pk, **who)
    page = _read(request, pk)
    if page.batch_id is not None:
        return redirect("people:batch", page.batch_id)
    return _page(request, page, Settle(shown=page.shown, initial=_settled(page)))


@policy(P.PERSON_REGISTER)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the reader did not see by itself."""
    page = _read(request, pk)
    form = Settle(request.POST, shown=page.shown, initial=_settled(page))
    if not form.is_valid():
        return _page(request, page, form, 422)
    said = form.said()
    said["columns"] = {**page.columns, **said["columns"]}
    return _done(request, pk, lambda: acts.settle(pk, **said, **_who(request)), t("Đã đọc lại.", "Read again."))


@policy(P.PERSON_REGISTER)
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of the lines of this page, or of all that are not decided."""
    rest = request.POST.get("rest", "")
    words = t("Đã ghi lựa chọn.", "Your choice is kept.")
    return _done(request, pk, lambda: acts.choose(pk, chosen=chosen(request.POST), rest=rest, **_who(request)), words)


@policy(P.PERSON_REGISTER)
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was shown."""
    try:
        batch = acts.enter(pk, **_who(request))
    except acts.Changed as moved:
        acts.reread(pk, **_who(request))
        _tell(request, moved)
        return redirect("people:import", pk)
    except Invalid as wrong:
        _tell(request, wrong)
        return redirect("people:import", pk)
    messages.success(request, t("Đã nhập danh sách.", "The list is entered."))
    return redirect("people:batch", batch)


@policy(P.PERSON_REGISTER)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a list that waits."""
    acts.discard(pk, **_who(request))
    messages.success(request, t("Đã bỏ danh sách; không ghi gì vào sổ.", "The list is dropped; nothing was entered."))
    return redirect("people:imports")


@policy(P.PERSON_REGISTER)
@require_GET
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that were not taken, with the reason."""
    return _workbook(f"chua-nhan-{pk}.xlsx", not_taken(request.actor, pk, on=request.on, now=clock.now()))


@policy(P.PERSON_REGISTER)
@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One list that came in."""
    found = lists.batch(request.actor, pk, on=request.on)
    left = lists.left_over(request.actor, pk, now=clock.now())
    hours = acts.KEPT // timedelta(hours=1)
    return render(request, "people/batch.html", {"batch": found, "left": left, "hours": hours})


@policy(P.PERSON_REGISTER)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out again, exactly."""
    lists.batch(request.actor, pk, on=request.on)
    try:
        count = undo_load(batch_id=pk, by=request.actor, on=request.on)
    except Invalid as wrong:
        _tell(request, wrong)
    else:
        messages.success(
            request, t("Đã hoàn tác: bỏ {n} hồ sơ của lần nạp.", "Undone: {n} files were taken out.", n=count)
        )
    return redirect("people:batch", pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.actor, "on": request.on, "now": clock.now()}


def _read(request: HttpRequest, pk: int) -> ImportPage:
    shelf = request.GET.get("xem", "") or request.POST.get("xem", "")
    leaf = request.GET.get("page", "1")
    return import_page(request.actor, pk, on=request.on, now=clock.now(), shelf=shelf, page=leaf)


def _settled(page: ImportPage) -> dict[str, Any]:
    return {name: page.settled.get(name) or None for name in ("standing", "sheet", "line")}


def _page(request: HttpRequest, page: ImportPage, form: Settle, status: int = 200) -> HttpResponse:
    shelves = {
        "sai": t("Cần sửa", "To mend"),
        "giong": t("Có thể trùng", "Likely doubles"),
        "moi": t("Người mới", "New"),
        "co-san": t("Đã có hồ sơ", "Known already"),
        "nhac": t("Lưu ý", "Notes"),
    }
    tabs = [(name, shelves[name], page.counts[name]) for name in SHELVES]
    columns = [(column, form[name]) for column, name in form.columns]
    shown = {"page": page, "form": form, "tabs": tabs, "columns": columns}
    return render(request, "people/import.html", shown, status=status)


def _done(request: HttpRequest, pk: int, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except Invalid as wrong:
        _tell(request, wrong)
    else:
        messages.success(request, words)
    shelf, leaf = request.POST.get("xem", ""), request.POST.get("page", "")
    asked = f"?xem={shelf}&page={leaf}#lines" if shelf in SHELVES and natural(leaf) else ""
    return redirect(f"{redirect('people:import', pk)['Location']}{asked}")


def _tell(request: HttpRequest, wrong: Invalid) -> None:
    for sentences in wrong.problems.values():
        for sentence in sentences[:20]:
            messages.error(request, sentence)


def _workbook(name: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

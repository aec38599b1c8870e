"""The list of the post's persons, a new file, and the two acts that need no open file: opening again, erasing."""

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.catalog.codelists import codelist
from hoanhap.kernel.lang import t
from hoanhap.people import actions, queries
from hoanhap.people.forms import sheets
from hoanhap.people.queries import choices
from hoanhap.people.queries.erasures import erasures
from hoanhap.people.rules.draft import Draft, PaperDraft, UseDraft
from hoanhap.people.rules.identity import BadBirth, read_birth
from hoanhap.people.sealing import normal
from hoanhap.ui.policy import policy

FIELDS = {"papers": "paper_number"}  # a draft's word → the form's field


@policy(P.PERSON_VIEW)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The post's persons; above the communes, first the communes."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("q", "dien", "xa", "sau", "page")}
    found = queries.listing(
        request.actor,
        request.on,
        commune=asked["xa"],
        standing=asked["dien"] if asked["dien"] in codelist("standings") else "",
        text=asked["q"].strip(),
        after=asked["sau"],
        page=asked["page"] or "1",
    )
    return render(
        request,
        "people/list.html",
        {
            "found": found,
            "asked": asked,
            "standings": codelist("standings").choices(),
            "paging": urlencode({name: asked[name] for name in ("dien", "xa") if asked[name]}),
        },
    )


@policy(P.PERSON_REGISTER)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    communes = choices.communes(request.actor, request.on)
    began = {"since": request.on, "listed_on": request.on, "commune": choices.own_commune(request.actor, request.on)}
    form = sheets.Register(request.POST or None, offered={}, initial=began)
    if request.method == "POST" and form.is_valid():
        commune_id, said = choices.commune(form.cleaned_data["commune"], request.on)
        if commune_id is None:
            form.show({"commune": [said]})
        elif alike := _alike(request, form, commune_id):
            return _sheet(request, form, communes, alike)
        elif made := _registered(request, form, commune_id):
            messages.success(request, t("Đã lập hồ sơ {code}.", "The file {code} is open.", code=made))
            return redirect("people:file", made)
    return _sheet(request, form, communes, [])


def _sheet(
    request: HttpRequest, form: sheets.Register, communes: list[str], alike: list[queries.Similar]
) -> HttpResponse:
    shown = {"form": form, "communes": communes, "parts": _parts(form), "alike": alike}
    return render(request, "people/register.html", shown, status=422 if form.errors or alike else 200)


def _alike(request: HttpRequest, form: sheets.Register, commune_id: int) -> list[queries.Similar]:
    """Who may be the same person, once: whoever has said that it is another is not asked again."""
    typed = form.cleaned_data
    if typed["another"]:
        return []
    return queries.similar(
        request.actor,
        name=typed["name"],
        birth=typed["birth"],
        sex=typed["sex"],
        aliases=typed["aliases"],
        paper=(typed["paper_kind"], typed["paper_number"]),
        commune=commune_id,
        on=request.on,
    )


@policy(P.PERSON_REGISTER)
@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """The same while one types: as much as has been typed so far, none of it yet in order."""
    typed = {name: request.POST.get(name, "")[:120] for name in ("name", "birth", "sex", "paper_kind", "paper_number")}
    try:
        birth = read_birth(typed["birth"])
    except BadBirth:
        birth = None
    paper = (typed["paper_kind"], typed["paper_number"])
    found = queries.similar(
        request.actor, name=typed["name"], birth=birth, sex=typed["sex"], paper=paper, on=request.on
    )
    return JsonResponse({"found": [asdict(one) for one in found]})


def _registered(request: HttpRequest, form: sheets.Register, commune_id: int) -> str:
    """The code of the new file; empty when the problems are shown at their fields."""
    try:
        draft = _draft(form.cleaned_data)
        return actions.register(draft=draft, commune_id=commune_id, by=request.actor, on=request.on).code
    except Invalid as wrong:
        form.show({FIELDS.get(name, name): said for name, said in wrong.problems.items()})
        return ""


def _draft(typed: dict[str, Any]) -> Draft:
    known = ("name", "birth", "sex", "residence", "since", "standing", "basis", "listed_on", "address", "phone")
    draft = Draft(**{name: typed[name] for name in (*known, "ethnicity", "education", "occupation", "aliases")})
    if typed["paper_kind"] or typed["paper_number"]:
        paper = PaperDraft(typed["paper_kind"], normal(typed["paper_number"]), typed["issued_on"], typed["issued_by"])
        draft = replace(draft, papers=(paper,))
    uses = tuple(UseDraft(substance, typed["route"], typed["since_year"]) for substance in typed["substances"])
    return replace(draft, uses=uses)


def _parts(form: sheets.Register) -> list[tuple[str, list[Any]]]:
    """The sheet in the order of the paper: who, paper, where, why."""
    named = (
        (t("Người này là ai", "Who it is"),
         ("name", "birth", "sex", "ethnicity", "education", "occupation", "aliases")),
        (t("Giấy tờ tùy thân", "Identity paper"), ("paper_kind", "paper_number", "issued_on", "issued_by")),
        (t("Ở đâu", "Where"), ("commune", "residence", "since", "address", "phone")),
        (t("Vì sao vào danh sách", "Why on the list"),
         ("standing", "basis", "listed_on", "substances", "route", "since_year")),
    )  # fmt: skip
    return [(title, [form[name] for name in names]) for title, names in named]


@policy(P.PERSON_REGISTER)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest) -> HttpResponse:
    """Somebody who was taken off the list is on it again."""
    form = sheets.Reopen(request.POST or None, offered={}, initial={"day": request.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(request, t("Hồ sơ đã mở lại.", "The file is open again."))
            return redirect("people:file", form.cleaned_data["code"].strip().upper())
    return render(request, "people/reopen.html", {"form": form}, status=422 if form.errors else 200)


@policy(P.PERSON_ERASE)
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """By code and ground alone: who erases sees nothing of the person."""
    form = sheets.Erase(request.POST or None, offered={})
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase(by=request.actor, on=request.on, **form.cleaned_data)
        except Invalid as wrong:
            form.show(wrong.problems)
        else:
            messages.success(
                request, t("Dữ liệu cá nhân đã được xóa vĩnh viễn.", "The personal data is gone for good.")
            )
            return redirect("people:erase")
    shown = {"form": form, "found": erasures(request.actor, request.on)}
    return render(request, "people/erase.html", shown, status=422 if form.errors else 200)

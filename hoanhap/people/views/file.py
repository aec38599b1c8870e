"""A person's file: asking for what is masked, writing in it. A room above shows the page itself (`people.urls`)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import PURPOSES, K, Purpose
from hoanhap.access.rules import Decision, Denied
from hoanhap.people import queries
from hoanhap.people.forms import sheets
from hoanhap.people.forms.fields import Offering
from hoanhap.people.queries import PersonPage
from hoanhap.people.queries import choices as chosen
from hoanhap.people.queries.initial import initial
from hoanhap.people.views.acts import ACTS, ARRIVING, BY_NAME, GROUPS, Act, words_of
from hoanhap.ui.policy import policy

OPENED = "people.opened"  # in the session: the file's code → the purpose stated for its details


def purposes(request: HttpRequest, code: str) -> tuple[Purpose | None, Purpose | None]:
    """The purpose stated in this session for the details, and the one to read for: that one, or `?vi=P8`, which states
    another than the usual one: what a closed file needs."""
    opened = _purpose(request.session.get(OPENED, {}).get(code, ""))
    return opened, opened or _purpose(request.GET.get("vi", ""))


def read(request: HttpRequest, code: str) -> PersonPage:
    """The file for this reader, with the details if a purpose was stated for them."""
    opened, purpose = purposes(request, code)
    return queries.person(request.actor, code, purpose, request.on, opened=opened)


def context(page: PersonPage) -> dict[str, Any]:
    """What `people/file.html` reads of the page; its blocks are for the room above that shows it."""
    offered = [act for act in ACTS if act.offered(page)]
    return {
        "page": page,
        "first": [act for act in offered if act.relations == ARRIVING],
        "groups": [
            (words, [act for act in offered if act.group == name and act.relations != ARRIVING and not act.undoes])
            for name, words in GROUPS.items()
        ],
        "writes": any(act.relations != ARRIVING for act in offered),
        "undoing": [act for act in offered if act.undoes],
        "may_merge": K.IDENTITY in page.decision.write,
    }


@policy(P.PERSON_VIEW)
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """One question for one file in one session: what for? The answer is noted before anything is shown."""
    page = read(request, code)
    if not page.decision.asks:
        return redirect("people:file", page.code)
    purposes = [(str(p), str(PURPOSES[p])) for p in page.purposes]
    form = sheets.Reveal(request.POST or None, offered={"purpose": purposes}, initial={"purpose": purposes[0][0]})
    if request.method == "POST" and form.is_valid():
        stated = Purpose(form.cleaned_data["purpose"])
        shown, purpose = queries.reveal(request.actor, code, stated, request.on)
        request.session[OPENED] = {**request.session.get(OPENED, {}), shown: str(purpose)}
        return redirect("people:file", shown)
    return render(request, "people/reveal.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@policy(P.PERSON_EDIT)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One form of the table in `acts`."""
    if name not in BY_NAME:
        raise Http404
    row = BY_NAME[name]
    page = read(request, code)
    if not row.offered(page):
        decision = page.decision
        raise Denied(P.PERSON_EDIT, Decision(False, decision.relation, decision.rule, decision.post_id))
    form = _form(request, page, row)
    if request.method == "POST" and form.is_valid() and _done(request, page, row, form):
        messages.success(request, str(row.done))
        return _after(row, page)
    shown = {"page": page, "act": row, "form": form, "communes": _communes(request, form)}
    return render(request, "people/act.html", shown, status=422 if form.errors else 200)


@policy(P.PERSON_LOG)
@require_GET
def readers(request: HttpRequest, code: str) -> HttpResponse:
    """Who looked at this file."""
    return render(request, "people/readers.html", {"found": queries.readers(request.actor, code, request.on)})


def _form(request: HttpRequest, page: PersonPage, row: Act) -> Offering:
    names = row.form.base_fields
    offered = queries.offers(request.actor, page, names, request.on)
    began = initial(page.code, names, request.actor, request.on)
    return row.form(request.POST or None if names else request.POST, offered=offered, initial=began)


def _done(request: HttpRequest, page: PersonPage, row: Act, form: Offering) -> bool:
    """Run the action; its problems go to their fields."""
    by, on = request.actor, request.on
    typed = dict(form.cleaned_data)
    if "to_commune" in typed:
        found, said = chosen.commune(typed["to_commune"], on) if typed["to_commune"] else (None, "")
        if said:
            form.show({"to_commune": [said]})
            return False
        typed = {**{k: v for k, v in typed.items() if k != "to_commune"}, "to_commune_id": found}
    try:
        row.run(code=page.code, by=by, on=on, **words_of(typed, by=by, on=on))
    except Invalid as wrong:
        form.show({FIELDS.get(name, name): said for name, said in wrong.problems.items()})
        return False
    return True


FIELDS = {"valid_to": "last"}  # an action's word → the form's field


def _after(row: Act, page: PersonPage) -> HttpResponse:
    """To the file; to the list when the file is no longer there for this reader."""
    gone = row.name in ("ket-thuc", "khong-den")
    return redirect("people:list") if gone else redirect("people:file", page.code)


def _communes(request: HttpRequest, form: Offering) -> list[str]:
    return chosen.communes(request.actor, request.on) if "to_commune" in form.fields else []


def _purpose(text: str) -> Purpose | None:
    return Purpose(text) if text in set(Purpose) else None

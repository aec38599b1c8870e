"""Register books of a commune or a place, and the papers that an agency numbered."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.access.permissions import P
from hoanhap.access.persons import Purpose
from hoanhap.kernel.numbers import natural
from hoanhap.pathways.paper_forms import Reason
from hoanhap.pathways.queries import books as queries
from hoanhap.pathways.queries.book_shelves import first_key
from hoanhap.pathways.queries.numbered import numbered
from hoanhap.ui.policy import policy

OPENED = "pathways.books"  # in the session: book and shelf → the purpose stated for its names
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(P.PERSON_VIEW)
@require_GET
def books(request: HttpRequest) -> HttpResponse:
    year = _year(request)
    shelf, shelves, rows = queries.index(request.actor, request.GET.get("noi", ""), year, request.on)
    shown = {"shelf": shelf, "shelves": shelves, "rows": rows, "year": year, "years": queries.years(request.on)}
    return render(request, "pathways/books.html", shown)


@policy(P.PERSON_VIEW)
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, book: str) -> HttpResponse:
    """A book by codes; with names once a reason is stated for it in this session."""
    key, year = request.GET.get("noi", ""), _year(request)
    opened = _opened(request, book, key)
    number = natural(request.GET.get("page")) or 1
    page = queries.page(request.actor, book, key, year, request.on, opened=opened, page=number)
    form = Reason(request.POST or None, purposes=page.purposes)
    if request.method == "POST" and page.names and form.is_valid():
        stated = {**request.session.get(OPENED, {}), f"{book} {page.shelf.key}": form.cleaned_data["purpose"]}
        request.session[OPENED] = stated
        return redirect(f"{request.path}?{urlencode({'noi': page.shelf.key, 'nam': year})}")
    shown = {"page": page, "form": form, "query": urlencode({"noi": page.shelf.key, "nam": year})}
    return render(request, "pathways/book.html", shown, status=422 if form.errors else 200)


@policy(P.PERSON_VIEW)
@require_GET
def book_file(request: HttpRequest, book: str) -> HttpResponse:
    key = request.GET.get("noi", "")
    opened = _opened(request, book, key)
    name, blob = queries.xlsx(request.actor, book, key, _year(request), request.on, opened=opened)
    answer = HttpResponse(blob, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@policy(P.PAPER_DRAFT)
@require_GET
def agency_papers(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    found = numbered(
        request.actor,
        request.on,
        agency_id=natural(asked.get("cq")),
        year=natural(asked.get("nam")),
        book=asked.get("so", ""),
        page=asked.get("page", "1"),
    )
    chosen: dict[str, object] = {"cq": found.agency_id}
    if found.chosen:
        chosen |= {"nam": found.chosen.year, "so": found.chosen.book}
    return render(request, "pathways/agency_papers.html", {"found": found, "query": urlencode(chosen)})


def _year(request: HttpRequest) -> int:
    asked = natural(request.GET.get("nam"))
    return asked if asked in queries.years(request.on) else request.on.year


def _opened(request: HttpRequest, book: str, key: str) -> Purpose | None:
    """The reason stated for the names of this book; the key of the first shelf may be left out of an address."""
    stated: dict[str, str] = request.session.get(OPENED, {})
    if not key:
        key = first_key(request.actor, request.on)
    found = stated.get(f"{book} {key}", "")
    return Purpose(found) if found in set(Purpose) else None

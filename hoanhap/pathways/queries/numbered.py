"""The papers that an agency numbered, by year and book: kind, day, state; nobody's name, nobody's code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.documents.models import OfficialPaper
from hoanhap.documents.queries import papers as rows
from hoanhap.documents.queries import rights
from hoanhap.documents.queries.papers import Numbering, PaperRow
from hoanhap.kernel.lang import Words
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import visible

PER_PAGE = 50
NUMBERINGS = {
    "decision": Words("Quyết định", "Decisions"),
    "certificate": Words("Giấy chứng nhận", "Certificates"),
    "general": Words("Văn bản khác", "Other papers"),
    "team": Words("Tổ công tác", "Papers of the team"),
}


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """`open`: the reader reaches the person whom it is about, so that a link leads somewhere."""

    row: PaperRow
    open: bool


@dataclass(frozen=True)
class Numbered:
    agency_id: int
    agency: str
    agencies: tuple[tuple[int, str], ...]
    books: tuple[Numbering, ...]
    chosen: Numbering | None
    rows: tuple[NumberedRow, ...]
    page: Page[OfficialPaper] | None

    @property
    def title(self) -> str:
        return str(NUMBERINGS[self.chosen.book]) if self.chosen else ""

    @property
    def named(self) -> list[tuple[str, Numbering]]:
        return [(str(NUMBERINGS[b.book]), b) for b in self.books]


def numbered(
    actor: Actor, on: date, *, agency_id: int | None = None, year: int | None = None, book: str = "", page: str = "1"
) -> Numbered:
    """Of one agency whose papers the actor drafts; the newest book unless one is named. Noted. Raises Outside."""
    decision = require(actor, P.PAPER_DRAFT, on=on)
    desks = rights.desks(actor, on)
    desk = next((a for a in desks if agency_id in (None, a.pk)), None)
    if desk is None:
        raise Outside(P.PAPER_DRAFT)
    books = tuple(rows.numberings(desk.pk))
    named = year is not None or bool(book)
    chosen = next((b for b in books if year in (None, b.year) and book in ("", b.book)), None)
    if named and chosen is None:
        raise Outside(P.PAPER_DRAFT)
    shown = None
    listed: list[NumberedRow] = []
    if chosen is not None:
        shown = Paginator(rows.numbered(desk.pk, chosen.year, chosen.book), PER_PAGE).get_page(page)
        listed = _rows(actor, shown, on)
    what = f"{chosen.book}:{chosen.year}" if chosen else ""
    log(actor, "paper.list", "paper", "", post_id=decision.post_id, rows=len(listed), what=what)
    return Numbered(desk.pk, desk.name, tuple((a.pk, a.name) for a in desks), books, chosen, tuple(listed), shown)


def _rows(actor: Actor, found: Iterable[OfficialPaper], on: date) -> list[NumberedRow]:
    listed = rows.rows_of(found)
    codes = {row.subject for row in listed}
    kept = dict(Person.objects.filter(code__in=codes).values_list("code", "merged_into__code"))
    reached = set(
        visible(actor, None, on).filter(code__in={kept.get(c) or c for c in codes}).values_list("code", flat=True)
    )
    return [NumberedRow(row, (kept.get(row.subject) or row.subject) in reached) for row in listed]

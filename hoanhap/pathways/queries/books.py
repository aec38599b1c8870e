"""The register books (TT 05/2011 Điều 5, Mẫu số 11): of a commune or a place, a year at a time.

A line is a measure. Whose name stands in it is decided person by person, as on the file; a column of a class that the
reader has not stays empty, and a person whom the reader no longer reaches is a line without anything but its number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, PURPOSES, RELATIONS, K, PersonDecision, PersonSubject, Purpose, decide_person
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.catalog import books as catalog
from hoanhap.catalog.forms import Form
from hoanhap.documents.books import book_xlsx
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries.book_columns import COLUMNS, Value
from hoanhap.pathways.queries.book_lines import Line, lines
from hoanhap.pathways.queries.book_shelves import Shelf, followed, shelf_of, shelves
from hoanhap.pathways.rules.books import BOOKS, Book, Followed, class_of_column, in_order
from hoanhap.pathways.rules.papers import names
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import becomes, lead, subject
from hoanhap.people.queries.vault import vaults
from hoanhap.people.rules.identity import initials

LABEL = "DỮ LIỆU MINH HỌA"
FIRST_YEAR = 2011  # TT 05/2011 is in force from 1 June 2011


@dataclass(frozen=True, slots=True)
class BookRow:
    code: str
    form: Form
    count: int


@dataclass(frozen=True)
class Shown:
    """One line as the reader sees it. `code` is empty for somebody whom the reader no longer reaches."""

    number: int
    measure: int
    code: str
    cells: tuple[tuple[str, Value], ...]

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The cells as a screen shows them."""
        return tuple((code, _said(value)) for code, value in self.cells)


@dataclass(frozen=True)
class BookPage:
    """`named`: a reason was stated, so names and homes show to who may read them; `names`: whether one would help."""

    form: Form
    shelf: Shelf
    year: int
    years: tuple[int, ...]
    total: int
    rows: tuple[Shown, ...]
    named: bool
    names: bool
    purposes: tuple[tuple[str, str], ...]
    page: int
    pages: int

    @property
    def before(self) -> int:
        return self.page - 1

    @property
    def after(self) -> int:
        return self.page + 1


PER_PAGE = 50


def _said(value: Value) -> str:
    if isinstance(value, date):
        return format_date(value)
    return show(value) if isinstance(value, int) else value or ""


# ---------------------------------------------------------------- where
def index(actor: Actor, shelf_key: str, year: int, on: date) -> tuple[Shelf, list[Shelf], list[BookRow]]:
    """The books of one shelf and year, each with how many lines it has. Raises Outside."""
    require(actor, P.PERSON_VIEW, on=on)
    all_ = shelves(actor, on)
    shelf = shelf_of(all_, shelf_key)
    rows = [
        BookRow(book.code, form, len(followed(book, shelf, year, on)))
        for book in BOOKS.values()
        if book.kept_at == shelf.kept_at and _in_year(form := catalog.book(book.code), year)
    ]
    return shelf, all_, rows


def years(on: date) -> tuple[int, ...]:
    return tuple(range(on.year, FIRST_YEAR - 1, -1))


def _in_year(form: Form, year: int) -> bool:
    return form.valid_from <= date(year, 12, 31) and (form.valid_to is None or form.valid_to > date(year, 1, 1))


# ---------------------------------------------------------------- lines
def page(
    actor: Actor, code: str, shelf_key: str, year: int, on: date, *, opened: Purpose | None, page: int = 1
) -> BookPage:
    """One page of a book. The reading is noted before this returns: of the list, and with names of each file."""
    book, form, shelf = _open(actor, code, shelf_key, year, on)
    found = in_order(followed(book, shelf, year, on), year)
    pages = max(1, -(-len(found) // PER_PAGE))
    at = min(max(page, 1), pages)
    chosen = found[(at - 1) * PER_PAGE : at * PER_PAGE]
    purposes = tuple((p, str(PURPOSES[Purpose(p)])) for p in CELLS[shelf.role, shelf.relation].purposes.split())
    shown, named = _shown(actor, book, form, shelf, chosen, (at - 1) * PER_PAGE, year, on, opened)
    return BookPage(
        form=form,
        shelf=shelf,
        year=year,
        years=tuple(y for y in years(on) if _in_year(form, y)),
        total=len(found),
        rows=tuple(shown),
        named=named,
        names=_could_name(shelf),
        purposes=purposes,
        page=at,
        pages=pages,
    )


def xlsx(actor: Actor, code: str, shelf_key: str, year: int, on: date, *, opened: Purpose | None) -> tuple[str, bytes]:
    """(file name, workbook) of the whole book; without a stated reason by codes. The name names nobody."""
    book, form, shelf = _open(actor, code, shelf_key, year, on)
    found = in_order(followed(book, shelf, year, on), year)
    shown, _ = _shown(actor, book, form, shelf, found, 0, year, on, opened)
    rows = [dict(line.cells) for line in shown]
    measures = [f.measure for f in found]
    made_up = Person.objects.filter(measures__in=measures, synthetic=True).exists()
    blob = book_xlsx(code, year, rows, agency=shelf.title, label=LABEL if made_up else "")
    return f"{code}-{year}.xlsx", blob


def _open(actor: Actor, code: str, shelf_key: str, year: int, on: date) -> tuple[Book, Form, Shelf]:
    require(actor, P.PERSON_VIEW, on=on)
    shelf = shelf_of(shelves(actor, on), shelf_key)
    book = BOOKS.get(code)
    if book is None or book.kept_at != shelf.kept_at or year not in years(on):
        raise Outside(P.PERSON_VIEW)
    form = catalog.book(code)
    if not _in_year(form, year):
        raise Outside(P.PERSON_VIEW)
    return book, form, shelf


def _shown(
    actor: Actor,
    book: Book,
    form: Form,
    shelf: Shelf,
    chosen: Sequence[Followed],
    before: int,
    year: int,
    on: date,
    opened: Purpose | None,
) -> tuple[list[Shown], bool]:
    rows = Measure.objects.select_related("person__commune", "commune", "place").in_bulk([f.measure for f in chosen])
    keepers = vaults({m.person_id for m in rows.values()})
    named = opened is not None and _could_name(shelf) and opened in CELLS[shelf.role, shelf.relation].purposes.split()
    decisions = _decisions(actor, rows.values(), opened if named else None, on)
    said = [
        _line(number, line, form, decisions[line.measure.person_id], named=named)
        for number, line in enumerate(lines(chosen, rows, keepers, year, on), before + 1)
    ]
    what = f"{book.code}:{shelf.key}:{year}"
    log(actor, "person.list", "person", "", post_id=shelf.post_id, purpose=str(opened or Purpose.CASE), rows=len(said),
        what=what)  # fmt: skip
    if named:
        _note(actor, shelf, rows.values(), decisions, opened, what)
    return said, named


def _decisions(
    actor: Actor, measures: Iterable[Measure], purpose: Purpose | None, on: date
) -> dict[int, PersonDecision]:
    """As on the file of each. Most are the commune's own, which the map alone tells: only of the others more is asked,
    since no relation is nearer than that one."""
    people = {m.person_id: m.person for m in measures}
    leads = lead(on)
    now = {commune: becomes(commune) for commune in {p.commune_id for p in people.values()} if commune}
    found = {}
    for pk, person in people.items():
        own = PersonSubject(person.state, now.get(person.commune_id, frozenset()), lead=leads)
        first = decide_person(actor, own, purpose, on)
        settled = first.allow and first.relation == RELATIONS[0]
        found[pk] = first if settled else decide_person(actor, subject(person, actor, on), purpose, on)
    return found


def _line(number: int, line: Line, form: Form, decision: PersonDecision, *, named: bool) -> Shown:
    if not decision.allow:
        note = t("Hồ sơ không còn do cơ quan này quản lý.", "The file is no longer this office's.")
        return Shown(number, line.measure.pk, "", (("note", note),))
    whole = named and names(decision)
    cells = tuple((c.code, _cell(c.code, line, decision, whole=whole)) for c in form.columns)
    return Shown(number, line.measure.pk, line.person.code, cells)


def _cell(code: str, line: Line, decision: PersonDecision, *, whole: bool) -> Value:
    k = class_of_column(code)
    if k is K.IDENTITY and not whole:
        return f"{initials(line.person.name)} ({line.person.code})" if code == "name" else ""
    if k not in (K.IDENTITY, K.CODED) and k not in decision.read:
        return ""
    column = COLUMNS.get(code)
    return column(line) if column else ""


def _could_name(shelf: Shelf) -> bool:
    return CELLS[shelf.role, shelf.relation].identity in ("R", "RW", "R!", "RW!", "initials!")


def _note(
    actor: Actor,
    shelf: Shelf,
    measures: Iterable[Measure],
    decisions: Mapping[int, PersonDecision],
    opened: Purpose | None,
    what: str,
) -> None:
    """A book with names is a reading of each file in it, so that each person can learn of it."""
    for person in {m.person_id: m.person for m in measures}.values():
        decision = decisions[person.pk]
        if decision.allow:
            log(
                actor,
                "person.read",
                "person",
                person.code,
                post_id=shelf.post_id,
                purpose=str(opened),
                fields=decision.classes,
                what=what,
                details=True,
            )

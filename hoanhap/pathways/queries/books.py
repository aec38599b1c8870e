"""The register books (TT 05/2011 Điều 5, Mẫu số 11): of a commune or a place, a year at a time.

A line is a measure. Whose name stands in it is decided person by person, as on the file; a column of a class that the
reader has not stays empty, and a person whom the reader no longer reaches is a line without anything but its number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, PURPOSES, K, PersonDecision, Purpose, decide_person, reaching
from hoanhap.access.rules import Actor, Outside, require
from hoanhap.catalog import books as catalog
from hoanhap.catalog.forms import Form
from hoanhap.documents.books import book_xlsx
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.pathways.models import Measure, Stay
from hoanhap.pathways.queries.book_columns import COLUMNS, Line, Value, lines
from hoanhap.pathways.rules.books import BOOKS, COMMUNE, PLACE, Book, Followed, class_of_column, in_order
from hoanhap.pathways.rules.papers import names
from hoanhap.people.models import Person, Standing
from hoanhap.people.queries.scope import subject
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.queries.vault import vaults
from hoanhap.people.rules.identity import initials
from hoanhap.units.models import Agency
from hoanhap.units.queries import agency as agency_at
from hoanhap.units.queries import tree

LABEL = "DỮ LIỆU MINH HỌA"
FIRST_YEAR = 2011  # TT 05/2011 is in force from 1 June 2011
KEEPERS = {"own": COMMUNE, "resident": PLACE}  # relations whose posts read books: where they are kept


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a post finds books: a commune (`unit`) or the places of an agency. `key` is what an address says."""

    key: str
    kept_at: str
    title: str
    agency_id: int
    unit_id: int
    post_id: int
    role: str
    relation: str


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
def shelves(actor: Actor, on: date) -> list[Shelf]:
    """Whose books the actor's posts may read, once each."""
    found: dict[str, Shelf] = {}
    for post, where in reaching(actor, on):
        kept = KEEPERS.get(where)
        if kept is None or (where == "own" and post.unit_id not in tree(on)):
            continue
        key = f"x{post.unit_id}" if kept == COMMUNE else f"c{post.agency_id}"
        if key not in found:
            title = _keeper(kept, post.unit_id, post.agency_id, on)
            found[key] = Shelf(key, kept, title, post.agency_id, post.unit_id, post.id, post.role, where)
    return list(found.values())


def _keeper(kept: str, unit_id: int, agency_id: int, on: date) -> str:
    """Who keeps the books: the committee, or the agency that runs the places."""
    if kept == COMMUNE:
        committee = agency_at(unit_id, "authority", on)
        return committee.name if committee else tree(on).unit(unit_id).title
    return str(Agency.objects.values_list("name", flat=True).get(pk=agency_id))


def index(actor: Actor, shelf_key: str, year: int, on: date) -> tuple[Shelf, list[Shelf], list[BookRow]]:
    """The books of one shelf and year, each with how many lines it has. Raises Outside."""
    require(actor, P.PERSON_VIEW, on=on)
    all_ = shelves(actor, on)
    shelf = _of(all_, shelf_key)
    rows = [
        BookRow(book.code, form, len(_followed(book, shelf, year, on)))
        for book in BOOKS.values()
        if book.kept_at == shelf.kept_at and _in_year(form := catalog.book(book.code), year)
    ]
    return shelf, all_, rows


def first_key(actor: Actor, on: date) -> str:
    return next((s.key for s in shelves(actor, on)), "")


def _of(all_: Sequence[Shelf], key: str) -> Shelf:
    found = next((s for s in all_ if s.key == key), None) if key else next(iter(all_), None)
    if found is None:
        raise Outside(P.PERSON_VIEW)
    return found


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
    found = in_order(_followed(book, shelf, year, on), year)
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
    found = in_order(_followed(book, shelf, year, on), year)
    shown, _ = _shown(actor, book, form, shelf, found, 0, year, on, opened)
    rows = [dict(line.cells) for line in shown]
    measures = [f.measure for f in found]
    made_up = Person.objects.filter(measures__in=measures, synthetic=True).exists()
    blob = book_xlsx(code, year, rows, agency=shelf.title, label=LABEL if made_up else "")
    return f"{code}-{year}.xlsx", blob


def _open(actor: Actor, code: str, shelf_key: str, year: int, on: date) -> tuple[Book, Form, Shelf]:
    require(actor, P.PERSON_VIEW, on=on)
    shelf = _of(shelves(actor, on), shelf_key)
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
    people = {m.person_id: m.person for m in measures}
    return {pk: decide_person(actor, subject(person, actor, on), purpose, on) for pk, person in people.items()}


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


# ---------------------------------------------------------------- who stands in a book
def _followed(book: Book, shelf: Shelf, year: int, on: date) -> list[Followed]:
    """The measures of the shelf that this book follows in the year."""
    rows = Measure.objects.filter(pathway__in=book.pathways).exclude(outcome="cancelled")
    if shelf.kept_at == COMMUNE:
        rows = rows.filter(commune_id__in=with_past(frozenset({shelf.unit_id})))
    else:
        rows = rows.filter(place__agency_id=shelf.agency_id)
    entered = {"decision": _by_decision, "request": _by_request, "completion": _by_completion,
               "admission": _by_admission}[book.by]  # fmt: skip
    return [f for f in entered(rows.order_by("pk")) if f.stands_in(year)]


def _by_decision(rows: Iterable[Measure]) -> list[Followed]:
    return [Followed(m.pk, m.decided_on, m.closed_on) for m in rows if m.decided_on]


def _by_request(rows: Iterable[Measure]) -> list[Followed]:
    return [Followed(m.pk, m.opened_on, m.closed_on) for m in rows]


def _by_completion(rows: Iterable[Measure]) -> list[Followed]:
    """Who completed, for as long as the list has them as one."""
    done = [m for m in rows if m.outcome == "completed" and m.closed_on]
    held = Standing.objects.filter(person_id__in={m.person_id for m in done}, kind="completer")
    ends: dict[int, list[tuple[date, date | None]]] = {}
    for person, start, end in held.values_list("person_id", "valid_from", "valid_to"):
        ends.setdefault(person, []).append((start, end))
    return [
        Followed(m.pk, m.closed_on, next((e for s, e in ends.get(m.person_id, ()) if s >= m.closed_on), None))
        for m in done
    ]


def _by_admission(rows: Iterable[Measure]) -> list[Followed]:
    """From the first stage recorded, else from the day the term began; only who was really taken in."""
    listed = list(rows)
    first: dict[int, date] = {}
    for measure, start in Stay.objects.filter(measure__in=listed).values_list("measure_id", "valid_from"):
        first[measure] = min(start, first.get(measure, start))
    days = [(m, first.get(m.pk) or m.starts_on) for m in listed]
    return [Followed(m.pk, day, m.closed_on) for m, day in days if day]

"""Where register books are kept: the communes and the places whose posts read them; and who stands in which book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.persons import reaching
from hoanhap.access.rules import Actor, Outside
from hoanhap.pathways.models import Measure, Stay
from hoanhap.pathways.rules.books import COMMUNE, PLACE, Book, Followed
from hoanhap.people.models import Standing
from hoanhap.people.queries.search_scope import with_past
from hoanhap.units.models import Agency
from hoanhap.units.queries import agency as agency_at
from hoanhap.units.queries import tree

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


def first_key(actor: Actor, on: date) -> str:
    return next((s.key for s in shelves(actor, on)), "")


def shelf_of(all_: Sequence[Shelf], key: str) -> Shelf:
    found = next((s for s in all_ if s.key == key), None) if key else next(iter(all_), None)
    if found is None:
        raise Outside(P.PERSON_VIEW)
    return found


# ---------------------------------------------------------------- who stands in a book
def followed(book: Book, shelf: Shelf, year: int, on: date) -> list[Followed]:
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

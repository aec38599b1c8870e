"""Which persons an actor's posts reach. Nothing else in the house hands out a person."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import BigIntegerField, DateTimeField, Q, QuerySet

from hoanhap.access.permissions import P
from hoanhap.access.persons import (
    PersonDecision,
    PersonSubject,
    Purpose,
    ReachFacts,
    reaching,
    require_person,
)
from hoanhap.access.queries import inspected
from hoanhap.access.rules import Actor, Outside
from hoanhap.kernel.dates import in_force
from hoanhap.people.models import Glass, Person
from hoanhap.people.queries.rows import Rows
from hoanhap.people.queries.search_scope import scope
from hoanhap.people.rules.codes import read_code
from hoanhap.units.models import UnitLink
from hoanhap.units.queries import lead_agency_pattern, tree
from hoanhap.units.queries.ready import KEY, TEXT_KEY, Ready, Slot

BY_CODE = Ready(Person.objects.filter(code=TEXT_KEY).select_related("commune"))
_USER, _AT = Slot(1, BigIntegerField()), Slot(2, DateTimeField())
OPENED = Ready(Glass.objects.filter(person_id=KEY, user=_USER, at__lte=_AT, until__gt=_AT), "post")
BY_DUTY = {"resident", "patient", "named", "inspected"}  # relations that a row of Reach gives


def visible(actor: Actor, purpose: Purpose | None, on: date) -> QuerySet[Person]:
    """The open files that the actor's posts reach for a purpose; with None, for any. Not ordered."""
    reached = Q(pk__in=[])
    for ground in scope(actor, on, purpose).all:
        reached |= Q(commune_id__in=ground.communes) if ground.communes is not None else Q(pk__in=ground.persons)
    return Person.objects.filter(reached, state="open")


def find(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, lock: bool = False
) -> tuple[Person, PersonDecision]:
    """One person and what the actor may see and do there. What is outside is not found (Outside, 404).

    The code of a file that was merged into another leads to that one.
    """
    return reach(actor, code, purpose, on, lock=lock)[:2]


def reach(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, lock: bool = False
) -> tuple[Person, PersonDecision, Rows]:
    """`find`, with the rows of the person that were read for it or will be: for a page of the whole file."""
    person = _person(read_code(code), lock=lock)
    if person is None:
        raise Outside(P.PERSON_VIEW)
    kept = Rows(person.pk)
    return person, require_person(actor, subject(person, actor, on, kept), purpose, on), kept


def _person(code: str, *, lock: bool) -> Person | None:
    rows = Person.objects.select_for_update(of=("self",)) if lock else Person.objects
    found = rows.select_related("commune").filter(code=code).first() if lock else next(iter(BY_CODE.of(code)), None)
    while found is not None and found.state == "merged":
        found = rows.select_related("commune").filter(pk=found.merged_into_id).first()
    return found


def subject(person: Person, actor: Actor, on: date, rows: Rows | None = None) -> PersonSubject:
    """The person as access sees it. Only what the actor's posts could be related by is asked of the database."""
    rows = rows or Rows(person.pk)
    asked = {where for _, where in reaching(actor, on)}
    communes = becomes(person.commune_id) if person.commune_id else frozenset()
    return PersonSubject(
        state=person.state,
        communes=communes,
        above=above(communes, on) if "below" in asked else frozenset(),
        arriving=arriving(rows) if "arriving" in asked else frozenset(),
        reaches=frozenset({*(reaches(rows, on) if asked & BY_DUTY else ()), *_passing(person, communes, actor, on)}),
        assigned=assigned(rows, on) if "assigned" in asked else frozenset(),
        lead=lead(on),
    )


def lead(on: date) -> str:
    """The sector whose agency leads the work at communes on a day."""
    office = lead_agency_pattern("commune", on)
    return office.sector if office else ""


def becomes(unit_id: int) -> frozenset[int]:
    """A unit and what it has become since: a file of a commune that was merged is its successor's.

    Of a commune that was split, the main part: a file is handed to another part by a move, never by the map.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT MAX(id) FROM units_unitlink), (SELECT COUNT(*) FROM units_unitchange)")
        after = _after(tuple(cursor.fetchone()))
    found, edge = {unit_id}, {unit_id}
    while edge:
        edge = {unit for before in edge for unit in after.get(before, ())} - found
        found |= edge
    return frozenset(found)


@lru_cache(maxsize=2)
def _after(stamp: tuple[int | None, ...]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for before, after in UnitLink.objects.filter(main=True).values_list("before_id", "after_id"):
        found[before] = (*found.get(before, ()), after)
    return found


def above(communes: Iterable[int], on: date) -> frozenset[int]:
    country = tree(on)
    return frozenset(above for unit in communes if unit in country for above in country.ancestors(unit))


def arriving(rows: Rows) -> frozenset[int]:
    said = (home for home in rows.residences if home.reached_confirmed_on is None and home.left_confirmed_on)
    return frozenset(unit for home in said for unit in becomes(home.commune_id))


def reaches(rows: Rows, on: date) -> frozenset[ReachFacts]:
    now = (row for row in rows.reaches if in_force(on, row.valid_from, row.valid_to))
    return frozenset(ReachFacts(row.kind, row.agency_id, row.post) for row in now)


def _passing(person: Person, communes: Iterable[int], actor: Actor, on: date) -> Iterator[ReachFacts]:
    """What opens the file for a while: an inspection of its area, an emergency that this user declared."""
    asked: dict[str, list[int]] = {}
    for post, where in reaching(actor, on):
        asked.setdefault(where, []).append(post.id)
    if "inspected" in asked:
        around = {*communes, *above(communes, on)}
        for post_id, unit in inspected(asked["inspected"], on):
            if unit in around:
                yield ReachFacts("inspected", post_id=post_id)
    if "glass" in asked and actor.at is not None:
        for row in OPENED.of(person.pk, actor.user_id, actor.at):
            if row.post in asked["glass"]:
                yield ReachFacts("glass", post_id=row.post)


def assigned(rows: Rows, on: date) -> frozenset[int]:
    now = (row for row in rows.assignments if in_force(on, row.valid_from, row.valid_to))
    return frozenset(row.post for row in now if row.post is not None)

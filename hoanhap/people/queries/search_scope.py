"""Where an actor may look for a person: `access.persons` read backwards, as places and persons rather than as a yes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from hoanhap.access.persons import CELLS, Purpose, reaching
from hoanhap.access.queries import inspected
from hoanhap.access.roles import ROLES, TERRITORIAL
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel.text import fold
from hoanhap.people.models import Assignment, Person, Reach, Residence
from hoanhap.people.queries.search_sql import Ground
from hoanhap.people.queries.search_walk import FEW
from hoanhap.units.models import Unit, UnitLink
from hoanhap.units.queries import lead_agency_pattern, tree

SMALL = 40  # communes that together hold few persons, without counting them


@dataclass(frozen=True, slots=True)
class Scope:
    """`named`: what is known by name; `coded`: what is found by number of the file, birth year and commune only,
    since a search by what the post does not see would tell it."""

    named: tuple[Ground, ...] = ()
    coded: tuple[Ground, ...] = ()

    @property
    def all(self) -> tuple[Ground, ...]:
        return self.named + self.coded


EVERYWHERE = Scope((Ground(many=True),))  # the register itself, when it looks for a person twice


def scope(actor: Actor, on: date, purpose: Purpose | None = None) -> Scope:
    """What the actor's posts reach on the day, as `access.persons` says it of one person; for a purpose, or any."""
    found: dict[bool, tuple[set[int], set[int]]] = {True: (set(), set()), False: (set(), set())}
    for post, where in reaching(actor, on):
        if purpose and purpose not in CELLS[post.role, where].purposes.split():
            continue
        communes, persons = found[CELLS[post.role, where].identity not in ("", "given!")]
        communes.update(_communes(post, where, on))
        persons.update(_persons(post, where, on))
    return Scope(tuple(_grounds(*found[True])), tuple(_grounds(*found[False])))


def within(scope: Scope, communes: frozenset[int]) -> Scope:
    """The same sight, in these communes only."""

    def cut(grounds: tuple[Ground, ...]) -> Iterator[Ground]:
        for ground in grounds:
            if ground.persons is not None:
                here = Person.objects.filter(pk__in=ground.persons, commune_id__in=communes)
                yield Ground(persons=frozenset(here.values_list("pk", flat=True)))
            else:
                yield ground_of(communes if ground.communes is None else ground.communes & communes)

    return Scope(tuple(cut(scope.named)), tuple(cut(scope.coded)))


def ground_of(communes: frozenset[int]) -> Ground:
    return Ground(communes=communes, many=len(communes) > SMALL and _crowded(communes))


def _grounds(communes: set[int], persons: set[int]) -> Iterator[Ground]:
    if communes:
        yield ground_of(frozenset(communes))
    if persons:
        yield Ground(persons=frozenset(persons))


def _crowded(communes: frozenset[int]) -> bool:
    here = Person.objects.filter(commune_id__in=communes, state="open").order_by()
    return bool(here[: FEW + 1].count() > FEW)


def _communes(post: PostFacts, where: str, on: date) -> Iterable[int]:
    match where:
        case "own" if _leads(post, on):
            return with_past(frozenset({post.unit_id}))
        case "below" if ROLES[post.role].level in TERRITORIAL:
            country = tree(on)
            under = country.subtree(post.unit_id) if post.unit_id in country else ()
            return with_past(frozenset(u.id for u in under if u.id != post.unit_id))
        case "inspected":
            return _inspected(post, on)
    return ()


def _inspected(post: PostFacts, on: date) -> Iterable[int]:
    """The area of an inspection that is going on."""
    country = tree(on)
    areas = [unit for _, unit in inspected([post.id], on) if unit in country]
    return with_past(frozenset(under.id for unit in areas for under in country.subtree(unit)))


def _persons(post: PostFacts, where: str, on: date) -> Iterable[int]:
    today = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    match where:
        case "resident" | "patient" | "named":
            rows = Reach.objects.filter(today, kind=where, agency_id=post.agency_id)
        case "inspected":
            rows = Reach.objects.filter(today, kind=where, post=post.id)
        case "assigned":
            return Assignment.objects.filter(today, post=post.id).values_list("person_id", flat=True)
        case "arriving" if _leads(post, on):
            return _arriving(post, on)
        case _:
            return ()
    return rows.values_list("person_id", flat=True)


def _arriving(post: PostFacts, on: date) -> Iterable[int]:
    """Who is said to have moved here, until this commune confirms it."""
    here = Residence.objects.filter(commune_id__in=with_past(frozenset({post.unit_id})), reached_confirmed_on=None)
    return here.exclude(left_confirmed_on=None).values_list("person_id", flat=True)


def _leads(post: PostFacts, on: date) -> bool:
    office = lead_agency_pattern("commune", on)
    return post.role != "commune_officer" or (office is not None and post.sector == office.sector)


# ---------------------------------------------------------------- the map's past
def with_past(units: frozenset[int]) -> frozenset[int]:
    """The units and all they were made of: a file that still lies under a commune's former name is its successor's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT MAX(id) FROM units_unitlink), (SELECT COUNT(*) FROM units_unitchange)")
        return _with_past(tuple(cursor.fetchone()), units)


@lru_cache(maxsize=64)
def _with_past(stamp: tuple[int | None, ...], units: frozenset[int]) -> frozenset[int]:
    made_of = _made_of(stamp)
    found, edge = set(units), set(units)
    while edge:
        edge = {before for unit in edge for before in made_of.get(unit, ())} - found
        found |= edge
    return frozenset(found)


@lru_cache(maxsize=2)
def _made_of(stamp: tuple[int | None, ...]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for after, before in UnitLink.objects.filter(main=True).values_list("after_id", "before_id"):
        found[after] = (*found.get(after, ()), before)
    return found


def communes_called(place: str) -> frozenset[int]:
    """The communes whose name has words that begin so, or of this code: today's and former ones, with their past."""
    asked = fold(place).split()
    if not asked:
        return frozenset()
    rows = Unit.objects.filter(level="commune")
    for word in asked:
        rows = rows.filter(folded__contains=f" {word}")  # the kind comes first: a name never begins the key
    return with_past(frozenset(rows.values_list("pk", flat=True)))

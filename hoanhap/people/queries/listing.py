"""The list of a post's persons: code, initials, birth year, standing. A name is on the file alone."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, K, Purpose, reaching
from hoanhap.access.rules import Actor, Outside, decide, require
from hoanhap.catalog.codelists import said
from hoanhap.people.models import Person, Residence, Standing
from hoanhap.people.queries.rounds import READS
from hoanhap.people.queries.scope import becomes, visible
from hoanhap.people.queries.search import search
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.identity import initials
from hoanhap.units import queries as units

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    initials: str
    birth_year: int
    sex: str
    standing: str
    commune: str
    arriving: bool
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A commune under the post, with how many open files it has."""

    code: str
    title: str
    above: str
    files: int


@dataclass(frozen=True)
class Listing:
    """`rows` of one page; or, above the communes and before one is chosen, the `places`."""

    rows: tuple[Row, ...]
    page: Page[Person] | None
    places: tuple[Place, ...]
    commune: str
    registers: bool
    reviews: bool
    text: str = ""
    near: bool = False
    next: str = ""


def listing(
    actor: Actor, on: date, *, commune: str = "", standing: str = "", text: str = "", after: str = "", page: str = "1"
) -> Listing:
    """What the post reads of its persons in a list. Noted in the trail as one reading, with how many rows it had."""
    require(actor, P.PERSON_VIEW, on=on)
    may = {"registers": decide(actor, P.PERSON_REGISTER, None, on).allow, "reviews": _reviews(actor, on)}
    if text:
        return _found(actor, on, text, after, may)
    people = visible(actor, None, on)
    if _looks_down(actor, on) and not commune:
        return Listing((), None, _places(people, actor, on), "", **may)
    if commune:
        people = people.filter(commune_id__in=_ids(commune, on))
    if standing:
        people = people.filter(standings__in=Standing.objects.filter(_in_force(on), kind=standing))
    shown = Paginator(people.order_by("given", "folded", "id"), PER_PAGE).get_page(page)
    rows = _rows(list(shown.object_list), actor, on)
    _note(actor, on, commune, len(rows))
    return Listing(rows, shown, (), commune, **may)


def _found(actor: Actor, on: date, text: str, after: str, may: dict[str, bool]) -> Listing:
    """What the search answers, in its own order."""
    answer = search(actor, text, on=on, limit=PER_PAGE, after=after or None)
    people = {p.pk: p for p in Person.objects.select_related("commune").filter(pk__in=[r.id for r in answer.rows])}
    rows = _rows([people[r.id] for r in answer.rows if r.id in people], actor, on)
    _note(actor, on, "", len(rows))
    return Listing(rows, None, (), "", **may, text=text, near=answer.near, next=answer.next or "")


def _rows(people: list[Person], actor: Actor, on: date) -> tuple[Row, ...]:
    ids = [p.pk for p in people]
    sees = any(K.REHAB in {*_reads(role, where)} for role, where in _held(actor, on))
    now = Standing.objects.filter(_in_force(on), person_id__in=ids) if sees else Standing.objects.none()
    standing = dict(now.order_by("valid_from").values_list("person_id", "kind"))
    country = units.tree(on)
    return tuple(
        Row(
            code=person.code,
            initials=initials(person.name),
            birth_year=person.birth_year,
            sex=said("sexes", person.sex),
            standing=said("standings", standing.get(person.pk, "")),
            commune=country.unit(person.commune_id).title if person.commune_id in country else "",
            arriving=person.pk in _arriving(ids, actor, on),
            synthetic=person.synthetic,
        )
        for person in people
    )


def _arriving(ids: list[int], actor: Actor, on: date) -> frozenset[int]:
    """Who of them is said to have moved here and waits to be confirmed."""
    here = {post.unit_id for post, where in reaching(actor, on) if where == "arriving"}
    if not here:
        return frozenset()
    waiting = Residence.objects.filter(person_id__in=ids, reached_confirmed_on=None).exclude(left_confirmed_on=None)
    rows = waiting.values_list("person_id", "commune_id")
    return frozenset(person for person, commune in rows if here & becomes(commune))


def _places(people: QuerySet[Person], actor: Actor, on: date) -> tuple[Place, ...]:
    """The communes under the post's unit; those without a file too."""
    files = dict(people.order_by().values_list("commune_id").annotate(n=Count("pk")))
    country, found = units.tree(on), []
    for post, where in reaching(actor, on):
        if where != "below" or post.unit_id not in country:
            continue
        for unit in country.subtree(post.unit_id):
            if unit.level == "commune":
                n = sum(files.get(u, 0) for u in with_past(frozenset({unit.id})))
                above = country.unit(unit.parent_id).title if unit.parent_id else ""
                found.append(Place(unit.code, unit.title, above, n))
    return tuple(dict.fromkeys(found))


def _held(actor: Actor, on: date) -> list[tuple[str, str]]:
    return [(post.role, where) for post, where in reaching(actor, on)]


def _looks_down(actor: Actor, on: date) -> bool:
    return any(where == "below" for _, where in _held(actor, on))


def _reviews(actor: Actor, on: date) -> bool:
    """Whether the post has a commune's list to review, or to read the reviews of."""
    return any(where == "own" and role in READS for role, where in _held(actor, on))


def _reads(role: str, where: str) -> set[K]:
    cell = CELLS[role, where]
    return {k for k, mark in zip(tuple(K)[1:], cell[:5], strict=True) if mark in ("R", "RW", "coded", "form")}


def _ids(commune: str, on: date) -> frozenset[int]:
    unit = units.tree(on).find(commune)
    if unit is None or unit.level != "commune":
        raise Outside(P.PERSON_VIEW)
    return with_past(frozenset({unit.id}))


def _note(actor: Actor, on: date, commune: str, rows: int) -> None:
    posts = [(post, where) for post, where in reaching(actor, on)]
    post, where = posts[0]
    purpose = Purpose(CELLS[post.role, where].purposes.split()[0])
    log(actor, "person.list", "people", commune, post_id=post.id, purpose=str(purpose), fields="K1 K3", count=rows)


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))

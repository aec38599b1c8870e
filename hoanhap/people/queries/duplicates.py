"""Who may be in the register already: asked while a new file is typed, and of two files that are there.

Only those whom the actor may know by name are told of. That somebody of this name stands on another office's list is
nobody's business here; that a number is taken elsewhere is said by `numbers.taken`, without saying whose it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.people.models import Alias, IdentityPaper, Person
from hoanhap.people.queries.search import look
from hoanhap.people.queries.search_scope import Scope, scope
from hoanhap.people.queries.search_sql import FIRST, Asked, Ground, Hit
from hoanhap.people.queries.search_walk import borne
from hoanhap.people.queries.search_words import frequencies, vocabulary
from hoanhap.people.rules.duplicates import Likeness, Who, kin_of, likeness
from hoanhap.people.rules.names import corrections, folded, words
from hoanhap.people.sealing import blind

LOOKED_AT = 200  # rows compared; a name with more bearers of one age is told by its first
BIRTHS_APART = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same person. `like` says why, in words."""

    id: int
    code: str
    name: str
    birth_year: int
    born_on: date | None
    commune_id: int | None
    like: Likeness


def described(
    *,
    name: str,
    aliases: Iterable[str] = (),
    birth_year: int | None = None,
    born_on: date | None = None,
    sex: str = "",
    papers: Iterable[tuple[str, str]] = (),
    commune: int | None = None,
) -> Who:
    """Somebody as an officer describes them; `papers`: kind and number as typed."""
    typed = [(kind, number) for kind, number in papers if number]
    return Who(
        name=name,
        aliases=tuple(aliases),
        birth_year=birth_year,
        born_on=born_on,
        sex=sex,
        numbers=frozenset(blind(number) for _, number in typed),
        kinds=frozenset(kind for kind, _ in typed),
        commune=commune,
    )


def candidates(actor: Actor, who: Who, *, on: date, but: int | None = None, limit: int = 5) -> tuple[Candidate, ...]:
    """The likest first. `but`: the file that is being looked at, which is like itself."""
    where = Scope(scope(actor, on).named)
    hits = {hit.id: hit for hit in (*_by_number(who, where), *_by_name(who, where))}
    hits.pop(but or 0, None)
    found = [
        Candidate(hit.id, hit.code, hit.name, hit.birth_year, hit.born_on, hit.commune, like)
        for hit, known in with_facts(list(hits.values()))
        if (like := likeness(who, known)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.like.weight, one.id))[:limit])


def twins(actor: Actor, person_id: int, *, on: date, limit: int = 5) -> tuple[Candidate, ...]:
    """Other files that may be this person's. The caller has seen to it that the actor may read this one's name."""
    row = Person.objects.filter(pk=person_id, state="open").values_list(*COLUMNS).first()
    if row is None:
        return ()
    hit = Hit._make(("", row[2], *row, 0))
    ((_, who),) = with_facts([hit])
    return candidates(actor, who, on=on, but=person_id, limit=limit)


COLUMNS = ("id", "code", "name", "folded", "birth_year", "born_on", "sex", "commune_id")


def _by_name(who: Who, where: Scope) -> Iterator[Hit]:
    """Names like this one, and aliases like it or like its own."""
    named = [words(folded(name)) for name in (who.name, *who.aliases)]
    alternatives = [kin for asked in named if asked for kin in kin_of(asked)]
    if named and named[0]:
        alternatives += sorted(corrections(named[0], vocabulary()))
    seen = frequencies()
    known = tuple(dict.fromkeys(borne(dict.fromkeys(alternatives), seen)))
    if not known:
        return
    asked = Asked(known, begun=False, year=who.birth_year, around=BIRTHS_APART)
    yield from look(asked, where, FIRST, LOOKED_AT)


def _by_number(who: Who, where: Scope) -> Iterator[Hit]:
    if not who.numbers:
        return
    held = IdentityPaper.objects.filter(blind__in=who.numbers).values_list("person_id", flat=True)
    for ground in where.named:
        wanted = frozenset(held) if ground.persons is None else ground.persons.intersection(held)
        for hit in look(Asked(), Scope((Ground(persons=wanted),)), FIRST, LOOKED_AT):
            if ground.communes is None or hit.commune in ground.communes:
                yield hit


def with_facts(hits: list[Hit]) -> Iterator[tuple[Hit, Who]]:
    """Each with what the rule compares; two questions for all."""
    ids = [hit.id for hit in hits]
    aliases: dict[int, list[str]] = {pk: [] for pk in ids}
    papers: dict[int, list[tuple[str, str]]] = {pk: [] for pk in ids}
    for pk, name in Alias.objects.filter(person_id__in=ids).values_list("person_id", "name"):
        aliases[pk].append(name)
    for pk, kind, digest in IdentityPaper.objects.filter(person_id__in=ids).values_list("person_id", "kind", "blind"):
        papers[pk].append((kind, digest))
    for hit in hits:
        who = Who(hit.name, (), hit.birth_year, hit.born_on, hit.sex, commune=hit.commune)
        yield (
            hit,
            replace(
                who,
                aliases=tuple(aliases[hit.id]),
                numbers=frozenset(digest for _, digest in papers[hit.id]),
                kinds=frozenset(kind for kind, _ in papers[hit.id]),
            ),
        )

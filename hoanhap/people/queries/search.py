"""Finding people: one field, one order, page after page.

Order: by given name, then the whole name without diacritics, then the number of the row; a person found under another
name stands where that name stands, and once only, under the first of its names that answers. Only open files are found.
When no name answers, those that answer with one slip of the fingers forgiven do (`Found.near`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoanhap.access.rules import Actor
from hoanhap.people.models import Alias, IdentityPaper, Person
from hoanhap.people.queries.search_scope import EVERYWHERE, Scope, communes_called, scope, within
from hoanhap.people.queries.search_sql import FIRST, Asked, Ground, Hit, Key
from hoanhap.people.queries.search_text import Question, understand
from hoanhap.people.queries.search_walk import borne, walk
from hoanhap.people.queries.search_words import frequencies, vocabulary
from hoanhap.people.rules.codes import read_code
from hoanhap.people.rules.names import contains, corrections, given, matches
from hoanhap.people.sealing import blind

MOST = 100  # rows of a page
_NEAR = "~"


@dataclass(frozen=True, slots=True)
class Row:
    """A person as a list needs it. What of it the actor may read is for `access.persons` to say, row by row.

    `alias`: the other name it was found under. A post that knows the person by code alone gets no name.
    """

    id: int
    code: str
    name: str
    alias: str
    sex: str
    birth_year: int
    born_on: date | None
    commune_id: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page. `next`: what to ask for as `after`; None on the last. `near`: no name answers exactly."""

    rows: tuple[Row, ...]
    next: str | None = None
    near: bool = False


def search(actor: Actor, text: str, *, on: date, limit: int = 20, after: str | None = None) -> Found:
    """The first `limit` persons within the actor's sight that answer `text` (`search_text`), after those before.

    A post that may not know names (a province's over its communes) finds by code, birth year and commune alone.
    `after` names rows by number, never by name: it may stand in an address.
    """
    return find(understand(text), scope(actor, on), limit=limit, after=after)


def find(question: Question, where: Scope = EVERYWHERE, *, limit: int = 20, after: str | None = None) -> Found:
    """As `search`, for whoever has understood the text and knows the scope. The register itself looks everywhere."""
    if question.empty:
        return Found(())
    if question.place:
        where = within(where, communes_called(question.place))
    if question.number:
        where = _holders(question.number, where)
    most = min(max(limit, 1), MOST)
    near, key = _place(after)
    hits = [] if near else list(_page(_exactly(question), where, key, most))
    if not hits and question.words and (near or after is None):
        meant = _nearly(question)
        near, hits = True, list(_page(meant, where, key, most)) if meant.alternatives else []
    more = len(hits) > most
    return Found(_rows(hits[:most]), _mark(hits[most - 1], near) if more else None, near and bool(hits))


# ---------------------------------------------------------------- what is asked
def _exactly(question: Question) -> Asked:
    alternatives = (question.words,) if question.words else ()
    return Asked(alternatives, begun=True, year=question.year, born=question.born)


def _nearly(question: Question) -> Asked:
    meant = sorted(corrections(question.words, vocabulary()))
    return Asked(tuple(borne(meant, frequencies())), begun=False, year=question.year, born=question.born)


def _holders(number: str, where: Scope) -> Scope:
    """Those of the scope who hold a paper of this number, or whose file has it as its code."""
    papers = IdentityPaper.objects.filter(blind=blind(number)).values_list("person_id", flat=True)
    file = Q(code=read_code(number) or None)
    known, coded = (_among(grounds, wanted) for grounds, wanted in (
        (where.named, file | Q(pk__in=list(papers))), (where.coded, file)))  # fmt: skip
    return Scope((Ground(persons=known),), (Ground(persons=coded - known),))


def _among(grounds: Iterable[Ground], wanted: Q) -> frozenset[int]:
    found: set[int] = set()
    for ground in grounds:
        rows = Person.objects.filter(wanted, state="open")
        if ground.communes is not None:
            rows = rows.filter(commune_id__in=ground.communes) if not ground.many else rows
        ids = set(rows.values_list("pk", "commune_id"))
        found.update(
            pk
            for pk, commune in ids
            if (ground.persons is None or pk in ground.persons)
            and (ground.communes is None or commune in ground.communes)
        )
    return frozenset(found)


# ---------------------------------------------------------------- pages
def _page(asked: Asked, where: Scope, after: Key, most: int) -> Iterator[Hit]:
    """One row more than the page holds, so that it is known whether another follows."""
    wanted, begin = most + 1, after
    while wanted:
        hits = look(asked, where, begin, wanted)
        kept = [hit for hit in hits if not hit.alias or not asked.alternatives or _first_name(hit, asked)]
        yield from kept
        wanted -= len(kept)
        if len(hits) < wanted + len(kept):
            return
        begin = hits[-1].key


def look(asked: Asked, where: Scope, after: Key, most: int) -> list[Hit]:
    """The first `most` after a key, on every ground of the scope, under names and aliases.

    Whoever is known by code alone comes without name and birth date, and is not found by them.
    """
    seen = frequencies()
    found: dict[Key, Hit] = {}
    for ground in where.named:
        for alias in (False, True) if asked.alternatives else (False,):
            for hit in walk(asked, ground, after, most, seen, alias=alias):
                found.setdefault(hit.key, hit)
    for ground in where.coded if not (asked.alternatives or asked.born) else ():
        for hit in walk(asked, ground, after, most, seen, alias=False):
            found.setdefault(hit.key, hit._replace(name="", folded="", born_on=None))
    return [found[key] for key in sorted(found)[:most]]


def _first_name(hit: Hit, asked: Asked) -> bool:
    """Whether this alias is the first of the person's names that answers; the name on the file comes before all."""
    if _answers(asked, hit.folded):
        return False
    others = Alias.objects.filter(person_id=hit.id).values_list("folded", flat=True)
    return (hit.given, hit.found) == min((given(name), name) for name in others if _answers(asked, name))


def _answers(asked: Asked, name: str) -> bool:
    judge = matches if asked.begun else contains
    return any(judge(words, name) for words in asked.alternatives)


def _rows(hits: list[Hit]) -> tuple[Row, ...]:
    named = [hit.alias for hit in hits if hit.alias]
    aliases = dict(Alias.objects.filter(pk__in=named).values_list("pk", "name")) if named else {}
    return tuple(
        Row(h.id, h.code, h.name, aliases.get(h.alias, ""), h.sex, h.birth_year, h.born_on, h.commune) for h in hits
    )


def _mark(hit: Hit, near: bool) -> str:
    return f"{_NEAR if near else ''}{hit.id}" + (f".{hit.alias}" if hit.alias else "")


def _place(after: str | None) -> tuple[bool, Key]:
    """The mode and key a mark stands for; one that says nothing is the beginning."""
    if not after:
        return False, FIRST
    person, _, alias = after.removeprefix(_NEAR).partition(".")
    near = after.startswith(_NEAR)
    if not person.isdecimal() or (alias and not alias.isdecimal()):
        return near, FIRST
    rows = Alias.objects.filter(pk=alias, person_id=person) if alias else Person.objects.filter(pk=person)
    name = rows.values_list("folded", flat=True).first()
    return near, FIRST if name is None else (given(name), name, int(person))

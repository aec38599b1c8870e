"""The delisting review of a commune: everybody who finished something, with the verdict of the day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, K, reaching
from hoanhap.access.rules import Actor, require
from hoanhap.law.loaded import Unknown
from hoanhap.law.parameters import Value
from hoanhap.pathways.models import Determination, Measure
from hoanhap.pathways.queries.law import the_law
from hoanhap.pathways.rules.delisting import Course, Life, Verdict, review
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import visible
from hoanhap.people.queries.search_scope import with_past
from hoanhap.people.rules.identity import initials

PARAMETER = "delisting.no_relapse"
READS = frozenset({"own"})  # the commune's own list: its officer, its leader, its police


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    initials: str
    birth_year: int
    verdict: Verdict


@dataclass(frozen=True)
class Review:
    """`bar`: the time without relapse, with its source. `meets` first by how long, then the others by name."""

    bar: Value | None
    months: int | None
    meets: tuple[Row, ...]
    others: tuple[Row, ...]


def delisting(actor: Actor, on: date) -> Review:
    """For who keeps the commune's list. Persons who finished nothing are not on it. Noted as the reading of a list."""
    decision = require(actor, P.PERSON_VIEW, on=on)
    bar = bar_on(on)
    months = _months(on)
    people = _own(actor, on)
    lives = _lives([p.pk for p in people])
    rows = [
        Row(p.code, initials(p.name), p.birth_year, review(lives[p.pk], on, months)) for p in people if p.pk in lives
    ]
    log(actor, "person.list", "person", "", post_id=decision.post_id, purpose="P1", rows=len(rows), what="delisting")
    return Review(
        bar,
        months,
        tuple(sorted((r for r in rows if r.verdict.meets), key=lambda r: str(r.verdict.since))),
        tuple(r for r in rows if not r.verdict.meets),
    )


def verdict(person: Person, on: date) -> Verdict:
    """Of one person, for the act of taking them off the list."""
    return review(_lives([person.pk]).get(person.pk, Life(())), on, _months(on))


def bar_on(on: date) -> Value | None:
    """None when the law's data have no rule for that day: then nobody meets it."""
    try:
        return the_law().parameter(PARAMETER, on)
    except Unknown:
        return None


def _months(on: date) -> int | None:
    bar = bar_on(on)
    return int(bar.value) if bar else None


def keeps(actor: Actor, on: date) -> bool:
    """Whether the actor reads the rehabilitation of a commune's own persons."""
    return any(where in READS and K.REHAB in _rehab(post.role, where) for post, where in reaching(actor, on))


def _own(actor: Actor, on: date) -> list[Person]:
    if not keeps(actor, on):
        return []
    units = {post.unit_id for post, where in reaching(actor, on) if where in READS}
    here = visible(actor, None, on).filter(commune_id__in=with_past(frozenset(units)))
    return list(here.order_by("given", "folded", "pk"))


def _rehab(role: str, where: str) -> frozenset[K]:
    return frozenset({K.REHAB}) if CELLS[role, where].rehab in ("R", "RW") else frozenset()


def _lives(ids: list[int]) -> dict[int, Life]:
    """Of those with a finished measure."""
    courses = defaultdict[int, list[Course]](list)
    kinds = {(p.code, p.version): p.kind for p in the_law().measures.versions}
    for m in Measure.objects.filter(person_id__in=ids).order_by("pk"):
        courses[m.person_id].append(Course(kinds[m.pathway, m.version], m.open, m.outcome, m.closed_on))
    finished = {pk for pk, found in courses.items() if any(c.outcome in ("completed", "relapsed") for c in found)}
    addicted = defaultdict[int, list[date]](list)
    for pk, day in Determination.objects.filter(person_id__in=finished, result="addicted").values_list(
        "person_id", "on"
    ):
        addicted[pk].append(day)
    return {pk: Life(tuple(courses[pk]), tuple(addicted[pk])) for pk in finished}

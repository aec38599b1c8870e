"""Many persons in one list, each as one reader may see them: decided for each, the facts read for all at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.persons import K, PersonDecision, PersonSubject, ReachFacts, decide_person, reaching
from hoanhap.access.queries import inspected
from hoanhap.access.rules import Actor
from hoanhap.people.models import Assignment, Glass, Person, Reach, Residence
from hoanhap.people.queries.file import name_for
from hoanhap.people.queries.rows import Rows
from hoanhap.people.queries.scope import BY_DUTY, above, arriving, assigned, becomes, lead, reaches, visible

FEW = 900  # SQLite takes a thousand values in a statement


@dataclass(frozen=True, slots=True)
class Known:
    """`called`: the name, the given name or initials, as the post sees it. `named`: it tells who somebody is.

    `tells`: the reader may know of use and rehabilitation.
    """

    code: str
    called: str
    birth_year: int
    named: bool
    tells: bool


def known(actor: Actor, persons: Iterable[int], on: date) -> dict[int, Known]:
    """Those of these persons whom the actor's posts reach. The caller notes the reading."""
    wanted, found = sorted(set(persons)), dict[int, Known]()
    for start in range(0, len(wanted), FEW):
        people = list(visible(actor, None, on).filter(pk__in=wanted[start : start + FEW]))
        for person, subject in zip(people, subjects(people, actor, on), strict=True):
            decision = decide_person(actor, subject, None, on)
            if decision.allow:
                found[person.pk] = _known(person, decision)
    return found


def _known(person: Person, decision: PersonDecision) -> Known:
    named = K.IDENTITY in decision.read or decision.masked.get(K.IDENTITY) == "given"
    tells = K.REHAB in decision.read or decision.masked.get(K.REHAB) == "coded"
    return Known(person.code, name_for(person, decision, opened=False), person.birth_year, named, tells)


# ---------------------------------------------------------------- as access sees them
def subjects(people: Sequence[Person], actor: Actor, on: date) -> list[PersonSubject]:
    """What `scope.subject` says of each."""
    facing = _Facing(people, actor, on)
    return [facing.subject(person) for person in people]


class _Facing:
    """An actor before many persons: what only some of the actor's posts could be related by is read for all at once."""

    def __init__(self, people: Sequence[Person], actor: Actor, on: date) -> None:
        self.on, self.lead = on, lead(on)
        self.asked = defaultdict[str, list[int]](list)
        for post, where in reaching(actor, on):
            self.asked[where].append(post.id)
        self.rows = _kept(people, {*self.asked})
        self.areas = inspected(self.asked["inspected"], on) if "inspected" in self.asked else []
        self.opened = _opened(people, actor, {*self.asked.get("glass", ())})
        self.places = {pk: becomes(pk) for pk in {person.commune_id for person in people} if pk}
        self.above = {pk: above(communes, on) for pk, communes in self.places.items()}

    def subject(self, person: Person) -> PersonSubject:
        rows, home = self.rows[person.pk], person.commune_id or 0
        communes, over = self.places.get(home, frozenset()), self.above.get(home, frozenset())
        looked_at = {ReachFacts("inspected", post_id=post) for post, unit in self.areas if unit in communes | over}
        duties = reaches(rows, self.on) if BY_DUTY & {*self.asked} else frozenset()
        return PersonSubject(
            state=person.state,
            communes=communes,
            above=over if "below" in self.asked else frozenset(),
            arriving=arriving(rows) if "arriving" in self.asked else frozenset(),
            reaches=frozenset({*duties, *looked_at, *self.opened[person.pk]}),
            assigned=assigned(rows, self.on) if "assigned" in self.asked else frozenset(),
            lead=self.lead,
        )


def _kept(people: Sequence[Person], asked: Set[str]) -> Mapping[int, Rows]:
    found = {person.pk: Rows(person.pk) for person in people}
    for name, model, due in (
        ("residences", Residence, "arriving" in asked),
        ("reaches", Reach, bool(BY_DUTY & asked)),
        ("assignments", Assignment, "assigned" in asked),
    ):
        if due:
            mine = defaultdict[int, list[Any]](list)
            for row in model._default_manager.filter(person_id__in=found).order_by("pk"):
                mine[row.person_id].append(row)
            for pk, rows in found.items():
                rows.__dict__[name] = mine[pk]
    return found


def _opened(people: Sequence[Person], actor: Actor, posts: Set[int]) -> Mapping[int, list[ReachFacts]]:
    """Emergencies that this user declared and that last."""
    found = defaultdict[int, list[ReachFacts]](list)
    if posts and actor.at is not None:
        rows = Glass.objects.filter(person__in=people, user=actor.user_id, at__lte=actor.at, until__gt=actor.at)
        for person, post in rows.values_list("person_id", "post"):
            if post in posts:
                found[person].append(ReachFacts("glass", post_id=post))
    return found

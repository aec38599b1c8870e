"""What a paper is to a reader: its class, whose office made it, what it is about; and the note that it was read."""

from collections.abc import Iterable
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.persons import K, PersonDecision
from hoanhap.access.rules import Actor
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries.law import the_law, versions
from hoanhap.pathways.rules.papers import class_of_paper
from hoanhap.people.models import Person
from hoanhap.people.queries.quota import allow_reading


def codes(person: Person) -> tuple[str, ...]:
    """The person's own code and those of the files that were merged into it: papers keep the code they were issued
    under."""
    gone = Person.objects.filter(merged_into=person, state="merged").values_list("code", flat=True)
    return (person.code, *gone)


def class_here(kind: str, measure: Measure | None, on: date) -> K:
    laws = [versions(measure.pathway)[measure.version]] if measure else the_law().measures.versions
    return class_of_paper(kind, laws, on)


def made_by(actor: Actor, row: PaperRow, decision: PersonDecision) -> bool:
    """Whether the post by which the reader reaches the person is at the office that made the paper."""
    return any(post.id == decision.post_id and post.agency_id == row.agency_id for post in actor.posts)


def measures_of(listed: Iterable[PaperRow]) -> dict[str, Measure]:
    about = {r.matter: int(r.matter.partition(":")[2]) for r in listed if r.matter.startswith("measure:")}
    found = Measure.objects.select_related("person", "place", "commune").in_bulk(set(about.values()))
    return {matter: found[pk] for matter, pk in about.items() if pk in found}


def note(actor: Actor, code: str, decision: PersonDecision, what: str, *, on: date, details: bool = False) -> None:
    """A paper is a reading of the file, and counts as one. Raises Exhausted when it would be one too many."""
    allow_reading(actor, code, on)
    log(
        actor,
        "person.read",
        "person",
        code,
        post_id=decision.post_id,
        purpose=str(decision.purpose),
        fields=decision.classes,
        what=what,
        details=details,
    )

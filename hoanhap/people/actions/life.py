"""A file that is closed, opened again; and whom else a duty leads to it."""

from datetime import date

from django.db import transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import K, Purpose, decide_person
from hoanhap.access.rules import Actor, Outside
from hoanhap.facts.actions import recorded
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import begin, lists, touch
from hoanhap.people.actions.residence import open_measures
from hoanhap.people.models import Person, Reach, Standing
from hoanhap.people.queries.scope import subject
from hoanhap.people.rules.codes import read_code
from hoanhap.people.rules.draft import code_problems

REACHES = frozenset({"patient", "resident", "named", "open", "inspected"})


@recorded
def close(*, code: str, basis: str, day: date, revision: int | None = None, by: Actor, on: date) -> None:
    """Off the list from `day` on: out of search, lists and counts of those managed. Nothing is deleted."""
    file = begin(code, by=by, on=on, revision=revision)
    file.code("basis", basis, "closings")
    file.day("day", day)
    if open_measures(file.person, on):
        said = t(
            "Còn biện pháp chưa kết thúc; kết thúc biện pháp trước.", "A measure is not finished; finish it first."
        )
        file.check([("basis", said)])
    file.stop()
    file.person.state, file.person.closed_on = "closed", day
    touch(file.person, "state", "closed_on")
    Standing.objects.filter(person=file.person, valid_to=None, valid_from__lt=day).update(valid_to=day)
    file.note("close", basis=basis, on=day.isoformat())


@recorded
def reopen(*, code: str, standing: str, basis: str, day: date, by: Actor, on: date) -> None:
    """Somebody on the list again: the file as it was, and a new standing. Only who would have it if it were open."""
    person = Person.objects.select_for_update().filter(code=read_code(code), state="closed").first()
    if person is None:
        raise Outside(P.PERSON_VIEW)
    person.state = "open"
    decision = decide_person(by, subject(person, by, on), Purpose.CASE, on)
    if not decision.allow or K.IDENTITY not in decision.write:
        raise Outside(P.PERSON_VIEW)
    problems = [*code_problems("standing", standing, lists()["standings"]),
                *code_problems("basis", basis, lists()["bases"])]  # fmt: skip
    if day > on or (person.closed_on and day < person.closed_on):
        problems.append(("day", t("Chọn ngày từ khi kết thúc đến hôm nay.", "A day from the closing until today.")))
    if problems:
        raise Invalid({name: [said] for name, said in problems})
    person.closed_on = None
    touch(person, "state", "closed_on")
    Standing.objects.create(person=person, kind=standing, basis=basis, valid_from=day)
    log(by, "person.reopen", "person", person.code, post_id=decision.post_id, purpose="P1", standing=standing)


# ---------------------------------------------------------------- whom a duty leads here
@transaction.atomic
def reach(
    *,
    person_id: int,
    kind: str,
    why: str,
    agency_id: int | None = None,
    post_id: int | None = None,
    by: Actor,
    on: date,
    until: date | None = None,
) -> Reach:
    """A duty of an agency (or a post) leads to this person from `on`. For the rooms that know of it: a step of a
    measure that names an agency, an admission to a centre. They have asked `access` for the act itself."""
    if kind not in REACHES:
        raise ValueError(f"unknown reach {kind!r}")
    kept = Reach.objects.filter(
        person_id=person_id, kind=kind, agency_id=agency_id, post=post_id, why=why, valid_to=None
    ).first()
    return kept or Reach.objects.create(
        person_id=person_id, kind=kind, agency_id=agency_id, post=post_id, why=why, valid_from=on, valid_to=until
    )


@transaction.atomic
def end_reach(*, person_id: int, kind: str, why: str, by: Actor, on: date) -> int:
    """The duty ends: who had sight by it has none from `on`. One that began on that very day leaves no row."""
    rows = Reach.objects.filter(person_id=person_id, kind=kind, why=why, valid_to=None)
    gone = rows.filter(valid_from__gte=on).delete()[0]
    return gone + rows.update(valid_to=on)

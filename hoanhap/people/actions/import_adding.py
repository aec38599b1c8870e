"""What a list knows of somebody who has a file already, and the file does not: added to it, and taken away again.

What was added is told by codes, names of fields and numbers of rows: no value, no name.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import models

from hoanhap.access.errors import Invalid
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, Decision, Denied
from hoanhap.facts.actions import recorded
from hoanhap.people.actions.door import File, begin, touch
from hoanhap.people.actions.ids import hold
from hoanhap.people.actions.name_words import forget_names
from hoanhap.people.actions.register import keep_contact, keep_paper, name_too
from hoanhap.people.models import Alias, Contact, IdentityPaper, Person, Residence, Standing, Use
from hoanhap.people.queries.numbers import taken
from hoanhap.people.rules.draft import Draft
from hoanhap.people.rules.names import spelled
from hoanhap.people.sealing import blind

CODED: Final = ("sex", "ethnicity", "education", "occupation")
Added = dict[str, Any]


@recorded
def add_missing(*, code: str, draft: Draft, batch_id: int, by: Actor, on: date) -> Added:
    """Write into a file what it lacks of a line; what it has stands. Returns what was added, to take it away again.

    Raises Outside or Denied, or Invalid when a number of the line is another file's.
    """
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    person = file.person
    if K.REHAB not in file.decision.write:
        raise Denied(P.PERSON_EDIT, Decision(False, file.decision.relation, file.decision.rule, file.decision.post_id))
    fields = [name for name in CODED if not getattr(person, name) and getattr(draft, name)]
    for name in fields:
        setattr(person, name, getattr(draft, name))
    if person.born_on is None and draft.birth.on and draft.birth.year == person.birth_year and _early(person, draft):
        person.born_on = draft.birth.on
        fields.append("born_on")
    rows = [*_papers(file, draft), *_names(person, draft), *_uses(person, draft), *_phone(file, draft)]
    touch(person, *fields)
    file.note("fill", fields=fields, rows=len(rows), batch=batch_id)
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(row._meta.label, []).append(row.pk)
    return {"fields": fields, "rows": found, "revision": person.revision}


def changed_since(added: Mapping[str, Added]) -> list[str]:
    """Codes of files that are not as they were when something was added to them."""
    found = []
    for code, said in sorted(added.items()):
        person = Person.objects.select_for_update().filter(code=code, state="open").first()
        if (
            person is None
            or person.revision != said["revision"]
            or not all(_there(person, *one) for one in _rows(said))
        ):
            found.append(code)
    return found


def take_away(added: Mapping[str, Added], *, by: Actor, on: date) -> None:
    """As if nothing had been added. Raises Outside or Denied for a file that is no longer the actor's."""
    for code, said in sorted(added.items()):
        file = begin(code, by=by, on=on, write=K.IDENTITY)
        names: list[str] = []
        for model, ids in _rows(said):
            mine = model._default_manager.filter(pk__in=ids, person=file.person)
            names += mine.values_list("folded", flat=True) if model is Alias else []
            mine.delete()
        forget_names(names)
        for name in said["fields"]:
            setattr(file.person, name, None if name == "born_on" else "")
        touch(file.person, *said["fields"])
        file.note("unfill", fields=said["fields"], rows=sum(len(ids) for _, ids in _rows(said)))


def _rows(said: Added) -> Iterator[tuple[type[models.Model], list[int]]]:
    return ((apps.get_model(label), ids) for label, ids in said["rows"].items())


def _there(person: Person, model: type[models.Model], ids: list[int]) -> bool:
    rows = model._default_manager.filter(pk__in=ids, person=person)
    if any(column.name == "valid_to" for column in model._meta.fields):
        rows = rows.filter(valid_to=None)
    return rows.count() == len(ids)


# ---------------------------------------------------------------- what is missing
def _early(person: Person, draft: Draft) -> bool:
    """Nothing that is recorded of the person lies before that day."""
    assert draft.birth.on
    return not any(
        model._default_manager.filter(person=person, valid_from__lt=draft.birth.on).exists()
        for model in (Residence, Standing)
    )


def _papers(file: File, draft: Draft) -> Iterator[models.Model]:
    held = set(IdentityPaper.objects.filter(person=file.person).values_list("blind", flat=True))
    wanted = [paper for paper in draft.papers if blind(paper.number) not in held]
    hold(*(blind(paper.number) for paper in wanted))
    if said := taken([paper.number for paper in wanted], by=file.by, on=file.on, but=file.person.pk):
        raise Invalid({"papers": said})
    for paper in wanted:
        yield keep_paper(file.person, file.vault, paper.kind, paper.number, paper.issued_on, paper.issued_by)


def _names(person: Person, draft: Draft) -> Iterator[models.Model]:
    known = {
        spelled(name) for name in (person.name, *Alias.objects.filter(person=person).values_list("name", flat=True))
    }
    for name in (draft.name, *draft.aliases):
        if spelled(name) not in known:
            known.add(spelled(name))
            yield name_too(person, name)


def _uses(person: Person, draft: Draft) -> Iterator[models.Model]:
    known = set(Use.objects.filter(person=person, valid_to=None).values_list("substance", flat=True))
    for use in draft.uses:
        if use.substance not in known:
            known.add(use.substance)
            since = {"since_year": use.since_year, "valid_from": draft.listed_on}
            yield Use.objects.create(person=person, substance=use.substance, route=use.route, **since)


def _phone(file: File, draft: Draft) -> Iterator[models.Model]:
    mine = Contact.objects.filter(person=file.person, relation="self", valid_to=None)
    if draft.phone and not mine.exists():
        details = {"phone": draft.phone}
        yield keep_contact(file.person, file.vault, "self", details, represents=False, valid_from=draft.listed_on)

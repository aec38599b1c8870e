"""A person comes onto the list: who it is, where they live, why, with a key of their own."""

import secrets
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.persons import K, PersonDecision, PersonSubject, ReachFacts, decide_person
from hoanhap.access.rules import Actor, Decision, Denied, posts_with
from hoanhap.facts.actions import recorded, touched
from hoanhap.kernel.lang import t
from hoanhap.people import sealing
from hoanhap.people.actions.door import lists
from hoanhap.people.actions.ids import hold, reserve
from hoanhap.people.actions.name_words import index_names
from hoanhap.people.models import (
    Alias,
    Contact,
    IdentityPaper,
    Person,
    PersonKey,
    Reach,
    Residence,
    Standing,
    Use,
)
from hoanhap.people.queries.numbers import taken
from hoanhap.people.queries.scope import becomes, lead
from hoanhap.people.queries.vault import Vault
from hoanhap.people.rules.codes import new_code
from hoanhap.people.rules.contacts import write_details
from hoanhap.people.rules.draft import Draft, draft_problems
from hoanhap.people.rules.names import keys
from hoanhap.units.models import Unit


@recorded
def register(*, draft: Draft, commune_id: int, by: Actor, on: date, synthetic: bool = False) -> Person:
    """Open a file. A case officer registers for their own commune; a centre for whoever it takes in.

    Raises Invalid with every reason, Denied for another's commune.
    """
    decision = _allowed(commune_id, by=by, on=on)
    _check(draft, commune_id, by=by, on=on)
    person = _person(draft, commune_id, on=on, synthetic=synthetic)
    touched([person.pk])
    vault = give_key(person.pk)
    _home(person, draft, vault, on=on, by=by)
    Standing.objects.create(person=person, kind=draft.standing, basis=draft.basis, valid_from=draft.listed_on)
    for use in draft.uses:
        Use.objects.create(
            person=person,
            substance=use.substance,
            route=use.route,
            since_year=use.since_year,
            valid_from=draft.listed_on,
        )
    for paper in draft.papers:
        keep_paper(person, vault, paper.kind, paper.number, paper.issued_on, paper.issued_by)
    for alias in draft.aliases:
        name_too(person, alias)
    if draft.phone:
        keep_contact(person, vault, "self", {"phone": draft.phone}, represents=False, valid_from=draft.listed_on)
    if decision.relation == "resident":
        Reach.objects.create(
            person=person, kind="resident", agency_id=_agency(by, decision), why="registered", valid_from=on
        )
    log(
        by,
        "person.register",
        "person",
        person.code,
        post_id=decision.post_id,
        purpose=str(decision.purpose),
        standing=draft.standing,
        papers=len(draft.papers),
    )
    return person


def give_key(person_id: int) -> Vault:
    """A data key for a new person."""
    key = sealing.new_key()
    wrapped, master = sealing.wrap(key, person_id)
    PersonKey.objects.create(person_id=person_id, wrapped=wrapped, master=master)
    return Vault(person_id, key)


def keep_paper(
    person: Person, vault: Vault, kind: str, number: str, issued_on: date | None, issued_by: str
) -> IdentityPaper:
    (pk,) = reserve(IdentityPaper)
    return IdentityPaper.objects.create(
        pk=pk,
        person=person,
        kind=kind,
        number_sealed=vault.seal("people_identitypaper", pk, "number", number),
        blind=sealing.blind(number),
        issued_on=issued_on,
        issued_by=issued_by,
    )


def keep_contact(
    person: Person, vault: Vault, relation: str, details: dict[str, str], *, represents: bool, valid_from: date
) -> Contact:
    (pk,) = reserve(Contact)
    return Contact.objects.create(
        pk=pk,
        person=person,
        relation=relation,
        details_sealed=vault.seal("people_contact", pk, "details", write_details(**details)),
        represents=represents,
        valid_from=valid_from,
    )


def name_too(person: Person, alias: str) -> Alias:
    """Another name, found like the first."""
    found = keys(alias)
    index_names([found.folded], alias=True)
    return Alias.objects.create(person=person, name=found.name, folded=found.folded)


def _person(draft: Draft, commune_id: int, *, on: date, synthetic: bool) -> Person:
    name = keys(draft.name)
    index_names([name.folded])
    return Person.objects.create(
        code=_code(),
        name=name.name,
        folded=name.folded,
        given=name.given,
        sex=draft.sex,
        birth_year=draft.birth.year,
        born_on=draft.birth.on,
        ethnicity=draft.ethnicity,
        education=draft.education,
        occupation=draft.occupation,
        commune_id=commune_id,
        registered_on=on,
        synthetic=synthetic,
    )


def _code() -> str:
    while Person.objects.filter(code=(code := new_code(secrets.choice))).exists():
        continue
    return code


def _home(person: Person, draft: Draft, vault: Vault, *, on: date, by: Actor) -> None:
    (pk,) = reserve(Residence)
    Residence.objects.create(
        pk=pk,
        person=person,
        commune_id=person.commune_id,
        kind=draft.residence,
        address_sealed=vault.seal("people_residence", pk, "address", draft.address) if draft.address else None,
        valid_from=draft.since,
        reached_confirmed_on=on,
        reached_confirmed_by=by.name[:120],
    )


def _allowed(commune_id: int, *, by: Actor, on: date) -> PersonDecision:
    """As `decide_person` will say of the person once they are here."""
    home = PersonSubject(communes=becomes(commune_id), lead=lead(on))
    taken_in = [
        PersonSubject(reaches=frozenset({ReachFacts("resident", agency_id=post.agency_id)}), lead=lead(on))
        for post in posts_with(by, P.PERSON_REGISTER, on)
    ]
    for subject in (home, *taken_in):
        decision = decide_person(by, subject, None, on)
        if decision.allow and K.IDENTITY in decision.write:
            return decision
    raise Denied(P.PERSON_REGISTER, Decision(False, "own", "not a commune or centre of this post", None))


def _agency(by: Actor, decision: PersonDecision) -> int:
    return next(post.agency_id for post in by.posts if post.id == decision.post_id)


def _check(draft: Draft, commune_id: int, *, by: Actor, on: date) -> None:
    problems = Problems()
    for name, said in draft_problems(draft, on, lists()):
        problems.add(name, said)
    commune = Unit.objects.filter(pk=commune_id, level="commune").first()
    if commune is None or commune.valid_from > on or (commune.valid_to and commune.valid_to <= on):
        problems.add("commune", t("Chọn một xã đang có hiệu lực.", "Choose a commune that is in force."))
    hold(*(sealing.blind(p.number) for p in draft.papers))
    for said in taken([p.number for p in draft.papers], by=by, on=on):
        problems.add("papers", said)
    problems.stop()

"""One person on one page: who it is, one line through time, what may be done. Only what the reader may see is in it.

page = person(actor, code, None, on)                   # noted in the trail before it is returned
file = open_file(actor, code, None, on)                # the same in two steps, for a room above that shows more:
page_of(file, more)                                    # measures, papers, clocks
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, PURPOSES, K, PersonDecision, Purpose
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.models import Person
from hoanhap.people.queries.quota import allow_reading
from hoanhap.people.queries.rows import Rows
from hoanhap.people.queries.scope import find, reach
from hoanhap.people.queries.timeline import Event, events
from hoanhap.people.queries.told import given
from hoanhap.people.rules.contacts import read_details
from hoanhap.people.rules.identity import initials


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the page's facts. `masked`: there is something, which a stated reason shows; `value` is empty then."""

    label: str
    value: str = ""
    masked: bool = False


@dataclass(frozen=True)
class PersonPage:
    """`title`: the name, or as much of it as the reader may see. `opened`: a reason was stated to see the details."""

    id: int
    code: str
    title: str
    born: str
    sex: str
    commune: str
    state: str
    synthetic: bool
    revision: int
    standing: str
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    decision: PersonDecision
    opened: bool
    purposes: tuple[Purpose, ...]
    log: bool  # whether the reader may see who looked

    @property
    def purpose(self) -> str:
        return str(PURPOSES[self.decision.purpose]) if self.decision.purpose else ""

    @property
    def hidden(self) -> bool:
        """Whether there is more that a reason would show."""
        return bool(self.decision.asks) and not self.opened


@dataclass(frozen=True)
class File:
    """A file that a reader reached, before anything of it is shown: for the queries that make pages of it."""

    actor: Actor
    person: Person
    decision: PersonDecision
    rows: Rows
    on: date
    opened: bool  # a purpose was stated for the details

    @property
    def whole(self) -> bool:
        """Whether the reader sees who it is."""
        decision = self.decision
        return K.IDENTITY in decision.read or (self.opened and decision.masked.get(K.IDENTITY) == "initials")


def person(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, opened: Purpose | None = None, note: bool = True
) -> PersonPage:
    """The file as this reader may see it. Raises Outside (404) or Denied.

    `opened`: the reader stated this purpose to see what is masked (`reveal`). The reading is noted with its purpose and
    classes, committed before this returns; `note=False` is for an act that notes itself.
    """
    return page_of(open_file(actor, code, purpose, on, opened=opened, note=note))


def open_file(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, opened: Purpose | None = None, note: bool = True
) -> File:
    """As `person`, for a room above, which shows more of the same rows. The reading is noted here."""
    found, decision, rows = reach(actor, code, purpose, on)
    file = File(actor, found, decision, rows, on, opened is not None and opened == decision.purpose)
    if note:
        allow_reading(actor, found.code, on)
        _note(actor, found, decision, "person.read", opened=file.opened)
    return file


def page_of(file: File, more: Iterable[Event] = ()) -> PersonPage:
    """`more`: events of the room above, for the same line of time; those of classes that the reader may not see are
    left out here too."""
    found, decision = file.person, file.decision
    own = [*events(found, file.rows, decision, opened=file.opened), *given(file.rows, decision)]
    line = in_order([*own, *(event for event in more if decision.sees(event.k))])
    return PersonPage(
        id=found.pk,
        code=found.code,
        title=name_for(found, decision, opened=file.opened),
        born=_born(file),
        sex=said("sexes", found.sex),
        commune=found.commune.name if found.commune else "",
        state=found.state,
        synthetic=found.synthetic,
        revision=found.revision,
        standing=standing_of(line, file.on),
        facts=tuple(_facts(file)),
        events=line,
        decision=decision,
        opened=file.opened,
        purposes=_purposes(file.actor, decision),
        log=decide(file.actor, P.PERSON_LOG, None, file.on).allow,
    )


def reveal(actor: Actor, code: str, purpose: Purpose, on: date) -> tuple[str, Purpose]:
    """Note that the reader asked, for this purpose, for what is masked. What then opens is for `person` to show."""
    found, decision = find(actor, code, purpose, on)
    _note(actor, found, decision, "person.reveal", opened=True)
    return found.code, purpose


def name_for(found: Person, decision: PersonDecision, *, opened: bool) -> str:
    """The name; initials; the given name; or the code alone."""
    if K.IDENTITY in decision.read or (opened and decision.masked.get(K.IDENTITY) == "initials"):
        return found.name
    match decision.masked.get(K.IDENTITY):
        case "given":
            return found.name.split()[-1] if found.name else ""
        case "initials":
            return initials(found.name)
    return initials(found.name) or found.code


def in_order(found: Iterable[Event]) -> tuple[Event, ...]:
    """The newest first; on one day, what was recorded last first."""
    return tuple(sorted(found, key=lambda event: (event.on, event.order), reverse=True))


def _note(actor: Actor, found: Person, decision: PersonDecision, action: str, *, opened: bool) -> None:
    shown = {"purpose": str(decision.purpose), "fields": decision.classes, "details": opened}
    log(actor, action, "person", found.code, post_id=decision.post_id, **shown)


def _purposes(actor: Actor, decision: PersonDecision) -> tuple[Purpose, ...]:
    """The purposes that the post may state here."""
    role = next(post.role for post in actor.posts if post.id == decision.post_id)
    return tuple(Purpose(stated) for stated in CELLS[role, decision.relation].purposes.split())


def _born(file: File) -> str:
    found = file.person
    return format_date(found.born_on) if file.whole and found.born_on else str(found.birth_year)


def standing_of(line: Iterable[Event], on: date) -> str:
    """The standing in force, as far as the line of time shows one."""
    now = (e for e in line if e.kind == "standing" and e.on <= on and (e.until is None or on <= e.until))
    return next((e.code for e in now), "")


def _facts(file: File) -> Iterable[Fact]:
    """What is said beside the line of time. A number, a telephone, a relative: only for a reason, and then unmasked."""
    found, decision = file.person, file.decision
    if file.whole:
        for alias in file.rows.aliases:
            yield Fact(t("Tên khác", "Also called"), alias.name)
        for paper in file.rows.papers:
            yield _paper(paper, file)
    if K.IDENTITY in decision.read or K.IDENTITY in decision.masked:
        yield from _contacts(file)
    if file.whole:
        for label, codelist, code in (
            (t("Dân tộc", "Ethnicity"), "ethnicities", found.ethnicity),
            (t("Học vấn", "Education"), "education", found.education),
            (t("Nghề nghiệp", "Occupation"), "occupations", found.occupation),
        ):
            if code:
                yield Fact(label, said(codelist, code))


def _paper(paper: Any, file: File) -> Fact:
    label = said("papers", paper.kind)
    if not file.opened:
        return Fact(label, masked=True)
    number = file.rows.vault.open("people_identitypaper", paper.id, "number", paper.number_sealed)
    issued = [format_date(paper.issued_on)] if paper.issued_on else []
    return Fact(label, " · ".join([number, *issued, *([paper.issued_by] if paper.issued_by else [])]))


def _contacts(file: File) -> Iterable[Fact]:
    """A helper sees the person's own telephone, and nobody else's."""
    only_own = file.decision.masked.get(K.IDENTITY) == "given"
    for contact in file.rows.contacts:
        own = contact.relation == "self"
        if contact.valid_from > file.on or contact.valid_to is not None or (only_own and not own):
            continue
        label = t("Điện thoại", "Telephone") if own else said("relations", contact.relation)
        if contact.represents:
            label += t(" (đại diện hợp pháp)", " (legal representative)")
        if not file.opened:
            yield Fact(label, masked=True)
            continue
        sealed = file.rows.vault.open("people_contact", contact.id, "details", contact.details_sealed)
        details = read_details(sealed)
        yield Fact(label, " · ".join(details[key] for key in ("name", "phone", "address") if details.get(key)))

"""One person on one page: who it is, one line through time, what may be done. Only what the reader may see is in it.

page = person(actor, code, None, on)                   # noted in the trail before it is returned
page.with_events(more)                                 # rooms above add their own: measures, papers, clocks
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, PURPOSES, K, PersonDecision, Purpose
from hoanhap.access.rules import Actor, decide
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people.models import Alias, Contact, IdentityPaper, Person
from hoanhap.people.queries.quota import allow_reading
from hoanhap.people.queries.scope import find
from hoanhap.people.queries.timeline import Event, events
from hoanhap.people.queries.told import given
from hoanhap.people.queries.vault import Vault, vault
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

    def with_events(self, more: Iterable[Event]) -> "PersonPage":
        """The same page with events of other rooms, in the order of time; those of classes the reader may not see are
        left out here too."""
        seen = [event for event in more if self.decision.sees(event.k)]
        return replace(self, events=in_order([*self.events, *seen]))


def person(
    actor: Actor, code: str, purpose: Purpose | None, on: date, *, opened: Purpose | None = None, note: bool = True
) -> PersonPage:
    """The file as this reader may see it. Raises Outside (404) or Denied.

    `opened`: the reader stated this purpose to see what is masked (`reveal`). The reading is noted with its purpose and
    classes, committed before this returns; `note=False` is for an act that notes itself.
    """
    found, decision = find(actor, code, purpose, on)
    if note:
        allow_reading(actor, found.code, on)
    open_now = opened is not None and opened == decision.purpose
    keeper = vault(found.pk)
    line = in_order([*events(found, decision, keeper, opened=open_now), *given(found.pk, decision)])
    page = PersonPage(
        id=found.pk,
        code=found.code,
        title=name_for(found, decision, opened=open_now),
        born=_born(found, decision, opened=open_now),
        sex=said("sexes", found.sex),
        commune=found.commune.name if found.commune else "",
        state=found.state,
        synthetic=found.synthetic,
        revision=found.revision,
        standing=standing_of(line, on),
        facts=tuple(_facts(found, decision, keeper, on, opened=open_now)),
        events=line,
        decision=decision,
        opened=open_now,
        purposes=_purposes(actor, decision),
        log=decide(actor, P.PERSON_LOG, None, on).allow,
    )
    if note:
        _note(actor, found, decision, "person.read", opened=open_now)
    return page


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


def _born(found: Person, decision: PersonDecision, *, opened: bool) -> str:
    whole = K.IDENTITY in decision.read or (opened and decision.masked.get(K.IDENTITY) == "initials")
    return format_date(found.born_on) if whole and found.born_on else str(found.birth_year)


def standing_of(line: Iterable[Event], on: date) -> str:
    """The standing in force, as far as the line of time shows one."""
    now = (e for e in line if e.kind == "standing" and e.on <= on and (e.until is None or on <= e.until))
    return next((e.code for e in now), "")


def _facts(found: Person, decision: PersonDecision, keeper: Vault, on: date, *, opened: bool) -> Iterable[Fact]:
    """What is said beside the line of time. A number, a telephone, a relative: only for a reason, and then unmasked."""
    whole = K.IDENTITY in decision.read or (opened and decision.masked.get(K.IDENTITY) == "initials")
    if whole:
        for alias in Alias.objects.filter(person=found).order_by("name"):
            yield Fact(t("Tên khác", "Also called"), alias.name)
        for paper in IdentityPaper.objects.filter(person=found).order_by("kind", "id"):
            yield _paper(paper, keeper, opened=opened)
    if K.IDENTITY in decision.read or K.IDENTITY in decision.masked:
        yield from _contacts(found, decision, keeper, on, opened=opened)
    if whole:
        for label, codelist, code in (
            (t("Dân tộc", "Ethnicity"), "ethnicities", found.ethnicity),
            (t("Học vấn", "Education"), "education", found.education),
            (t("Nghề nghiệp", "Occupation"), "occupations", found.occupation),
        ):
            if code:
                yield Fact(label, said(codelist, code))


def _paper(paper: IdentityPaper, keeper: Vault, *, opened: bool) -> Fact:
    label = said("papers", paper.kind)
    if not opened:
        return Fact(label, masked=True)
    number = keeper.open("people_identitypaper", paper.pk, "number", paper.number_sealed)
    issued = [format_date(paper.issued_on)] if paper.issued_on else []
    return Fact(label, " · ".join([number, *issued, *([paper.issued_by] if paper.issued_by else [])]))


def _contacts(found: Person, decision: PersonDecision, keeper: Vault, on: date, *, opened: bool) -> Iterable[Fact]:
    """A helper sees the person's own telephone, and nobody else's."""
    rows = Contact.objects.filter(person=found, valid_from__lte=on, valid_to=None).order_by("id")
    if decision.masked.get(K.IDENTITY) == "given":
        rows = rows.filter(relation="self")
    for contact in rows:
        own = contact.relation == "self"
        label = t("Điện thoại", "Telephone") if own else said("relations", contact.relation)
        if contact.represents:
            label += t(" (đại diện hợp pháp)", " (legal representative)")
        if not opened:
            yield Fact(label, masked=True)
            continue
        details = read_details(keeper.open("people_contact", contact.pk, "details", contact.details_sealed))
        yield Fact(label, " · ".join(details[key] for key in ("name", "phone", "address") if details.get(key)))

"""Papers of a case as a reader may see them: a row for who may know that it exists, its words for who may read the
name. Words are opened only here, and noted before they leave."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from hoanhap.access.permissions import P
from hoanhap.access.persons import CELLS, PURPOSES, PersonDecision, Purpose
from hoanhap.access.rules import Actor, Decision, Denied, Outside
from hoanhap.catalog import papers as catalog
from hoanhap.catalog.paper_kinds import Field, PaperKind
from hoanhap.documents.letterheads import signature
from hoanhap.documents.official import Filled, Given, printed, sketch
from hoanhap.documents.paper import Paper
from hoanhap.documents.queries import letters, rights
from hoanhap.documents.queries import papers as rows
from hoanhap.documents.queries.papers import PaperRow
from hoanhap.documents.rules.papers import ways
from hoanhap.documents.screen import Screen
from hoanhap.kernel.lang import Words
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import paper_facts, paper_words
from hoanhap.pathways.queries.law import versions
from hoanhap.pathways.queries.paper_sight import class_here, codes, made_by, measures_of, note
from hoanhap.pathways.rules.papers import WORKS, Shown, read_draft, shown
from hoanhap.people.models import Person
from hoanhap.people.queries.file import name_for
from hoanhap.people.queries.scope import find as find_person
from hoanhap.people.queries.vault import Vault, vault

LABEL = "DỮ LIỆU MINH HỌA"  # at the foot of every paper about somebody who was made up


@dataclass(frozen=True)
class Found:
    """A paper that the reader may know of; `writes`, `issues`: for the office that makes it."""

    row: PaperRow
    kind: PaperKind
    person: Person
    measure: Measure | None
    decision: PersonDecision
    shown: Shown
    writes: bool
    issues: bool

    @property
    def reason(self) -> bool:
        """Whether a reason must be stated in this session before it is read."""
        return bool(self.decision.asks)


@dataclass(frozen=True)
class PaperPage:
    """`screen`: the paper as it is printed, None while no reason was stated or the reader may not read it; `missing`:
    what a draft still lacks; `whole`: whether an issued paper is what was issued; `seen`: of the words shown."""

    id: int
    row: PaperRow
    code: str
    name: str
    measure: int | None
    measure_title: Words | None
    readable: bool
    purposes: tuple[tuple[str, str], ...]
    screen: Screen | None
    missing: tuple[Field, ...]
    whole: bool
    seen: str
    writes: bool
    issues: bool
    made_by: str


@dataclass(frozen=True)
class Desk:
    """What the form of a draft needs: each field with what was written and what the system knows."""

    page: PaperPage
    kind: PaperKind
    written: dict[str, Given]
    known: dict[str, Given]
    ways: tuple[str, ...]

    @property
    def values(self) -> dict[str, Given]:
        return {**self.known, **self.written}


# ---------------------------------------------------------------- one paper
def find(actor: Actor, paper_id: int, on: date, purpose: Purpose | None = None) -> Found:
    """Raises Outside for a paper that is not there, or of which the reader may not know."""
    row = rows.row(paper_id)
    if row is None or not row.subject:
        raise Outside(P.PERSON_VIEW)
    person, decision = find_person(actor, row.subject, purpose, on)
    measure = measures_of([row]).get(row.matter)
    seen = shown(decision, class_here(row.kind, measure, on), own=made_by(actor, row, decision))
    if seen is Shown.NOTHING:
        raise Outside(P.PERSON_VIEW)
    works = decision.relation in WORKS and person.state == "open" and seen is Shown.WORDS
    writes, issues = (
        works and bool(rights.may(actor, right, [row.agency_id], on)) for right in (P.PAPER_DRAFT, P.PAPER_ISSUE)
    )
    kind = catalog.paper(row.kind, version=row.version)
    return Found(row, kind, person, measure, decision, seen, writes, issues)


def writable(actor: Actor, paper_id: int, on: date, purpose: Purpose | None = None) -> Found:
    """The same, for who writes in it. Raises Denied for who may only know that it exists."""
    found = find(actor, paper_id, on, purpose)
    if not found.writes:
        decision = found.decision
        raise Denied(P.PAPER_DRAFT, Decision(False, decision.relation, decision.rule, decision.post_id))
    return found


def page(actor: Actor, paper_id: int, on: date, *, opened: Purpose | None) -> PaperPage:
    """`opened`: the reason stated in this session for this file. The reading is noted before this returns."""
    found = find(actor, paper_id, on, opened)
    open_now = found.shown is Shown.WORDS and (not found.reason or opened == found.decision.purpose)
    note(actor, found.person.code, found.decision, f"paper:{paper_id}", on=on, details=open_now)
    return _page(actor, found, on, open_now)


def desk(actor: Actor, paper_id: int, on: date, *, opened: Purpose | None) -> Desk | None:
    """The form of a draft; None while a reason has yet to be stated."""
    found = writable(actor, paper_id, on, opened)
    if found.reason and opened != found.decision.purpose:
        return None
    note(actor, found.person.code, found.decision, f"paper:{paper_id}", on=on, details=True)
    keeper = vault(found.person.pk)
    written, known = drafted(found, keeper, on) if found.row.state == "draft" else ({}, {})
    letter = letters.letterhead(found.row.agency_id, on)
    return Desk(_page(actor, found, on, True), found.kind, written, known, ways(found.kind, letter.authority))


def blob(actor: Actor, paper_id: int, format: str, on: date, *, opened: Purpose | None) -> tuple[str, bytes] | None:
    """(file name, bytes) of the printed paper; None while a reason has yet to be stated. The name names nobody."""
    found = find(actor, paper_id, on, opened)
    if found.shown is not Shown.WORDS:
        raise Denied(P.PERSON_VIEW, Decision(False, found.decision.relation, found.decision.rule, None))
    if found.reason and opened != found.decision.purpose:
        return None
    note(actor, found.person.code, found.decision, f"paper:{paper_id}.{format}", on=on, details=True)
    paper, _, _ = paper_and_missing(found, vault(found.person.pk), on)
    number = found.row.designation.replace("/", "-") or f"ban-thao-{paper_id}"
    return f"{found.row.kind}-{number}.{format}", rows.render(paper, format)


def _page(actor: Actor, found: Found, on: date, open_now: bool) -> PaperPage:
    row, decision = found.row, found.decision
    paper, missing, seen = paper_and_missing(found, vault(found.person.pk), on) if open_now else (None, (), "")
    law = versions(found.measure.pathway)[found.measure.version] if found.measure else None
    return PaperPage(
        id=row.id,
        row=row,
        code=found.person.code,
        name=name_for(found.person, decision, opened=open_now),
        measure=found.measure.pk if found.measure else None,
        measure_title=law.title if law else None,
        readable=found.shown is Shown.WORDS,
        purposes=_purposes(actor, decision),
        screen=Screen(paper) if paper else None,
        missing=missing,
        whole=row.state == "draft" or rows.whole(row.id),
        seen=seen,
        writes=found.writes,
        issues=found.issues,
        made_by=found.kind.made_by,
    )


def _purposes(actor: Actor, decision: PersonDecision) -> tuple[tuple[str, str], ...]:
    """The reasons that the post may state."""
    role = next((post.role for post in actor.posts if post.id == decision.post_id), "")
    cell = CELLS.get((role, decision.relation))
    return tuple((p, str(PURPOSES[Purpose(p)])) for p in cell.purposes.split()) if cell else ()


# ---------------------------------------------------------------- words
def drafted(found: Found, keeper: Vault, on: date) -> tuple[dict[str, Given], dict[str, Given]]:
    """Of a draft: what was written, and what the system knows."""
    written = read_draft(found.kind, paper_words.opened(keeper, found.row.id, rows.sealed(found.row.id)))
    others = rows.of_subject(*codes(found.person))
    case = paper_facts.case_of(found.person, found.measure, keeper, others, on)
    return written, paper_facts.known(case, found.kind)


def paper_and_missing(found: Found, keeper: Vault, on: date) -> tuple[Paper, tuple[Field, ...], str]:
    """The paper to be shown or printed, what a draft lacks, and a mark of its words."""
    row = found.row
    label = LABEL if found.person.synthetic else ""
    if row.state != "draft":
        opened = paper_words.opened(keeper, row.id, rows.sealed(row.id))
        return rows.paper_of(row.id, opened.encode(), on=on, label=label), (), ""
    written, known = drafted(found, keeper, on)
    letter = letters.letterhead(row.agency_id, on)
    filled, missing = sketch(found.kind, letter, {**known, **written}, on=on)
    usual = signature(found.kind, letter, ways(found.kind, letter.authority)[0])
    return printed(filled, drafted_on=on, lines=usual, label=label), missing, mark(filled)


def mark(filled: Filled) -> str:
    """Of the words that an officer saw, so that nobody issues others."""
    return sha256(filled.to_bytes()).hexdigest()[:16]

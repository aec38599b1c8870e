"""Official papers: drafted, issued under a number, revoked. A number is given once and never again.

The caller is the room that knows the case. It has filled the paper (`official.fill`) and sealed the words; this room
sees neither names nor words: `subject` is a person's code, `matter` says what it belongs to ("measure:12"), `facts`
holds codes, numbers and dates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside, require
from hoanhap.catalog import papers
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import Letterhead, signature, symbol
from hoanhap.documents.models import OfficialPaper, Series
from hoanhap.documents.queries.letters import facts_of, letterhead
from hoanhap.documents.queries.papers import digest_of
from hoanhap.documents.queries.rights import subject_of
from hoanhap.documents.rules import papers as rules
from hoanhap.documents.rules.papers import PaperFacts
from hoanhap.kernel.text import clean
from hoanhap.units.models import Agency


class NotReady(Exception):
    """The paper cannot be drafted, issued or revoked as it stands. `reasons` has each one apart."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def draft(
    *,
    kind: str,
    agency_id: int,
    by: Actor,
    on: date,
    matter: str = "",
    subject: str = "",
    facts: Mapping[str, object] | None = None,
    content: bytes | None = None,
) -> OfficialPaper:
    """A paper without a number, by the version of its kind in force on `on`. Raises NotReady, UnknownPaper."""
    agency = _agency(agency_id)
    decision = _require(by, P.PAPER_DRAFT, agency, on)
    version = papers.paper(kind, on=on)
    _stop(rules.draft_problems(version, facts_of(agency), facts or {}))
    row = _row(version, agency, letterhead(agency_id, on), matter, subject, facts)
    paper = OfficialPaper.objects.create(**row, dated=on, content_sealed=content)
    log(by, "paper.draft", "paper", paper.pk, post_id=decision.post_id, paper=kind)
    return paper


@transaction.atomic
def rewrite(
    *, paper_id: int, by: Actor, on: date, content: bytes, facts: Mapping[str, object] | None = None
) -> OfficialPaper:
    """Other words in a draft; `facts` stay as they were unless given."""
    paper = _locked(paper_id, by, P.PAPER_DRAFT, on)
    told = facts if facts is not None else paper.facts
    kind = _kind(paper)
    _stop([*rules.rewrite_problems(_facts(paper)), *rules.draft_problems(kind, facts_of(paper.agency), told)])
    paper.content_sealed, paper.facts = content, _coded(told)
    paper.save(update_fields=["content_sealed", "facts"])
    log(by, "paper.rewrite", "paper", paper.pk, paper=paper.kind)
    return paper


@transaction.atomic
def discard(*, paper_id: int, by: Actor, on: date) -> None:
    """Throw a draft away. It has no number, so none is lost."""
    paper = _locked(paper_id, by, P.PAPER_DRAFT, on)
    _stop(rules.rewrite_problems(_facts(paper)))
    log(by, "paper.discard", "paper", paper.pk, paper=paper.kind)
    paper.delete()


@transaction.atomic
def issue(
    *,
    paper_id: int,
    by: Actor,
    on: date,
    signer: str = "",
    signing: str = "",
    day: date | None = None,
    content: bytes | None = None,
) -> OfficialPaper:
    """Give the next number of the agency's book of the year, and keep the digest of what was issued.

    `signing`: head, deputy, by_order or officer, as the kind allows; empty is the usual way. `day`: the day it was
    signed, when that is before `on`; never before the paper numbered last, since numbers follow days. `content`
    replaces the draft's. Raises NotReady with every reason; then nothing was numbered.
    """
    paper = _locked(paper_id, by, P.PAPER_ISSUE, on)
    kind = _kind(paper)
    signed = day or on
    paper.content_sealed = content if content is not None else paper.content_sealed
    letter = letterhead(paper.agency_id, signed)
    ways = rules.ways(kind, letter.authority)
    way = signing or ways[0]
    series = _series(paper.agency_id, kind.book, signed.year) if kind.numbered else None
    _stop(
        [
            *rules.issue_problems(kind, _facts(paper), signer, way, ways, signed),
            *rules.day_problems(signed, on, _last_day(series)),
        ]
    )
    _sign(paper, kind, letter, signer, way, signed)
    if series is not None:
        paper.series, paper.number = series, _take(series, 1)
    paper.digest = digest_of(paper)
    paper.save()
    log(by, "paper.issue", "paper", paper.pk, paper=paper.kind, number=paper.number or 0, digest=paper.digest)
    return paper


@transaction.atomic
def revoke(*, paper_id: int, reason: str, by: Actor, on: date, replaced_by: int | None = None) -> OfficialPaper:
    """The paper no longer stands, from `on`. It stays, and its number stays taken. `replaced_by`: an issued paper."""
    paper = _locked(paper_id, by, P.PAPER_ISSUE, on)
    text = clean(reason, 10_000)
    other = _locked(replaced_by, by, P.PAPER_ISSUE, on) if replaced_by is not None else None
    reasons = rules.replacement_problems(_facts(other)) if other else ()
    _stop([*rules.revoke_problems(_facts(paper), text, on), *reasons])
    paper.revoked_by = other
    paper.state, paper.revoked_on, paper.reason = "revoked", on, text
    paper.save(update_fields=["state", "revoked_on", "reason", "revoked_by"])
    log(by, "paper.revoke", "paper", paper.pk, paper=paper.kind, number=paper.number or 0)
    return paper


# ---------------------------------------------------------------- many at once
@dataclass(frozen=True)
class Ready:
    """A paper to be issued with others: what `draft` and `issue` take, in one. `id`: reserved beforehand, where the
    content is sealed for this very row."""

    kind: str
    agency_id: int
    on: date
    content: bytes
    matter: str = ""
    subject: str = ""
    signer: str = ""
    signing: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    id: int | None = None


@transaction.atomic
def load(*, batch: Sequence[Ready], by: Actor, on: date) -> list[OfficialPaper]:
    """Issue many, in their order, by the same rules and with the same numbers as one by one. One audit row.

    Each paper is dated by its own `on`; `on` here is the day of the act, at which `by` must hold the right.
    """
    agencies = {a.pk: a for a in Agency.objects.select_related("unit").filter(pk__in={r.agency_id for r in batch})}
    for agency in agencies.values():
        _require(by, P.PAPER_ISSUE, agency, on)
    made, reasons = _made(batch, agencies)
    _stop(reasons)
    _number(made)
    for paper in made:
        paper.digest = digest_of(paper)
    OfficialPaper.objects.bulk_create(made, batch_size=500)
    told = rules.digest({"papers": [p.digest for p in made]}, b"")
    log(by, "paper.load", "paper", "", count=len(made), digest=told)
    return made


def _made(batch: Sequence[Ready], agencies: Mapping[int, Agency]) -> tuple[list[OfficialPaper], list[str]]:
    made: list[OfficialPaper] = []
    reasons: list[str] = []
    letters: dict[tuple[int, date], Letterhead] = {}
    for ready in batch:
        agency = agencies[ready.agency_id]
        kind = papers.paper(ready.kind, on=ready.on)
        letter = letters.get((agency.pk, ready.on)) or letterhead(agency.pk, ready.on)
        letters[agency.pk, ready.on] = letter
        ways = rules.ways(kind, letter.authority)
        way = ready.signing or ways[0]
        standing = PaperFacts("draft", ready.on, content=bool(ready.content))
        reasons += rules.draft_problems(kind, facts_of(agency), ready.facts)
        reasons += rules.issue_problems(kind, standing, ready.signer, way, ways, ready.on)
        if not reasons:
            row = _row(kind, agency, letter, ready.matter, ready.subject, ready.facts)
            paper = OfficialPaper(**row, pk=ready.id, dated=ready.on, content_sealed=ready.content)
            _sign(paper, kind, letter, ready.signer, way, ready.on)
            made.append(paper)
    return made, reasons


def _number(made: Sequence[OfficialPaper]) -> None:
    """Books in one order for everybody, so that two loads at once wait for each other instead of locking up."""
    books: dict[tuple[int, str, int], list[OfficialPaper]] = {}
    for paper in made:
        if paper.book:
            books.setdefault((paper.agency_id, paper.book, paper.issued_on.year), []).append(paper)
    for (agency_id, book, year), wanted in sorted(books.items(), key=lambda item: item[0]):
        series = _series(agency_id, book, year)
        last = _take(series, len(wanted))
        for number, paper in enumerate(wanted, last - len(wanted) + 1):
            paper.series, paper.number = series, number


# ---------------------------------------------------------------- parts
def _series(agency_id: int, book: str, year: int) -> Series:
    """The numbering, locked till the end of the transaction: a number taken by what is rolled back is nobody's."""
    Series.objects.get_or_create(agency_id=agency_id, book=book, year=year)
    return Series.objects.select_for_update().get(agency_id=agency_id, book=book, year=year)


def _take(series: Series, count: int) -> int:
    """Take `count` numbers; the last of them."""
    series.last += count
    series.save(update_fields=["last"])
    return series.last


def _last_day(series: Series | None) -> date | None:
    if series is None:
        return None
    found: date | None = series.papers.aggregate(last=Max("issued_on"))["last"]
    return found


def _sign(paper: OfficialPaper, kind: PaperKind, letter: Letterhead, signer: str, way: str, on: date) -> None:
    paper.state, paper.issued_on = "issued", on
    paper.signer = " ".join(clean(signer, rules.SIGNER_MOST).split())
    paper.signed_as = "\n".join(signature(kind, letter, way))


def _row(
    kind: PaperKind,
    agency: Agency,
    letter: Letterhead,
    matter: str,
    subject: str,
    facts: Mapping[str, object] | None,
) -> dict[str, object]:
    return {
        "kind": kind.code,
        "version": kind.version,
        "agency": agency,
        "book": kind.book,
        "symbol": symbol(kind, letter),
        "matter": matter,
        "subject": subject,
        "facts": _coded(facts or {}),
    }


def _coded(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def _locked(paper_id: int, by: Actor, right: P, on: date) -> OfficialPaper:
    """The paper, locked. Raises Outside for one that is not there or is another agency's."""
    found = OfficialPaper.objects.select_for_update(of=("self",)).select_related("agency__unit")
    paper = found.filter(pk=paper_id).first()
    if paper is None:
        raise Outside(right)
    _require(by, right, paper.agency, on)
    return paper


def _agency(agency_id: int) -> Agency:
    found = Agency.objects.select_related("unit").filter(pk=agency_id).first()
    if found is None:
        raise Outside(P.PAPER_DRAFT)
    return found


def _require(by: Actor, right: P, agency: Agency, on: date) -> Decision:
    return require(by, right, subject_of(agency, on), on=on)


def _kind(paper: OfficialPaper) -> PaperKind:
    return papers.paper(paper.kind, version=paper.version)


def _facts(paper: OfficialPaper) -> PaperFacts:
    return PaperFacts(paper.state, paper.dated, paper.issued_on, bool(paper.content_sealed))


def _stop(reasons: Iterable[str]) -> None:
    found = list(reasons)
    if found:
        raise NotReady(found)

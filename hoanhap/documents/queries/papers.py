"""Reading official papers. Who may see a person's papers only the rooms above can say: they ask for those of a matter
or a person that they have found through their own scope, and open the sealed words themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from hoanhap.catalog import papers
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents import docx, pdf
from hoanhap.documents.models import OfficialPaper, Series
from hoanhap.documents.official import Filled, printed
from hoanhap.documents.paper import Paper
from hoanhap.documents.rules.papers import digest
from hoanhap.kernel.lang import Words


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper without its words. `designation`: 05/QĐ-UBND; empty for a draft and for what bears no number."""

    id: int
    kind: str
    version: str
    words: Words
    state: str
    designation: str
    dated: date
    issued_on: date | None
    revoked_on: date | None
    reason: str
    agency_id: int
    agency: str
    matter: str
    subject: str
    signer: str
    book: str
    form: str  # the official form's number, where a source names it
    unverified: bool
    copy: bool  # the person must be given a copy
    has_content: bool


def of_matter(matter: str) -> list[PaperRow]:
    """The papers of one matter ("measure:12"), in the order in which they came about."""
    return _rows(OfficialPaper.objects.filter(matter=matter))


def of_subject(*subjects: str) -> list[PaperRow]:
    """The papers about one person, by the person's code and those of files that were merged into it."""
    wanted = [code for code in subjects if code]
    return _rows(OfficialPaper.objects.filter(subject__in=wanted)) if wanted else []


def numbered(agency_id: int, year: int, book: str) -> QuerySet[OfficialPaper]:
    """What an agency's book of a year numbered, by number; for `rows_of`, a page at a time."""
    found = OfficialPaper.objects.filter(series__agency_id=agency_id, series__year=year, series__book=book)
    return found.order_by("number")


def rows_of(found: Iterable[OfficialPaper]) -> list[PaperRow]:
    """Rows without their words."""
    return [_row(p, papers.paper(p.kind, version=p.version), bool(p.digest)) for p in found]


def row(paper_id: int) -> PaperRow | None:
    return next(iter(_rows(OfficialPaper.objects.filter(pk=paper_id))), None)


def sealed(paper_id: int) -> bytes:
    """The words as they are kept; empty when there are none. Only who holds the person's key can open them."""
    return bytes(OfficialPaper.objects.values_list("content_sealed", flat=True).get(pk=paper_id) or b"")


def digest_of(paper: OfficialPaper) -> str:
    """Of all that an issued paper says: kept when it is issued, compared by `whole`."""
    head = {
        "kind": paper.kind,
        "version": paper.version,
        "agency": paper.agency_id,
        "book": paper.book,
        "number": paper.number,
        "symbol": paper.symbol,
        "issued_on": paper.issued_on,
        "signer": paper.signer,
        "signed_as": paper.signed_as,
        "subject": paper.subject,
        "matter": paper.matter,
        "facts": paper.facts,
    }
    return digest(head, bytes(paper.content_sealed or b""))


def whole(paper_id: int) -> bool:
    """Whether an issued paper is still what was issued, word for word."""
    paper = OfficialPaper.objects.get(pk=paper_id)
    return bool(paper.digest) and paper.digest == digest_of(paper)


def paper_of(paper_id: int, opened: bytes, *, on: date, label: str = "") -> Paper:
    """The paper to be printed, from its opened words: a draft with room for number, day and name."""
    found = OfficialPaper.objects.get(pk=paper_id)
    return printed(
        Filled.from_bytes(opened),
        drafted_on=found.dated if found.state == "draft" else on,
        number=found.number,
        on=found.issued_on,
        lines=found.signed_as.split("\n") if found.signed_as else (),
        signer=found.signer,
        label=label,
    )


def render(paper: Paper, format: str) -> bytes:
    """ "docx" or "pdf"."""
    return {"docx": docx.render, "pdf": pdf.render}[format](paper)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A book of a year: how many numbers it gave. `gaps` is always empty unless somebody changed the rows by hand."""

    book: str
    year: int
    last: int
    gaps: tuple[int, ...]


def numberings(agency_id: int) -> list[Numbering]:
    found = []
    for series in Series.objects.filter(agency_id=agency_id).order_by("-year", "book"):
        taken = set(series.papers.values_list("number", flat=True))
        gaps = tuple(n for n in range(1, series.last + 1) if n not in taken)
        found.append(Numbering(series.book, series.year, series.last, gaps))
    return found


def designation(number: int | None, symbol: str) -> str:
    """05/QĐ-UBND."""
    return f"{number:02}/{symbol}" if number else ""


def _rows(found: QuerySet[OfficialPaper]) -> list[PaperRow]:
    ordered = found.select_related("agency").defer("content_sealed").order_by("dated", "pk")
    with_content = set(found.filter(content_sealed__isnull=False).values_list("pk", flat=True))
    return [_row(p, papers.paper(p.kind, version=p.version), p.pk in with_content) for p in ordered]


def _row(p: OfficialPaper, kind: PaperKind, has_content: bool) -> PaperRow:
    day = p.issued_on or p.dated
    return PaperRow(
        id=p.pk,
        kind=p.kind,
        version=p.version,
        words=kind.words,
        state=p.state,
        designation=designation(p.number, p.symbol),
        dated=p.dated,
        issued_on=p.issued_on,
        revoked_on=p.revoked_on,
        reason=p.reason,
        agency_id=p.agency_id,
        agency=p.agency.name,
        matter=p.matter,
        subject=p.subject,
        signer=p.signer,
        book=p.book,
        form=kind.form_on(day),
        unverified=kind.unverified(day),
        copy=kind.copy,
        has_content=has_content,
    )

"""Many drafts without words at once: what `papers.draft` would have written when a case came by, one by one."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Refused, require
from hoanhap.catalog import papers
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import house, symbol
from hoanhap.documents.queries.rights import subject_of
from hoanhap.documents.rules.papers import AgencyFacts, issues
from hoanhap.units.models import Agency


@dataclass(frozen=True, slots=True)
class Draft:
    kind: str
    agency_id: int
    on: date
    matter: str
    subject: str


Row = tuple[object, ...]
SOME = 500  # agencies read at once


class Office(NamedTuple):
    """What of an agency says which papers it makes, and how it numbers them."""

    sector: str
    kind: str
    level: str
    symbol: str


class Drafts:
    """Good for one batch, or a run of them, by one actor. `by` None: the set-up, which asks nobody's right.

    The room that knows the cases writes the rows with its own, into `OfficialPaper`.
    """

    columns = ("kind", "version", "agency_id", "state", "book", "symbol", "dated", "signer", "signed_as", "subject",
               "matter", "facts", "digest", "reason")  # fmt: skip

    def __init__(self, by: Actor | None) -> None:
        self._by = by
        self._kind = cache(_kind)
        self._offices: dict[int, Office] = {}
        self._symbol = cache(_symbol)
        self._drafts = cache(self._may_draft)

    def may(self, kind: str, agency_id: int, on: date) -> bool:
        """Whether the agency can draft it on that day: the catalogue knows it, and it is the agency's to make."""
        found = self._kind(kind, on)
        return found is not None and self._given(found, agency_id, on) is not None

    def rows(self, batch: Iterable[Draft]) -> list[Row]:
        """What stands in `columns` for each. Those that `may` refuses raise KeyError."""
        return [self._row(draft) for draft in batch]

    def _row(self, draft: Draft) -> Row:
        kind = self._kind(draft.kind, draft.on)
        given = self._given(kind, draft.agency_id, draft.on) if kind else None
        if kind is None or given is None:
            raise KeyError(draft.kind)
        return (
            kind.code, kind.version, draft.agency_id, "draft", kind.book, given, draft.on.isoformat(), "", "",
            draft.subject, draft.matter, "{}", "", "",
        )  # fmt: skip

    def _given(self, kind: PaperKind, agency_id: int, on: date) -> str | None:
        """The symbol; None: not this agency's, or not this actor's."""
        if self._by is not None and not self._drafts(agency_id, on):
            return None
        return self._symbol(kind.code, kind.version, self._offices.get(agency_id) or self._read(agency_id))

    def _read(self, agency_id: int) -> Office:
        """With those that were made after it, which are asked about next. Raises Agency.DoesNotExist."""
        rows = Agency.objects.filter(pk__gte=agency_id).order_by("pk")
        for pk, name, *office in rows.values_list("pk", "name", "sector", "kind", "unit__level")[:SOME]:
            self._offices[pk] = Office(*office, house(name, office[-1]).symbol)
        if agency_id not in self._offices:
            raise Agency.DoesNotExist
        return self._offices[agency_id]

    def _may_draft(self, agency_id: int, on: date) -> bool:
        agency = Agency.objects.select_related("unit").get(pk=agency_id)
        assert self._by is not None
        with suppress(Refused):
            require(self._by, P.PAPER_DRAFT, subject_of(agency, on), on=on)
            return True
        return False


def _symbol(code: str, version: str, office: Office) -> str | None:
    """Of a paper made by such an office, None where it makes none."""
    kind = papers.paper(code, version=version)
    makes = issues(kind, AgencyFacts("", office.sector, office.kind, office.level))
    return symbol(kind, office) if makes else None


def _kind(code: str, on: date) -> PaperKind | None:
    with suppress(LookupError):
        return papers.paper(code, on=on)
    return None

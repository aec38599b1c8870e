"""Many drafts without words at once: what `papers.draft` would have written when a case came by, one by one."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Refused, require
from hoanhap.catalog import papers
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.documents.letterheads import Letterhead, symbol
from hoanhap.documents.queries.letters import facts_of, letterhead
from hoanhap.documents.queries.rights import subject_of
from hoanhap.documents.rules.papers import draft_problems
from hoanhap.units.models import Agency


@dataclass(frozen=True, slots=True)
class Draft:
    kind: str
    agency_id: int
    on: date
    matter: str
    subject: str


Row = tuple[object, ...]


class Drafts:
    """Good for one batch, or a run of them, by one actor. `by` None: the set-up, which asks nobody's right.

    The room that knows the cases writes the rows with its own, into `OfficialPaper`.
    """

    columns = ("kind", "version", "agency_id", "state", "book", "symbol", "dated", "signer", "signed_as", "subject",
               "matter", "facts", "digest", "reason")  # fmt: skip

    def __init__(self, by: Actor | None) -> None:
        self._by = by
        self._kind = cache(_kind)
        self._agency = cache(lambda pk: Agency.objects.select_related("unit").get(pk=pk))
        self._letters: dict[int, Letterhead] = {}  # the symbol stays with the agency, whatever the day
        self._symbol = cache(self._find_symbol)

    def may(self, kind: str, agency_id: int, on: date) -> bool:
        """Whether the agency can draft it on that day: the catalogue knows it, and it is the agency's to make."""
        found = self._kind(kind, on)
        if agency_id not in self._letters:
            self._letters[agency_id] = letterhead(agency_id, on)
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
        return self._symbol(kind.code, kind.version, agency_id, on if self._by else None)

    def _find_symbol(self, code: str, version: str, agency_id: int, on: date | None) -> str | None:
        """None: not this agency's, or not this actor's. `on`: the day whose rights are asked."""
        kind, agency = papers.paper(code, version=version), self._agency(agency_id)
        if any(True for _ in draft_problems(kind, facts_of(agency), {})):
            return None
        if self._by is not None and on is not None:
            try:
                require(self._by, P.PAPER_DRAFT, subject_of(agency, on), on=on)
            except Refused:
                return None
        return symbol(kind, self._letters[agency_id])


def _kind(code: str, on: date) -> PaperKind | None:
    with suppress(LookupError):
        return papers.paper(code, on=on)
    return None

"""Which measures stand in which register book, in which year, and which class of fields each column belongs to. Pure.

TT 05/2011/TT-BLĐTBXH Điều 5 says who is entered; a book is opened on 1 January, closed on 31 December, and who is still
followed is carried into the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoanhap.access.persons import K

COMMUNE, PLACE = "commune", "place"


@dataclass(frozen=True, slots=True)
class Book:
    """`by`: what enters a person: the decision, admission to the place, completion, or the request itself."""

    code: str
    kept_at: str
    by: str
    pathways: frozenset[str]


def _book(code: str, kept_at: str, by: str, *pathways: str) -> Book:
    return Book(code, kept_at, by, frozenset(pathways))


BOOKS: Final = {
    book.code: book
    for book in (
        _book("so-01-scn", COMMUNE, "decision", "home"),
        _book("so-02-scn", COMMUNE, "decision", "community"),
        _book("so-03-scn", COMMUNE, "decision", "community-compulsory"),
        _book("so-04-scn", COMMUNE, "decision", "aftercare-residence"),
        _book("so-05-scn", COMMUNE, "completion", "home", "community", "community-compulsory", "centre-voluntary",
              "private", "centre-compulsory", "centre-compulsory-minor"),
        _book("so-06-scn", PLACE, "admission", "centre-voluntary", "private"),
        _book("so-07-scn", PLACE, "admission", "centre-compulsory", "centre-compulsory-minor"),
        _book("so-08-scn", PLACE, "admission", "aftercare-centre"),
        _book("mau-11", PLACE, "admission", "centre-voluntary", "private"),
        _book("mau-52", COMMUNE, "decision", "aftercare-residence"),
        _book("mau-23", COMMUNE, "request", "home", "community"),
    )
}  # fmt: skip

IDENTITY_COLUMNS: Final = frozenset(
    {"name", "permanent", "residence", "ethnicity", "education", "occupation", "helper"}
)
OPEN_COLUMNS: Final = frozenset({"birth", "birth_male", "birth_female", "sex", "carried", "note"})
HEALTH_COLUMNS: Final = frozenset({"illnesses", "hospital"})
LEGAL_COLUMNS: Final = frozenset({"convictions", "sanctions"})


def class_of_column(code: str) -> K:
    """Names and what leads to them are identity, whether there is a reason or not; the rest is rehabilitation's."""
    if code in IDENTITY_COLUMNS:
        return K.IDENTITY
    if code in OPEN_COLUMNS:
        return K.CODED
    if code in HEALTH_COLUMNS:
        return K.HEALTH
    return K.LEGAL if code in LEGAL_COLUMNS else K.REHAB


@dataclass(frozen=True, slots=True)
class Followed:
    """One measure as a book follows it: from when, to when (exclusive, None: still)."""

    measure: int
    entered: date
    ended: date | None

    def stands_in(self, year: int) -> bool:
        return self.entered <= date(year, 12, 31) and (self.ended is None or self.ended >= date(year, 1, 1))

    def carried(self, year: int) -> bool:
        return self.entered < date(year, 1, 1)


def in_order(found: Iterable[Followed], year: int) -> list[Followed]:
    """The lines of a year's book: those carried over first, each group by the day of entry."""
    lines = [f for f in found if f.stands_in(year)]
    return sorted(lines, key=lambda f: (f.entered, f.measure))

"""Who may enter what: the means of an agency are entered by whoever answers for it or oversees it."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from hoanhap.access.errors import Problems
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Decision, Outside, Subject, require
from hoanhap.kernel.dates import Span
from hoanhap.resources.rules.spans import Home, Problem
from hoanhap.units.actions import ensure_agency
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree


class Named(Protocol):
    name: str
    valid_from: date
    valid_to: date | None


def allowed(by: Actor, agency: Agency, on: date, right: P = P.MEANS_EDIT) -> Decision:
    return require(by, right, subject(agency, on), on=on)


def subject(agency: Agency, on: date) -> Subject:
    units = tree(on)
    above = units.ancestors(agency.unit_id) if agency.unit_id in units else ()
    return Subject("", agency.pk, agency.unit_id, frozenset(above))


def agency_at(agency_id: int) -> Agency:
    """Raises Outside for one that is not there."""
    found = Agency.objects.select_related("unit").filter(pk=agency_id).first()
    if found is None:
        raise Outside(P.MEANS_EDIT)
    return found


def authority_of(unit_id: int, on: date) -> Agency:
    """The People's Committee of a unit: it sets up the unit's teams. Raises units.errors.NoAgency."""
    return ensure_agency(unit_id=unit_id, sector="authority", on=on)


def office(*, unit_id: int, sector: str, on: date) -> int:
    """The agency of a sector at a unit, made if nobody has needed it yet; whoever then enters something is asked for
    the right to."""
    return ensure_agency(unit_id=unit_id, sector=sector, on=on).pk


def home(of: Agency) -> Home:
    return Home(of.name, of.valid_from, of.valid_to)


def named(rows: Iterable[Named], name: str) -> list[Span]:
    """The spans of those who bear this name, small and capital letters alike (which SQLite cannot tell for Ơ and ơ)."""
    return [Span(r.valid_from, r.valid_to) for r in rows if r.name.casefold() == name.casefold()]


def stop(problems: Iterable[Problem]) -> None:
    """Raises Invalid when there is any."""
    found = Problems()
    for field, sentence in problems:
        found.add(field, sentence)
    found.stop()

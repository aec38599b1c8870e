"""What the facts say of the means of a unit. Pure; ADR 0018."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from hoanhap.facts.rules.rows import Row
from hoanhap.kernel.text import fold
from hoanhap.resources.rules.law import CertificateFacts, Determine, Needs, StaffFacts, may_determine

# Who sits in a team for which sector; the head's own sector is that of their other role.
ROLE_SECTORS: Final = {"labour": "labour", "police": "police", "health": "health", "volunteer": "volunteer"}
AGENCY_SECTORS: Final = {"labour": "labour", "police": "police", "health": "health"}


class Sat(NamedTuple):
    """One role of somebody in a team."""

    name: str
    role: str
    start: date
    end: date | None


def team(unit: int, kind: str, start: date, end: date | None, members: Iterable[Sat]) -> Iterator[Row]:
    yield Row("team", unit, start, end, (kind,))
    if kind == "steering":
        return  # who sits on a committee leads the work and does not do it
    by_name: dict[str, list[Sat]] = {}
    for member in members:
        by_name.setdefault(fold(member.name), []).append(member)
    for some in by_name.values():
        sector = next((ROLE_SECTORS[m.role] for m in some if m.role in ROLE_SECTORS), "other")
        for since, until in together((m.start, m.end) for m in some):
            yield Row("staff", unit, since, until, (sector, "team" if kind == "working" else "volunteers"), 1)


def together(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Spans that meet or overlap as one: somebody with two roles is there once."""
    found: list[tuple[date, date | None]] = []
    for start, end in sorted(spans, key=lambda s: s[0]):
        last = found[-1] if found else None
        if last is None or (last[1] is not None and start > last[1]):
            found.append((start, end))
        elif last[1] is not None:
            found[-1] = (last[0], None if end is None else max(last[1], end))
    return found


def place(unit: int, kind: str, seat: str, start: date, end: date | None) -> Iterator[Row]:
    """A counselling point is told as such too, by where it is seated."""
    yield Row("place", unit, start, end, (kind,))
    if kind == "counselling":
        yield Row("point", unit, start, end, (seat,))


def capacity(unit: int, kind: str, beds: int, start: date, end: date | None) -> Row:
    return Row("capacity", unit, start, end, (kind,), beds)


def decided(unit: int, kind: str, what: str, function: str, first: date) -> Row:
    return Row("decision", unit, first, None, (what, kind, function))


def qualified(unit: int, staff: StaffFacts, needs: Needs) -> Iterator[Row]:
    """What somebody holds while they work there, and when that is what the law of the day wants of a determiner."""
    for held in staff.certificates:
        start = max(held.valid_from, staff.valid_from)
        end = min((day for day in (held.valid_to, staff.valid_to) if day), default=None)
        if end is None or start < end:
            yield Row("qualification", unit, start, end, (held.kind, staff.profession))
    for start, end in together(_determining(staff, needs)):
        yield Row("determiner", unit, start, end, (staff.profession,))


def _determining(staff: StaffFacts, needs: Needs) -> Iterator[tuple[date, date | None]]:
    """Asked on each day on which the answer may become another."""
    spans: list[StaffFacts | CertificateFacts | Determine] = [staff, *staff.certificates, *needs.determine]
    days = sorted({day for span in spans for day in (span.valid_from, span.valid_to) if day})
    for day, until in zip(days, [*days[1:], None], strict=True):
        if may_determine(staff, needs.determiners(day), day).allow:
            yield day, until


def employed(unit: int, sector: str, at_centre: bool, start: date, end: date | None) -> Row:
    return Row("staff", unit, start, end, (AGENCY_SECTORS.get(sector, "other"), "centre" if at_centre else "office"), 1)

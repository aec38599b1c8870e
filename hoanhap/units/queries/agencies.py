"""Agencies in force: those kept in the database and those that the patterns say exist but nobody has needed yet."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words
from hoanhap.units.models import Agency, Unit
from hoanhap.units.rules.agencies import Office, Register, read
from hoanhap.units.rules.names import DATA_START


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """An agency on a day. `id` None: known from its pattern, not yet made (`ensure_agency` makes it).

    `leads`: does the work of the sector that leads rehabilitation on that day. `mark` M: the name is unverified.
    """

    id: int | None
    code: str
    sector: str
    kind: str
    words: Words
    unit_id: int
    valid_from: date
    valid_to: date | None
    leads: bool = False
    mark: str = ""

    @property
    def since(self) -> date | None:
        """Its first day; None when that lies before the data begin."""
        return self.valid_from if self.valid_from > DATA_START else None

    @property
    def last(self) -> date | None:
        """Its last day, where an end is known."""
        return last_day(self.valid_to) if self.valid_to else None

    @property
    def name(self) -> str:
        """The full official name, in Vietnamese."""
        return self.words.vi


def register() -> Register:
    """`law/agencies.toml`, read once."""
    return _register(str(settings.LAW_PATH))


@lru_cache(maxsize=2)
def _register(law: str) -> Register:
    return read(tomllib.loads((Path(law) / "agencies.toml").read_text(encoding="utf-8")))


def lead_sector(on: date) -> str:
    """The sector that leads rehabilitation on a day: labour until 2025-02-28, police after."""
    return register().lead(on)


def lead_agency_pattern(level: str, on: date) -> Office | None:
    """What kind of agency leads at a level on a day; at a commune in 2020 the People's Committee itself."""
    return register().office(lead_sector(on), level, on)


def agency(unit_id: int, sector: str, on: date) -> AgencyFacts | None:
    """The agency that does a sector's work at a unit; None when the sector has none there on that day."""
    unit = Unit.objects.get(pk=unit_id)
    office = register().office(sector, unit.level, on)
    return _facts(unit, office, on) if office and _stands(unit, on) else None


def agencies(unit_id: int, on: date) -> list[AgencyFacts]:
    """Every agency at a unit on a day: by sector, then centres and others entered by hand."""
    unit = Unit.objects.get(pk=unit_id)
    if not _stands(unit, on):
        return []
    kept = {a.code: a for a in Agency.objects.filter(_in_force(on), unit=unit).order_by("code")}
    patterns = [_facts(unit, office, on, kept) for office in register().offices(unit.level, on)]
    by_hand = [a for code, a in kept.items() if code not in {p.code for p in patterns}]
    return patterns + [
        AgencyFacts(a.pk, a.code, a.sector, a.kind, Words(a.name, a.name), unit.pk, a.valid_from, a.valid_to)
        for a in by_hand
    ]


def code_of(unit: Unit, office: Office) -> str:
    """Stable and unique: a sector, a unit's code, and the day from which both are in force."""
    return f"{office.sector}-{unit.code.lower()}-{max(unit.valid_from, office.start):%Y%m%d}"


def end_of(unit: Unit, office: Office) -> date | None:
    ends = [end for end in (unit.valid_to, office.end) if end is not None]
    return min(ends) if ends else None


def _facts(unit: Unit, office: Office, on: date, kept: dict[str, Agency] | None = None) -> AgencyFacts:
    code = code_of(unit, office)
    row = kept.get(code) if kept is not None else Agency.objects.filter(code=code).first()
    leading = register().office(lead_sector(on), unit.level, on)
    return AgencyFacts(
        id=row.pk if row else None,
        code=code,
        sector=office.sector,
        kind=office.kind,
        words=office.named(unit.name, unit.kind),
        unit_id=unit.pk,
        valid_from=max(unit.valid_from, office.start),
        valid_to=end_of(unit, office),
        leads=office == leading,
        mark=office.mark,
    )


def _stands(unit: Unit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or on < unit.valid_to)


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))

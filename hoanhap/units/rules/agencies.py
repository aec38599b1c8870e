"""Which agency a sector has at a level on a day, and what it is called. Reads the table of `law/agencies.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words
from hoanhap.units.rules.names import english, inline, place


@dataclass(frozen=True, slots=True)
class Office:
    """The pattern of an agency: a sector at a level, over [start, end). `served_by` is resolved before this exists.

    `sector` is the agency's own: a commune's labour work is done by an office of the sector `authority`.
    """

    sector: str
    level: str
    kind: str
    words: Words
    start: date
    end: date | None
    mark: str = ""
    note: str = ""

    def named(self, name: str, kind: str) -> Words:
        """What it is called at a unit: Phòng Y tế huyện Bảo Lạc, Division of Health of Bảo Lạc District."""
        vi = self.words.vi.format(unit=inline(name, kind), place=place(name, kind))
        return Words(vi, self.words.en.format(unit=english(name, kind), place=place(name, kind)))


@dataclass(frozen=True, slots=True)
class _Line:
    sector: str
    level: str
    start: date
    end: date | None
    served_by: str
    office: Office | None


@dataclass(frozen=True)
class Register:
    """Sectors by code, who leads from when, and every pattern."""

    sectors: Mapping[str, Words]
    leads: Sequence[tuple[str, date, date | None, str, str]]  # sector, from, to, source, mark
    lines: Sequence[_Line]

    def lead(self, on: date) -> str:
        """The sector that leads rehabilitation on a day; on one before all that is known, the first that is."""
        found = (sector for sector, start, end, *_ in self.leads if in_force(on, start, end))
        return next(found, min(self.leads, key=lambda lead: lead[1])[0])

    def office(self, sector: str, level: str, on: date) -> Office | None:
        """The pattern in force, followed to the agency that really does the work; None where there is none."""
        line = next(
            (x for x in self.lines if (x.sector, x.level) == (sector, level) and in_force(on, x.start, x.end)), None
        )
        if line is None:
            return None
        return self.office(line.served_by, level, on) if line.served_by else line.office

    def offices(self, level: str, on: date) -> list[Office]:
        """Every agency of its own at a level, in the order of the sectors."""
        found = {s: self.office(s, level, on) for s in self.sectors}
        return [office for sector, office in found.items() if office and office.sector == sector]


def read(table: Mapping[str, Any]) -> Register:
    """The table of `law/agencies.toml`. Raises ValueError naming the entry that contradicts the others."""
    sectors = {s["code"]: Words(s["vi"], s["en"]) for s in table["sector"]}
    leads = [(x["sector"], x["from"], x.get("to"), x["source"], x["mark"]) for x in table["lead"]]
    lines = [_line(x) for x in table["agency"]]
    for x in lines:
        if x.sector not in sectors or (x.served_by and x.served_by not in sectors):
            raise ValueError(f"law/agencies.toml: unknown sector in {x.sector}/{x.level}")
    _no_overlap([((x.sector, x.level), x.start, x.end) for x in lines])
    _no_overlap([(("lead", ""), start, end) for _, start, end, *_ in leads])
    return Register(sectors, leads, lines)


def _line(x: Mapping[str, Any]) -> _Line:
    served_by = x.get("served_by", "")
    office = None
    if not served_by:
        words = Words(x["vi"], x["en"])
        office = Office(
            x["sector"], x["level"], x["kind"], words, x["from"], x.get("to"), x.get("mark", ""), x.get("note", "")
        )
    return _Line(x["sector"], x["level"], x["from"], x.get("to"), served_by, office)


def _no_overlap(spans: Sequence[tuple[tuple[str, str], date, date | None]]) -> None:
    ordered = sorted(spans, key=lambda s: (s[0], s[1]))
    for (key, _, end), (other, start, _) in zip(ordered, ordered[1:], strict=False):
        if key == other and (end is None or start < end):
            raise ValueError(f"law/agencies.toml: two entries of {'/'.join(key)} are in force on {start}")

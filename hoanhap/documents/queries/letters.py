"""How an agency heads its papers on a day: its name, what stands above it, where it signs."""

from datetime import date

from hoanhap.documents.letterheads import Letterhead, house
from hoanhap.documents.rules.papers import AgencyFacts
from hoanhap.units.models import Agency
from hoanhap.units.queries import agency as agency_at
from hoanhap.units.queries import lead_sector
from hoanhap.units.rules.names import inline, place

CAPITAL = "Hà Nội"  # where the ministries sign


def letterhead(agency_id: int, on: date) -> Letterhead:
    """Raises Agency.DoesNotExist."""
    agency = Agency.objects.select_related("unit").get(pk=agency_id)
    unit = agency.unit
    found = house(agency.name, unit.level)
    return Letterhead(
        agency=agency.name,
        unit=inline(unit.name, unit.kind),
        place=CAPITAL if unit.level == "nation" else place(unit.name, unit.kind),
        symbol=found.symbol,
        head=found.head,
        deputy=found.deputy,
        parent=_above(agency, found.parent, on),
        authority=agency.kind == "authority",
    )


def _above(agency: Agency, parent: str, on: date) -> str:
    if not parent:
        return ""
    found = agency_at(agency.unit_id, "authority" if parent == "authority" else lead_sector(on), on)
    return found.name if found and found.code != agency.code else ""


def facts_of(agency: Agency) -> AgencyFacts:
    return AgencyFacts(agency.name, agency.sector, agency.kind, agency.unit.level)

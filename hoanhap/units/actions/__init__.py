"""The only writers of the map and of agencies."""

from hoanhap.units.actions.agencies import ensure_agencies, ensure_agency, ensure_centre
from hoanhap.units.actions.changes import apply_change, revert_change
from hoanhap.units.actions.load import load_country

__all__ = ["apply_change", "ensure_agencies", "ensure_agency", "ensure_centre", "load_country", "revert_change"]

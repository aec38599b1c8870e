"""The only writers of the map and of agencies."""

from hoanhap.units.actions.changes import apply_change, revert_change
from hoanhap.units.actions.load import load_country

__all__ = ["apply_change", "load_country", "revert_change"]

"""The only readers of the map and of agencies."""

from hoanhap.units.queries.agencies import (
    AgencyFacts,
    agencies,
    agency,
    lead_agency_pattern,
    lead_sector,
    register,
)
from hoanhap.units.queries.directory import Change, Version, at, change_of, changes, search, versions
from hoanhap.units.queries.lineage import Carried, Kin, became, carry, made_of, predecessors, successors
from hoanhap.units.queries.tree import Tree, UnitFacts, epochs, forget, tree

__all__ = [
    "AgencyFacts",
    "Carried",
    "Change",
    "Kin",
    "Tree",
    "UnitFacts",
    "Version",
    "agencies",
    "agency",
    "at",
    "became",
    "carry",
    "change_of",
    "changes",
    "epochs",
    "forget",
    "lead_agency_pattern",
    "lead_sector",
    "made_of",
    "predecessors",
    "register",
    "search",
    "successors",
    "tree",
    "versions",
]

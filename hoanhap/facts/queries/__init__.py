"""The only readers of facts."""

from hoanhap.facts.queries.reading import Somebody, Told, digest, everything, of, of_person, of_units, somebodies
from hoanhap.facts.queries.verify import Difference, differences, unit_differences

__all__ = [
    "Difference",
    "Somebody",
    "Told",
    "differences",
    "digest",
    "everything",
    "of",
    "of_person",
    "of_units",
    "somebodies",
    "unit_differences",
]

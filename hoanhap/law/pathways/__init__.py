"""The lawful pathways: states, steps, terms and rights of each measure, one version of the law after another."""

from hoanhap.law.pathways.shape import (
    CASES,
    OUTCOMES,
    Actor,
    Field,
    Holder,
    Need,
    Pathway,
    Pathways,
    Recorded,
    Right,
    State,
    Step,
    Term,
    UnknownPathway,
)

__all__ = [
    "CASES",
    "OUTCOMES",
    "Actor",
    "Field",
    "Holder",
    "Need",
    "Pathway",
    "Pathways",
    "Recorded",
    "Right",
    "State",
    "Step",
    "Term",
    "UnknownPathway",
]

"""The register: people, and what is known of them, dated half-open.

What identifies or exposes a person is sealed under that person's own key (`*_sealed`, ADR 0014); names, folded search
keys, birth dates and coded fields stay plain under volume encryption. There is no field for HIV, anywhere.
"""

from hoanhap.people.models.doubles import Distinct, Merge
from hoanhap.people.models.lists import Batch, Intake
from hoanhap.people.models.person import Alias, Contact, IdentityPaper, NameWord, Person, PersonKey
from hoanhap.people.models.reach import Disclosed, Disclosure, Erasure, Glass, Reach
from hoanhap.people.models.record import Note, Residence, Standing, Test, Use
from hoanhap.people.models.rounds import Finding, Round
from hoanhap.people.models.support import Assignment, Need, Support, Visit

__all__ = [
    "Alias",
    "Assignment",
    "Batch",
    "Contact",
    "Disclosed",
    "Disclosure",
    "Distinct",
    "Erasure",
    "Finding",
    "Glass",
    "IdentityPaper",
    "Intake",
    "Merge",
    "NameWord",
    "Need",
    "Note",
    "Person",
    "PersonKey",
    "Reach",
    "Residence",
    "Round",
    "Standing",
    "Support",
    "Test",
    "Use",
    "Visit",
]

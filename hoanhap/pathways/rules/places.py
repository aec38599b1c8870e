"""Which kinds of place take which measure (NĐ 94/2011, 80/2018, 90/2016): what `place-open` holds a place to. Pure."""

from typing import Final

CENTRES: Final = frozenset({"centre", "satellite"})
CLINICS: Final = frozenset({"clinic", "dispensing"})
TAKES_IN: Final = CENTRES | CLINICS | {"private", "detox"}  # where somebody may be sent
KINDS: Final = {
    "centre-compulsory": CENTRES | {"private"},  # interim management may be given to a social organisation
    "centre-voluntary": CENTRES,
    "private": frozenset({"private"}),
    "aftercare-centre": CENTRES,
    "methadone": CLINICS,
    "community": frozenset({"detox", "private", "centre", "satellite", "clinic"}),  # who may offer the service
}


def kinds_of(pathway: str) -> frozenset[str]:
    """Empty: any kind."""
    return KINDS.get(pathway, frozenset())


def relation(kind: str) -> str:
    """How its staff are related to whom they take in: access.persons."""
    return "patient" if kind in CLINICS else "resident"

"""The ledger of erasures for who keeps it: codes, grounds and days, and nothing of anybody."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.queries import grounds_for
from hoanhap.access.rules import Actor, require
from hoanhap.catalog.codelists import said
from hoanhap.people.models import Erasure

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Erased:
    code: str
    ground: str
    legal: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Erasures:
    """`keeps`, `asks`: whether a registered basis says how long files are kept, and that a person may ask."""

    lines: tuple[Erased, ...]
    keeps: bool
    asks: bool


def erasures(actor: Actor, on: date) -> Erasures:
    require(actor, P.PERSON_ERASE, on=on)
    rows = Erasure.objects.select_related("basis").order_by("-on", "-pk")[:SHOWN]
    lines = tuple(
        Erased(
            row.code,
            said("erasures", row.ground),
            f"{row.basis.document}, {row.basis.article}" if row.basis else "",
            row.on,
            row.by,
        )
        for row in rows
    )
    return Erasures(lines, grounds_for("retention", on).exists(), grounds_for("request", on).exists())

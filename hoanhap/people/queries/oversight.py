"""For who guards the data: the register of grounds, and what calls for a look."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.models import LegalBasis
from hoanhap.access.queries import grounds
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date, in_force
from hoanhap.kernel.lang import t
from hoanhap.law.bases import Basis
from hoanhap.law.library import law


@dataclass(frozen=True, slots=True)
class GroundLine:
    id: int
    use: str
    document: str
    about: str
    span: str
    open: bool


def ground_lines(actor: Actor, on: date) -> list[GroundLine]:
    return [
        GroundLine(
            row.pk,
            row.use,
            f"{row.document}, {row.article}",
            _about(row),
            _span(row.valid_from, row.valid_to),
            in_force(on, row.valid_from, row.valid_to),
        )
        for row in grounds(actor, on)
    ]


def proposals(on: date) -> list[Basis]:
    """What documents that were found say of lists, in force on the day. None of it counts until it is registered."""
    return [basis for basis in law().bases if in_force(on, basis.valid_from, basis.valid_to)]


def _about(row: LegalBasis) -> str:
    if row.use == "disclosure":
        return f"{row.holder} → {row.asker}: {row.classes}"
    if row.use == "retention":
        closing = said("closings", row.closing) if row.closing else t("mọi lý do kết thúc", "any reason")
        return t("{x}: {n} tháng", "{x}: {n} months", x=closing, n=row.months)
    return ""


def _span(start: date, end: date | None) -> str:
    first = t("từ {d}", "from {d}", d=format_date(start))
    return f"{first} {t('đến trước {d}', 'to before {d}', d=format_date(end))}" if end else first

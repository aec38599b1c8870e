"""Medicine of the clinics: each clinic's book by the month, with what it says of loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide, require
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.resources.models import Place, StockMonth
from hoanhap.resources.queries.cases import in_force
from hoanhap.resources.queries.reach import readable, subject
from hoanhap.resources.rules import stock
from hoanhap.resources.rules.noun_table import DISPENSING
from hoanhap.resources.rules.stock import Flows, Month
from hoanhap.units.queries import tree

CLINICS = DISPENSING


@dataclass(frozen=True, slots=True)
class Clinic:
    """A line of the list. `last`: the last month there is; `due`: the first that is over and not entered, in words."""

    code: str
    name: str
    agency: str
    last: Month | None
    due: str
    missing: int  # milligrams short over the year
    surplus: int


@dataclass(frozen=True, slots=True)
class Line:
    """A month of a book. `corrected`: how often; `why`: of the last correction."""

    month: Month
    title: str
    difference: str
    by: str
    on: date
    corrected: int
    why: str


@dataclass(frozen=True, slots=True)
class Former:
    """What a month said before it was corrected or taken back. `gone`: when, by whom and why."""

    month: Month
    title: str
    by: str
    on: date
    gone: str


@dataclass(frozen=True, slots=True)
class Book:
    id: int
    code: str
    name: str
    agency: str
    agency_code: str
    unit: str
    editable: bool
    years: tuple[int, ...]
    year: int
    lines: tuple[Line, ...]
    incidents: int
    lost: int  # milligrams, by the incidents of the year
    former: tuple[Former, ...]
    totals: Month | None
    next: date
    next_title: str
    opening: int | None  # of the next month; None: the book begins with it and says it itself
    first: date | None
    last: date | None


def as_month(row: StockMonth) -> Month:
    flows = Flows(row.received, row.dispensed, row.returned, row.destroyed, row.closing)
    return Month(row.month, row.opening, flows, row.explanation)


def clinics(*, actor: Actor, year: int, on: date) -> list[Clinic]:
    """The clinics that stood in the year, within the reader's scope."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    stood = Place.objects.filter(kind__in=CLINICS, valid_from__lt=end).exclude(valid_to__lte=first)
    found = list(stood.select_related("agency__unit").order_by("name", "pk"))
    mine = {a.pk for a in readable(actor, {p.agency_id: p.agency for p in found}.values(), on)}
    return [_clinic(place, year, on) for place in found if place.agency_id in mine]


def book(*, actor: Actor, code: str, year: int, on: date, medicine: str = "methadone") -> Book:
    """Raises Outside for what is not there or is none of the reader's business."""
    place = Place.objects.select_related("agency__unit", "unit").filter(code=code, kind__in=CLINICS).first()
    if place is None:
        raise Outside(P.MEANS_VIEW)
    whose = subject(place.agency, tree(on))
    require(actor, P.MEANS_VIEW, whose, on=on)
    rows = _rows(place, medicine)
    lines = tuple(_line(row) for row in rows if row.month.year == year)
    told = place.items.filter(noun="su-co-thuoc", gone_on=None, valid_from__year=year).values_list("told", flat=True)
    lost = [loss["quantity"] for loss in told if loss["medicine"] == medicine]
    upcoming = stock.next_month(rows[-1].month) if rows else _first_month(place, on)
    return Book(
        id=place.pk,
        code=place.code,
        name=place.name,
        agency=place.agency.name,
        agency_code=place.agency.code,
        unit=place.unit.name,
        editable=decide(actor, P.MEANS_EDIT, whose, on).allow,
        years=tuple(sorted({row.month.year for row in rows} | {year}, reverse=True)),
        year=year,
        lines=lines,
        incidents=len(lost),
        lost=sum(lost),
        former=_former(place, medicine, year),
        totals=stock.total([line.month for line in lines]),
        next=upcoming,
        next_title=stock.shown(upcoming),
        opening=rows[-1].closing if rows else None,
        first=rows[0].month if rows else None,
        last=rows[-1].month if rows else None,
    )


def held(place_id: int, month: date, medicine: str) -> int | None:
    """What a clinic had in a month, left from before and received; None where its book does not say."""
    row = StockMonth.objects.filter(place=place_id, medicine=medicine, month=month, gone_on=None).first()
    return row.opening + row.received if row else None


def month_of(place_id: int, month: date, medicine: str = "methadone") -> Month:
    """A month that is there. Raises Outside for one that is not."""
    row = StockMonth.objects.filter(place=place_id, medicine=medicine, month=month, gone_on=None).first()
    if row is None:
        raise Outside(P.MEANS_EDIT)
    return as_month(row)


def _rows(place: Place, medicine: str) -> Sequence[StockMonth]:
    return list(place.stock.filter(medicine=medicine, gone_on=None).select_related("replaces").order_by("month"))


def _former(place: Place, medicine: str, year: int) -> tuple[Former, ...]:
    rows = place.stock.filter(medicine=medicine, month__year=year).exclude(gone_on=None).order_by("month", "pk")
    gone = [f"{format_date(r.gone_on)}, {r.gone_by}: {r.gone_why}" for r in rows]
    return tuple(
        Former(as_month(r), stock.shown(r.month), r.by, r.written_on, said) for r, said in zip(rows, gone, strict=True)
    )


def _first_month(place: Place, on: date) -> date:
    return date(place.valid_from.year, place.valid_from.month, 1)


def _line(row: StockMonth) -> Line:
    month = as_month(row)
    corrected, before = 0, row.replaces
    while before is not None:
        corrected, before = corrected + 1, before.replaces
    difference = stock.signed(month.difference) if month.difference else ""
    return Line(month, stock.shown(row.month), difference, row.by, row.written_on, corrected, row.why)


def _clinic(place: Place, year: int, on: date) -> Clinic:
    rows = [as_month(row) for row in _rows(place, "methadone")]
    differences = [m.difference for m in rows if m.month.year == year]
    upcoming = stock.next_month(rows[-1].month) if rows else _first_month(place, on)
    stands = Place.objects.filter(in_force(upcoming), pk=place.pk).exists()
    due = stock.shown(upcoming) if stands and stock.next_month(upcoming) <= on else ""
    due = due if rows else t("chưa mở sổ", "no book yet")
    return Clinic(
        place.code, place.name, place.agency.name, rows[-1] if rows else None, due,
        sum(-d for d in differences if d < 0), sum(d for d in differences if d > 0),
    )  # fmt: skip

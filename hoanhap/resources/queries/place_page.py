"""One place: what its decisions made of it, what it has."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide, require
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.resources.models import Item, Place, PlaceDecision
from hoanhap.resources.queries.cases import beds, in_force
from hoanhap.resources.queries.reach import subject
from hoanhap.resources.queries.stock import CLINICS
from hoanhap.resources.rules import decisions
from hoanhap.resources.rules.decisions import DECISIONS, FUNCTIONS, Decision
from hoanhap.resources.rules.noun_table import CONDITIONS, EQUIPMENT
from hoanhap.resources.rules.words import PLACES
from hoanhap.units.queries import tree


@dataclass(frozen=True, slots=True)
class Decided:
    id: int
    first: date
    what: str
    detail: str
    number: str
    issued_on: date | None
    issuer: str
    gone: str


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    name: str
    kind: str
    quantity: int
    condition: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    id: int
    code: str
    name: str
    kind: str
    agency: str
    agency_code: str
    unit: str
    first: date
    last: date | None
    closed: bool
    function: str
    parent_code: str
    parent_name: str
    satellites: tuple[tuple[str, str], ...]
    beds: int | None
    has_stock: bool
    decisions: tuple[Decided, ...]
    equipment: tuple[Thing, ...]
    editable: bool


def place_page(*, actor: Actor, code: str, on: date) -> PlacePage:
    """Raises Outside for what is not there or is none of the reader's business."""
    place = Place.objects.select_related("agency__unit", "unit").filter(code=code).first()
    if place is None:
        raise Outside(P.MEANS_VIEW)
    whose = subject(place.agency, tree(on))
    require(actor, P.MEANS_VIEW, whose, on=on)
    now = decisions.standing(known(place), on)
    parent = Place.objects.filter(pk=now.parent).first() if now.parent else None
    return PlacePage(
        id=place.pk,
        code=place.code,
        name=place.name,
        kind=str(PLACES[place.kind]),
        agency=place.agency.name,
        agency_code=place.agency.code,
        unit=place.unit.name,
        first=place.valid_from,
        last=last_day(place.valid_to) if place.valid_to else None,
        closed=now.closed,
        function=str(FUNCTIONS[now.function]) if now.function else "",
        parent_code=parent.code if parent else "",
        parent_name=parent.name if parent else "",
        satellites=_satellites(place, on),
        beds=beds(place.pk, on),
        has_stock=place.kind in CLINICS,
        decisions=tuple(_decided(row) for row in _decisions(place)),
        equipment=_equipment(place, on),
        editable=decide(actor, P.MEANS_EDIT, whose, on).allow,
    )


def known(place: Place, without: int | None = None) -> list[Decision]:
    """The decisions that stand, in order."""
    rows = PlaceDecision.objects.filter(place=place, gone_on=None).exclude(pk=without).order_by("first", "pk")
    return [Decision(r.what, r.first, r.function, r.parent_id) for r in rows]


def parents(page: PlacePage, on: date) -> list[tuple[str, str]]:
    """The places of which it could be made a satellite: those that stand, but itself."""
    found = Place.objects.filter(in_force(on), kind__in=("centre", "clinic")).exclude(pk=page.id).order_by("name")
    return [(str(p.pk), p.name) for p in found]


def _satellites(place: Place, on: date) -> tuple[tuple[str, str], ...]:
    ever = Place.objects.filter(decisions__parent=place, decisions__gone_on=None).distinct().order_by("name")
    return tuple((p.code, p.name) for p in ever if decisions.standing(known(p), on).parent == place.pk)


def _decisions(place: Place) -> list[PlaceDecision]:
    return list(place.decisions.select_related("parent").order_by("-first", "-pk"))


def _decided(row: PlaceDecision) -> Decided:
    detail = str(FUNCTIONS[row.function]) if row.function else row.parent.name if row.parent else ""
    gone = f"{format_date(row.gone_on)}, {row.gone_by}: {row.gone_why}" if row.gone_on else ""
    return Decided(row.pk, row.first, str(DECISIONS[row.what]), detail, row.number, row.issued_on, row.issuer, gone)


def _equipment(place: Place, on: date) -> tuple[Thing, ...]:
    found = Item.objects.filter(in_force(on), place=place, noun="trang-thiet-bi", gone_on=None).order_by("pk")
    return tuple(
        Thing(i.pk, i.told["name"], str(EQUIPMENT[i.told["kind"]]), i.told["quantity"],
              str(CONDITIONS[i.told["condition"]]))
        for i in found
    )  # fmt: skip

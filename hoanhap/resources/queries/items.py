"""The lines of means, as pages show them: by noun, year and unit, within the reader's scope."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Outside, decide, require
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.kernel.text import sort_key
from hoanhap.resources.above import Judged, judged
from hoanhap.resources.models import Item, Place
from hoanhap.resources.queries.cases import in_force
from hoanhap.resources.queries.cells import Cell, cells, gathered, sums
from hoanhap.resources.queries.nouns import choices
from hoanhap.resources.queries.reach import own, readable, subject
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.resources.rules.nouns import Choices, Noun
from hoanhap.units.models import Agency
from hoanhap.units.queries import tree

YEARS = 3  # of which a model's figures are shown


@dataclass(frozen=True, slots=True)
class Shelf:
    """A noun in the list of nouns, and how many lines of the year the reader may see."""

    noun: Noun
    lines: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    id: int
    when: str
    owner: str
    unit: str
    cells: tuple[Cell, ...]  # of the shown fields
    gathered: tuple[Cell, ...]
    corrected: bool
    whole: tuple[Cell, ...]  # of all fields


@dataclass(frozen=True, slots=True)
class Listed:
    """`totals`: below each column, `gathered` in the one that gathers. `units`: those that have lines, to choose."""

    noun: Noun
    rows: tuple[ItemRow, ...]
    totals: tuple[str, ...]
    gathered: tuple[Cell, ...]
    units: tuple[tuple[str, str], ...]
    may_enter: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What a line was before: `gone` says who put an end to it, when and why."""

    cells: tuple[Cell, ...]
    when: str
    by: str
    on: date
    gone: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    id: int
    noun: Noun
    owner: str
    agency_code: str
    unit: str
    unit_id: int
    when: str
    cells: tuple[Cell, ...]
    by: str
    on: date
    gone: str
    first: date
    last: date | None  # exclusive
    told: dict[str, object]
    before: tuple[Version, ...]
    after: int | None  # the line that took its place
    editable: bool
    years: tuple[int, ...]
    judged: tuple[Judged, ...]  # what its indicators say of its unit, a value a year


# ---------------------------------------------------------------- lists
def shelves(*, actor: Actor, year: int, on: date) -> list[Shelf]:
    lines = Item.objects.filter(gone_on=None)
    mine = _agencies(actor, lines, on)
    counts = {
        noun.code: _of_year(lines.filter(noun=noun.code, agency__in=mine), noun, year).aggregate(n=Count("pk"))["n"]
        for noun in NOUNS.values()
    }
    return [Shelf(noun, counts[code]) for code, noun in NOUNS.items()]


def listed(*, actor: Actor, noun: str, year: int, on: date, unit: str = "") -> Listed:
    """`unit`: an official code; its lines and those of the units below it. Raises Outside for an unknown noun."""
    of = _noun(noun)
    lines = _of_year(Item.objects.filter(gone_on=None, noun=of.code), of, year)
    lines = lines.filter(agency__in=_agencies(actor, lines, on))
    units = _units(lines, on)
    if unit:
        lines = lines.filter(unit__in=_under(unit, on))
    found = list(lines.select_related("agency", "place", "unit").order_by("-valid_from", "-pk"))
    chosen, added = choices(of), sums(of.fields, found)
    return Listed(
        noun=of,
        rows=tuple(_row(of, item, chosen) for item in found),
        totals=_totals(of, added) if found else (),
        gathered=gathered(of.gathered, added),
        units=units,
        may_enter=bool(owners(actor=actor, noun=of.code, on=on)),
    )


def owners(*, actor: Actor, noun: str, on: date) -> list[tuple[str, str]]:
    """For whom the actor may enter a line: agencies ("a12"), or places ("p7") where the noun belongs to places."""
    of = _noun(noun)
    if of.places:
        stand = Place.objects.filter(in_force(on), kind__in=of.places).select_related("agency__unit").order_by("name")
        mine = {a.pk for a in readable(actor, {p.agency_id: p.agency for p in stand}.values(), on, P.MEANS_EDIT)}
        return [(f"p{p.pk}", p.name) for p in stand if p.agency_id in mine]
    return [(f"a{a.pk}", f"{a.name}, {a.unit.name}" if a.unit.name not in a.name else a.name)
            for a in _may_enter_for(actor, on)]  # fmt: skip


def reach(*, actor: Actor, noun: str, on: date) -> list[int]:
    """The units around which a line that the actor enters names communes, or a unit; none of a noun that does not."""
    if not any(field.kind in ("unit", "units") for field in _noun(noun).fields):
        return []
    return list(dict.fromkeys(a.unit_id for a in _may_enter_for(actor, on)))


def _may_enter_for(actor: Actor, on: date) -> Iterable[Agency]:
    """The own agencies, then those at the same units that run a place: the centre, the clinic."""
    mine = own(actor, on)
    near = Agency.objects.filter(in_force(on), unit__in=[a.unit_id for a in mine], places__isnull=False).distinct()
    more = readable(actor, near.exclude(pk__in=[a.pk for a in mine]).select_related("unit"), on, P.MEANS_EDIT)
    return [*mine, *sorted(more, key=lambda a: sort_key(a.name))]


# ---------------------------------------------------------------- one line
def item_page(*, actor: Actor, item_id: int, on: date) -> ItemPage:
    """Raises Outside for what is not there or is none of the reader's business."""
    item = Item.objects.select_related("agency__unit", "place", "unit", "replaces").filter(pk=item_id).first()
    if item is None:
        raise Outside(P.MEANS_VIEW)
    whose = subject(item.agency, tree(on))
    require(actor, P.MEANS_VIEW, whose, on=on)
    of = NOUNS[item.noun]
    chosen = choices(of)
    return ItemPage(
        id=item.pk,
        noun=of,
        owner=_owner(item),
        agency_code=item.agency.code,
        unit=item.unit.name,
        unit_id=item.unit_id,
        when=_when(item),
        cells=cells(of.fields, item, chosen, whole=True),
        by=item.by,
        on=item.written_on,
        gone=_gone(item),
        first=item.valid_from,
        last=item.valid_to,
        told=item.told,
        before=tuple(_version(of, old, chosen) for old in _before(item)),
        after=Item.objects.filter(replaces=item).values_list("pk", flat=True).first(),
        editable=item.gone_on is None and decide(actor, P.MEANS_EDIT, whose, on).allow,
        years=(years := tuple(range(on.year - YEARS + 1, on.year + 1))),
        judged=_judged(of, item, years, actor, on),
    )


def _judged(of: Noun, item: Item, years: Sequence[int], actor: Actor, on: date) -> tuple[Judged, ...]:
    named = {field.kind: item.told.get(field.name) for field in of.fields if field.kind in ("unit", "codes")}
    if not named.get("unit") or not named.get("codes"):
        return ()
    return tuple(judged(named["codes"], named["unit"], years, actor, on))


def _before(item: Item) -> Iterable[Item]:
    old = item.replaces
    while old is not None:
        yield old
        old = old.replaces


def _version(of: Noun, old: Item, chosen: Choices) -> Version:
    return Version(cells(of.fields, old, chosen, whole=True), _when(old), old.by, old.written_on, _gone(old))


# ---------------------------------------------------------------- parts
def _noun(code: str) -> Noun:
    if code not in NOUNS:
        raise Outside(P.MEANS_VIEW)
    return NOUNS[code]


def _agencies(actor: Actor, lines: QuerySet[Item], on: date) -> list[int]:
    """Whose lines the reader may see, of those that have any."""
    of = Agency.objects.filter(pk__in=lines.values("agency")).select_related("unit")
    return [a.pk for a in readable(actor, of, on)]


def _of_year(lines: QuerySet[Item], of: Noun, year: int) -> QuerySet[Item]:
    """Of one day: that day; over a span: any day of the year; of a period paid for: its last day."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    if of.dated == "day":
        return lines.filter(valid_from__gte=first, valid_from__lt=end)
    if of.ends:
        return lines.filter(valid_to__gt=first, valid_to__lte=end)
    still = Q(valid_to=None) | Q(valid_to__gt=first)
    home = Q(place=None) | Q(place__valid_to=None) | Q(place__valid_to__gt=first)
    return lines.filter(still, home, valid_from__lt=end)


def _units(lines: QuerySet[Item], on: date) -> tuple[tuple[str, str], ...]:
    """The units that have lines and the districts they lie in, by name."""
    units = tree(on)
    there = set(lines.order_by().values_list("unit", flat=True).distinct())
    above = {up for pk in there if pk in units for up in units.ancestors(pk) if units.unit(up).level == "district"}
    return tuple(
        sorted(((u.code, u.title) for pk in there | above if (u := units.get(pk))), key=lambda u: sort_key(u[1]))
    )


def _under(code: str, on: date) -> list[int]:
    units = tree(on)
    found = units.find(code.strip().upper())
    return [u.id for u in units.subtree(found.id)] if found else []


def _row(of: Noun, item: Item, chosen: Choices) -> ItemRow:
    whole = cells(of.fields, item, chosen)
    return ItemRow(
        id=item.pk,
        when=_when(item),
        owner=_owner(item),
        unit=item.unit.name,
        cells=tuple(cell for field, cell in zip(of.fields, whole, strict=True) if field.shown),
        gathered=gathered(of.gathered, item.told),
        corrected=item.replaces_id is not None,
        whole=whole,
    )


def _owner(item: Item) -> str:
    return item.place.name if item.place else item.agency.name


def _when(item: Item) -> str:
    first = format_date(item.valid_from)
    if NOUNS[item.noun].dated == "day":
        return first
    if item.until is None:
        return t("từ {first}", "since {first}", first=first)
    return f"{first} – {format_date(last_day(item.until))}"


def _gone(item: Item) -> str:
    if item.gone_on is None:
        return ""
    return f"{format_date(item.gone_on)}, {item.gone_by}: {item.gone_why}"


def _totals(of: Noun, sums: Mapping[str, int]) -> tuple[str, ...]:
    """Below each column; empty where it is not added up."""
    if not any(field.total for field in of.shown):
        return ()
    return tuple(show(sums[field.name]) if field.total else "" for field in of.shown)

"""Where the rows of the facts of means were entered: the page of each row's line, for whoever may read it there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hoanhap.access.rules import Actor
from hoanhap.facts.rules.rows import Row
from hoanhap.resources.models import Item, Place, Staff, StockMonth, Team
from hoanhap.resources.queries.facts import Entered, told
from hoanhap.resources.queries.reach import readable
from hoanhap.resources.rules.noun_table import NOUNS
from hoanhap.units.models import Agency


@dataclass(frozen=True, slots=True)
class Line:
    """`page`, `key`: the name of its page and which one; `asked`: what stands behind the question mark."""

    page: str
    key: str | int
    title: str
    asked: str = ""


def lines(*, actor: Actor, rows: Iterable[Row], on: date) -> Mapping[Row, list[Line]]:
    """As many as there are equal rows; none of what was loaded from files, or is none of the reader's business."""
    found = _entered(frozenset(rows))
    agencies = _agencies([entered for some in found.values() for entered in some])
    mine = {a.pk for a in readable(actor, {a.pk: a for a in agencies.values()}.values(), on)}
    seen = {whose: agency for whose, agency in agencies.items() if agency.pk in mine}
    return {
        row: [PAGES[type(one)](one, seen[whose]) for one in some if (whose := _whose(one)) in seen]
        for row, some in found.items()
    }


def _entered(wanted: frozenset[Row]) -> Mapping[Row, list[Entered]]:
    units, found = defaultdict[str, set[int]](set), defaultdict[Row, list[Entered]](list)
    for row in wanted:
        units[row.relation].add(row.unit)
    for relation, some in units.items():
        for row, entered in told(sorted(some), relation):
            if row.relation == relation and row in wanted:
                found[row].append(entered)
    return found


# ---------------------------------------------------------------- whose, and where
def _whose(entered: Entered) -> tuple[str, int]:
    """A team is its People's Committee's."""
    if isinstance(entered, Team):
        return "unit", entered.unit_id
    of = entered.place if isinstance(entered, StockMonth) else entered
    return "agency", of.agency_id


def _agencies(every: Iterable[Entered]) -> dict[tuple[str, int], Agency]:
    whose = {_whose(entered) for entered in every}
    ids, units = ([pk for kind, pk in whose if kind == wanted] for wanted in ("agency", "unit"))
    found = Agency.objects.select_related("unit")
    committees = found.filter(kind="authority", unit__in=units).order_by("valid_from") if units else ()
    return {
        **{("agency", a.pk): a for a in (found.filter(pk__in=ids) if ids else ())},
        **{("unit", a.unit_id): a for a in committees},
    }


def _item(item: Item, agency: Agency) -> Line:
    noun = NOUNS[item.noun]
    return Line("means_item", item.pk, f"{noun.one}: {item.told.get('name') or agency.name}")


def _month(month: StockMonth, agency: Agency) -> Line:
    return Line("means_book", month.place.code, month.place.name, f"nam={month.month.year}")


PAGES: Final[Mapping[type, Callable[[Any, Agency], Line]]] = {
    Item: _item,
    StockMonth: _month,
    Place: lambda place, agency: Line("means_place", place.code, place.name),
    Staff: lambda staff, agency: Line("means_of", agency.code, agency.name),  # of whom the figure says no name
    Team: lambda team, agency: Line("means_of", agency.code, agency.name),
}

"""What the facts of units say of the other means: a row a line, the movements of medicine month by month."""

from collections.abc import Iterator, Sequence
from typing import Final

from hoanhap.facts.rules.rows import Row
from hoanhap.resources.models import Item, Reached, StockMonth
from hoanhap.resources.queries.stock import as_month
from hoanhap.resources.rules import items, stock
from hoanhap.resources.rules.noun_table import NOUNS

STOCK: Final = frozenset({"stock", "held"})


def units() -> Iterator[int]:
    for of in (
        Item.objects.filter(gone_on=None).values_list("unit"),
        Reached.objects.filter(item__gone_on=None).values_list("unit"),
        StockMonth.objects.filter(gone_on=None).values_list("place__unit"),
    ):
        yield from (unit for (unit,) in of.order_by().distinct())


def told(units: Sequence[int], relation: str = "") -> Iterator[tuple[Row, Item | StockMonth]]:
    """As `facts.told`: each row with where it was entered."""
    if nouns := [code for code, noun in NOUNS.items() if not relation or relation in noun.relations]:
        lines = Item.objects.filter(gone_on=None, noun__in=nouns, unit__in=units)
        for item in lines.select_related("place").order_by("pk"):
            for row in items.facts(NOUNS[item.noun], item.told, item.unit_id, item.valid_from, item.until):
                yield row, item
    if relation in ("", "reached"):
        for reached in Reached.objects.filter(item__gone_on=None, unit__in=units).select_related("item"):
            yield Row("reached", reached.unit_id, reached.item.valid_from, None, (reached.level,)), reached.item
    if not relation or relation in STOCK:
        months = StockMonth.objects.filter(gone_on=None, place__unit__in=units).select_related("place")
        for month in months.order_by("pk"):
            for row in stock.rows(month.place.unit_id, as_month(month)):
                yield row, month

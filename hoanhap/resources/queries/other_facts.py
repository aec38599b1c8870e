"""What the facts of units say of the other means: a row a line, the movements of medicine month by month."""

from collections.abc import Iterator, Sequence

from hoanhap.facts.rules.rows import Row
from hoanhap.resources.models import Item, Reached, StockMonth
from hoanhap.resources.queries.stock import as_month
from hoanhap.resources.rules import items, stock
from hoanhap.resources.rules.noun_table import NOUNS

COUNTED = tuple(noun.code for noun in NOUNS.values() if noun.fact or noun.parts)


def units() -> Iterator[int]:
    for of in (
        Item.objects.filter(gone_on=None, noun__in=COUNTED).values_list("unit"),
        Reached.objects.filter(item__gone_on=None).values_list("unit"),
        StockMonth.objects.filter(gone_on=None).values_list("place__unit"),
    ):
        yield from (unit for (unit,) in of.order_by().distinct())


def rows(units: Sequence[int]) -> Iterator[Row]:
    for item in Item.objects.filter(gone_on=None, noun__in=COUNTED, unit__in=units).select_related("place"):
        yield from items.facts(NOUNS[item.noun], item.told, item.unit_id, item.valid_from, item.until)
    for reached in Reached.objects.filter(item__gone_on=None, unit__in=units).select_related("item"):
        yield Row("reached", reached.unit_id, reached.item.valid_from, None, (reached.level,))
    for month in StockMonth.objects.filter(gone_on=None, place__unit__in=units).select_related("place"):
        yield from stock.rows(month.place.unit_id, as_month(month))

"""What a line says, as pages and workbooks show it: a cell a field, and the totals below a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.documents.queries.addressed import in_words
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.resources.models import Item
from hoanhap.resources.queries.nouns import communes_in_words
from hoanhap.resources.rules.nouns import Choices, Field


@dataclass(frozen=True, slots=True)
class Cell:
    title: str
    text: str
    amount: bool
    long: bool = False
    value: int | None = None  # of an amount


def cells(fields: Iterable[Field], item: Item, chosen: Choices, *, whole: bool = False) -> tuple[Cell, ...]:
    """`whole`: communes by name, not by number."""
    return tuple(_cell(field, item, chosen, whole) for field in fields)


def gathered(fields: Iterable[Field], told: Mapping[str, int]) -> tuple[Cell, ...]:
    """Those amounts that are there, in words without their unit."""
    return tuple(
        Cell(str(field.title), show(amount), True, value=amount) for field in fields if (amount := told.get(field.name))
    )


def sums(fields: Iterable[Field], found: Sequence[Item]) -> dict[str, int]:
    """Of the fields that are added up, by name."""
    return {
        field.name: sum(int(item.told.get(field.name) or 0) for item in found) for field in fields if field.total
    }  # fmt: skip


def _cell(field: Field, item: Item, chosen: Choices, whole: bool) -> Cell:
    value = item.told.get(field.name)
    if whole and field.kind == "units" and value:
        said = communes_in_words(value, item.unit_id, item.valid_from)
    elif field.kind == "unit" and value:
        said = in_words([str(value)], item.valid_from)
    else:
        said = _said(field, value, chosen)
    long = field.kind in ("long", "units")
    return Cell(field.label, said, field.amount, long, value if field.amount else None)


def _said(field: Field, value: object, chosen: Choices) -> str:
    if value is None or value == "":
        return ""
    if field.amount:
        return show(int(str(value)))
    if field.kind == "day":
        return format_date(date.fromisoformat(str(value)))
    if field.kind == "units":
        return t("{n} xã, phường", "{n} communes", n=len(value) if isinstance(value, list) else 0)
    codes = value if isinstance(value, list) else [value] if field.kind == "code" else None
    if codes is None:
        return str(value)
    words = chosen.get(field.name, {})
    return "; ".join(str(words.get(str(code), code)) for code in codes)

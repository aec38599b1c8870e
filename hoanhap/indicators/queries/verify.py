"""Whether every kept figure is what a full recount of the facts says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.db import connection, transaction

from hoanhap.indicators.models import IndicatorNumber
from hoanhap.indicators.queries import columns as keeping
from hoanhap.indicators.queries.bulk import Cells, recounted
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.typed import everything, read
from hoanhap.indicators.rules.identities import Broken
from hoanhap.indicators.rules.kept import Column
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.units.models import Unit

KEY: Final = ("unit", "column", "series")
FIGURES: Final = {**dict.fromkeys(KEY, pl.Int64), "stored": pl.Int64}
_ALL = (
    "SELECT unit_id, column_id, series_id, CAST(SUM(n) AS BIGINT) FROM ("
    "SELECT unit_id, column_id, series_id, value AS n FROM indicators_figure UNION ALL "
    "SELECT unit_id, column_id, series_id, delta FROM indicators_figurechange"
    ") AS kept GROUP BY unit_id, column_id, series_id HAVING SUM(n) <> 0"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`column` None: of a column that is not kept any more."""

    indicator: str
    unit: int
    column: Column | None
    stored: int
    recounted: int


def differences(progress: Callable[[int, int], None] = lambda done, of: None) -> Iterator[Difference]:
    """Facts and figures are read as they were at one moment; writers go on meanwhile."""
    with moment():
        there, numbers = keeping.columns(), dict(IndicatorNumber.objects.values_list("code", "id"))
        stored, facts = read(_ALL, FIGURES), everything(country())
    by_key = {column.key: column for column in there}
    codes = {number: code for code, number in numbers.items()}
    met = list[int]()
    for cells in recounted(facts, there):
        met += cells.columns
        mine = stored.filter(pl.col("column").is_in(list(cells.columns)))
        yield from _told(_compared(mine, _frame(cells, numbers)), by_key, codes)
        progress(len(met), len(there))
    left = stored.filter(~pl.col("column").is_in(met)).with_columns(recounted=pl.lit(0))
    yield from _told(left, by_key, codes)


def _frame(cells: Cells, numbers: dict[str, int]) -> pl.DataFrame:
    """A series without a number was never kept: 0 is no series' number."""
    of = [numbers.get(code, 0) for code in cells.codes]
    columns = {"unit": cells.unit, "column": cells.column, "recounted": cells.value}
    series = pl.Series("series", of, dtype=pl.Int64).gather(cells.indicator)
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64)).with_columns(series)


def _compared(stored: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    both = stored.join(counted, on=list(KEY), how="full", coalesce=True)
    filled = both.with_columns(pl.col("stored").fill_null(0), pl.col("recounted").fill_null(0))
    return filled.filter(pl.col("stored") != pl.col("recounted"))


def _told(found: pl.DataFrame, columns: dict[int, Column], codes: dict[int, str]) -> Iterator[Difference]:
    for row in found.sort(*KEY).iter_rows(named=True):
        code = codes.get(row["series"], "?")
        yield Difference(code, row["unit"], columns.get(row["column"]), row["stored"], row["recounted"])


def said(found: Sequence[Difference]) -> Iterator[str]:
    """Each difference in words: the indicator, the unit, the period and its map, what is kept and what was counted."""
    units = dict(Unit.objects.filter(pk__in={d.unit for d in found}).values_list("pk", "name"))
    codes = dict(Unit.objects.filter(pk__in={d.unit for d in found}).values_list("pk", "code"))
    for d in found:
        where = f"{codes.get(d.unit, '?')} {units.get(d.unit, '')}"
        numbers = t("giữ {a}, đếm lại {b}", "kept {a}, counted {b}", a=d.stored, b=d.recounted)
        yield f"{d.indicator} · {where} · {d.column.said if d.column else '?'}: {numbers}"


def unequal(found: Iterable[Broken]) -> Iterator[str]:
    """Each identity that does not hold, in words."""
    told = list(found)
    names = dict(Unit.objects.filter(pk__in={int(one.unit) for one in told}).values_list("pk", "name"))
    for one in told:
        span = f"{format_date(one.period.start)}–{format_date(one.period.last)}"
        what = (
            t("đầu kỳ {b}, cuối kỳ trước {a}", "opens with {b}, the period before closes with {a}",
              a=one.expected, b=one.found)
            if one.next_opening
            else t("đầu kỳ + tăng − giảm = {a}, cuối kỳ {b}", "opening + in − out = {a}, closing {b}",
                   a=one.expected, b=one.found)
        )  # fmt: skip
        yield f"{one.identity.code} · {names.get(int(one.unit), one.unit)} · {span}: {what}"


@contextmanager
def moment() -> Iterator[None]:
    """Everything read inside is of one moment, and holds nobody up."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")

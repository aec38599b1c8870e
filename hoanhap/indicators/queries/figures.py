"""Kept figures, read. One statement over what was folded and what was inserted since: both of one moment."""

from collections.abc import Iterable

from django.db import connection

from hoanhap.indicators.queries.columns import series

Values = dict[tuple[str, int, int], int]  # (indicator, unit, column); a figure of zero is missing


def values(indicators: Iterable[str], units: Iterable[int], columns: Iterable[int]) -> Values:
    numbers = series()
    codes = {numbers[code]: code for code in indicators if code in numbers}
    where = _where(units, columns, codes)
    if not where:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, column_id, series_id, SUM(n) FROM ("  # noqa: S608
            f"SELECT unit_id, column_id, series_id, value AS n FROM indicators_figure WHERE {where} UNION ALL "
            f"SELECT unit_id, column_id, series_id, delta FROM indicators_figurechange WHERE {where}"
            ") AS kept GROUP BY unit_id, column_id, series_id"
        )
        return {(codes[s], unit, column): int(n) for unit, column, s, n in cursor.fetchall() if n}


def _where(units: Iterable[int], columns: Iterable[int], series: Iterable[int]) -> str:
    """Whole numbers stand in the statement as they are: there may be more of them than it takes parameters."""
    lists = [", ".join(str(int(n)) for n in sorted(some)) for some in (set(units), set(columns), set(series))]
    if not all(lists):
        return ""
    return "unit_id IN ({}) AND column_id IN ({}) AND series_id IN ({})".format(*lists)

"""Kept figures, read. One statement over what was folded and what was inserted since: both of one moment."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from django.db import connection

from hoanhap.indicators.queries.columns import columns as there
from hoanhap.indicators.queries.columns import kept, series
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.rules.kept import holds, wanted
from hoanhap.indicators.rules.maps import Map

Values = dict[tuple[str, int, int], int]  # (indicator, unit, column); a figure of zero is missing


def values(indicators: Iterable[str], units: Iterable[int], columns: Iterable[int]) -> Values:
    codes, places, keys = set(indicators), set(units), set(columns)
    found = _read(codes, places, keys)
    if of_units := codes & kept().links.keys():
        _turned(found, of_units, places, keys)
    return found


def everywhere(indicators: Iterable[str], columns: Iterable[int]) -> Values:
    """At every unit that has one. Not of indicators of lowest units, which say something where there are no facts."""
    return _read(set(indicators) - kept().links.keys(), None, set(columns))


def _turned(found: Values, codes: Collection[str], units: Collection[int], columns: Collection[int]) -> None:
    """Of an indicator of lowest units what is kept is how far it turned from a country without facts."""
    register = country()
    for column in (c for c in there() if c.key in columns):
        for code in codes:
            it = kept().of_units(code, column.period)
            if it is None or not holds(it) or not wanted(it, column.step):
                continue
            on = register.at(column.map_day)
            for unit in units:
                if (here := on.unit_of.get(str(unit))) is not None:
                    found[code, unit, column.key] = found.get((code, unit, column.key), 0) + lowest(on)[here]
    for key in [key for key, n in found.items() if not n]:
        del found[key]


@lru_cache(maxsize=16)
def lowest(on: Map) -> Counter[int]:
    """Of every unit of a map, how many lowest units it has."""
    return Counter(above for unit in on.lowest for above in on.up(unit))


def _read(indicators: Iterable[str], units: Iterable[int] | None, columns: Iterable[int]) -> Values:
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


def _where(units: Iterable[int] | None, columns: Iterable[int], series: Iterable[int]) -> str:
    """Whole numbers stand in the statement as they are: there may be more of them than it takes parameters. Empty:
    there is nothing to ask for."""
    asked = {"unit_id": units, "column_id": columns, "series_id": series}
    lists = {
        name: ", ".join(str(int(n)) for n in sorted(set(some))) for name, some in asked.items() if some is not None
    }
    return " AND ".join(f"{name} IN ({some})" for name, some in lists.items()) if all(lists.values()) else ""

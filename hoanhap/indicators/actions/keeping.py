"""The figures follow the facts: what listens to every change of a subject, in the transaction of the act.

Nothing is updated. Each act inserts what it adds to each figure, at every level, so writers do not wait for each other
on the nation's row; `folding` adds it up later.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from hoanhap.facts.actions.bulk import insert
from hoanhap.facts.rules.rows import Change
from hoanhap.indicators.actions import listening, locks
from hoanhap.indicators.models import FigureChange
from hoanhap.indicators.queries.columns import columns, ledger, series
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.figures import values
from hoanhap.indicators.rules.contributions import Deltas
from hoanhap.indicators.rules.kept import Column, holds
from hoanhap.indicators.rules.maps import Map
from hoanhap.indicators.rules.register import Register

MANY = 200  # subjects; from here on the bulk engine counts the same sooner
ROW = ("unit_id", "column_id", "series_id", "delta")


def keep(changes: Sequence[Change]) -> None:
    """`facts.sources.LISTENERS` names this."""
    locks.writing()
    there = columns()
    if not there:
        return
    on = country()
    deltas = _added_in_bulk(changes, there, on) if len(changes) >= MANY else _added(changes, there, on)
    deltas.update(turned(deltas, there, on))
    write(deltas)
    listening.changed(deltas)


def write(deltas: Mapping[tuple[str, int, int], int]) -> None:
    numbers = series()
    insert(
        FigureChange,
        ROW,
        [
            (unit, column, numbers[code], delta)
            for (code, unit, column), delta in sorted(deltas.items())
            if delta and code in numbers  # a definition that came since: nothing is kept of it before setup counts anew
        ],
    )


def _added_in_bulk(changes: Sequence[Change], there: Sequence[Column], on: Register) -> Deltas:
    from hoanhap.indicators.queries.bulk import added  # with its libraries: loaded by whoever counts many at once

    return added(changes, there, on)


def _added(changes: Iterable[Change], there: Sequence[Column], on: Register) -> Deltas:
    deltas = Deltas()
    for before, after in changes:
        deltas.update(ledger().added(before, after, there, on))
    return deltas


# ---------------------------------------------------------------- indicators of units
def turned(deltas: Deltas, there: Sequence[Column], on: Register) -> Deltas:
    """Which communes now have somebody, or nobody any more: with all above them. Where that could be, the commune is
    held until the act ends, so that of two acts at once the second sees what the first has left."""
    kept = ledger().kept
    beside = {code: it for it, codes in kept.links.items() for code in codes}
    by_column = {column.key: column for column in there}
    maps = {column.key: on.at(column.map_day) for column in there}
    touched = defaultdict[tuple[int, int], set[str]](set)
    for code, unit, column in deltas:
        if code in beside and _is_lowest(maps[column], unit):
            touched[unit, column].add(beside[code])
    if not touched:
        return Deltas()
    locks.units({unit for unit, _ in touched})
    codes = [code for some in kept.links.values() for code in some]
    counts = values(codes, {unit for unit, _ in touched}, {column for _, column in touched})
    found = Deltas()
    for (unit, column), asked in touched.items():
        for name in asked:
            it = kept.definitions.indicator(name, by_column[column].period)
            if it is None:
                continue
            links = kept.links[name][: len(it.also) + len(it.without)]
            before = [counts.get((code, unit, column), 0) for code in links]
            after = [n + deltas[code, unit, column] for n, code in zip(before, links, strict=True)]
            if turn := holds(it, after) - holds(it, before):
                on_map = maps[column]
                for above in on_map.up(on_map.unit_of[str(unit)]):
                    found[name, int(on.rows[above].code), column] += turn
    return found


def _is_lowest(on_map: Map, unit: int) -> bool:
    return on_map.unit_of[str(unit)] in _bottom(on_map)


@lru_cache(maxsize=64)
def _bottom(on_map: Map) -> frozenset[int]:
    return frozenset(on_map.lowest)

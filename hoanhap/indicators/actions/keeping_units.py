"""The figures follow the facts of units: what was entered of means, counted in the transaction of the act.

A row adds the same whatever else its unit has, so what went and what came is counted alone. Only how many units have
any (`counts = "units"`) is no such sum: it turns when the first of its rows comes or the last goes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hoanhap.facts.rules.rows import ChangeOfUnit, Row
from hoanhap.indicators.actions import listening, locks
from hoanhap.indicators.actions.keeping import turned, write
from hoanhap.indicators.language import Definitions, Period
from hoanhap.indicators.queries.columns import columns, ledger
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.figures import values
from hoanhap.indicators.rules.contributions import Deltas, fact
from hoanhap.indicators.rules.kept import Column, grouped, wanted
from hoanhap.indicators.rules.reference import Counted, Reference
from hoanhap.indicators.rules.register import Register

Placed = Counter[tuple[str, int, int]]  # (indicator, unit in which it lies, column) → rows more or fewer


def keep(changes: Sequence[ChangeOfUnit]) -> None:
    """`facts.sources.UNIT_LISTENERS` names this."""
    locks.writing()
    there, on = columns(), country()
    if not there:
        return
    deltas, placed = Deltas(), Placed()
    new = [row for change in changes for row in change.new]
    gone = [row for change in changes for row in change.gone]
    for sign, rows in ((1, new), (-1, gone)):
        for counted in _counted(rows, there, on):
            _add(counted, sign, deltas, placed)
    deltas.update(turned(deltas, there, on))
    deltas.update(_first_and_last(placed, there, on))
    deltas = Deltas({key: n for key, n in deltas.items() if n})
    write(deltas)
    listening.changed(deltas)


def _counted(rows: Iterable[Row], there: Sequence[Column], on: Register) -> Iterator[Counted]:
    facts = [fact(row, None) for row in rows]
    relations = {row.relation for row in rows}
    of = ledger().kept.definitions
    mine = [it for it in of.indicators if of.subject(it) == "unit" and it.of in relations]
    for (step, own_map), some in grouped(there).items() if facts else ():
        chosen = Definitions(tuple(it for it in mine if wanted(it, step)), of.relations)
        first = min(f.start for f in facts)
        reached: list[Period] = [c.period for c in some if c.end > first]
        if chosen.indicators and reached:
            yield from Reference(chosen, on, reached, map_date=own_map).counted_of_units(facts)


def _add(counted: Counted, sign: int, deltas: Deltas, placed: Placed) -> None:
    it, column, rows = counted.indicator, int(counted.period.code), counted.map.country.rows
    adds = sign * (counted.fact.amounts.get(it.column, 0) if it.counts == "sum" else 1)
    if it.code in ledger().kept.distinct:
        placed[it.code, int(rows[counted.unit].code), column] += sign
        return
    for above in counted.map.up(counted.unit):
        deltas[it.code, int(rows[above].code), column] += adds


# ---------------------------------------------------------------- how many units have any
def _first_and_last(placed: Placed, there: Sequence[Column], on: Register) -> Deltas:
    """Two acts in one unit wait for each other, so that the second sees what the first has left."""
    found, moved = Deltas(), {key: n for key, n in placed.items() if n}
    if not moved:
        return found
    beside = ledger().kept.distinct
    units, keys = {unit for _, unit, _ in moved}, {key for _, _, key in moved}
    locks.units(units)
    before = values({beside[code] for code, _, _ in moved}, units, keys)
    maps = {column.key: on.at(column.map_day) for column in there if column.key in keys}
    for (code, unit, key), n in moved.items():
        was = before.get((beside[code], unit, key), 0)
        if turn := int(was + n > 0) - int(was > 0):
            for above in maps[key].up(maps[key].unit_of[str(unit)]):
                found[code, int(on.rows[above].code), key] += turn
    return found

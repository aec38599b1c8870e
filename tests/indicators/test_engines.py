"""Three ways to one table: the engine that says why, the one that recounts everything, and SQL written beside them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.indicators.bulk.table import Table, table
from hoanhap.indicators.language import UNIT
from hoanhap.indicators.rules.reference import Reference
from tests.indicators import counted_in_sql
from tests.indicators.worlds import Memory, World, world
from tests.scale import scaled

Cells = dict[tuple[str, str, str], int]
SEEDS = st.integers(0, 2**40)


def in_bulk(of: World) -> Table:
    return table(of.definitions, Memory(of), of.country, map_date=of.map_date)


def cells(found: Table) -> Cells:
    return {
        (found.indicators[i], found.units[u], found.periods[p]): int(found.values[u, i, p])
        for u, i, p in zip(*np.nonzero(found.values), strict=True)
    }


def by_reference(of: World) -> Cells:
    reference = Reference(of.definitions, of.country, map_date=of.map_date)
    found: Cells = {**reference.of_units(of.facts, of.people)}
    for number, person in of.people.items():
        facts = [fact for fact in of.facts if fact.person == number or fact.person is None]
        for cell, value in reference.of_person(person, facts).items():
            found[cell] = found.get(cell, 0) + value
    return {cell: value for cell, value in found.items() if value}


@settings(max_examples=scaled(10_000), deadline=None)
@given(SEEDS)
def test_both_engines_count_what_sql_counts(seed: int) -> None:
    of = world(seed)
    expected = counted_in_sql.cells(of)
    assert cells(in_bulk(of)) == expected
    assert by_reference(of) == expected


@settings(max_examples=scaled(500), deadline=None)
@given(SEEDS)
def test_the_order_in_which_facts_came_changes_nothing(seed: int) -> None:
    of = world(seed)
    assert cells(in_bulk(of)) == cells(in_bulk(of.turned(seed + 1)))


@settings(max_examples=scaled(500), deadline=None)
@given(SEEDS)
def test_a_whole_has_at_least_what_its_parts_have(seed: int) -> None:
    """What no part can be given stays with the whole; persons are counted once, so never more than in all parts."""
    of = world(seed)
    found = in_bulk(of)
    line = {code: n for n, code in enumerate(found.units)}
    for n, period in enumerate(of.definitions.periods):
        on = of.country.at(of.map_date or period.last)
        for unit in on.parent:
            parts = [line[on.country.rows[part].code] for part, parent in on.parent.items() if parent == unit]
            for i, code in enumerate(found.indicators):
                it = of.definitions.versions[code][0]
                if parts and it.counts != "sum":
                    below = found.values[parts, i, n]
                    least = below.max() if it.roll_up == "recount" else below.sum()
                    assert found.values[line[on.country.rows[unit].code], i, n] >= least


def test_nothing_recorded_is_a_table_of_zeros() -> None:
    of = world(3)
    found = in_bulk(World(of.units, of.changes, {}, (), of.definitions, None))
    of_facts = [n for n, code in enumerate(found.indicators) if of.definitions.versions[code][0].of != UNIT.name]
    assert of_facts
    assert not found.values[:, of_facts].any()

"""Kept figures counted by the bulk engine: of everybody, or of many subjects before and after an act."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from hoanhap.facts.rules.rows import Change
from hoanhap.indicators.bulk.columns import Ints
from hoanhap.indicators.bulk.table import table
from hoanhap.indicators.language import Definitions
from hoanhap.indicators.queries.columns import kept
from hoanhap.indicators.queries.typed import Stored, of_subjects
from hoanhap.indicators.rules.contributions import Deltas
from hoanhap.indicators.rules.kept import Column, grouped, holds, wanted
from hoanhap.indicators.rules.register import Register

CELLS = 20_000_000  # of one table in memory; more columns are counted one part after another


@dataclass(frozen=True)
class Cells:
    """Figures that are not zero, one a row. `indicator`: a place in `codes`. `columns`: all that were counted."""

    codes: Sequence[str]
    columns: Sequence[int]
    indicator: Ints
    unit: Ints
    column: Ints
    value: Ints

    def __len__(self) -> int:
        return len(self.value)

    def items(self) -> Iterator[tuple[tuple[str, int, int], int]]:
        rows = zip(self.indicator.tolist(), self.unit.tolist(), self.column.tolist(), self.value.tolist(), strict=True)
        for indicator, unit, column, value in rows:
            yield (self.codes[indicator], unit, column), value


def counted(
    definitions: Definitions, facts: Stored, country: Register, columns: Iterable[Column], *, every: bool = False
) -> Iterator[Cells]:
    """What the definitions count in these columns, at every unit. `every`: also what is not kept in such columns."""
    for (step, own_map), some in grouped(columns).items():
        chosen = (i for i in definitions.indicators if every or wanted(i, step))
        mine = replace(definitions, indicators=tuple(chosen))
        if not mine.codes or not country.rows:
            continue
        at_once = max(1, CELLS // (len(country.rows) * len(mine.codes)))
        for first in range(0, len(some), at_once):
            yield _table(mine, facts, country, some[first : first + at_once], own_map)


def _table(
    definitions: Definitions, facts: Stored, country: Register, columns: Sequence[Column], own_map: date | None
) -> Cells:
    found = table(definitions, facts, country, periods=[c.period for c in columns], map_date=own_map)
    units = np.array([int(code) for code in found.units], dtype=np.int64)
    keys = np.array([int(code) for code in found.periods], dtype=np.int64)
    unit, indicator, period = np.nonzero(found.values)
    return Cells(
        found.indicators, keys.tolist(), indicator, units[unit], keys[period], found.values[unit, indicator, period]
    )


# ---------------------------------------------------------------- everything that is kept
def recounted(facts: Stored, columns: Iterable[Column]) -> Iterator[Cells]:
    """As the store keeps it. Only units that have facts, and those above them, are laid out."""
    for cells in counted(kept().summed, facts, facts.country, columns):
        yield _with_units(cells, {c.key: c for c in columns}, facts.country)


def _with_units(cells: Cells, columns: Mapping[int, Column], country: Register) -> Cells:
    """Beside what was counted, the indicators of lowest units that follow from it."""
    counts = _counts(cells, country, columns)
    found = Counter[tuple[str, int, int]]()
    for (code, unit, column), by_link in counts.items():
        it, on = kept().of_units(code, columns[column].period), country.at(columns[column].map_day)
        if it is None:
            continue
        links = kept().links[code][: len(it.also) + len(it.without)]
        turn = holds(it, [by_link[link] for link in links]) - holds(it)
        for above in on.up(on.unit_of[str(unit)]) if turn else ():
            found[code, int(country.rows[above].code), column] += turn
    rows = [(code, unit, column, n) for (code, unit, column), n in found.items() if n]
    codes = [*cells.codes, *kept().links]
    at = {code: n for n, code in enumerate(codes)}
    more = np.array([(at[code], unit, column, n) for code, unit, column, n in rows], dtype=np.int64).reshape(-1, 4)
    return Cells(
        codes, cells.columns,
        *(np.concatenate([old, new]) for old, new in zip(
            (cells.indicator, cells.unit, cells.column, cells.value), more.T, strict=True)),
    )  # fmt: skip


def _counts(cells: Cells, country: Register, columns: Mapping[int, Column]) -> dict[tuple[str, int, int], Counter[str]]:
    """Of lowest units that have any: how many facts of each link, by the indicator that asks."""
    asking = {link: code for code, links in kept().links.items() for link in links}
    wanted = np.isin(cells.indicator, [n for n, code in enumerate(cells.codes) if code in asking])
    bottom = {key: frozenset(country.at(c.map_day).lowest) for key, c in columns.items()}
    found = defaultdict[tuple[str, int, int], Counter[str]](Counter)
    rows = zip(
        *(part[wanted].tolist() for part in (cells.indicator, cells.unit, cells.column, cells.value)), strict=True
    )
    for indicator, unit, column, value in rows:
        link = cells.codes[indicator]
        if country.at(columns[column].map_day).unit_of[str(unit)] in bottom[column]:
            found[asking[link], unit, column][link] = value
    return found


# ---------------------------------------------------------------- many subjects
def added(changes: Sequence[Change], columns: Iterable[Column], country: Register) -> Deltas:
    """What `rules.contributions` says of one subject after another, of all of them at once."""
    before = [change.before for change in changes if change.before]
    after = [change.after for change in changes if change.after]
    around = country.around({str(row.unit) for subject in (*before, *after) for row in subject.rows})
    of = kept().definitions
    mine = replace(of, indicators=tuple(it for it in of.indicators if of.subject(it) == "person"))
    deltas = Deltas()
    there = tuple(columns) if around.rows else ()
    for sign, subjects in ((1, after), (-1, before)):
        facts = of_subjects(subjects, around)
        for cells in counted(mine, facts, facts.country, there) if subjects else ():
            for key, value in cells.items():
                deltas[key] += sign * value
    return Deltas({key: delta for key, delta in deltas.items() if delta})

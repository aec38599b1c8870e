"""Counting the rows of one relation for all its indicators.

Indicators that count in the same periods share one clock and its runs. Among them, the codes that are asked for divide
the rows into classes; one count by (unit, class, period) then answers for all of them, an indicator being the sum of
its classes. Distinct persons are not added: see `distinct`. What asks about another relation is looked up row by row.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoanhap.indicators.bulk.clocks import Chain, Clock, Run
from hoanhap.indicators.bulk.columns import Bools, Coded, Ints, Persons, Rows, pieces
from hoanhap.indicators.bulk.units import Layout, Units
from hoanhap.indicators.language import Indicator, Where

MOST_CLASSES = 64
EXACT = 1 << 53
Array = np.ndarray
Linked = Callable[[Indicator, int, Ints], Bools]  # the indicator, the period's place, the rows → which of them hold


@dataclass(frozen=True)
class Answer:
    """What one indicator adds in one period, by unit of that period's map; `extra`: only there, not above it."""

    code: str
    period: int
    values: Array
    extra: Array | None = None


class Counting:
    """One relation's rows. `asked`: the indicators with the periods in which that version is in force."""

    def __init__(self, rows: Rows, placed: Sequence[Ints], persons: Persons, units: Units, linked: Linked) -> None:
        self.rows, self.placed, self.persons, self.units, self.linked = rows, placed, persons, units, linked
        self.size = len(placed[0])

    def answers(self, asked: Mapping[Indicator, frozenset[int]], chains: Sequence[Chain]) -> Iterator[Answer]:
        by_clock = defaultdict[Clock, list[Indicator]](list)
        for it in asked:
            by_clock[Clock(it.when, it.lasting, it.age)].append(it)
        for clock, sharing in by_clock.items():
            for chain in chains:
                run = chain.run(clock, self.rows, self.persons)
                for group in _classed(sharing):
                    wanted = {it: asked[it] for it in group}
                    yield from self._group(wanted, chain, run, self._classes(group))

    # ------------------------------------------------------------ one clock, one set of classes
    def _group(
        self, asked: Mapping[Indicator, frozenset[int]], chain: Chain, run: Run, classes: "_Classes"
    ) -> Iterator[Answer]:
        added = defaultdict[str, list[Indicator]](list)
        for it in asked:
            if not it.also and not it.without and it.counts in ("rows", "sum"):
                added[it.column].append(it)
        for column, some in added.items():
            weights = self.rows.amounts[column] if column else None
            table = self._added(chain, run, classes, weights)
            for it in some:
                by_period = table[:, classes.of(it.where), :].sum(axis=1)
                for at, period in enumerate(chain.places):
                    if period in asked[it]:
                        yield Answer(it.code, period, self._on_map(period, by_period[:, at]))
        single = [it for it in asked if it.also or it.without or it.counts in ("persons", "units")]
        for at, period in enumerate(chain.places) if single else ():
            counted = np.flatnonzero(run.within(at))
            for it in single:
                if period in asked[it]:
                    yield self._one_by_one(it, period, self._held(it, period, counted, classes))

    def _added(self, chain: Chain, run: Run, classes: "_Classes", weights: Ints | None) -> Array:
        """[unit, class, period]. A row is added where its run begins and taken away beyond it."""
        slots = len(chain) + 1
        cells = classes.count * slots
        wide = np.uint16 if cells < 1 << 16 else np.uint32
        found = np.zeros(self.size * cells, dtype=np.int64)
        for part in pieces(len(self.rows), least=len(found)):
            key = self.rows.unit[part].astype(np.intp)
            key *= cells
            if classes.codes is not None:
                key += np.multiply(classes.codes[part], slots, dtype=wide)
            key += run.first[part]
            some = None if weights is None else weights[part]
            found += total(key, some, found.shape)
            if not run.single:
                key += run.beyond[part] - run.first[part]
                found -= total(key, some, found.shape)
        by_slot = found.reshape(self.size, classes.count, slots)
        return by_slot[:, :, :-1] if run.single else np.cumsum(by_slot, axis=2)[:, :, :-1]

    def _held(self, it: Indicator, period: int, rows: Ints, classes: "_Classes") -> Ints:
        kept = classes.of(it.where)
        if not kept:
            return rows[:0]
        if classes.codes is not None and len(kept) < classes.count:
            chosen = np.zeros(classes.count, dtype=bool)
            chosen[kept] = True
            rows = rows[chosen[classes.codes[rows]]]
        return rows[self.linked(it, period, rows)] if it.also or it.without else rows

    def _one_by_one(self, it: Indicator, period: int, rows: Ints) -> Answer:
        layout, chosen = self.units.layouts[self.units.layout_of[period]], _run_of(rows)
        unit = self.rows.unit[chosen]
        person = None if self.rows.person is None else self.rows.person[chosen]
        weights = self.rows.amounts[it.column][chosen] if it.counts == "sum" else None
        if not self._plain(layout):
            unit = self.placed[self.units.layout_of[period]][unit]
            if unit.min(initial=0) < 0:
                there = unit >= 0
                unit = unit[there]
                person = None if person is None else person[there]
                weights = None if weights is None else weights[there]
        if it.counts == "persons":
            assert person is not None
            return Answer(it.code, period, *distinct(person, unit, self.persons.count, layout, it.roll_up))
        found = total(unit, weights, (layout.size,))
        return Answer(it.code, period, found > 0 if it.counts == "units" else found)

    def _plain(self, layout: Layout) -> bool:
        """Every row already belongs where it was recorded."""
        return self.size == layout.size and layout.whole

    def _on_map(self, period: int, values: Array) -> Array:
        number = self.units.layout_of[period]
        layout, placed = self.units.layouts[number], self.placed[number]
        if self._plain(layout):
            return values
        there = placed >= 0
        return total(placed[there], values[there], (layout.size,))

    # ------------------------------------------------------------ classes
    def _classes(self, group: Sequence[Indicator]) -> "_Classes":
        asked = defaultdict[str, list[Where]](list)
        for where in dict.fromkeys(w for it in group for w in it.where):
            asked[where.column].append(where)
        codes: Ints | None = None
        profiles: list[tuple[Where, ...]] = [()]
        for wheres in asked.values():
            coded = self._column(wheres[0])
            held = [tuple(where for where in wheres if where.holds(word)) for word in coded.words]
            kinds = list(dict.fromkeys(held))
            profiles = [(*some, *more) for some in profiles for more in kinds]
            if len(kinds) > 1:
                kind = np.array([kinds.index(h) for h in held], dtype=np.uint8 if len(profiles) < 256 else np.uint32)
                mine = kind[coded.codes]
                if wheres[0].attribute:
                    assert self.rows.person is not None
                    mine = mine[self.rows.person]
                codes = mine if codes is None else codes * mine.dtype.type(len(kinds)) + mine
        return _Classes(codes, [frozenset(p) for p in profiles])

    def _column(self, where: Where) -> Coded:
        if where.attribute:
            return self.persons.coded[where.attribute]
        return self.rows.coded[where.column]


@dataclass(frozen=True)
class _Classes:
    """`profiles[class]`: the conditions that its rows hold to. No codes: there is one class."""

    codes: Ints | None
    profiles: list[frozenset[Where]]

    @property
    def count(self) -> int:
        return len(self.profiles)

    def of(self, wheres: Sequence[Where]) -> list[int]:
        return [n for n, held in enumerate(self.profiles) if held.issuperset(wheres)]


def _classed(sharing: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    """Groups whose classes stay few: what each column is asked for multiplies."""
    group, asked = list[Indicator](), defaultdict[str, set[Where]](set)
    for it in sorted(sharing, key=lambda it: sorted(w.column for w in it.where)):
        wider = {column: set(wheres) for column, wheres in asked.items()}
        for where in it.where:
            wider.setdefault(where.column, set()).add(where)
        if group and np.prod([len(wheres) + 1 for wheres in wider.values()], initial=1) > MOST_CLASSES:
            yield group
            group, wider = [], {}
            for where in it.where:
                wider.setdefault(where.column, set()).add(where)
        group.append(it)
        asked = defaultdict(set, wider)
    yield group


def _run_of(rows: Ints) -> Ints | slice:
    """Tables mostly stand in the order of dates: then the rows of a period are neighbours, and need no copying."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows


# ---------------------------------------------------------------- sums
def total(key: Ints, weights: Ints | None, shape: tuple[int, ...]) -> Array:
    """How many rows, or how much of their weights, has each key. Exact: bincount adds weights as floating numbers."""
    size = int(np.prod(shape))
    if weights is None:
        return np.bincount(key, minlength=size).reshape(shape)
    if len(weights) * max(abs(int(weights.max(initial=0))), abs(int(weights.min(initial=0)))) < EXACT:
        return np.bincount(key, weights=weights, minlength=size).astype(np.int64).reshape(shape)
    low = total(key, weights & 0xFFFFF, shape)
    return low + (total(key, weights >> 20, shape) << 20)


def distinct(person: Ints, unit: Ints, persons: int, layout: Layout, roll_up: str) -> tuple[Array, Array | None]:
    """Distinct persons of each unit, at every level, without sorting the rows.

    Each person is given one of their units: whichever row wrote last. These pairs are distinct as they stand and add up
    the tree. Only rows in another unit are sorted: at each level, those whose unit there differs add one each.
    """
    person = person.astype(np.intp)
    main = np.full(persons, layout.size, dtype=np.int32)
    main[person] = unit
    values = np.bincount(main, minlength=layout.size + 1)[:-1]  # the last: who has no row
    elsewhere = np.flatnonzero(main[person] != unit)
    if not len(elsewhere):
        return values, None
    person, unit = person[elsewhere], unit[elsewhere]
    first = main[person]
    if roll_up == "sum":
        return values + _pairs(person, unit, layout.size), None
    extra = np.zeros(layout.size, dtype=np.int64)
    for above in layout.above:
        there = above[unit]
        other = (there >= 0) & (there != above[first])
        extra += _pairs(person[other], there[other], layout.size)
    return values, extra


def _pairs(person: Ints, unit: Ints, size: int) -> Array:
    key = np.sort(person.astype(np.int64) * size + unit)
    new = np.ones(len(key), dtype=bool)
    new[1:] = key[1:] != key[:-1]
    return np.bincount(key[new] % size, minlength=size)

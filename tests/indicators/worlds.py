"""Small random countries, their people, what was recorded of them, and what somebody wants to count.

A seed makes a world: units that merge, split, move, end and begin; persons who are told to have gone with one part;
spans and events of persons and of units; indicators over all the words of the language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import numpy as np

from hoanhap.facts.relations import Column, Relation
from hoanhap.indicators.bulk.columns import FAR, Coded, Ints, Persons, Rows, days
from hoanhap.indicators.bulk.table import Needs
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.language import UNIT, WHEN, Band, Definitions, Duration, Indicator, Link, Period, Where
from hoanhap.indicators.rules.maps import Change, Country, UnitRow
from hoanhap.indicators.rules.reference import Fact, Person
from hoanhap.kernel.lang import Words

FIRST, LAST = date(2015, 1, 1), date(2021, 12, 31)
TURNS = (date(2017, 3, 1), date(2018, 7, 1), date(2020, 1, 1))
KINDS, COLOURS, SEXES = ("x", "y", "z"), ("red", "blue"), ("male", "female")
NAME = Words("", "")
PERSON = Relation("person", NAME, "subject", "person", (Column("sex", NAME, SEXES, blank=True),))
_COLUMNS = (Column("kind", NAME, KINDS), Column("colour", NAME, COLOURS, blank=True), Column("amount", NAME))
RELATIONS = {
    "person": PERSON,
    "care": Relation("care", NAME, "span", "person", _COLUMNS),
    "home": Relation("home", NAME, "span", "person", _COLUMNS),
    "visit": Relation("visit", NAME, "event", "person", _COLUMNS),
    "team": Relation("team", NAME, "span", "unit", _COLUMNS),
    "money": Relation("money", NAME, "event", "unit", _COLUMNS),
    UNIT.name: UNIT,
}


@dataclass(frozen=True)
class World:
    units: tuple[UnitRow, ...]
    changes: tuple[Change, ...]
    people: dict[int, Person]
    facts: tuple[Fact, ...]
    definitions: Definitions
    map_date: date | None

    @property
    def country(self) -> Country:
        return Country(self.units, self.changes)

    def turned(self, seed: int) -> "World":
        """The same, in another order."""
        rng = Random(seed)
        order = [*self.facts]
        rng.shuffle(order)
        return replace(self, facts=tuple(order), people=dict(sorted(self.people.items(), reverse=True)))


def world(seed: int) -> World:
    rng = Random(seed)
    map_of = _Units(rng)
    units, changes = map_of.history()
    numbers = rng.sample(range(1, 60), rng.randint(1, 6))
    people = {number: _person(rng) for number in numbers}
    country = Country(units, changes)
    facts = [fact for _ in range(rng.randint(0, 25)) if (fact := _fact(rng, country, numbers))]
    facts += [rng.choice(facts) for _ in range(rng.randint(0, 2)) if facts]
    changes = (*changes, *_persons_ways(rng, map_of.splits, numbers))
    periods = _periods(rng)
    indicators = tuple(_indicator(rng, n) for n in range(rng.randint(3, 9)))
    on = rng.choice([None, None, rng.choice(TURNS), date(2016, 1, 1), date(2021, 6, 1)])
    return World(units, changes, people, tuple(facts), Definitions(indicators, RELATIONS, periods=periods), on)


def _day(rng: Random) -> date:
    if rng.random() < 0.3:  # the days on which engines would part
        near = rng.choice([*TURNS, date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1)])
        return near + timedelta(days=rng.randint(-1, 1))
    return FIRST + timedelta(days=rng.randint(0, (LAST - FIRST).days))


def _person(rng: Random) -> Person:
    birth = date(1990, 1, 1) + timedelta(days=rng.randint(0, 9000)) if rng.random() < 0.9 else None
    birth = rng.choice([birth, date(2000, 2, 29), date(2000, 1, 1)])
    return Person(birth, {"sex": rng.choice(SEXES)} if rng.random() < 0.9 else {})


# ---------------------------------------------------------------- units
class _Units:
    """Two provinces under one nation, some communes; each turn changes some of them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows = [UnitRow("N"), UnitRow("P1", "N"), UnitRow("P2", "N")]
        self.rows += [UnitRow(f"c{n}", rng.choice(["P1", "P2"])) for n in range(rng.randint(1, 6))]
        self.changes: list[Change] = []
        self.splits: list[tuple[date, str, tuple[str, ...]]] = []  # persons may be told to have gone with one part
        self.free = [f"n{n}" for n in range(20)]

    def history(self) -> tuple[tuple[UnitRow, ...], tuple[Change, ...]]:
        for turn in TURNS:
            if self.rng.random() < 0.6:
                for _ in range(self.rng.randint(1, 2)):
                    self.rng.choice([self._merge, self._merge, self._split, self._split_off, self._move, self._anew])(
                        turn
                    )
        return tuple(self.rows), tuple(self.changes)

    def _communes(self, turn: date) -> list[int]:
        """Those that stand before the turn and are not changed on it yet."""
        return [
            n
            for n, row in enumerate(self.rows)
            if row.parent[:1] == "P" and row.valid_to is None and row.valid_from < turn
        ]

    def _end(self, n: int, turn: date) -> UnitRow:
        self.rows[n] = replace(self.rows[n], valid_to=turn)
        return self.rows[n]

    def _merge(self, turn: date) -> None:
        communes = self._communes(turn)
        if len(communes) < 2:
            return
        one, other = self.rng.sample(communes, 2)
        gone = self._end(other, turn)
        if self.rng.random() < 0.5:
            self.changes.append(Change(turn, gone.code, self.rows[one].code))
            self.splits.append((turn, gone.code, (self.rows[one].code,)))
            return
        first = self._end(one, turn)
        code = self.rng.choice([self.free.pop(), first.code])
        self.rows.append(UnitRow(code, first.parent, turn))
        self.changes += [Change(turn, first.code, code), Change(turn, gone.code, code)]

    def _split(self, turn: date) -> None:
        communes = self._communes(turn)
        if not communes:
            return
        gone = self._end(self.rng.choice(communes), turn)
        codes = self.rng.choice([gone.code, self.free.pop()]), self.free.pop()
        self.rows += [UnitRow(code, self.rng.choice([gone.parent, "P1"]), turn) for code in codes]
        self.changes += [Change(turn, gone.code, code) for code in codes]
        self.splits.append((turn, gone.code, codes))

    def _split_off(self, turn: date) -> None:
        communes = self._communes(turn)
        if not communes:
            return
        stays = self.rows[self.rng.choice(communes)]
        code = self.free.pop()
        self.rows.append(UnitRow(code, stays.parent, turn))
        if self.rng.random() < 0.5:
            self.changes.append(Change(turn, stays.code, code))
        self.splits.append((turn, stays.code, (code,)))

    def _move(self, turn: date) -> None:
        if communes := self._communes(turn):
            moved = self._end(self.rng.choice(communes), turn)
            self.rows.append(UnitRow(moved.code, "P2" if moved.parent == "P1" else "P1", turn))

    def _anew(self, turn: date) -> None:
        """One that nobody came from; its code may have been another's."""
        used = [row.code for row in self.rows if row.parent[:1] == "P" and row.valid_to and row.valid_to < turn]
        code = self.rng.choice([self.free.pop(), *used])
        if not any(row.code == code and row.valid_to is None for row in self.rows):
            self.rows.append(UnitRow(code, "P1", turn))


def _persons_ways(
    rng: Random, splits: Sequence[tuple[date, str, tuple[str, ...]]], numbers: Sequence[int]
) -> tuple[Change, ...]:
    found = []
    for turn, before, after in splits:
        for number in numbers:
            if rng.random() < 0.5:
                found.append(Change(turn, before, rng.choice(after), number))
    once = {(change.on, change.person): change for change in found}  # nobody goes two ways on one day
    return tuple(once.values())


# ---------------------------------------------------------------- facts
def _fact(rng: Random, country: Country, numbers: Sequence[int]) -> Fact | None:
    relation = RELATIONS[rng.choice(["care", "care", "home", "visit", "team", "money"])]
    start = _day(rng)
    there = [row.code for row in country.rows if row.on(start) and (row.parent[:1] == "P" or rng.random() < 0.1)]
    if not there:
        return None
    end = None
    if relation.shape == "span" and rng.random() < 0.7:
        end = (
            max(start, _day(rng))
            if rng.random() < 0.5
            else start + timedelta(days=rng.choice([0, 1, 30, 365, 366, 700]))
        )
    values = {"kind": rng.choice(KINDS), "colour": rng.choice((*COLOURS, ""))}
    person = rng.choice(numbers) if relation.subject == "person" else None
    amount = rng.choice([0, 1, 5, -3, 10**9, 10**15])
    return Fact(relation.name, rng.choice(there), start, end, values, {"amount": amount}, person)


# ---------------------------------------------------------------- what is counted
def _periods(rng: Random) -> tuple[Period, ...]:
    whole = [Period(str(y), date(y, 1, 1), date(y + 1, 1, 1)) for y in (2017, 2018, 2019)]
    more = [Period("2018H2", date(2018, 7, 1), date(2019, 1, 1)), Period("all", date(2016, 1, 1), date(2021, 1, 1))]
    more.append(Period("feb", date(2020, 2, 1), date(2020, 3, 1)))
    return tuple(rng.sample([*whole, *more], rng.randint(1, 4)))


def _wheres(rng: Random, *, person: bool = True) -> tuple[Where, ...]:
    found = []
    for column, codes in (("kind", KINDS), ("colour", (*COLOURS, "")), ("person.sex", (*SEXES, ""))):
        if rng.random() < 0.3 and (person or column != "person.sex"):
            found.append(Where(column, tuple(rng.sample(codes, rng.randint(1, 2))), rng.random() < 0.3))
    return tuple(found)


def _indicator(rng: Random, number: int) -> Indicator:
    if rng.random() < 0.1:
        links = _links(rng) or (Link("care"),)
        either = {"also": links} if rng.random() < 0.5 else {"without": links}
        return Indicator(f"i{number}", NAME, "", True, of=UNIT.name, when="active_at_end", **either)
    relation = RELATIONS[rng.choice(["care", "care", "home", "visit", "team", "money"])]
    personal, when = relation.subject == "person", rng.choice(WHEN[relation.shape])
    counts = rng.choice(["rows", "sum", "units", *(["persons", "persons"] if personal else [])])
    lasts = when in ("active_at_start", "active_at_end", "ended") and rng.random() < 0.3
    linked = when != "active_during" and rng.random() < 0.35
    low = rng.choice([0, 18, 20])
    band = Band(low, rng.choice([None, low + 1, 25]), rng.choice(["birthday", "mean_year"]))
    return Indicator(
        f"i{number}", NAME, "", True, of=relation.name, when=when, where=_wheres(rng, person=personal), counts=counts,
        column="amount" if counts == "sum" else "",
        roll_up=rng.choice(["recount", "sum"]) if counts == "persons" else "sum",
        lasting=rng.choice([Duration(months=1), Duration(months=12), Duration(days=365)]) if lasts else None,
        age=band if personal and rng.random() < 0.3 else None,
        also=_links(rng) if linked else (), without=_links(rng) if linked else (),
        valid_from=rng.choice([date.min, date.min, date(2018, 12, 31)]),
    )  # fmt: skip


def _links(rng: Random) -> tuple[Link, ...]:
    names = rng.sample(["care", "home", "team"], rng.randint(0, 2))
    return tuple(Link(name, _wheres(rng, person=False)) for name in names)


# ---------------------------------------------------------------- as the bulk engine reads it
class Memory:
    """The facts of a world as columns."""

    def __init__(self, of: World) -> None:
        self.world = of
        self.ids = np.array([*of.people], dtype=np.int64)
        self.place = {number: n for n, number in enumerate(of.people)}

    def persons(self, coded: frozenset[str]) -> Persons:
        people = self.world.people.values()
        birth = np.array([FAR if p.birth is None else days(p.birth) for p in people], dtype=np.int32)
        return Persons(len(people), birth, {c: _coded([p.values.get(c, "") for p in people]) for c in coded})

    def rows(self, relation: str, needs: Needs, units: Units) -> Rows:
        facts = [fact for fact in self.world.facts if fact.relation == relation]
        unit = [units.country.unit(fact.unit, fact.start) for fact in facts]
        start = np.array([days(f.start) for f in facts], dtype=np.int32)
        shape = self.world.definitions.relations[relation]
        end = (
            np.array([days(f.end) if f.end else FAR for f in facts], dtype=np.int32) if shape.shape == "span" else start
        )
        person = None
        if shape.subject == "person":
            person = np.array([self.place[f.person or 0] for f in facts], dtype=np.int32)
        coded = {c: _coded([f.values[c] for f in facts]) for c in needs.coded}
        amounts = {c: np.array([f.amounts[c] for f in facts], dtype=np.int64) for c in needs.amounts}
        return Rows(np.array(unit, dtype=np.int32), start, end, person, coded, amounts)

    def number(self, person: Ints) -> Ints:
        return self.ids[person]

    def size(self, relation: str) -> int:
        return sum(fact.relation == relation for fact in self.world.facts)


def _coded(values: list[str]) -> Coded:
    words = tuple(dict.fromkeys(values)) or ("",)
    return Coded(np.array([words.index(value) for value in values], dtype=np.uint8), words)

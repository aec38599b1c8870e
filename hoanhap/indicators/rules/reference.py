"""The reference engine: one person's facts, or one unit's, and the cells in which they count. Plain, and says why.

It drives the figure store (what a subject adds to before and after a write is compared) and leads from a figure to the
rows behind it. The bulk engine counts everything at once; both must give the same table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hoanhap.indicators.language import UNIT, Band, Definitions, Duration, Indicator, Link, Period, Where
from hoanhap.indicators.rules.maps import Country, Map

NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """A row. An event has its date in `start`."""

    relation: str
    unit: str
    start: date
    end: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    birth: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class Cell(tuple[str, str, str]):
    """(indicator, unit, period), each by its code."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact that counts for an indicator in a period, and the unit of the map in which it does."""

    indicator: Indicator
    period: Period
    fact: Fact
    unit: int
    map: Map


class Reference:
    """The definitions laid out for asking one subject after another."""

    def __init__(
        self,
        definitions: Definitions,
        country: Country,
        periods: Sequence[Period] = (),
        *,
        map_date: date | None = None,
    ) -> None:
        self.definitions, self.country = definitions, country
        self.periods = [(p, country.at(map_date or p.last)) for p in periods or definitions.periods]
        self._of: dict[tuple[str, str], list[tuple[Indicator, list[tuple[Period, Map]]]]] = defaultdict(list)
        for it in definitions.indicators:
            if it.kind == "count":
                asked = [(period, on_map) for period, on_map in self.periods if it.in_force(period)]
                self._of[definitions.subject(it), it.of].append((it, asked))

    # ------------------------------------------------------------ cells
    def of_person(self, person: Person, facts: Sequence[Fact]) -> dict[Cell, int]:
        """What a person adds to which cells, at every level."""
        return _cells(self._counted("person", person, facts))

    def of_units(self, facts: Sequence[Fact], people: Mapping[int, Person] | None = None) -> dict[Cell, int]:
        """What indicators of units count; `facts`: all that was recorded in these units, of persons too."""
        found = [*self._counted("unit", Person(), facts, people or {}), *self._lowest(facts)]
        return _cells(iter(found))

    def counted(self, person: Person, facts: Sequence[Fact]) -> Iterator[Counted]:
        """Every fact of the person that counts anywhere: the rows behind a figure."""
        return self._counted("person", person, facts)

    def counted_of_units(self, facts: Sequence[Fact]) -> Iterator[Counted]:
        """Every fact of a unit that counts anywhere."""
        return self._counted("unit", Person(), facts)

    def _counted(
        self, subject: str, person: Person, facts: Sequence[Fact], people: Mapping[int, Person] | None = None
    ) -> Iterator[Counted]:
        for fact in facts:
            who = person if people is None or fact.person is None else people.get(fact.person, Person())
            unit = self.country.unit(fact.unit, fact.start)
            for it, asked in self._of.get((subject, fact.relation), ()):
                if unit is None or not _all_hold(it.where, fact, who):
                    continue
                for period, on_map in asked:
                    if not counts(it, period, fact, who):
                        continue
                    placed = on_map.place(unit, fact.start, fact.person)
                    if placed is not None and self._linked(it, period, fact, facts, on_map, placed):
                        yield Counted(it, period, fact, placed, on_map)

    def _lowest(self, facts: Sequence[Fact]) -> Iterator[Counted]:
        """The lowest units of each map, as if each were a fact of its own."""
        for it, asked in self._of.get(("unit", UNIT.name), ()):
            for period, on_map in asked:
                for unit in on_map.lowest:
                    fact = Fact(UNIT.name, self.country.rows[unit].code, self.country.rows[unit].valid_from)
                    if self._linked(it, period, fact, facts, on_map, unit):
                        yield Counted(it, period, fact, unit, on_map)

    # ------------------------------------------------------------ also, without
    def _linked(
        self, it: Indicator, period: Period, fact: Fact, facts: Sequence[Fact], on_map: Map, placed: int
    ) -> bool:
        if not it.also and not it.without:
            return True
        day = _day(it, period, fact)

        def there(link: Link) -> bool:
            return any(
                other.relation == link.of
                and other.start <= day
                and (other.end is None or day < other.end)
                and _all_hold(link.where, other, Person())
                and self._same(fact, other, link, on_map, placed)
                for other in facts
            )

        return all(map(there, it.also)) and not any(map(there, it.without))

    def _same(self, fact: Fact, other: Fact, link: Link, on_map: Map, placed: int) -> bool:
        """One person, where both relations are of persons; else one unit."""
        relations = self.definitions.relations
        if relations[fact.relation].subject == relations[link.of].subject == "person":
            return fact.person == other.person
        unit = self.country.unit(other.unit, other.start)
        return unit is not None and on_map.place(unit, other.start, other.person) == placed


# ---------------------------------------------------------------- does it count?
WHEN: Mapping[str, Callable[[Fact, Period], bool]] = {
    "during": lambda fact, p: p.start <= fact.start < p.end,
    "started": lambda fact, p: p.start <= fact.start < p.end,
    "ended": lambda fact, p: fact.end is not None and p.start <= fact.end < p.end,
    "active_at_start": lambda fact, p: fact.start < p.start and (fact.end is None or fact.end >= p.start),
    "active_at_end": lambda fact, p: fact.start < p.end and (fact.end is None or fact.end >= p.end),
    "active_during": lambda fact, p: fact.start < p.end and (fact.end is None or fact.end >= p.start),
}


def counts(it: Indicator, period: Period, fact: Fact, person: Person) -> bool:
    """All but `where`, which no period changes, and the links, which need the other facts."""
    if not WHEN[it.when](fact, period):
        return False
    if it.lasting and not lasted(it.lasting, fact.start, _day(it, period, fact)):
        return False
    return it.age is None or in_band(it.age, person.birth, _age_day(it, period))


def _day(it: Indicator, period: Period, fact: Fact) -> date:
    """The day on which a row is looked at: its own, or the one of the period whose state is counted."""
    if it.when == "active_at_start":
        return period.start - timedelta(days=1)
    if it.when == "active_at_end":
        return period.last
    return fact.end if it.when == "ended" and fact.end else fact.start


def _age_day(it: Indicator, period: Period) -> date:
    return period.start - timedelta(days=1) if it.when == "active_at_start" else period.last


def _all_hold(wheres: Iterable[Where], fact: Fact, person: Person) -> bool:
    for where in wheres:
        attribute = where.attribute
        value = person.values.get(attribute, "") if attribute else fact.values.get(where.column, "")
        if not where.holds(value):
            return False
    return True


def lasted(duration: Duration, start: date, day: date) -> bool:
    return later(start, duration) <= day


def later(start: date, duration: Duration) -> date:
    """Months end on the last day of a shorter month: 31/01 and one month is 28/02."""
    if not duration.months:
        return start + timedelta(days=duration.days)
    year, month = divmod(start.year * 12 + start.month - 1 + duration.months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (following - timedelta(days=1)).day))


def in_band(band: Band, birth: date | None, day: date) -> bool:
    if birth is None or birth > day:
        return False
    return band.low <= (years := age(band.rule, birth, day)) and (band.high is None or years < band.high)


def age(rule: str, birth: date, day: date) -> int:
    if rule == "mean_year":
        return (day - birth).days * 4 // 1461
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


# ---------------------------------------------------------------- from facts to cells
def _cells(counted: Iterable[Counted]) -> dict[Cell, int]:
    found: dict[Cell, int] = defaultdict(int)
    met: set[tuple[Cell, int | None]] = set()
    for c in counted:
        it, codes = c.indicator, [c.map.country.rows[unit].code for unit in c.map.up(c.unit)]
        cells = [Cell((it.code, code, c.period.code)) for code in codes]
        if it.counts in ("persons", "units"):
            who = c.fact.person if it.counts == "persons" else None
            asked = cells if it.roll_up == "recount" else cells[:1]  # added up: once below is once above
            new = [cell for cell in asked if (cell, who) not in met]
            met.update((cell, who) for cell in new)
            cells = new if it.roll_up == "recount" or not new else cells
        for cell in cells:
            found[cell] += c.fact.amounts.get(it.column, 0) if it.counts == "sum" else 1
    return {cell: value for cell, value in found.items() if value}

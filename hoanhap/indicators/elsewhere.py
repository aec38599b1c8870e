"""The same definitions on another engine: compiled through Ibis to DuckDB, PostgreSQL, Spark, whatever it speaks.

For whoever outgrows one machine: the facts stay where they are, as tables of the documented columns
(docs/facts-format.md) under the relations' names, and only counts come back. Needs requirements-scale.txt.

    counted(ibis.duckdb.connect("facts.duckdb"), definitions, country)
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from hoanhap.indicators.bulk.clocks import latest_birth
from hoanhap.indicators.bulk.columns import EPOCH
from hoanhap.indicators.bulk.table import Table
from hoanhap.indicators.language import STATES, UNIT, Definitions, Indicator, Link, Period, Where
from hoanhap.indicators.rules.maps import Country, Map
from hoanhap.kernel.lang import t

Frame = Any  # an Ibis table; Ibis is an extra, so its names are not in the types
Value = Any  # an Ibis column
EVER, NEVER = date(1, 1, 1), date(9999, 12, 31)


class PersonsMoved(Exception):
    """The changes of units say where single persons went; one by one they are followed by the bulk engine alone."""

    def __init__(self, relation: str) -> None:
        super().__init__(
            t(
                "Đơn vị bị chia và có ghi từng người về đâu, nên không đếm “{of}” ở đây. Dùng: hoanhap figures table.",
                "Units were divided and it is said where each person went, so “{of}” is not counted here. "
                "Use: hoanhap figures table.",
                of=relation,
            )
        )


def counted(
    con: Any,
    definitions: Definitions,
    country: Country,
    *,
    tables: Mapping[str, Frame] | None = None,
    periods: Sequence[Period] = (),
    map_date: date | None = None,
) -> Table:
    """As `bulk.table.table`. `tables`: where a relation is not the table of its own name. Raises PersonsMoved."""
    chosen = list(periods or definitions.periods)
    work = _Elsewhere(con, definitions, country, chosen, map_date, tables or {})
    codes = list(dict.fromkeys(row.code for row in country.rows))
    at_unit, at = {code: n for n, code in enumerate(codes)}, {p.code: n for n, p in enumerate(chosen)}
    values = np.zeros((len(codes), len(definitions.codes), len(chosen)), dtype=np.int64)
    for n, code in enumerate(definitions.codes):
        parts = [work.cells(it, p) for p in chosen if (it := definitions.indicator(code, p))]
        for part in _together(parts):
            for row in part.to_pyarrow().to_pylist():
                values[at_unit[row["above"]], n, at[row["period"]]] = int(row["value"] or 0)
    return Table(values, codes, [*definitions.codes], [p.code for p in chosen])


def _together(parts: list[Frame]) -> Iterable[Frame]:
    import ibis

    return [ibis.union(*parts)] if len(parts) > 1 else parts


class _Elsewhere:
    def __init__(
        self,
        con: Any,
        definitions: Definitions,
        country: Country,
        periods: list[Period],
        map_date: date | None,
        tables: Mapping[str, Frame],
    ) -> None:
        self.con, self.definitions, self.country, self.tables = con, definitions, country, tables
        self.maps = {period.code: country.at(map_date or period.last) for period in periods}
        self._placed: dict[Map, tuple[Frame, Frame]] = {}

    # ------------------------------------------------------------ maps as tables
    def _map(self, on: Map) -> tuple[Frame, Frame]:
        """(code, since, until, placed): where rows of a unit belong; (unit, above): what it is part of."""
        if on not in self._placed:
            rows = self.country.rows
            places = [(row, on.place(n, row.valid_from)) for n, row in enumerate(rows)]
            placed = {
                "code": [row.code for row, place in places if place is not None],
                "since": [max(row.valid_from, EVER) for row, place in places if place is not None],
                "until": [row.valid_to or NEVER for row, place in places if place is not None],
                "placed": [rows[place].code for _, place in places if place is not None],
            }
            pairs = [(rows[unit].code, rows[above].code) for unit in on.parent for above in on.up(unit)]
            up = {"below": [below for below, _ in pairs], "above": [above for _, above in pairs]}
            self._placed[on] = self._literal(placed), self._literal(up)
        return self._placed[on]

    def _literal(self, columns: Mapping[str, list[Any]]) -> Frame:
        import ibis
        import pyarrow as pa

        return ibis.memtable(pa.table(dict(columns)))

    # ------------------------------------------------------------ rows
    def _rows(self, name: str, on: Map) -> Frame:
        """The relation with `placed`, and for events `start` and `end` alike."""
        if self.country.persons and self.definitions.relations[name].subject == "person":
            raise PersonsMoved(name)
        rows = self.tables.get(name)
        rows = self.con.table(name) if rows is None else rows
        relation, mapped = self.definitions.relations[name], self.definitions.files.get(name)
        parts = {"span": ("start", "end"), "event": ("date",)}[relation.shape]
        person = ("person",) if relation.subject == "person" else ()
        columns = (*person, "unit", *parts, *(column.name for column in relation.columns))
        named = mapped.names if mapped else {}
        rows = rows.select(**{column: rows[named.get(column, column)] for column in columns})
        if relation.shape == "event":
            rows = rows.mutate(start=rows.date, end=rows.date).drop("date")
        place, _ = self._map(on)
        rows = rows.mutate(unit=rows.unit.cast("string"))
        there = (rows.unit == place.code) & (rows.start >= place.since) & (rows.start < place.until)
        return rows.inner_join(place, there).drop("code", "since", "until")

    def _persons(self) -> Frame:
        found = self.tables.get("person")
        found = self.con.table("person") if found is None else found
        mapped = self.definitions.files.get("person")
        named = mapped.names if mapped else {}
        columns = ["person", "birth", *(c.name for c in self.definitions.relations["person"].columns)]
        known = [c for c in columns if named.get(c, c) in found.columns]
        return found.select(**{("person" if c == "person" else f"person_{c}"): found[named.get(c, c)] for c in known})

    # ------------------------------------------------------------ one indicator in one period
    def cells(self, it: Indicator, period: Period) -> Frame:
        on = self.maps[period.code]
        rows = self._lowest(on) if it.of == UNIT.name else self._rows(it.of, on)
        if it.asks_person:
            persons = self._persons()
            rows = rows.inner_join(persons, "person")
        rows = rows.filter([*self._conditions(it, period, rows)]) if it.of != UNIT.name else rows
        for links, wanted in ((it.also, True), (it.without, False)):
            for link in links:
                rows = self._linked(it, link, period, rows, on, wanted=wanted)
        _, up = self._map(on)
        base, value = self._counted(it, rows)
        counts = base.inner_join(up, base.placed == up.below)
        if it.counts == "persons" and it.roll_up == "recount":
            counts = counts.select("above", "person").distinct()
        return counts.group_by("above").agg(value=value(counts).cast("int64")).mutate(period=_text(period.code))

    def _lowest(self, on: Map) -> Frame:
        return self._literal({"placed": [self.country.rows[unit].code for unit in on.lowest]})

    @staticmethod
    def _counted(it: Indicator, rows: Frame) -> tuple[Frame, Any]:
        """The rows as they are counted, and how; distinct before they meet the levels above."""
        if it.counts == "sum":
            base = rows.group_by("placed").agg(amount=rows[it.column].cast("int64").sum())
            return base, lambda counts: counts.amount.sum()
        if it.counts == "rows":
            return rows.group_by("placed").agg(n=rows.count()), lambda counts: counts.n.sum()
        columns = ["placed", "person"] if it.counts == "persons" else ["placed"]
        return rows.select(*columns).distinct(), lambda counts: counts.count()

    def _conditions(self, it: Indicator, period: Period, rows: Frame) -> Iterable[Value]:
        first, last = _day(period.start), _day(period.last)
        goes_on, start, end = rows.end.isnull(), rows.start, rows.end
        yield {
            "during": lambda: (start >= first) & (start <= last),
            "started": lambda: (start >= first) & (start <= last),
            "ended": lambda: (end >= first) & (end <= last),
            "active_at_start": lambda: (start < first) & (goes_on | (end >= first)),
            "active_at_end": lambda: (start <= last) & (goes_on | (end > last)),
            "active_during": lambda: (start <= last) & (goes_on | (end >= first)),
        }[it.when]()
        for where in it.where:
            yield _where(where, rows[f"person_{where.attribute}" if where.attribute else where.column])
        if it.lasting:
            yield self._lasted(it, period, rows)
        if it.age:
            day = period.start - timedelta(days=1) if it.when == "active_at_start" else period.last
            yield rows.person_birth <= _day(_number(latest_birth(it.age.rule, it.age.low, day)))
            if it.age.high is not None:
                yield rows.person_birth > _day(_number(latest_birth(it.age.rule, it.age.high, day)))

    @staticmethod
    def _lasted(it: Indicator, period: Period, rows: Frame) -> Value:
        import ibis

        assert it.lasting
        whole = ibis.interval(days=it.lasting.days) if it.lasting.days else ibis.interval(months=it.lasting.months)
        reached = (rows.start + whole).cast("date")  # every engine ends months on the last day of a shorter one
        if it.when == "ended":
            return reached <= rows.end
        return reached <= _day(period.start - timedelta(days=1) if it.when == "active_at_start" else period.last)

    def _linked(self, it: Indicator, link: Link, period: Period, rows: Frame, on: Map, *, wanted: bool) -> Frame:
        """Rows that meet (or do not meet) an active span of the link: EXISTS, which every engine understands."""
        relations = self.definitions.relations
        other = self._rows(link.of, on)
        personal = it.of != UNIT.name and relations[it.of].subject == relations[link.of].subject == "person"
        other = other.filter([_where(where, other[where.column]) for where in link.where]) if link.where else other
        key = "person" if personal else "placed"
        other = other.select(link_key=other[key], link_start=other.start, link_end=other.end).view()
        if it.when in STATES:
            day: Value = _day(period.start - timedelta(days=1) if it.when == "active_at_start" else period.last)
        else:
            day = rows.end if it.when == "ended" else rows.start
        goes_on = other.link_end.isnull() | (other.link_end > day)
        met = ((rows[key] == other.link_key) & (other.link_start <= day) & goes_on).any()
        return rows.filter(met if wanted else ~met)


def _where(where: Where, column: Value) -> Value:
    held = column.cast("string").fill_null("").isin(where.values)
    return ~held if where.negated else held


def _day(day: date) -> Value:
    import ibis

    return ibis.literal(day, type="date")


def _text(value: str) -> Value:
    import ibis

    return ibis.literal(value)


def _number(days: int) -> date:
    return date.fromordinal(max(days + EPOCH, 1))

"""The same figures by SQLite, written without a look at either engine: the definitions become SELECTs.

Where a row belongs on a map is walked here one turn of the map after another, as a clerk would with the acts in hand.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from hoanhap.indicators.language import UNIT, Indicator, Link, Period, Where
from hoanhap.indicators.rules.maps import UnitRow
from tests.indicators.worlds import RELATIONS, World

Cells = dict[tuple[str, str, str], int]


def cells(world: World) -> Cells:
    with sqlite3.connect(":memory:") as con:
        _load(con, world)
        found: Cells = {}
        for it in world.definitions.indicators:
            for period in world.definitions.periods:
                if it.valid_from <= period.last:
                    for unit, value in con.execute(_query(it, period)):
                        if value:
                            found[it.code, unit, period.code] = value
    con.close()
    return found


# ---------------------------------------------------------------- tables
def _load(con: sqlite3.Connection, world: World) -> None:
    con.executescript(
        "create table person(number, birth, sex); create table up(period, unit, above);"
        "create table placed(fact, period, unit); create table lowest(period, unit);"
        "create table fact(id, relation, person, start, end, kind, colour, amount);"
    )
    people = [(n, p.birth and p.birth.isoformat(), p.values.get("sex", "")) for n, p in world.people.items()]
    con.executemany("insert into person values (?,?,?)", people)
    for period in world.definitions.periods:
        day = world.map_date or period.last
        here = {row.code: row for row in world.units if row.on(day)}
        lines = {code: [*_line(here, code)] for code in here}
        con.executemany(
            "insert into up values (?,?,?)", [(period.code, c, above) for c, line in lines.items() for above in line]
        )
        parents = {row.parent for row in here.values()}
        con.executemany("insert into lowest values (?,?)", [(period.code, c) for c in here if c not in parents])
        for n, fact in enumerate(world.facts):
            ends = _walked(world, fact.unit, fact.start, day, fact.person)
            common = [above for above in lines[next(iter(sorted(ends)))] if all(above in lines[e] for e in ends)] or [
                None
            ]
            con.execute("insert into placed values (?,?,?)", (n, period.code, common[0]))
    con.executemany(
        "insert into fact values (?,?,?,?,?,?,?,?)",
        [
            (n, f.relation, f.person, f.start.isoformat(), f.end and f.end.isoformat(),
             f.values["kind"], f.values["colour"], f.amounts["amount"])
            for n, f in enumerate(world.facts)
        ],
    )  # fmt: skip


def _line(here: dict[str, UnitRow], code: str) -> Iterator[str]:
    while code in here:
        yield code
        code = here[code].parent


def _walked(world: World, unit: str, since: date, until: date, person: int | None) -> set[str]:
    """The units in which the row is, one turn of the map after another; the nation where nothing says."""
    now = {unit}
    turns = sorted({r.valid_from for r in world.units} | {r.valid_to for r in world.units if r.valid_to})
    turns = sorted({*turns, *(c.on for c in world.changes)} - {date.min})
    moves = [c for c in world.changes if c.person is not None and c.person == person]
    whole = [c for c in world.changes if c.person is None]
    before = {turn: {r.code for r in world.units if r.on(turn - timedelta(days=1))} for turn in turns}
    ended = {turn: {r.code for r in world.units if r.valid_to == turn} for turn in turns}
    begun = {turn: {r.code for r in world.units if r.valid_from == turn} for turn in turns}
    after = {turn: {r.code for r in world.units if r.on(turn)} for turn in turns}
    for turn in [t for t in turns if since < t <= until]:
        found: set[str] = set()
        for code in now:
            own = [c.after for c in moves if (c.on, c.before) == (turn, code)]
            gone = [c.after for c in whole if (c.on, c.before) == (turn, code)] if code in ended[turn] else []
            stays = [code] if code in after[turn] else []
            found.update(own or gone or stays)
        now = found & after[turn]
    for turn in reversed([t for t in turns if until < t <= since]):
        found = set()
        for code in now:
            own = [c.before for c in moves if (c.on, c.after) == (turn, code)]
            if own or code not in begun[turn]:
                found.update(own or [code])
                continue
            found.update(c.before for c in whole if (c.on, c.after) == (turn, code))
            left = [c.after for c in whole if (c.on, c.before) == (turn, code)]
            if code in before[turn] and (not left or code in left):
                found.add(code)
        now = found & before[turn]
    return now or {"N"}


# ---------------------------------------------------------------- queries
def _query(it: Indicator, period: Period) -> str:
    day = {
        "active_at_start": f"'{period.start - timedelta(days=1)}'", "active_at_end": f"'{period.last}'",
        "ended": "f.end",
    }.get(it.when, "f.start")  # fmt: skip
    if it.of == UNIT.name:
        rows = f"select unit as placed, unit as person, 0 as amount from lowest l where period='{period.code}'"
        rows += "".join(f" and {_asked(it, link, day, period)}" for link in it.also)
        rows += "".join(f" and not {_asked(it, link, day, period)}" for link in it.without)
    else:
        rows = (
            "select p.unit as placed, f.person, f.amount, f.id from fact f"
            f" join placed p on p.fact=f.id and p.period='{period.code}' left join person q on q.number=f.person"
            f" where f.relation='{it.of}' and p.unit is not null and {' and '.join(_conditions(it, period, day))}"
        )
    counted = {
        "rows": "count(*)",
        "sum": "sum(amount)",
        "units": "count(distinct placed)",
        "persons": "count(distinct person)",
    }[it.counts]
    if it.counts == "persons" and it.roll_up == "sum":
        counted = "count(distinct person || '/' || placed)"
    return (
        f"select above, {counted} from ({rows}) join up on up.unit=placed and up.period='{period.code}' group by above"
    )


def _conditions(it: Indicator, period: Period, day: str) -> Iterator[str]:
    a, b = f"'{period.start}'", f"'{period.last}'"
    yield {
        "during": f"f.start between {a} and {b}",
        "started": f"f.start between {a} and {b}",
        "ended": f"f.end between {a} and {b}",
        "active_at_start": f"f.start < {a} and (f.end is null or f.end >= {a})",
        "active_at_end": f"f.start <= {b} and (f.end is null or f.end > {b})",
        "active_during": f"f.start <= {b} and (f.end is null or f.end >= {a})",
    }[it.when]
    for where in it.where:
        yield _where(where, f"q.{where.attribute}" if where.attribute else f"f.{where.column}")
    if it.lasting and it.lasting.days:
        yield f"julianday({day}) - julianday(f.start) >= {it.lasting.days}"
    elif it.lasting:
        n = it.lasting.months
        same = f"date(f.start,'start of month','+{n} months','+'||(strftime('%d',f.start)-1)||' days')"
        yield f"min({same}, date(f.start,'start of month','+{n + 1} months','-1 day')) <= {day}"
    if it.age:
        on = f"'{period.start - timedelta(days=1)}'" if it.when == "active_at_start" else b
        age = f"(strftime('%Y',{on}) - strftime('%Y',q.birth) - (strftime('%m%d',{on}) < strftime('%m%d',q.birth)))"
        if it.age.rule == "mean_year":
            age = f"floor((julianday({on}) - julianday(q.birth)) / 365.25)"
        yield f"q.birth <= {on} and {age} >= {it.age.low} and {age} < {it.age.high or 999}"
    for link in it.also:
        yield _asked(it, link, day, period)
    for link in it.without:
        yield "not " + _asked(it, link, day, period)


def _where(where: Where, column: str) -> str:
    held = ",".join(f"'{value}'" for value in where.values)
    return f"{column} {'not in' if where.negated else 'in'} ({held})"


def _asked(it: Indicator, link: Link, day: str, period: Period) -> str:
    personal = it.of != UNIT.name and RELATIONS[it.of].subject == RELATIONS[link.of].subject == "person"
    placed = "l.unit" if it.of == UNIT.name else "p.unit"
    same = "g.person = f.person" if personal else f"r.unit = {placed}"
    wheres = "".join(f" and {_where(where, f'g.{where.column}')}" for where in link.where)
    return (
        f"exists (select 1 from fact g join placed r on r.fact=g.id and r.period='{period.code}'"
        f" where g.relation='{link.of}' and g.start <= {day} and (g.end is null or g.end > {day}) and {same}{wheres})"
    )

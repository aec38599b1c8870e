"""Figures as somebody asks for them: indicators of a unit in periods, on any day's map. Kept ones are read, others are
counted from the facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoanhap.catalog import loaded
from hoanhap.facts.models import Fact
from hoanhap.indicators.language import UNIT, Definitions, Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import columns as keeping
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.figures import Values, lowest, values
from hoanhap.indicators.rules.kept import COVERED, Column, registered, wanted
from hoanhap.indicators.rules.maps import Map
from hoanhap.indicators.rules.register import Register
from hoanhap.kernel.lang import Words
from hoanhap.units.models import Unit

UNKEPT = -1  # the first of the numbers that columns get which the store does not have


@dataclass(frozen=True)
class Asked:
    """A period on a map, and the unit that has the code on it; None: no unit has. `kept`: read from the store."""

    period: Period
    column: Column
    unit: int | None
    kept: bool


def place(code: str, periods: Iterable[Period], map_day: date | None = None) -> list[Asked]:
    """Each period on the map of its own last day, or all on one."""
    there = keeping.columns() if keeping.current() else ()
    on, known = country(), _units(code)
    found = []
    for n, period in enumerate(periods):
        day = map_day or period.last
        column = _kept(there, period, day, on)
        chosen = column or Column(UNKEPT - n, period.start, period.end, day)
        found.append(Asked(period, chosen, _on(known, on.at(day)), column is not None))
    return found


def places(units: Iterable[int], period: Period, counts: Iterable[Indicator]) -> list[Asked]:
    """Those of the units that stand on the period's last day. Of a period that is not kept, as that of a year that goes
    on still, a kept one is read of which the counts say the same."""
    on = country()
    there = [unit for unit in units if str(unit) in on.at(period.last).unit_of]
    columns = keeping.columns() if keeping.current() else ()
    column = _kept(columns, period, period.last, on) or _alike(columns, period, list(counts), on)
    chosen = column or Column(UNKEPT, period.start, period.end, period.last)
    return [Asked(period, chosen, unit, column is not None) for unit in there]


def _alike(there: Iterable[Column], period: Period, counts: Sequence[Indicator], country: Register) -> Column | None:
    """One that ends later, on the same map, while nothing that is read begins or ends in the days between. Ages and how
    long something has lasted change by themselves."""
    if any(it.age or it.lasting or it.code not in keeping.kept().codes for it in counts):
        return None
    state = all(it.when == "active_at_end" for it in counts)  # of one day, whenever the period began
    later = [c for c in there if c.end > period.end and (state or c.start == period.start)]
    same = [c for c in later if country.at(c.map_day) is country.at(period.last)
            and all(it.in_force(c.period) and wanted(it, c.step) for it in counts)]  # fmt: skip
    nearest = min(same, key=lambda c: (c.end, c.start), default=None)
    if nearest is None:
        return None
    between = Q(start__gte=period.end, start__lt=nearest.end) | Q(end__gte=period.end, end__lt=nearest.end)
    reads = {name for it in counts for name in it.reads}
    return None if Fact.objects.filter(between, relation__in=reads).exists() else nearest


def unit_on(code: str, day: date) -> int | None:
    """The unit that has the official code on that day. Codes of one level are unique on a day, and levels differ."""
    return _on(_units(code), country().at(day))


def _units(code: str) -> list[int]:
    return list(Unit.objects.filter(code=code.upper()).order_by().values_list("pk", flat=True))


def _on(units: Iterable[int], on: Map) -> int | None:
    return next((unit for unit in units if str(unit) in on.unit_of), None)


def _kept(there: Iterable[Column], period: Period, day: date, country: Register) -> Column | None:
    """Between two changes of the map all days are the same."""
    spans = (c for c in there if (c.start, c.end) == (period.start, period.end))
    return next((c for c in spans if country.at(c.map_day) is country.at(day)), None)


def figures(indicators: Iterable[Indicator], asked: Sequence[Asked]) -> Values:
    """By (code, unit, column); what is missing is zero. Only counts: `ratio` divides."""
    counts = [it for it in indicators if it.kind == "count"]
    there = [a for a in asked if a.unit is not None]
    ready = [(it, a) for it in counts for a in there if _is_kept(it, a)]
    found = values({it.code for it, _ in ready}, {a.unit for _, a in ready if a.unit}, {a.column.key for _, a in ready})
    left = [(it, a) for it in counts for a in there if not _is_kept(it, a)]
    if left:
        found |= counted({it: None for it, _ in left}, [a for _, a in left])
    return found


def _is_kept(it: Indicator, asked: Asked) -> bool:
    return asked.kept and it.code in keeping.kept().codes and wanted(it, asked.column.step)


def counted(indicators: Iterable[Indicator], asked: Sequence[Asked]) -> Values:
    """By the bulk engine, over all facts of the relations that are asked about."""
    from hoanhap.indicators.queries import bulk  # with its libraries: most processes never count anew
    from hoanhap.indicators.queries.typed import everything

    of = Definitions(tuple(indicators), definitions().relations)
    reads = {name for it in of.indicators for name in it.reads}
    facts = everything(country(), whole=UNIT.name in reads, relations=reads - {UNIT.name})
    places = {(a.unit, a.column.key) for a in asked}
    found: Values = {}
    for cells in bulk.counted(of, facts, facts.country, sorted({a.column for a in asked}), every=True):
        found |= {key: n for key, n in cells.items() if key[1:] in places}
    return found


def ratio(it: Indicator, found: Values, asked: Asked) -> float | None:
    """Of two counts, for 100 or as the definition says; None: there is nothing to divide by."""
    assert asked.unit is not None
    above, below = (found.get((code, asked.unit, asked.column.key), 0) for code in (it.numerator, it.denominator))
    return round(it.per * above / below, 2) if below else None


# ---------------------------------------------------------------- a form
@dataclass(frozen=True)
class Line:
    """A row of a form. `versions`: of the indicator that answers it, one for each period; None: it is typed. `parts`:
    the rows that a total of the form adds up."""

    code: str
    label: Words
    measure: str
    exponent: int
    versions: tuple[Indicator | None, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """`values`: of each line, in the form's own measure, one for each period; None: nothing answers."""

    asked: Sequence[Asked]
    lines: Sequence[Line]
    values: Sequence[Sequence[float | int | None]]
    coverage: Sequence[tuple[int, int] | None]  # communes with somebody on the register, of how many


def form(code: str, unit: str, periods: Iterable[Period], map_day: date | None = None) -> Filled:
    """Raises LookupError: no form and no indicator has the code."""
    asked = place(unit, periods, map_day)
    lines = _lines(code, [a.period for a in asked])
    versions = {it for line in lines for it in line.versions if it}
    parts = {name for it in versions if it.kind == "ratio" for name in (it.numerator, it.denominator)}
    counts = versions | {it for it in definitions().indicators if it.code in parts} | {registered()}
    found = figures(sorted(counts, key=lambda it: (it.code, it.valid_from)), asked)
    rows = {line.code: [_value(line, n, found, a) for n, a in enumerate(asked)] for line in lines}
    for line in reversed(lines):  # parts stand below their total, and may be totals themselves
        if line.parts:
            rows[line.code] = [_added(values) for values in zip(*(rows[part] for part in line.parts), strict=True)]
    on = country()
    return Filled(asked, lines, list(rows.values()), [_coverage(found, a, on.at(a.column.map_day)) for a in asked])


def _added(parts: Sequence[float | int | None]) -> float | int | None:
    """As the form says it, also of persons who are in two of its parts; their own indicator counts them once."""
    known = [n for n in parts if n is not None]
    return sum(known) if known and len(known) == len(parts) else None


def _lines(code: str, periods: Sequence[Period]) -> list[Line]:
    """As the form has them; a form that no file draws has the rows that its indicators name."""
    mine = [it for it in definitions().indicators if it.form == code]
    drawn = next((f for f in reversed(loaded.forms()) if f.code == code), None)
    if drawn is None and not mine:
        raise LookupError(code)
    if drawn is None:
        named = {it.row or it.code: it for it in mine}
        return [Line(row, it.title, "", 0, _versions(mine, row, periods)) for row, it in named.items()]
    return [
        Line(row.code, row.title, str(row.measure.title) if row.measure else "",
             row.measure.exponent if row.measure else 0, _versions(mine, row.code, periods),
             row.parts.rows if row.parts and row.parts.relation == "=" else ())
        for row in drawn.rows
    ]  # fmt: skip


def _versions(mine: Sequence[Indicator], row: str, periods: Sequence[Period]) -> tuple[Indicator | None, ...]:
    answering = [it for it in mine if (it.row or it.code) == row]
    return tuple(next((it for it in answering if it.in_force(period)), None) for period in periods)


def _value(line: Line, n: int, found: Values, asked: Asked) -> float | int | None:
    it = line.versions[n]
    if it is None or asked.unit is None:
        return None
    if it.kind == "ratio":
        return ratio(it, found, asked)
    value = found.get((it.code, asked.unit, asked.column.key), 0)
    return value / 10**line.exponent if line.exponent else value


def _coverage(found: Values, asked: Asked, on: Map) -> tuple[int, int] | None:
    if asked.unit is None:
        return None
    communes = lowest(on)[on.unit_of[str(asked.unit)]]
    return found.get((COVERED, asked.unit, asked.column.key), 0), communes

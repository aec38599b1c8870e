"""Where a figure comes from: its definition in words, and the rows behind it, each with why it counts.

A person goes by the number of the facts' subject. Who may be told which person stands behind a number, and who sees
only how many there are, is for the rooms above: they turn `persons` into whom the reader may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q

from hoanhap.facts.models import Fact as StoredFact
from hoanhap.facts.models import Subject
from hoanhap.facts.rules import rows as shapes
from hoanhap.facts.rules.maps import LISTED
from hoanhap.indicators.language import UNIT, Definitions, Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.asking import Asked, figures, ratio
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.words import said
from hoanhap.indicators.rules import contributions
from hoanhap.indicators.rules.breakdowns import narrowed
from hoanhap.indicators.rules.maps import Map
from hoanhap.indicators.rules.pivot import Part
from hoanhap.indicators.rules.reference import Counted, Reference
from hoanhap.indicators.rules.register import Register
from hoanhap.indicators.rules.wording import definition, why
from hoanhap.kernel.lang import Words

SLICE = 900


@dataclass(frozen=True)
class Behind:
    """What counts: a person's rows, or a unit's own. `adds`: how much of the figure it is. `unit`: where it counts.
    `rows`: of a unit's own, those that say it."""

    number: int | None
    unit: int
    adds: int
    why: tuple[Words, ...]
    rows: tuple[shapes.Row, ...] = ()


@dataclass(frozen=True)
class Explained:
    indicator: Indicator
    asked: Asked
    value: float | int | None
    definition: Words
    parts: tuple["Explained", ...] = ()  # of a ratio

    @property
    def unit(self) -> int:
        assert self.asked.unit is not None
        return self.asked.unit


def explain(code: str, asked: Asked, part: Part = ()) -> Explained:
    """`part`: of a breakdown. Raises LookupError: no such indicator in force at the period's end, no such part, or no
    such unit on that map."""
    it = version(code, asked.period)
    if it is None or asked.unit is None:
        raise LookupError(code)
    if it.kind == "count":
        it = narrowed(it, part, definitions().relations)
    words = definition(it, definitions().relations, said)
    if it.kind == "ratio":
        parts = tuple(explain(one, asked, part) for one in (it.numerator, it.denominator))
        return Explained(it, asked, ratio(it, figures([p.indicator for p in parts], [asked]), asked), words, parts)
    value = figures([it], [asked]).get((it.code, asked.unit, asked.column.key), 0)
    return Explained(it, asked, value, words)


def version(code: str, period: Period) -> Indicator | None:
    """Of counts and ratios alike."""
    return next((it for it in definitions().versions.get(code, ()) if it.in_force(period)), None)


def below(explained: Explained) -> dict[int, int]:
    """The figures of the units directly below, those of zero included. Persons who count in two of them are in both."""
    on = country().at(explained.asked.column.map_day)
    here = on.unit_of[str(explained.unit)]
    units = [int(on.country.rows[unit].code) for unit, parent in on.parent.items() if parent == here]
    asked = [replace(explained.asked, unit=unit) for unit in units]
    found = figures([explained.indicator], asked)
    return {unit: found.get((explained.indicator.code, unit, explained.asked.column.key), 0) for unit in units}


# ---------------------------------------------------------------- the rows behind it
def behind(explained: Explained) -> Iterator[Behind]:
    """Whatever makes up a count; together they add up to its value. A whole country's are many: ask for a commune's."""
    it, of = explained.indicator, definitions()
    if of.subject(it) == "unit":
        yield from _units(explained)
        return
    for numbers in _sliced(sorted(set(_numbers(explained)))):
        for subject in _subjects(numbers, it.reads):
            if found := _behind(explained, subject):
                yield found


def _behind(explained: Explained, subject: shapes.Subject) -> Behind | None:
    plain, here = country(), _map(explained)
    on = plain.naming(plain.allotted(subject.number, subject.rows))
    facts = [contributions.fact(row, subject.number) for row in subject.rows]
    met = [
        c for c in _engine(explained, on).counted(contributions.person(subject), facts) if _inside(c, here, explained)
    ]
    if not met:
        return None
    it = explained.indicator
    adds = sum(c.fact.amounts[it.column] for c in met) if it.counts == "sum" else len(met)
    if it.counts == "persons":
        adds = 1 if it.roll_up == "recount" else len({c.unit for c in met})
    reasons = tuple(why(c, definitions().relations, said) for c in met)
    return Behind(subject.number, int(on.rows[met[0].unit].code), adds, reasons)


def _engine(explained: Explained, on: Register) -> Reference:
    of, column = Definitions((explained.indicator,), definitions().relations), explained.asked.column
    return Reference(of, on, [column.period], map_date=column.map_day)


def _inside(counted: Counted, here: Map, explained: Explained) -> bool:
    return here.unit_of[str(explained.unit)] in here.up(counted.unit)


def _map(explained: Explained) -> Map:
    return country().at(explained.asked.column.map_day)


def _numbers(explained: Explained) -> Iterable[int]:
    """Subjects with a row that may count: in the period, in a unit that lies here on this map."""
    it, column = explained.indicator, explained.asked.column
    rows = StoredFact.objects.filter(relation=it.of, start__lt=column.end, subject__isnull=False)
    if it.when == "during" or it.when == "started":
        rows = rows.filter(start__gte=column.start)
    else:
        rows = rows.filter(Q(end=None) | Q(end__gte=column.start))
    units = _sources(_map(explained), explained.unit)
    for some in _sliced(units) if len(units) < len(country().rows) // 2 else (None,):
        among = rows if some is None else rows.filter(unit__in=some)
        yield from among.order_by().values_list("subject", flat=True).distinct()


def _sources(on: Map, unit: int) -> tuple[int, ...]:
    """The units, of any day, whose rows belong to a unit on a map."""
    found = set(_gathered(on).get(on.unit_of[str(unit)], ()))
    found |= {unit for unit, of in country().divisions.items() if found & set(of.parts)}
    return tuple(sorted(found))


@lru_cache(maxsize=32)
def _gathered(on: Map) -> dict[int, list[int]]:
    """Of each unit of a map the units, of any day, whose rows belong to it there."""
    found = defaultdict[int, list[int]](list)
    for n, row in enumerate(on.country.rows):
        place = on.place(n, row.valid_from)
        for above in on.up(place) if place is not None else ():
            found[above].append(int(row.code))
    return dict(found)


def _subjects(numbers: Iterable[int], relations: Iterable[str]) -> Iterator[shapes.Subject]:
    wanted = list(numbers)
    rows = defaultdict[int, list[shapes.Row]](list)
    stored = StoredFact.objects.filter(subject__in=wanted, relation__in=[*relations, LISTED]).order_by("start", "pk")
    for number, relation, unit, start, end, codes, amount in stored.values_list(
        "subject_id", "relation", "unit_id", "start", "end", "codes", "amount"
    ):
        rows[number].append(shapes.Row(relation, unit, start, end, shapes.unpacked(codes), amount))
    for pk, sex, birth in Subject.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "sex", "birth"):
        yield shapes.Subject(pk, sex, birth, tuple(rows[pk]))


def _units(explained: Explained) -> Iterator[Behind]:
    """Lowest units that count, each by its own figure; of what is recorded of a unit, its rows."""
    it, here = explained.indicator, _map(explained)
    if it.of == UNIT.name:
        inside = here.unit_of[str(explained.unit)]
        units = [int(here.country.rows[unit].code) for unit in here.lowest if inside in here.up(unit)]
        found = figures([it], [replace(explained.asked, unit=unit) for unit in units])
        yield from (Behind(None, unit, n, (explained.definition,)) for (_, unit, _), n in sorted(found.items()))
        return
    stored = StoredFact.objects.filter(relation=it.of, subject=None, unit__in=_sources(here, explained.unit))
    met = set[int]()
    for unit, start, end, codes, amount in stored.values_list("unit_id", "start", "end", "codes", "amount"):
        row = shapes.Row(it.of, unit, start, end, shapes.unpacked(codes), amount)
        for c in _engine(explained, country()).counted_of_units([contributions.fact(row, None)]):
            adds = c.fact.amounts[it.column] if it.counts == "sum" else int(it.counts == "rows" or c.unit not in met)
            met.add(c.unit)
            words = why(c, definitions().relations, said)
            yield Behind(None, int(here.country.rows[c.unit].code), adds, (words,), (row,))


def files(numbers: Iterable[int]) -> Mapping[int, int]:
    """Subject → the file of the person. Of who was erased, or loaded without a register, there is none."""
    found: dict[int, int] = {}
    for some in _sliced(sorted(set(numbers))):
        found.update(Subject.objects.filter(pk__in=some).exclude(person=None).values_list("pk", "person"))
    return found


def _sliced(values: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(values)
    return (wanted[first : first + SLICE] for first in range(0, len(wanted), SLICE))

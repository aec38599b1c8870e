"""The rows behind many figures of one unit at once: a whole form's, frozen with it or compared with what was frozen."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoanhap.facts.models import Fact
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row, unpacked
from hoanhap.indicators.language import Definitions, Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.explain import Behind, _sliced, _sources, _subjects, version
from hoanhap.indicators.rules import contributions
from hoanhap.indicators.rules.maps import Map
from hoanhap.indicators.rules.reference import Counted, Reference
from hoanhap.indicators.rules.wording import Said, code_itself, why
from hoanhap.kernel.lang import Words


@dataclass(frozen=True, slots=True)
class Question:
    """A figure of persons: an indicator over a period."""

    indicator: str
    start: date
    end: date

    @property
    def period(self) -> Period:
        return Period(f"{self.start:%Y%m%d}-{self.end:%Y%m%d}", self.start, self.end)


def evidence(
    unit: int, map_day: date, questions: Collection[Question], said: Said = code_itself
) -> Mapping[Question, list[Behind]]:
    """Who makes up each figure of the unit on that day's map, and why; in the order of their numbers."""
    on, found = country(), {question: list[Behind]() for question in questions}
    here = on.at(map_day)
    if not questions or str(unit) not in here.unit_of:
        return found
    inside = here.unit_of[str(unit)]
    asked = {(q.indicator, q.period.code): q for q in questions}
    of = {q: it for q in questions if (it := version(q.indicator, q.period))}
    for question in [q for q, it in of.items() if definitions().subject(it) == "unit"]:
        found[question] = _of_units(of.pop(question), question, here, unit, said)
    engine_of = Definitions(tuple(dict.fromkeys(of.values())), definitions().relations)
    periods = list(dict.fromkeys(q.period for q in questions))
    reads = {name for it in of.values() for name in it.reads}
    for numbers in _sliced(sorted(_numbers(engine_of.indicators, _sources(here, unit), periods))):
        for subject in _subjects(numbers, reads):
            mine = on.naming(on.allotted(subject.number, subject.rows))
            facts = [contributions.fact(row, subject.number) for row in subject.rows]
            met = defaultdict[Question, list[Counted]](list)
            engine = Reference(engine_of, mine, periods, map_date=map_day)
            for c in engine.counted(contributions.person(subject), facts):
                question = asked.get((c.indicator.code, c.period.code))
                if question and of.get(question) is c.indicator and inside in here.up(c.unit):
                    met[question].append(c)
            for question, some in met.items():
                reasons = tuple(why(c, definitions().relations, said) for c in some)
                place = int(mine.rows[some[0].unit].code)
                found[question].append(Behind(subject.number, place, _adds(of[question], some), reasons))
    return found


def split(
    unit: int, own_map: date, to_map: date, questions: Collection[Question]
) -> Mapping[Question, Mapping[int, int]]:
    """What each unit of another day's map has of a unit's figure, by where the persons belong there: where the unit was
    divided, by their residence. Whom nothing places lower stays in the unit above all its parts."""
    on, found = country(), {question: Counter[int]() for question in questions}
    here = on.at(own_map)
    of = {q: it for q in questions if (it := version(q.indicator, q.period)) and definitions().subject(it) == "person"}
    if not of or str(unit) not in here.unit_of:
        return found
    asked = {(q.indicator, q.period.code): q for q in of}
    engine_of = Definitions(tuple(dict.fromkeys(of.values())), definitions().relations)
    periods = list(dict.fromkeys(q.period for q in of))
    reads = {name for it in of.values() for name in it.reads}
    for numbers in _sliced(sorted(_numbers(engine_of.indicators, _sources(here, unit), periods))):
        for subject in _subjects(numbers, reads):
            mine = on.naming(on.allotted(subject.number, subject.rows))
            facts = [contributions.fact(row, subject.number) for row in subject.rows]
            who = contributions.person(subject)
            was, now = (
                Reference(engine_of, mine, periods, map_date=day).counted(who, facts) for day in (own_map, to_map)
            )
            inside = {_key(c) for c in was if here.unit_of[str(unit)] in here.up(c.unit)}
            met = defaultdict[tuple[Question, int], list[Counted]](list)
            for c in now:
                if _key(c) in inside and of.get(asked[c.indicator.code, c.period.code]) is c.indicator:
                    met[asked[c.indicator.code, c.period.code], int(mine.rows[c.unit].code)].append(c)
            for (question, place), some in met.items():
                found[question][place] += _adds(of[question], some)
    return found


def _key(counted: Counted) -> tuple[str, str, int]:
    """A row that counts, on whatever map: the same object."""
    return counted.indicator.code, counted.period.code, id(counted.fact)


def _of_units(it: Indicator, question: Question, here: Map, unit: int, said: Said) -> list[Behind]:
    """What was entered of the means of units there; what reads alike is one line."""
    engine = Reference(Definitions((it,), definitions().relations), country(), [question.period], map_date=here.day)
    found, met = defaultdict[tuple[int, Words], int](int), set[int]()
    rows = defaultdict[tuple[int, Words], list[Row]](list)
    for row in sorted(_own(it.of, _sources(here, unit), question)):
        for c in engine.counted_of_units([contributions.fact(row, None)]):
            place = int(c.map.country.rows[c.unit].code)
            adds = int(place not in met) if it.counts == "units" else _adds(it, [c])
            met.add(place)
            alike = place, why(c, definitions().relations, said)
            found[alike] += adds
            rows[alike].append(row)
    return [
        Behind(None, place, adds, (words,), tuple(rows[place, words])) for (place, words), adds in found.items() if adds
    ]


def _own(relation: str, units: Sequence[int], question: Question) -> Iterator[Row]:
    for here in _sliced(units):
        rows = Fact.objects.filter(relation=relation, subject=None, unit__in=here, start__lt=question.end)
        for unit, start, end, codes, amount in rows.values_list("unit_id", "start", "end", "codes", "amount"):
            yield Row(relation, unit, start, end, unpacked(codes), amount)


def _numbers(indicators: Iterable[Indicator], units: Sequence[int], periods: Sequence[Period]) -> set[int]:
    """Subjects with a row that may count: in these units, by its dates and by its codes."""
    first, last = min(p.start for p in periods), max(p.end for p in periods)
    by_relation = defaultdict[str, list[Indicator]](list)
    for it in indicators:
        by_relation[it.of].append(it)
    found: set[int] = set()
    for relation, some in by_relation.items():
        late = Q(end=None) | Q(end__gte=first) if BY_NAME[relation].shape == "span" else Q(start__gte=first)
        rows = Fact.objects.filter(late, relation=relation, start__lt=last, subject__isnull=False)
        for here in _sliced(units):
            told: dict[str, bool] = {}
            for number, codes in rows.filter(unit__in=here).values_list("subject", "codes"):
                if codes not in told:
                    told[codes] = any(_may(it, relation, codes) for it in some)
                if told[codes]:
                    found.add(number)
    return found


def _may(it: Indicator, relation: str, codes: str) -> bool:
    said = dict(zip((column.name for column in BY_NAME[relation].coded), unpacked(codes), strict=False))
    return all(where.attribute or where.holds(said.get(where.column, "")) for where in it.where)


def _adds(it: Indicator, met: list[Counted]) -> int:
    if it.counts == "sum":
        return sum(c.fact.amounts[it.column] for c in met)
    if it.counts == "persons":
        return 1 if it.roll_up == "recount" else len({c.unit for c in met})
    return len(met)

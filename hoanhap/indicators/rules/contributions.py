"""What an act on one subject adds to which kept figures: the reference engine before, and after, and the difference.

Only definitions that look at a relation whose rows changed are asked, and only columns that those rows can reach.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row, Subject, difference
from hoanhap.indicators.language import Definitions
from hoanhap.indicators.rules.kept import Column, Kept, grouped, wanted
from hoanhap.indicators.rules.reference import Fact, Person, Reference
from hoanhap.indicators.rules.register import Register

Deltas = Counter[tuple[str, int, int]]  # (indicator, unit, column) → what is added


def person(subject: Subject) -> Person:
    return Person(subject.birth, {"sex": subject.sex})


@cache
def _codes(relation: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    return dict(zip((column.name for column in BY_NAME[relation].coded), codes, strict=True))


def fact(row: Row, number: int | None) -> Fact:
    """A row as the reference engine reads it. Units go by their number in the register of units."""
    amount = BY_NAME[row.relation].amount
    amounts = {amount.name: row.amount} if amount else {}
    return Fact(row.relation, str(row.unit), row.start, row.end, _codes(row.relation, row.codes), amounts, number)


@dataclass(frozen=True)
class Ask:
    """What changed of a subject: which relations, from when to when, and whether the person's own row did."""

    relations: frozenset[str]
    person: bool
    first: date
    last: date

    @classmethod
    def of(cls, before: Subject | None, after: Subject | None, *, moved: bool) -> "Ask | None":
        """`moved`: all rows may lie elsewhere."""
        who = moved or before is None or after is None or (before.sex, before.birth) != (after.sex, after.birth)
        gone, new = difference(before.rows if before else (), after.rows if after else ())
        changed = [*gone, *new]
        if not changed and not who:
            return None
        if who:
            changed += [*(before.rows if before else ()), *(after.rows if after else ())]
        if not changed:
            return None
        first = min(row.start for row in changed)
        last = max((row.end or (date.max if _is_span(row) else row.start)) for row in changed)
        return cls(frozenset(row.relation for row in changed), who, first, last)


def _is_span(row: Row) -> bool:
    return BY_NAME[row.relation].shape == "span"


class Ledger:
    """The kept definitions, laid out for one act after another."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._chosen: dict[tuple[frozenset[str], str], _Chosen] = {}

    def added(
        self, before: Subject | None, after: Subject | None, columns: Iterable[Column], country: Register
    ) -> Deltas:
        """What the change of one subject adds."""
        deltas = Deltas()
        was, now = (country.allotted(s.number, s.rows) if s else () for s in (before, after))
        sides = ((1, after, country.naming(now)), (-1, before, country.naming(was)))
        ask = Ask.of(before, after, moved=was != now)
        if ask is None:
            return deltas
        for (step, own_map), some in grouped(columns).items():
            definitions = self._definitions(ask.relations, step)
            reached = [c for c in some if c.end > ask.first and (definitions.wide or c.start <= ask.last)]
            if not reached or not definitions.of.indicators:
                continue
            for sign, subject, on in sides:
                if subject is None:
                    continue
                reference = Reference(definitions.of, on, [c.period for c in reached], map_date=own_map)
                facts = [fact(row, subject.number) for row in subject.rows if row.relation in definitions.reads]
                for (code, unit, column), value in reference.of_person(person(subject), facts).items():
                    deltas[code, int(unit), int(column)] += sign * value
        return Deltas({key: delta for key, delta in deltas.items() if delta})

    def _definitions(self, relations: frozenset[str], step: str) -> "_Chosen":
        key = relations, step
        if key not in self._chosen:
            self._chosen[key] = _Chosen.among(self.kept.definitions, relations, step)
        return self._chosen[key]


@dataclass(frozen=True)
class _Chosen:
    of: Definitions

    @classmethod
    def among(cls, definitions: Definitions, relations: frozenset[str], step: str) -> "_Chosen":
        mine = (it for it in definitions.indicators if definitions.subject(it) == "person")
        return cls(replace(definitions, indicators=tuple(i for i in mine if i.reads & relations and wanted(i, step))))

    @cached_property
    def reads(self) -> frozenset[str]:
        return frozenset(name for it in self.of.indicators for name in it.reads)

    @cached_property
    def wide(self) -> bool:
        """A link is asked on the row's own day, which for `active_during` may lie before the period."""
        return any(it.when == "active_during" and (it.also or it.without) for it in self.of.indicators)

"""Who stands behind a figure, as one reader may know them: by name for whose post sees names, by the code of their file
for whom the reader's posts reach otherwise, as a number for the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from hoanhap.access.rules import Actor
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators.queries.explain import Behind, files
from hoanhap.indicators.queries.words import said
from hoanhap.people.queries.known import known
from hoanhap.resources.queries.origins import Line, lines
from hoanhap.units.models import Unit

MOST: Final = 600  # rows of one list on a page


@dataclass(frozen=True, slots=True)
class Who:
    """`called`: as the reader's post sees the name; `named`: it tells who it is. `why` is empty for who may know the
    person and not the treatment. `unit`: where they count."""

    code: str
    called: str
    named: bool
    birth_year: int
    unit: int
    adds: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """What was entered of a unit's means, or a unit that counts itself. `codes`: what it says in each column; `lines`:
    where it was entered, for a reader who may see it there."""

    code: str
    unit: str
    adds: int
    why: tuple[str, ...]
    codes: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Rows:
    """`people`: whom the reader's posts reach; `others`: how many more count. `things`: of units, for every reader."""

    people: tuple[Who, ...]
    others: int
    things: tuple[Thing, ...] = ()

    @property
    def shown(self) -> tuple[Who, ...]:
        return self.people[:MOST]

    @property
    def left(self) -> int:
        return len(self.people) - len(self.shown)

    @property
    def named(self) -> int:
        """How many of those shown are named."""
        return sum(who.named for who in self.shown)


class Reader:
    """Whom one reader may know of everybody on a page, asked once."""

    def __init__(self, actor: Actor, on: date, some: Iterable[Sequence[Behind]]) -> None:
        every = [b for rows in some for b in rows]
        self._file = files(b.number for b in every if b.number is not None)
        self._known = known(actor, self._file.values(), on)
        of_units = {b.unit for b in every if b.number is None}
        self._lines = lines(actor=actor, rows=[row for b in every for row in b.rows], on=on)
        units = Unit.objects.filter(pk__in=of_units).values_list("pk", "code", "name") if of_units else ()
        self._unit = {pk: (code, name) for pk, code, name in units}

    def rows(self, some: Sequence[Behind]) -> Rows:
        of_units = [b for b in some if b.number is None]
        found = [who for b in some if (who := self._who(b))]
        left = {row: iter(mine) for row, mine in self._lines.items()}  # equal rows: a line each
        things = (
            Thing(*self._unit[b.unit], b.adds, tuple(map(str, b.why)), _codes(b.rows), tuple(_next(left, b.rows)))
            for b in of_units
        )
        return Rows(tuple(found), len(some) - len(found) - len(of_units), tuple(things))

    def _who(self, b: Behind) -> Who | None:
        person = self._known.get(self._file.get(b.number or 0, 0))
        if person is None:
            return None
        why = tuple(str(words) for words in b.why) if person.tells else ()
        return Who(person.code, person.called, person.named, person.birth_year, b.unit, b.adds, why)


def _codes(rows: Sequence[Row]) -> str:
    """“thực hiện · tại cộng đồng · nội dung chi: khác”; of rows that differ, nothing."""
    if len({row.codes for row in rows}) != 1:
        return ""
    (row, *_) = rows
    told = zip(BY_NAME[row.relation].coded, row.codes, strict=True)
    words = ((column, value, said(column.name, value)) for column, value in told if value)
    return " · ".join(f"{column.title}: {word}" if value == "other" else word for column, value, word in words)


def _next(left: Mapping[Row, Iterator[Line]], rows: Iterable[Row]) -> Iterator[Line]:
    """The line of each of these rows that has one left."""
    for row in rows:
        yield from islice(left.get(row, iter(())), 1)

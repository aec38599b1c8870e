"""Which cells of a form the register answers: by which indicator, in which period. Read from the definitions alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.indicators.language import UNIT, Definitions, Indicator, Period
from hoanhap.reporting.rules.cells import Place, computed_rows, own_rows

OF_PERSONS = ("commune", "centre")  # who answers for persons; a centre for those of its province, if it is the only one
LEVELS = (*OF_PERSONS, "district", "department")  # who answers for means: each for those of its unit, in the same way
SCOPES: Mapping[str, tuple[str, ...]] = {"money": ("place", "stage"), "staff": ("body",), "reached": ("level",)}
Span = tuple[date, date]  # half-open
SPAN = re.compile(r"(?:(\d{1,2}/\d{1,2}/)?(\d{4}))(?:\s*[–-]\s*(?:(\d{1,2}/\d{1,2}/)?(\d{4})))?")


class Means(NamedTuple):
    """A register of means that is kept by itself: of one relation, and of it what is of one scope (`SCOPES`)."""

    relation: str
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, it: Indicator) -> "Means":
        asked = SCOPES.get(it.of, ())
        return cls(it.of, tuple((w.column, w.values) for w in it.where if w.column in asked and not w.negated))

    def holds(self, said: Mapping[str, str]) -> bool:
        return all(said.get(column) in values for column, values in self.scope)


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure that stands at a place: an indicator over [start, end)."""

    row: str
    column: str
    indicator: str
    start: date
    end: date
    means: Means | None = None  # a figure of means, and which of them; None: of persons

    @property
    def place(self) -> Place:
        return self.row, self.column

    @property
    def period(self) -> Period:
        return Period(f"{self.row}|{self.column}", self.start, self.end)


class Said(NamedTuple):
    """What the register says of each cell it answers, now. `known`: whether the unit is in it at all."""

    cells: Mapping[Place, int | str]
    known: bool


def answers(form: Form, level: str, definitions: Definitions, asked_for: Span | None = None) -> tuple[Answer, ...]:
    """Of the rows this level types: a total follows from its parts, and what no room records yet stays typed.

    `asked_for`: the period that a campaign asks about, of cells whose form prints none.
    """
    if form.kind != "grid" or level not in LEVELS:
        return ()
    totals = computed_rows(form)
    asked = {it.row: it for it in definitions.indicators if it.form == form.code and it.row and it.kind == "count"}
    rows = [r for r in own_rows(form, level) if r not in totals and r.code in asked]
    found = ((row, column, span) for row in rows for column, span in _spans(form, row, asked_for))
    return tuple(
        answer
        for row, column, span in found
        for answer in _of_cell(row, column, span, asked[row.code], level, definitions)
    )


def _spans(form: Form, row: Row, asked_for: Span | None) -> Iterator[tuple[str, Span]]:
    for column in form.columns:
        span = period_of(row, column) or asked_for
        if span is not None:
            yield column.code, span


def _of_cell(
    row: Row, column: str, span: Span, it: Indicator, level: str, definitions: Definitions
) -> Iterator[Answer]:
    version = definitions.indicator(it.code, Period("", *span))
    if version is not None and _recorded(version, level, definitions):
        means = Means.of(version) if definitions.subject(version) == "unit" else None
        yield Answer(row.code, column, it.code, *span, means)


def _recorded(it: Indicator, level: str, definitions: Definitions) -> bool:
    """Of persons, by who answers for them, or of the means of units; every relation it reads is written by a room."""
    relations = definitions.relations
    if not all(relations[name].source for name in it.reads if name != UNIT.name):
        return False
    if definitions.subject(it) == "person":
        return level in OF_PERSONS
    return it.of != UNIT.name and relations[it.of].subject == "unit"


def period_of(row: Row, column: Column) -> tuple[date, date] | None:
    """[start, end) of a cell: the row's own window, else its column's period."""
    if row.window:
        return window(row.window)
    return (column.start, column.end) if column.start and column.end else None


def window(text: str) -> tuple[date, date] | None:
    """“01/01/2017–30/6/2020”, “2018–2020”, “2018” as printed; None for anything else."""
    found = SPAN.fullmatch(text.strip())
    if not found:
        return None
    day, year, last_day, last_year = found.groups()
    first = _day(day, year) if day else date(int(year), 1, 1)
    if last_year is None:
        return None if day else (first, date(int(year) + 1, 1, 1))
    if not last_day:
        return first, date(int(last_year) + 1, 1, 1)
    return first, _day(last_day, last_year) + timedelta(days=1)


def _day(day: str, year: str) -> date:
    number, month = day.strip("/").split("/")
    return date(int(year), int(month), int(number))


def leaves(form: Form, row: str) -> tuple[str, ...]:
    """The rows that are typed or derived behind a row: itself, or the parts of a total all the way down."""
    totals = {r.code: r.parts.rows for r in computed_rows(form) if r.parts}
    if row not in totals:
        return (row,)
    return tuple(leaf for part in totals[row] for leaf in leaves(form, part))


def totals_said(form: Form, said: Mapping[Place, int | str | None]) -> dict[Place, int | None]:
    """What the register says of each total: the sum of its parts, where it speaks of them all."""
    found: dict[Place, int | None] = {}
    for row in computed_rows(form):
        assert row.parts
        for column in form.columns:
            parts = [found.get((p, column.code), said.get((p, column.code))) for p in row.parts.rows]
            known = [n for n in parts if isinstance(n, int)]
            found[row.code, column.code] = sum(known) if known and len(known) == len(parts) else None
    return found

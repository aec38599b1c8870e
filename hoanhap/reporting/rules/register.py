"""Which cells of a form the register answers: by which indicator, in which period. Read from the definitions alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoanhap.catalog.forms import Column, Form, Row
from hoanhap.indicators.language import Definitions, Indicator, Period
from hoanhap.reporting.rules.cells import Place, computed_rows, own_rows

LEVELS = ("commune", "centre")  # who answers for persons; a centre for those of its province, if it is the only one
SPAN = re.compile(r"(?:(\d{1,2}/\d{1,2}/)?(\d{4}))(?:\s*[–-]\s*(?:(\d{1,2}/\d{1,2}/)?(\d{4})))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure that stands at a place: an indicator over [start, end)."""

    row: str
    column: str
    indicator: str
    start: date
    end: date

    @property
    def place(self) -> Place:
        return self.row, self.column

    @property
    def period(self) -> Period:
        return Period(f"{self.row}|{self.column}", self.start, self.end)


def answers(form: Form, level: str, definitions: Definitions) -> tuple[Answer, ...]:
    """Of the rows this level types: a total follows from its parts, and what no room records yet stays typed."""
    if form.kind != "grid" or level not in LEVELS:
        return ()
    totals = computed_rows(form)
    asked = {it.row: it for it in definitions.indicators if it.form == form.code and it.row and it.kind == "count"}
    rows = [r for r in own_rows(form, level) if r not in totals and r.code in asked]
    return tuple(answer for row in rows for answer in _of_row(form, row, asked[row.code], definitions))


def _of_row(form: Form, row: Row, it: Indicator, definitions: Definitions) -> Iterator[Answer]:
    for column in form.columns:
        span = period_of(row, column)
        if span is None:
            continue
        version = definitions.indicator(it.code, Period("", *span))
        if version is not None and _recorded(version, definitions):
            yield Answer(row.code, column.code, it.code, *span)


def _recorded(it: Indicator, definitions: Definitions) -> bool:
    """Of persons, and every relation it reads is written by a room."""
    relations = definitions.relations
    return definitions.subject(it) == "person" and all(relations[name].source for name in it.reads)


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


def totals_said(form: Form, said: Mapping[Place, int | None]) -> dict[Place, int | None]:
    """What the register says of each total: the sum of its parts, where it speaks of them all."""
    found: dict[Place, int | None] = {}
    for row in computed_rows(form):
        assert row.parts
        for column in form.columns:
            parts = [found.get((p, column.code), said.get((p, column.code))) for p in row.parts.rows]
            known = [n for n in parts if n is not None]
            found[row.code, column.code] = sum(known) if known and len(known) == len(parts) else None
    return found

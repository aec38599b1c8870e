"""Why a figure is what it is, as one reader may know it: the page behind every cell, the command and the JSON."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from hoanhap.access.rules import Actor
from hoanhap.indicators.language import UNIT
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.indicators.queries.asking import Asked
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.explain import Explained, behind, below, explain
from hoanhap.indicators.queries.figures import lowest
from hoanhap.indicators.queries.reach import require_unit, sees_small
from hoanhap.indicators.queries.who import Reader, Rows
from hoanhap.indicators.rules.kept import COVERED, registered
from hoanhap.indicators.rules.pivot import Part
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.numbers import show
from hoanhap.units.queries import tree
from hoanhap.units.queries.tree import UnitFacts

MANY: Final = 2_000  # persons, or lines of means: of a figure with more, the units below are told instead


@dataclass(frozen=True, slots=True)
class Below:
    unit: UnitFacts
    value: int


@dataclass(frozen=True)
class Because:
    """`exact`: the reader may see small figures; who may not reads what is counted, and no number here. `rows`: None
    where they are too many, and of a share, whose `parts` have them on pages of their own. `coverage`: communes with
    somebody on the register, of how many; None of means, which no person is behind."""

    explained: Explained
    unit: UnitFacts
    exact: bool
    coverage: tuple[int, int] | None
    parts: tuple["Because", ...] = ()
    below: tuple[Below, ...] = ()
    rows: Rows | None = None

    @property
    def value(self) -> float | int | None:
        return self.explained.value if self.exact else None

    @property
    def figure(self) -> str:
        """As it is printed."""
        value = self.value
        if value is None:
            return "–"
        return show(round(value * 100), 2) if isinstance(value, float) else show(value)

    @property
    def period(self) -> str:
        column = self.explained.asked.column
        return f"{format_date(column.start)} – {format_date(last_day(column.end))}"

    @property
    def map_day(self) -> date:
        return self.explained.asked.column.map_day

    @property
    def entries(self) -> int:
        """How many entries of means it is made of, where they are told: of a line, each of its parts that counts."""
        means = self.coverage is None and self.explained.indicator.of != UNIT.name
        return len(self.rows.things) if self.rows and means else 0

    @property
    def persons(self) -> int:
        """How many are shown by their code or name, here and in the parts."""
        return len(self.rows.people) if self.rows else 0

    @property
    def named(self) -> int:
        return self.rows.named if self.rows else 0


def because(code: str, asked: Asked, *, actor: Actor, on: date, part: Part = ()) -> Because:
    """Raises Refused for a unit that is not the reader's to ask for; LookupError as `explain` does."""
    if asked.unit is None:
        raise LookupError(code)
    require_unit(actor, asked.unit, asked.column.map_day, on)
    found, here = explain(code, asked, part), tree(asked.column.map_day)
    persons = definitions().exposes(found.indicator)
    coverage = _coverage(asked) if persons else None
    exact = not persons or sees_small(actor, asked.unit, asked.column.map_day, on)
    unit = here.unit(asked.unit)
    if not exact or found.parts:
        parts = tuple(Because(one, unit, exact, coverage) for one in found.parts)
        return Because(found, unit, exact, coverage, parts)
    under = tuple(Below(here.unit(pk), n) for pk, n in sorted(below(found).items()))
    counted = found.indicator.counts != "sum"  # a sum says nothing of how many it is made of: two lines, or thousands
    many = counted and isinstance(found.value, int) and found.value > MANY
    every = [] if many else list(islice(behind(found), MANY + 1))
    if many or len(every) > MANY:
        return Because(found, unit, exact, coverage, below=under)
    return Because(found, unit, exact, coverage, below=under, rows=Reader(actor, on, [every]).rows(every))


def _coverage(asked: Asked) -> tuple[int, int]:
    assert asked.unit is not None
    on = country().at(asked.column.map_day)
    known = asking.figures([registered()], [asked]).get((COVERED, asked.unit, asked.column.key), 0)
    return known, lowest(on)[on.unit_of[str(asked.unit)]]


# ---------------------------------------------------------------- as plain values
def as_json(found: Because) -> dict[str, Any]:
    """Persons by the code of their file alone."""
    it, asked, rows = found.explained.indicator, found.explained.asked, found.rows
    here = tree(found.map_day)
    return {
        "indicator": it.code,
        "title": str(it.title),
        "definition": str(found.explained.definition),
        "source": it.source,
        "verified": it.verified,
        "note": str(it.note),
        "unit": {"code": found.unit.code, "name": found.unit.title},
        "period": {
            "code": asked.period.code, "title": str(asked.period.title), "start": asked.period.start.isoformat(),
            "last": format_date(last_day(asked.period.end)),
        },
        "map_date": found.map_day.isoformat(),
        "value": found.value,
        "shown": found.exact,
        "kept": asked.kept,
        "coverage": found.coverage and {"communes": found.coverage[1], "register": found.coverage[0]},
        "parts": [as_json(part) for part in found.parts],
        "below": [{"code": b.unit.code, "name": b.unit.title, "value": b.value} for b in found.below],
        "rows": [
            *(
                {"person": who.code, "unit": here.unit(who.unit).code, "adds": who.adds, "why": list(who.why)}
                for who in (rows.people if rows else ())
            ),
            *(
                {"person": None, "unit": x.code, "adds": x.adds, "why": list(x.why)}
                for x in (rows.things if rows else ())
            ),
        ],
        "others": rows.others if rows else 0 if not found.exact else None,
    }  # fmt: skip

"""Figures as plans ask for them: one indicator at one unit, from a first day until the end of another."""

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction

from hoanhap.facts.models import Fact
from hoanhap.indicators.language import UNIT, Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.kernel.lang import Words
from hoanhap.units.queries import tree


def indicator(code: str, period: Period) -> Indicator | None:
    """The version in force; None: it is retired, or nobody defined it."""
    return next((it for it in definitions().indicators if it.code == code and it.in_force(period)), None)


def choices() -> list[tuple[str, str]]:
    """(code, words) of every indicator, for a field."""
    return list({it.code: f"{it.title} ({it.code})" for it in definitions().indicators}.items())


def span(start: date, last: date) -> Period:
    """A period from `start` to the end of `last`."""
    return Period(f"{start}..{last}", start, last + timedelta(days=1), Words("", ""))


def value(code: str, unit: int, start: date, last: date) -> Fraction | None:
    """What the indicator says of the unit; None: see `values`."""
    return values(code, [unit], start, last).get(unit)


def values(code: str, units: Collection[int], start: date, last: date) -> dict[int, Fraction]:
    """What the indicator says of each unit, counted in one go. Missing: it is retired, there is nothing to divide by,
    or the unit does not stand that day.

    A ratio is for 100, as its definition says; a count its number in whole units. Zero where nothing of the kind was
    ever recorded is no answer either.
    """
    if last < start:
        return {}
    period = span(start, last)
    it = indicator(code, period)
    if it is None:
        return {}
    names = (it.numerator, it.denominator) if it.kind == "ratio" else (it.code,)
    counts = [found for name in names if (found := indicator(name, period)) is not None]
    asked = asking.places(units, period, counts) if len(counts) == len(names) else []
    if not asked:
        return {}
    found = asking.figures(counts, asked)
    told = {one.unit: _told(it, found, one) for one in asked if one.unit is not None}
    return {unit: n for unit, n in told.items() if n or (n is not None and _recorded(counts[0].of, unit, last))}


def _told(it: Indicator, found: asking.Values, asked: asking.Asked) -> Fraction | None:
    if it.kind == "ratio":
        divided = asking.ratio(it, found, asked)
        return None if divided is None else Fraction(str(divided))
    assert asked.unit is not None
    return Fraction(found.get((it.code, asked.unit, asked.column.key), 0))


# What shows, besides a row of its own, that somebody looked: a clinic that keeps its book and told of no loss had none.
LOOKED = {"loss": ("loss", "stock")}


def _recorded(relation: str, unit: int, on: date) -> bool:
    """Whether anything of the kind was ever written down there: where nothing was, zero is not an answer."""
    country = tree(on)
    rows = Fact.objects.filter(relation__in=LOOKED.get(relation, (relation,)), start__lte=on)
    if unit in country and country.unit(unit).level != "nation":
        rows = rows.filter(unit__in=[u.id for u in country.subtree(unit)])
    return relation == UNIT.name or rows.exists()

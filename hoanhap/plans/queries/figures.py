"""Figures as plans ask for them: one indicator at one unit, from a first day until the end of another."""

from datetime import date, timedelta
from fractions import Fraction

from hoanhap.indicators.language import Indicator, Period
from hoanhap.indicators.library import definitions
from hoanhap.indicators.queries import asking
from hoanhap.kernel.lang import Words
from hoanhap.units.models import Unit


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
    """What the indicator says of the unit; None: retired, nothing to divide by, or the unit does not stand that day.

    A ratio is for 100, as its definition says; a count its number in whole units.
    """
    if last < start:
        return None
    period = span(start, last)
    it = indicator(code, period)
    where = Unit.objects.filter(pk=unit).values_list("code", flat=True).first()
    if it is None or where is None:
        return None
    asked = asking.place(where, [period])
    if asked[0].unit is None:
        return None
    names = (it.numerator, it.denominator) if it.kind == "ratio" else (it.code,)
    counts = [found for name in names if (found := indicator(name, period)) is not None]
    if len(counts) < len(names):
        return None
    found = asking.figures(counts, asked)
    if it.kind == "ratio":
        divided = asking.ratio(it, found, asked[0])
        return None if divided is None else Fraction(str(divided))
    return Fraction(found.get((it.code, asked[0].unit, asked[0].column.key), 0))

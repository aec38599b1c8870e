"""Opening + what came in − what went out = closing, and closing = the next opening: asked of every cell of a table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hoanhap.indicators.language import Identity, Period

Figure = Callable[[str, str, Period], int]  # (indicator, unit, period)


@dataclass(frozen=True, slots=True)
class Broken:
    """`expected`: by the identity; `found`: the closing, or the next opening."""

    identity: Identity
    unit: str
    period: Period
    expected: int
    found: int
    next_opening: bool = False


def broken(
    identities: Iterable[Identity], units: Sequence[str], periods: Sequence[Period], figure: Figure
) -> Iterator[Broken]:
    """Periods that touch are compared too; `units` are those that are the same on both maps."""
    ordered = sorted(periods, key=lambda p: p.start)
    for it in identities:
        for unit in units:
            for period in ordered:
                comes = sum(figure(code, unit, period) for code in it.comes)
                goes = sum(figure(code, unit, period) for code in it.goes)
                expected, closing = figure(it.opening, unit, period) + comes - goes, figure(it.closing, unit, period)
                if expected != closing:
                    yield Broken(it, unit, period, expected, closing)
                for following in (p for p in ordered if p.start == period.end):
                    opening = figure(it.opening, unit, following)
                    if opening != closing:
                        yield Broken(it, unit, following, closing, opening, next_opening=True)

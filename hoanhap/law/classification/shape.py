"""A scorecard: the figures it reads, and for each class how many of its tests must be met."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from hoanhap.kernel.dates import YEARS
from hoanhap.kernel.lang import Words

LEVELS = ("commune", "district", "province", "ministry")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the area, whole and not negative. `indicator`: counted from the register; else somebody types it.

    `kind` yes: 1 or 0.
    """

    code: str
    title: Words
    kind: str = "count"
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`of` for 100 `per`, both figures."""

    code: str
    title: Words
    of: str
    per: str


@dataclass(frozen=True, slots=True)
class Bound:
    """[at_least, below) of a figure or ratio."""

    of: str
    at_least: Decimal | None = None
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """Met when any of its bounds is; with `next` also so many other tests of the class that comes after must be."""

    any: tuple[Bound, ...]
    next: int = 0


@dataclass(frozen=True, slots=True)
class Class:
    """`partial`: its text was not recovered whole, so that an area can be found to be in it, but never not to be."""

    code: str
    title: Words
    needs: int
    tests: tuple[Test, ...]
    partial: bool = False
    article: str = ""
    verified: bool = False
    note: Words = Words("", "")


@dataclass(frozen=True)
class Scorecard:
    """`begins`: month and day of the first day of its year, which ends in the year it is named for.

    `classes` in the order in which they are looked at: the first that is met is the area's.
    """

    code: str
    title: Words
    level: str
    approves: str
    begins: tuple[int, int]
    valid_from: date
    valid_to: date | None
    article: str
    source: str
    verified: bool
    note: Words
    figures: tuple[Figure, ...]
    ratios: tuple[Ratio, ...]
    classes: tuple[Class, ...]

    @cached_property
    def figure(self) -> dict[str, Figure]:
        return {f.code: f for f in self.figures}

    @cached_property
    def ratio(self) -> dict[str, Ratio]:
        return {r.code: r for r in self.ratios}

    @cached_property
    def of_class(self) -> dict[str, Class]:
        return {c.code: c for c in self.classes}

    @property
    def typed(self) -> tuple[Figure, ...]:
        return tuple(f for f in self.figures if not f.indicator)

    def period(self, year: int) -> tuple[date, date]:
        """(first day, last day) of the year of classification `year`."""
        month, day = self.begins
        first = date(year if (month, day) == (1, 1) else year - 1, month, day)
        return first, date(first.year + 1, month, day) - timedelta(days=1)

    def in_force(self, year: int) -> bool:
        """Whether it classifies this year: it holds on its last day."""
        if year not in YEARS:
            return False
        last = self.period(year)[1]
        return self.valid_from <= last and (self.valid_to is None or last < self.valid_to)

    def title_of(self, code: str) -> Words:
        """Of a figure or ratio."""
        return self.figure[code].title if code in self.figure else self.ratio[code].title

    def reads(self, code: str) -> Iterator[str]:
        """The figures behind a figure or ratio."""
        ratio = self.ratio.get(code)
        yield from (ratio.of, ratio.per) if ratio else (code,)

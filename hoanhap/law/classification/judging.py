"""Which class an area is in: every test with the numbers behind it, and what is missing to be sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hoanhap.law.classification.shape import Bound, Class, Scorecard, Test

Figures = Mapping[str, int | None]  # by code; None or absent: nobody has said


@dataclass(frozen=True, slots=True)
class Measured:
    """One bound with the number it was held against."""

    bound: Bound
    value: Fraction | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Tested:
    """`met` None: a number is missing. `after`: how many tests of the next class are met, where that counts."""

    test: Test
    bounds: tuple[Measured, ...]
    met: bool | None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A class: how its tests came out. `met` None: it may be, once what is missing is known."""

    of: Class
    tests: tuple[Tested, ...]
    met: bool | None

    @property
    def count(self) -> int:
        return sum(t.met is True for t in self.tests)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`found`: the class the figures justify, None for none of them. `sure`: nothing that is missing could change it.

    `possible`: while it is not sure, the classes it may yet be. `missing`: the figures that would settle it.
    """

    found: Class | None
    sure: bool
    possible: tuple[Class, ...]
    classes: tuple[Standing, ...]
    missing: tuple[str, ...]


def judge(card: Scorecard, figures: Figures) -> Judgement:
    classes = tuple(_standing(card, i, figures) for i in range(len(card.classes)))
    possible: list[Class] = []
    found = None
    for standing in classes:
        if standing.met:
            found = standing.of
            break
        if standing.met is None:
            possible.append(standing.of)
    sure = not possible
    if found and possible:
        possible.append(found)
    missing = _missing(card, figures, possible)
    return Judgement(found if sure else None, sure, tuple(possible), classes, missing)


def value(card: Scorecard, code: str, figures: Figures) -> Fraction | None:
    """A figure, or a ratio for 100; None where a number is missing or there is nothing to divide by."""
    ratio = card.ratio.get(code)
    if ratio is None:
        known = figures.get(code)
        return None if known is None else Fraction(known)
    of, per = figures.get(ratio.of), figures.get(ratio.per)
    return None if of is None or not per else Fraction(of * 100, per)


def _standing(card: Scorecard, i: int, figures: Figures) -> Standing:
    of = card.classes[i]
    after = card.classes[i + 1 :]
    tests = tuple(_tested(card, test, figures, after) for test in of.tests)
    return Standing(of, tests, _enough([t.met for t in tests], of.needs, partial=of.partial))


def _tested(card: Scorecard, test: Test, figures: Figures, after: Sequence[Class]) -> Tested:
    bounds = tuple(_measured(card, bound, figures) for bound in test.any)
    met = _enough([b.met for b in bounds], 1)
    if not test.next or not after:
        return Tested(test, bounds, met)
    plain = [_tested(card, other, figures, ()).met for other in after[0].tests if not other.next]
    below = _enough(plain, test.next)
    both = False if False in (met, below) else None if None in (met, below) else True
    return Tested(test, bounds, both, sum(m is True for m in plain))


def _measured(card: Scorecard, bound: Bound, figures: Figures) -> Measured:
    known = value(card, bound.of, figures)
    if known is None:
        return Measured(bound, None, None)
    low = bound.at_least is None or known >= Fraction(bound.at_least)
    high = bound.below is None or known < Fraction(bound.below)
    return Measured(bound, known, low and high)


def _enough(met: Sequence[bool | None], needs: int, *, partial: bool = False) -> bool | None:
    """True: so many are met whatever the rest says. False: even with what is unknown they are too few."""
    if sum(m is True for m in met) >= needs:
        return True
    if partial or sum(m is not False for m in met) >= needs:
        return None
    return False


def _missing(card: Scorecard, figures: Figures, possible: Sequence[Class]) -> tuple[str, ...]:
    asked = [code for of in possible for test in of.tests for bound in test.any for code in card.reads(bound.of)]
    return tuple(code for code in dict.fromkeys(asked) if figures.get(code) is None)

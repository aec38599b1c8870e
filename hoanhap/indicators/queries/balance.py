"""Opening + what came − what went = closing, and closing = the next opening: the terms beside a figure that is one of
them, each with its own page, and over everything that is kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hoanhap.indicators.language import Identity, Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import columns as keeping
from hoanhap.indicators.queries.asking import Asked, figures, place
from hoanhap.indicators.queries.country import country
from hoanhap.indicators.queries.explain import Explained, version
from hoanhap.indicators.queries.figures import everywhere
from hoanhap.indicators.rules.identities import Broken, broken
from hoanhap.indicators.rules.maps import Map
from hoanhap.indicators.rules.periods import following


@dataclass(frozen=True, slots=True)
class Term:
    """`sign`: how it enters: "", "+", "−", "="; "→" is the opening of the period after."""

    sign: str
    indicator: Indicator
    period: Period
    value: int


@dataclass(frozen=True, slots=True)
class Balance:
    terms: tuple[Term, ...]

    @property
    def holds(self) -> bool:
        signs = {"": 1, "+": 1, "−": -1, "=": -1}
        closing = {term.value for term in self.terms if term.sign in ("=", "→")}
        return not sum(signs.get(term.sign, 0) * term.value for term in self.terms) and len(closing) == 1


def balance(explained: Explained, unit: str) -> Balance | None:
    """Of the unit with this official code. None: the indicator is no term of an identity, or is one in part."""
    code, asked = explained.indicator.code, explained.asked
    mine = next((it for it in definitions().identities if code in _codes(it)), None)
    after = following(asked.period)
    if mine is None:
        return None
    terms = [*_terms(mine, asked)]
    if after is not None:
        terms += _of((("→", mine.opening),), place(unit, [after], asked.column.map_day)[0])
    return Balance(tuple(terms))


def _codes(it: Identity) -> tuple[str, ...]:
    return it.opening, *it.comes, *it.goes, it.closing


def _terms(it: Identity, asked: Asked) -> Iterator[Term]:
    signs = ("", *("+" for _ in it.comes), *("−" for _ in it.goes), "=")
    yield from _of(tuple(zip(signs, _codes(it), strict=True)), asked)


def _of(codes: tuple[tuple[str, str], ...], asked: Asked) -> Iterator[Term]:
    there = [(sign, it) for sign, code in codes if (it := version(code, asked.period))]
    found = figures([it for _, it in there], [asked])
    for sign, it in there:
        yield Term(sign, it, asked.period, found.get((it.code, asked.unit or 0, asked.column.key), 0))


# ---------------------------------------------------------------- everything that is kept
def unbalanced() -> Iterator[Broken]:
    """Of every unit with a figure, in every kept column; the opening of a period is compared with the closing before
    it where the map is the same."""
    known = [it for it in definitions().identities if {*_codes(it)} <= {*keeping.kept().codes}]
    by_map = defaultdict[Map, dict[Period, int]](dict)
    for column in keeping.columns():
        by_map[country().at(column.map_day)][column.period] = column.key
    for columns in by_map.values():
        yield from _unbalanced(known, columns)


def _unbalanced(known: Sequence[Identity], columns: Mapping[Period, int]) -> Iterator[Broken]:
    """`columns`: of one map, by their periods."""
    codes, periods = {code for it in known for code in _codes(it)}, {key: period for period, key in columns.items()}
    told = {(code, str(unit), periods[key]): n for (code, unit, key), n in everywhere(codes, columns.values()).items()}
    units = sorted({unit for _, unit, _ in told})
    yield from broken(known, units, [*columns], lambda *place: told.get(place, 0))

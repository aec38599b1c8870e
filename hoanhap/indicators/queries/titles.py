"""Indicators for rooms that only name them: what each is called, and what some of them say of a unit, year by year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.indicators.language import Indicator, Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries.asking import Asked, figures, place, ratio
from hoanhap.indicators.queries.explain import version
from hoanhap.indicators.queries.reach import subject
from hoanhap.indicators.queries.words import form_title
from hoanhap.indicators.rules.kept import registered
from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.numbers import show

FEW = 5  # a smaller number of persons might tell who they are


@dataclass(frozen=True, slots=True)
class Judged:
    """`values`: one a year, as it is read; "–" where it was not counted beforehand or may not be
    read; of a unit that keeps no register of persons, that it keeps none."""

    code: str
    title: str
    values: tuple[str, ...]


def titles() -> Mapping[str, Words]:
    """By code; of several versions the latest."""
    return {it.code: it.title for it in sorted(definitions().indicators, key=lambda it: it.valid_from)}


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """To choose from: each form's title with (code, number and title of its row) of its indicators."""
    found = defaultdict[str, dict[str, str]](dict)
    for it in definitions().indicators:
        row = f"{it.row}. " if it.row else ""
        found[it.form][it.code] = f"{row}{it.title}"
    return [(form_title(form), [*some.items()]) for form, some in found.items()]


def judged(codes: Iterable[str], unit: str, years: Sequence[int], actor: Actor, on: date) -> list[Judged]:
    """What the kept figures say; nothing is counted for it."""
    asked = place(unit, [Period(str(year), date(year, 1, 1), date(year + 1, 1, 1)) for year in years])
    words = titles()
    return [
        Judged(code, str(words[code]), tuple(_value(code, one, actor, on) for one in asked))
        for code in codes
        if code in words
    ]


def _value(code: str, asked: Asked, actor: Actor, on: date) -> str:
    it = version(code, asked.period)
    if it is None or asked.unit is None or not asked.kept:
        return "–"
    of = subject(asked.unit, asked.period.last)
    if not decide(actor, P.FIGURE_TRACE, of, on).allow:
        return "–"
    parts = [p for name in (it.numerator, it.denominator) if (p := version(name, asked.period))]
    persons = _of_persons(it, parts)
    if persons and not any(figures([registered()], [asked]).values()):
        return t("chưa có sổ", "no register")
    found = figures(parts or [it], [asked])
    small = not decide(actor, P.SMALL_CELLS, of, on).allow and any(0 < n < FEW for n in found.values())
    if small and persons:
        return t("dưới {n}", "below {n}", n=FEW)
    if it.kind == "ratio":
        share = ratio(it, found, asked)
        return "–" if share is None else f"{show(round(share * 100), 2)}%"
    return show(found.get((it.code, asked.unit, asked.column.key), 0))


def _of_persons(it: Indicator, parts: Iterable[Indicator]) -> bool:
    return any(definitions().subject(one) == "person" for one in (*parts, *([it] if it.kind == "count" else ())))

"""The figures of an area: counted from the register, or typed with their source."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from hoanhap.classification.models import Rating
from hoanhap.indicators.language import Period
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import asking
from hoanhap.kernel.lang import Words
from hoanhap.law.classification.shape import Figure, Scorecard
from hoanhap.units.queries import UnitFacts


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`source`: of what was typed; of what is counted, the indicator and what it counts."""

    figure: Figure
    value: int | None
    source: str = ""
    by: str = ""
    url: str = ""  # of what is counted: its table, where the period is one of the calendar

    @property
    def counted(self) -> bool:
        return bool(self.figure.indicator)


def figures(card: Scorecard, of: UnitFacts, year: int, rating: Rating | None) -> list[FigureRow]:
    """What was proposed keeps the figures it rested on; until then they are counted and typed as they stand."""
    frozen = rating.figures if rating and rating.state != "draft" else None
    typed = {t.code: t for t in rating.typed.all()} if rating else {}
    counted = {} if frozen is not None else _counted(card, of, year)
    rows = []
    for figure in card.figures:
        source, by, url = "", "", ""
        if figure.indicator:
            value = (frozen or counted).get(figure.code)
            source, url = f"{_title(figure.indicator)} ({figure.indicator})", _table(card, figure, of, year)
        else:
            said = typed.get(figure.code)
            value = frozen.get(figure.code) if frozen is not None else said.value if said else None
            source, by = (said.source, said.by_name) if said else ("", "")
        rows.append(FigureRow(figure, value, source, by, url))
    return rows


def _counted(card: Scorecard, of: UnitFacts, year: int) -> dict[str, int | None]:
    first, last = card.period(year)
    period = Period(f"{first}..{last}", first, last + timedelta(days=1), Words("", ""))
    wanted = {f.code: f.indicator for f in card.figures if f.indicator}
    known = {it.code: it for it in definitions().indicators if it.code in wanted.values() and it.in_force(period)}
    asked = asking.place(of.code, [period])
    if not known or asked[0].unit is None:
        return {}
    found = asking.figures(known.values(), asked)
    key = asked[0].unit, asked[0].column.key
    return {code: found.get((name, *key), 0) for code, name in wanted.items() if name in known}


def _table(card: Scorecard, figure: Figure, of: UnitFacts, year: int) -> str:
    """Free tables know calendar years by name."""
    if card.begins != (1, 1):
        return ""
    asked = urlencode({"chi-tieu": figure.indicator, "don-vi": of.code, "cap": 0, "ky": year})
    return f"{reverse('indicators:tables')}?{asked}"


def _title(indicator: str) -> str:
    return next((str(it.title) for it in definitions().indicators if it.code == indicator), indicator)


def as_known(rows: list[FigureRow]) -> dict[str, int | None]:
    return {row.figure.code: row.value for row in rows}

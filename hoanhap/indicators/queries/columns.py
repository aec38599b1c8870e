"""What the store keeps: its columns, its series, and of which definitions and map it is."""

import hashlib
from datetime import date
from functools import cache

from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.models import Column as Stored
from hoanhap.indicators.models import IndicatorNumber, Store
from hoanhap.indicators.queries.country import stamp
from hoanhap.indicators.rules import kept as rules
from hoanhap.indicators.rules.contributions import Ledger
from hoanhap.indicators.rules.kept import Column, Kept

RULES: int = 2  # raise it when the same definitions are counted another way: setup then counts anew


def columns() -> tuple[Column, ...]:
    return tuple(Column(*row) for row in Stored.objects.order_by("id").values_list("id", "start", "end", "map_day"))


@cache
def ledger() -> Ledger:
    return Ledger(rules.kept(definitions()))


def kept() -> Kept:
    return ledger().kept


def forget() -> None:
    """For a test that brings definitions of its own."""
    ledger.cache_clear()
    edition.cache_clear()


def series() -> dict[str, int]:
    """The number of every kept code. Numbers are given when the store is filled."""
    wanted = set(kept().codes)
    return {code: number for code, number in IndicatorNumber.objects.values_list("code", "id") if code in wanted}


# ---------------------------------------------------------------- of what
@cache
def edition() -> str:
    return hashlib.sha256(repr((RULES, rules.STEPS, kept())).encode()).hexdigest()


def due(on: date) -> list[tuple[date, date, date]]:
    """The columns that are to be kept on a day and are not yet: (start, end, day of the map)."""
    there = {(c.start, c.end, c.map_day) for c in columns()}
    wanted = [(p.start, p.end, p.last) for p in rules.periods(on)]
    return [spec for spec in wanted if spec not in there]


def current() -> bool:
    """Whether the kept figures are of today's definitions and map."""
    return bool(Store.objects.filter(edition=edition(), map=stamp()).exists())

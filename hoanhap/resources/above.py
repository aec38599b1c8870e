"""What lies above this room and is asked by name: the indicators that judge a pilot model."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, Protocol

from django.utils.module_loading import import_string

from hoanhap.access.rules import Actor
from hoanhap.kernel.lang import Words

INDICATORS: Final = "hoanhap.indicators.queries.titles.titles"
GROUPED: Final = "hoanhap.indicators.queries.titles.grouped"
JUDGED: Final = "hoanhap.indicators.queries.titles.judged"


def indicators() -> Mapping[str, Words]:
    """The title of every indicator in force on any day, by its code."""
    found: Mapping[str, Words] = _named(INDICATORS)()
    return found


def grouped_indicators() -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """The same to choose from, as people read them: each form's title, and of each indicator code and title."""
    found: Sequence[tuple[str, Sequence[tuple[str, str]]]] = _named(GROUPED)()
    return found


class Judged(Protocol):
    """What one indicator says, a value a year."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def values(self) -> tuple[str, ...]: ...


def judged(codes: Sequence[str], unit: str, years: Sequence[int], actor: Actor, on: date) -> Sequence[Judged]:
    """What indicators say of a unit, as the reader may know it."""
    found: Sequence[Judged] = _named(JUDGED)(codes, unit, years, actor, on)
    return found


@cache
def _named(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(name)
    return found

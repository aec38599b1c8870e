"""What lies above this room and is asked by name: the indicators that may judge a pilot model."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from django.utils.module_loading import import_string

from hoanhap.kernel.lang import Words

INDICATORS: Final = "hoanhap.indicators.queries.titles.titles"


def indicators() -> Mapping[str, Words]:
    """The title of every indicator in force on any day, by its code."""
    found: Mapping[str, Words] = _named(INDICATORS)()
    return found


@cache
def _named(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(name)
    return found

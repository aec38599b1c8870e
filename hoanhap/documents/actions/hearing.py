"""Who is told of directives that were recorded or corrected, in the same transaction: an upward call, by name."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.utils.module_loading import import_string

LISTENERS: tuple[str, ...] = ("hoanhap.reporting.actions.listed.follow",)


def tell(directives: Sequence[int]) -> None:
    for name in LISTENERS:
        _named(name)(directives)


@cache
def _named(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(name)
    return found

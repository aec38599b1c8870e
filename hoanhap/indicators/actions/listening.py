"""Who is told that kept figures changed: the upward calls of this room, by name, in the transaction of the act."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.module_loading import import_string

LISTENERS: tuple[str, ...] = ("hoanhap.reporting.actions.derived",)  # each has `follow(deltas)` and `follow_all()`


def changed(deltas: Mapping[tuple[str, int, int], int]) -> None:
    """(indicator, unit, column) → what was added."""
    if deltas:
        for name in LISTENERS:
            _named(f"{name}.follow")(deltas)


def refilled() -> None:
    """Any figure may be another one."""
    for name in LISTENERS:
        _named(f"{name}.follow_all")()


@cache
def _named(name: str) -> Any:
    return import_string(name)

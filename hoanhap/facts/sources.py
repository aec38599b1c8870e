"""Who derives facts from the register, and who is told of them: the upward calls of the house, by name.

A source is a pure reading of one person's rows: `(lives) -> {person: rows}`. `LIVES` reads what several of them need,
leaving out who has no facts of their own: a file merged into another, erased, or gone. A source of units tells the
rows of what was entered of a unit: `(units) -> {unit: rows}`, and which units there are.
A listener gets the changes of one act inside its transaction: `(Sequence[Change]) -> None`, of units `ChangeOfUnit`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.utils.module_loading import import_string

from hoanhap.facts.relations import RELATIONS
from hoanhap.facts.rules.rows import Change, ChangeOfUnit, Life, Row

LIVES: Final = "hoanhap.people.queries.facts.lives"
EVERYBODY: Final = "hoanhap.people.queries.facts.everybody"
ERASED: Final = "hoanhap.people.queries.facts.erased"
SOURCES: Final = {
    "people": "hoanhap.people.queries.facts.rows",
    "pathways": "hoanhap.pathways.queries.fact_rows.rows",
}
OF_UNITS: Final = {"resources": "hoanhap.resources.queries.facts"}  # each has `rows(units)`, `units()`, `basis()`
LISTENERS: tuple[str, ...] = ("hoanhap.indicators.actions.keeping.keep",)
UNIT_LISTENERS: tuple[str, ...] = ("hoanhap.indicators.actions.keeping_units.keep",)
EDITION: Final = 1  # raise it when a derivation says something else of the same register: setup then derives anew

Lives = Mapping[int, Life]
Derive = Callable[[Lives], Mapping[int, Sequence[Row]]]


def lives(persons: Sequence[int]) -> Lives:
    found: Lives = _named(LIVES)(persons)
    return found


def everybody() -> list[int]:
    found: list[int] = _named(EVERYBODY)()
    return found


def erased() -> list[int]:
    found: list[int] = _named(ERASED)()
    return found


def erased_lives(persons: Sequence[int]) -> Lives:
    """For the first filling of a home in which somebody was erased before there were facts."""
    found: Lives = _named(LIVES)(persons, erased=True)
    return found


def derived(known: Lives) -> dict[int, list[Row]]:
    """All rows of each person, of every source."""
    found: dict[int, list[Row]] = {person: [] for person in known}
    for name in SOURCES.values() if known else ():
        derive: Derive = _named(name)
        for person, rows in derive(known).items():
            found[person] += rows
    return found


def derived_of_units(units: Sequence[int]) -> dict[int, list[Row]]:
    """All own rows of each unit, of every source."""
    found: dict[int, list[Row]] = {unit: [] for unit in units}
    for name in OF_UNITS.values() if units else ():
        for unit, rows in _named(f"{name}.rows")(units).items():
            found[unit] += rows
    return found


def units() -> list[int]:
    """Of which units anything was entered."""
    return sorted({unit for name in OF_UNITS.values() for unit in _named(f"{name}.units")()})


def tell(changes: Sequence[Change]) -> None:
    for name in LISTENERS:
        _named(name)(changes)


def tell_of_units(changes: Sequence[ChangeOfUnit]) -> None:
    for name in UNIT_LISTENERS:
        _named(name)(changes)


def shape() -> str:
    """`basis`: what a room's rows rest on beside what was entered: the law of the installation."""
    basis = [_named(f"{name}.basis")() for name in OF_UNITS.values()]
    return hashlib.sha256(repr((EDITION, RELATIONS, basis)).encode()).hexdigest()


@cache
def _named(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(name)
    return found

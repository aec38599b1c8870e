"""Who derives facts from the register, and who is told of them: the upward calls of the house, by name.

A source is a pure reading of one person's rows: `(lives) -> {person: rows}`. `LIVES` reads what several of them need,
leaving out who has no facts of their own: a file merged into another, erased, or gone.
A listener gets the changes of one act inside its transaction: `(Sequence[Change]) -> None`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.utils.module_loading import import_string

from hoanhap.facts.relations import RELATIONS
from hoanhap.facts.rules.rows import Change, Life, Row

LIVES: Final = "hoanhap.people.queries.facts.lives"
EVERYBODY: Final = "hoanhap.people.queries.facts.everybody"
ERASED: Final = "hoanhap.people.queries.facts.erased"
SOURCES: Final = {
    "people": "hoanhap.people.queries.facts.rows",
    "pathways": "hoanhap.pathways.queries.fact_rows.rows",
}
LISTENERS: tuple[str, ...] = ("hoanhap.indicators.actions.keeping.keep",)
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


def tell(changes: Sequence[Change]) -> None:
    for name in LISTENERS:
        _named(name)(changes)


def shape() -> str:
    return hashlib.sha256(repr((EDITION, RELATIONS)).encode()).hexdigest()


@cache
def _named(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = import_string(name)
    return found

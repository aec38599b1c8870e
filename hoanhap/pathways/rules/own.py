"""Which checks look at the person, and which only at the way the measure came: the second kind is answered once for
everybody who came that way. Not declared anywhere: it is seen by what a check reads. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from hoanhap.law.pathways.shape import Need
from hoanhap.pathways.rules.checks import FUNCTIONS, Check
from hoanhap.pathways.rules.facts import CaseFacts

# What differs between two persons of one story. All else follows from its steps, days and answers.
PERSONAL = frozenset({
    "birth_year", "born_on", "died_on", "communes", "arriving", "residences", "determinations", "tests", "standings",
    "represented", "place", "stays", "events",
})  # fmt: skip
NAMES = tuple(field.name for field in fields(CaseFacts))
M = TypeVar("M", bound="Mine")


class Mine(CaseFacts):
    """The facts of a step with the person's own part put in for one after another."""

    __slots__ = ()
    __setattr__ = object.__setattr__


class _Watched(Mine):
    """Remembers which of the personal facts were read."""

    __slots__ = ("read",)
    read: set[str]

    def __getattribute__(self, name: str) -> Any:
        if name in PERSONAL:
            object.__getattribute__(self, "read").add(name)
        return object.__getattribute__(self, name)


def mine(facts: CaseFacts) -> Mine:
    """A copy that may be written to."""
    return _copied(Mine.__new__(Mine), facts)


def own(needs: Sequence[Need], facts: CaseFacts) -> Iterator[tuple[Check, str, frozenset[str]]]:
    """Of the needs, those whose answer may be another for another person, with what of the person they read."""
    for need in needs:
        watched = _Watched.__new__(_Watched)
        object.__setattr__(watched, "read", set())
        check = FUNCTIONS[need.check]
        check(_copied(watched, facts), need.value)
        read = frozenset(object.__getattribute__(watched, "read"))
        if read:
            yield check, need.value, read


def _copied(to: M, facts: CaseFacts) -> M:
    for name in NAMES:
        object.__setattr__(to, name, getattr(facts, name))
    return to

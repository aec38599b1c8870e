"""A fact as a plain value, and what of a subject's facts is new or gone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from hoanhap.facts.relations import BY_NAME

NOTHING = "-"  # how a code that says nothing is written among the others


class Row(NamedTuple):
    """`start`: the first day of a span, the day of an event. `codes`: in the order of the relation's columns.

    `unit`: the commune (or other unit) of that day, by its number in the register of units.
    """

    relation: str
    unit: int
    start: date
    end: date | None
    codes: tuple[str, ...]
    amount: int = 0

    def value(self, column: str) -> str | int:
        """What the row says in a column of its relation."""
        relation = BY_NAME[self.relation]
        if relation.amount is not None and relation.amount.name == column:
            return self.amount
        return self.codes[[found.name for found in relation.coded].index(column)]


class Life(Protocol):
    """Of a person, what every room's derivation is given; `people` knows what more is in it."""

    @property
    def sex(self) -> str: ...
    @property
    def birth(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that the facts say of one person, by number."""

    number: int
    sex: str
    birth: date
    rows: tuple[Row, ...] = ()


class Change(NamedTuple):
    """One subject before and after an act; None: not there. What a listener gets, inside the act's transaction."""

    before: Subject | None
    after: Subject | None


class ChangeOfUnit(NamedTuple):
    """The own rows of one unit that an act took out, and those it put in."""

    unit: int
    gone: tuple[Row, ...]
    new: tuple[Row, ...]


def packed(codes: Sequence[str]) -> str:
    """Codes as one text; a code has no blank in it."""
    return " ".join(code or NOTHING for code in codes)


def unpacked(text: str) -> tuple[str, ...]:
    return tuple("" if code == NOTHING else code for code in text.split(" ")) if text else ()


def difference(stored: Iterable[Row], wanted: Iterable[Row]) -> tuple[Counter[Row], Counter[Row]]:
    """Rows to take out and rows to put in; equal rows may stand more than once."""
    there, due = Counter(stored), Counter(wanted)
    return there - due, due - there


def month_end(day: date) -> date:
    """The last day of its month: ages at the end of any month stay as they were, the day of birth is gone."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

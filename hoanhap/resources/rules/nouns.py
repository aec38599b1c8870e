"""The shape of a kind of means that is entered as lines: what is said of one line, and where it is said.

A noun is a table of fields. Its list, its form, its check and its facts are read from the table (`noun_table`), so a
further kind of means is a further entry there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hoanhap.kernel.lang import Words

Problem = tuple[str, str]
Value = str | int | tuple[str, ...] | None
Told = Mapping[str, Any]  # a line's values by field: text, whole numbers, codes, a day as ISO text, a list of codes
Choices = Mapping[str, Mapping[str, Words]]  # what may be chosen in each field that asks for a code

Kind = Literal["text", "long", "count", "money", "milligrams", "code", "codes", "unit", "units", "day"]
AMOUNTS = frozenset({"count", "money", "milligrams"})
MEASURES: Mapping[str, Words] = {"money": Words("đồng", "VND"), "milligrams": Words("mg", "mg")}
MOST: Mapping[str, int] = {
    "text": 160,
    "long": 2_000,
    "count": 10_000_000,
    "money": 10**15,
    "milligrams": 10**12,
    "codes": 20,
    "units": 1_000,  # the largest province had about 640
}


@dataclass(frozen=True)
class Field:
    """One thing said of a line. `codes`: what may be chosen; `listed`: the catalogue's code list that says it instead.

    `shown`: also in the list of lines, not only on a line's own page; `gathered`: there in one column with the others
    that are. `total`: added up below the list.
    """

    name: str
    title: Words
    kind: Kind = "text"
    needed: bool = True
    codes: Mapping[str, Words] | None = None
    listed: str = ""
    shown: bool = True
    gathered: bool = False
    total: bool = False
    hint: Words | None = None

    @property
    def amount(self) -> bool:
        return self.kind in AMOUNTS

    @property
    def label(self) -> str:
        """With what it is measured in: Lượng thuốc (mg)."""
        return f"{self.title} ({MEASURES[self.kind]})" if self.kind in MEASURES else str(self.title)


@dataclass(frozen=True)
class AsFact:
    """Which fact a line is: a relation's coded columns and its amount, each from a field or a constant (“=code”)."""

    relation: str
    codes: tuple[str, ...] = ()
    amount: str = ""


Check = Callable[[Told], Iterator[Problem]]


@dataclass(frozen=True)
class Noun:
    """`dated`: a line is of one day, or holds over a span; `ends`: the span must have a last day.

    `fact`: what a line is; `parts`: what it is made of, each that is said and is not zero.
    `places`: kinds of place to which a line belongs; empty: it belongs to an agency. `same`: no two lines of one
    agency or place may agree in these fields and overlap in time; `alone`: no two may overlap at all.
    """

    code: str
    title: Words
    one: Words
    dated: Literal["day", "span"]
    fields: tuple[Field, ...]
    ends: bool = False
    places: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    alone: bool = False
    fact: AsFact | None = None
    parts: tuple[AsFact, ...] = ()
    check: Check | None = None
    lead: Words | None = None

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def facts(self) -> tuple[AsFact, ...]:
        return (*((self.fact,) if self.fact else ()), *self.parts)

    @property
    def relations(self) -> frozenset[str]:
        return frozenset(said.relation for said in self.facts)

    @property
    def shown(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.shown)

    @property
    def gathered(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.gathered)

"""The shape of a relation, and the columns and codes that relations of persons share with those of units. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from hoanhap.kernel.lang import Words

Shape = Literal["subject", "span", "event"]
DATES: Final[dict[str, tuple[str, ...]]] = {"subject": (), "span": ("start", "end"), "event": ("date",)}


@dataclass(frozen=True, slots=True)
class Column:
    """Without codes it is an amount: a whole number, of đồng, persons, attendances."""

    name: str
    title: Words
    codes: tuple[str, ...] = ()
    blank: bool = False

    @property
    def amount(self) -> bool:
        return not self.codes


@dataclass(frozen=True)
class Relation:
    """`subject`: whose the rows are. `source`: the room that writes them; empty while that room is not built."""

    name: str
    title: Words
    shape: Shape
    subject: Literal["person", "unit"]
    columns: tuple[Column, ...] = ()
    source: str = ""

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def coded(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.amount)

    @cached_property
    def amount(self) -> Column | None:
        """A relation has one at most."""
        return next((column for column in self.columns if column.amount), None)


# ---------------------------------------------------------------- shared codes and columns
SUBSTANCES = (
    "heroin", "opium", "morphine", "opioid-other", "methamphetamine", "ecstasy", "cocaine", "stimulant-other",
    "ketamine", "cannabis", "synthetic-cannabis", "hallucinogen", "sedative", "new-substance", "several", "unknown",
)  # fmt: skip
SOURCES = ("central", "local", "fund", "other")

SUBSTANCE: Final = Column("substance", Words("loại ma túy", "substance"), SUBSTANCES)
SOURCE: Final = Column("source", Words("nguồn kinh phí", "source of money"), SOURCES, blank=True)
ATTENDANCES: Final = Column("attendances", Words("lượt người", "attendances"))

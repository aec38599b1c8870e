"""Facts as typed columns, whoever they came from. Dates are days since 1970-01-01; codes are places in a vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer]
Bools = npt.NDArray[np.bool_]

FAR = 1 << 30  # no end; no birth
PIECE = 1 << 18  # rows that are worked on at once: what is made of them on the way stays in the cache
EPOCH = date(1970, 1, 1).toordinal()


def pieces(size: int, least: int = PIECE) -> Iterator[slice]:
    step = max(PIECE, least)
    return (slice(start, start + step) for start in range(0, size, step))


def days(day: date) -> int:
    return day.toordinal() - EPOCH


@dataclass(frozen=True, slots=True)
class Coded:
    """`words[codes[row]]` is what the row says; "" where it says nothing."""

    codes: Ints
    words: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of one relation. `unit`: a place among the units (`Units`). `person`: a place among the persons."""

    unit: Ints
    start: Ints
    end: Ints  # of an event: its date again
    person: Ints | None = None
    coded: Mapping[str, Coded] = field(default_factory=dict)
    amounts: Mapping[str, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.unit)


@dataclass(frozen=True)
class Persons:
    """`birth` is FAR where it is not known."""

    count: int
    birth: Ints | None = None
    coded: Mapping[str, Coded] = field(default_factory=dict)

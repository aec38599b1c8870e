"""What every way of reading ends in: paragraphs and tables in their order, each with its place.

Standard library only: the reader of Word files runs in a process that has nothing else (ADR 0009).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `number`: its line in a text, its place among the paragraphs of a Word file; from 1."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its column of the table, from 1. `wide`: how many columns it covers.

    `again`: the cell above reaches down into this one, whose text is the same.
    """

    column: int
    text: str
    wide: int = 1
    again: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row in their order. `number`: as one counts it in the table, from 1; `line`: in a text."""

    number: int
    cells: tuple[Cell, ...]
    line: int = 0


@dataclass(slots=True)
class Table:
    """`number`: among the tables of the file, from 1."""

    number: int
    rows: list[Row] = field(default_factory=list)
    line: int = 0


Block = Line | Table

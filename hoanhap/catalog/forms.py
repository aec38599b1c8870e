"""The shape of a form: rows, columns, checks. Loaded from TOML, frozen, and everywhere the same object."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hoanhap.kernel.lang import Words

LEVELS = ("commune", "centre", "district", "department", "province", "ministry")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure. A cell stores whole atoms; what is shown and typed is atoms / 10**exponent (triệu đồng: 6)."""

    code: str
    title: Words
    exponent: int = 0
    atom: str = ""  # measures with one atom can be compared: dong for both đồng and triệu đồng
    counts: str = "thing"  # person | visit | thing | money; a row counts what its measure counts


@dataclass(frozen=True, slots=True)
class Parts:
    """“Trong đó”: these rows make up the total. relation "=": exactly; "<=": at most."""

    rows: tuple[str, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a grid form. `measure is None` makes it a heading without cells."""

    code: str
    title: Words
    number: str = ""  # STT as printed
    dash: str = ""  # "-", "+" before the title, as printed
    indent: int = 0
    measure: Measure | None = None
    nature: str = "flow"  # flow | stock
    counts: str = "person"  # person | visit | thing | money
    filled_by: tuple[str, ...] = ("commune",)
    parts: Parts | None = None
    window: str = ""  # a row's own period, printed: "01/01/2017–30/6/2020"
    qualifier: bool = False  # may carry "hơn"
    lead: str = ""  # "Trong đó:" printed on a line of its own above this row
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A period of a grid form, [start, end); or a field of a list form."""

    code: str
    title: Words
    start: date | None = None
    end: date | None = None
    type: str = "number"  # number | text | date | choice
    choices: tuple[tuple[str, Words], ...] = ()
    required: bool = False
    width: int = 12  # characters, for paper and Excel
    of: str = ""  # in a list whose lines are recorded: which part of the record stands here


@dataclass(frozen=True, slots=True)
class Check:
    """A rule beyond `parts`. kind: "at_most" (rows[0] ≤ rows[1]), "jump" (per row, `factor`), "stock" (not below
    the period before). Sentences may have the places {value}, {other} and {column}."""

    code: str
    kind: str
    rows: tuple[str, ...]
    message: Words
    remedy: Words
    severity: str = "warning"  # warning | error
    factor: float = 0.0


@dataclass(frozen=True)
class Form:
    """One version of a form. kind "grid": rows × columns of numbers. kind "list": any number of lines of `columns`."""

    code: str
    version: str
    annex: Words  # "Phụ lục 2"
    title: Words
    kind: str
    source: str
    verified: bool
    valid_from: date
    valid_to: date | None
    filled_by: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    checks: tuple[Check, ...] = ()
    note: Words = field(default=Words("", ""))  # "Đơn vị tính: triệu đồng", printed above the table
    landscape: bool = False
    lines: str = ""  # what a list's lines come from where it is recorded: directives

    @cached_property
    def row(self) -> dict[str, Row]:
        return {r.code: r for r in self.rows}

    @cached_property
    def column(self) -> dict[str, Column]:
        return {c.code: c for c in self.columns}

    @cached_property
    def filled_rows(self) -> tuple[Row, ...]:
        """Rows that hold figures: headings left out."""
        return tuple(r for r in self.rows if r.measure)

    @cached_property
    def one_measure(self) -> Measure | None:
        """The measure of every figure, when there is only one: paper then says it in `note`, not in a column."""
        found = {r.measure for r in self.filled_rows}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an outline. kind: text | difficulties | recommendations | heading."""

    code: str
    number: str  # "2.1." as printed
    title: Words
    kind: str = "text"
    depth: int = 1
    guidance: tuple[Words, ...] = ()
    annexes: tuple[str, ...] = ()  # forms whose figures it speaks of
    written_by: tuple[str, ...] = LEVELS
    draft: str = ""  # a first text, Vietnamese, with {{form.row.column}} places


@dataclass(frozen=True)
class Outline:
    code: str
    version: str
    title: Words
    source: str
    sections: tuple[Section, ...]
    kind: str = "BC"  # kind of document it becomes
    annexes: tuple[str, ...] = ()  # forms printed as annexes, in order
    opening: str = ""
    closing: str = ""

"""What comes out of a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hoanhap.documents.excel.problem import Problem
from hoanhap.reporting.workbook.identity import Identity


class CellIn(NamedTuple):
    """What a cell of a template starts with."""

    value: int | None = None
    mark: str = ""
    qualifier: str = ""
    text: str = ""


class CellRead(NamedTuple):
    """A cell that is not blank. `value` in atoms. In a list form `row` is the key of a line."""

    row: str
    column: str
    value: int | None = None
    mark: str = ""
    qualifier: str = ""
    text: str = ""


class Typed(NamedTuple):
    """What stood in a cell that could not be read. kind: text | number | date (its number in Excel)."""

    row: str
    column: str
    kind: str
    text: str


@dataclass(frozen=True)
class Book:
    """A workbook as read. All or nothing: save `cells` only when `clean`.

    rows_read: lines of the file that are lines of the form, whatever they hold, plus lines that look like one and
    cannot be placed (a code repeated, unknown or missing beside figures). In a list form: lines with anything in them.
    Each is rejected if at least one error stands on it, else accepted; so rows_read = accepted + rejected, always.
    A line of the form that is missing from the file is an error of the file and counts nowhere; so does an error
    that is nobody's line (a broken token), which is why a book can have rejected = 0 and not be clean.
    """

    identity: Identity | None
    form: tuple[str, str] | None  # code and version it was read by, as the file claims
    rows_read: int
    accepted: int
    rejected: int
    cells: tuple[CellRead, ...]
    problems: tuple[Problem, ...]
    typed: tuple[Typed, ...] = ()
    sheet: str = ""  # the tab it was read from
    row_at: Sequence[tuple[str, int]] = ()  # row code, line of that tab
    column_at: Sequence[tuple[str, str]] = ()  # column code, letters

    @property
    def clean(self) -> bool:
        return self.identity is not None and not any(p.severity == "error" for p in self.problems)

    def address(self, row: str, column: str) -> str:
        """Where this place of the form stands in the officer's own file: “D12”; empty when it does not."""
        line, letters = dict(self.row_at).get(row), dict(self.column_at).get(column)
        return f"{letters}{line}" if line and letters else ""

    def problem(self, row: str, column: str, message: str, remedy: str, severity: str = "error") -> Problem:
        """A problem that only the caller can know of (a locked cell, another level's line), at its cell."""
        return Problem(self.sheet, self.address(row, column), message, remedy, severity, row, column)

    def having(self, *more: Problem) -> "Book":
        """The same book with these problems too, and its rows counted again."""
        rows = {code for code, _ in self.row_at}
        before = {p.row for p in self.problems if p.severity == "error"} & rows
        fresh = ({p.row for p in more if p.severity == "error"} & rows) - before
        return replace(
            self,
            problems=(*self.problems, *more),
            accepted=self.accepted - len(fresh),
            rejected=self.rejected + len(fresh),
        )


def refused(*problems: Problem) -> Book:
    """A file that was not read at all."""
    return Book(None, None, 0, 0, 0, (), problems)

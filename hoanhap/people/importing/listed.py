"""What comes out of a list: its lines as drafts, and what is wrong with them, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hoanhap.documents.excel.sheet import letters, position
from hoanhap.people.importing.headings import Headings
from hoanhap.people.rules.draft import Draft

# Where a problem of a draft's field is shown: the first of these columns that the list has.
SHOWN_AT: Final = {
    "papers": ("number", "issued_on", "issued_by"), "residence": ("address", "permanent", "temporary"),
    "address": ("address", "permanent", "temporary"), "birth": ("birth", "man", "woman"),
    "sex": ("sex", "man", "woman"), "uses": ("substances",), "basis": (), "since": ("since", "listed_on"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing to mend. `cell` as Excel names it; empty for the whole sheet. severity: error, warning."""

    sheet: str
    cell: str
    row: int
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the officer says of the whole list. `standing`: for a list that has no column for it. Set right by hand:
    `sheet`, which of the file's, from 1; `line`, where the headings are; `columns`, what a column is."""

    on: date
    standing: str = ""
    sheet: int = 0
    line: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the list. Not `sound`: something cannot be understood, and the draft only serves to find the rest."""

    row: int
    draft: Draft
    sound: bool


@dataclass
class Listed:
    """A sheet as read. Each line with words is a person (`lines`), or told of in `problems`. Of the lines below the
    headings, `others` have something in them and are no person, `blank` have nothing. `standing`: what the title says.
    """

    sheet: str
    headings: Headings | None = None
    others: int = 0
    blank: int = 0
    standing: str = ""
    lines: list[Line] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    def say(self, row: int, column: int | None, message: str, severity: str = "error") -> None:
        cell = "" if column is None else f"{letters(column)}{row}"
        problem = CellProblem(self.sheet, cell, row, message, severity)
        if problem not in self.problems[-8:]:  # one mistake may break a rule twice
            self.problems.append(problem)

    def sort(self) -> None:
        """As one reads the sheet."""
        self.problems.sort(key=lambda p: (p.row, position(p.cell)[1] if p.cell else -1))

    def place(self, of: str) -> int | None:
        """The column in which a field of a draft stands."""
        if self.headings is None:
            return None
        found = (self.headings.one(name) for name in SHOWN_AT.get(of, (of,)))
        return next((column for column in found if column is not None), self.headings.one("name"))

"""What is wrong with a file, for whoever made it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `sheet` and `cell` as the officer sees them; empty when it is the file as a whole.

    `row` and `column` name the place in the form where there is one. severity: error | warning.
    """

    sheet: str
    cell: str
    message: str
    remedy: str
    severity: str = "error"
    row: str = ""
    column: str = ""

"""The formats of a template: paper's black and white, and one tint that says “write here”."""

import xlsxwriter
from xlsxwriter.format import Format

_BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_TABLE = {"border": 1, "text_wrap": True}
TINT, STILL, WRONG = "#FFF9E3", "#F2F2F2", "#FAD4CF"


class Looks:
    """Formats of one workbook, made when first asked for."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **marks: object) -> Format:
        key = tuple(sorted(marks.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_BASE, **marks})
        return self._made[key]

    def table(self, **marks: object) -> Format:
        return self(**_TABLE, **marks)

    def input(self, kind: str = "number", *, wrong: bool = False, locked: bool = False, num_format: str = "") -> Format:
        """A cell people write in; `locked`: shown but not to be changed now."""
        shape: dict[str, object] = {"align": "right", "num_format": "#,##0"}
        if kind == "date":
            shape = {"align": "center", "num_format": "dd/mm/yyyy"}
        elif kind in ("text", "choice"):
            shape = {"align": "left", "num_format": "@"}
        if num_format:
            shape["num_format"] = num_format
        tint = WRONG if wrong else STILL if locked else TINT
        return self.table(locked=locked, bg_color=tint, **shape)

    def total(self) -> Format:
        return self.table(align="right", num_format="#,##0", bold=True, bg_color=STILL)

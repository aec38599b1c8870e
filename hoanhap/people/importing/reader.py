"""The cells of a workbook as plain values. This runs in the sandbox: nothing but the standard library."""

from dataclasses import dataclass, field
from typing import Any

from hoanhap.documents.excel.container import Limits
from hoanhap.documents.excel.parts import Memo, SheetPart, Workbook, open_workbook
from hoanhap.documents.excel.refusals import Refused
from hoanhap.documents.excel.sheet import position, text_of

MOST_SHEETS = 20
LIMITS = Limits(cells=300_000, seconds=30)  # a list of ten thousand persons
TEXT, NUMBER, DAY, WRONG = "t", "n", "d", "e"


@dataclass
class ListReader:
    """`look` answers {"sheets": [[name, [[row, column, kind, text]…], [merge…]]…]} or {"refused": words}."""

    limits: Limits = LIMITS
    _memo: Memo = field(default_factory=Memo)

    def look(self, data: bytes) -> dict[str, Any]:
        try:
            workbook = open_workbook(data, memo=self._memo, limits=self.limits)
            strings, dates = workbook.strings(), workbook.date_styles()
            shown = [part for part in workbook.sheets if not part.hidden][:MOST_SHEETS]
            return {"sheets": [_sheet(workbook, part, strings, dates) for part in shown]}
        except Refused as refusal:
            return {"refused": [refusal.problem.message, refusal.problem.remedy]}


def _sheet(workbook: Workbook, part: SheetPart, strings: list[str], dates: frozenset[str]) -> list[Any]:
    found = workbook.sheet(workbook.xml(part))
    cells = []
    for ref, cell in found.cells.items():
        text = text_of(cell, strings)
        if text.strip():
            row, column = position(ref)
            cells.append([row, column, _kind(cell[2], cell[1], dates), text])
    return [part.name, sorted(cells), list(found.merges)]


def _kind(kind: str, style: str, dates: frozenset[str]) -> str:
    if kind in ("", "n"):
        return DAY if style in dates else NUMBER
    return WRONG if kind == "e" else TEXT

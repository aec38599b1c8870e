"""A sheet with its figures taken out: what the files of one campaign have in common, character for character.

Made once from a sheet that was read and planned the full way. A later sheet that equals it everywhere outside its
figures has the same plan by construction, so only its figures are looked at. Any other sheet goes the full way.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from hoanhap.reporting.workbook.layout import Plan
from hoanhap.reporting.workbook.sheet import CELL, Sheet, has_markup, is_unusual

_OPEN = '<c r="'
# What `CELL` finds, in the same shape, of a sheet whose figures are whole numbers and blanks: most sheets.
_FIGURE = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]+)")?()(?:/>|>(<f>[^<]*</f>)?<v>([0-9]+)</v></c>)()'
)


@dataclass(frozen=True)
class Skeleton:
    plan: Plan
    size: int  # pieces, cut where a cell opens
    still: Callable[[Sequence[str]], Any]  # picks the pieces that are no figures
    stills: Any  # what they are
    moving: Callable[[Sequence[str]], Any]  # picks the figures
    tail: bytes  # the sheet after its cells
    words: Callable[[Sequence[str]], Any]  # picks the shared texts that the plan was made from
    texts: Any
    strings: int  # how many shared texts there must be
    signed: tuple[int, ...]  # which of them are identities
    free: tuple[int, ...]  # which may differ, within the plan's limits

    @classmethod
    def of(cls, xml: bytes, sheet: Sheet, strings: Sequence[str], plan: Plan) -> "Skeleton | None":
        """None when the sheet is spelt in a way that cannot be cut cell by cell."""
        tail = xml[max(xml.rfind(b"</sheetData>"), 0) :]
        body = _body(xml, tail)
        pieces = body.split(_OPEN)
        still = [i for i, piece in enumerate(pieces) if i == 0 or piece.partition('"')[0] not in plan.figures]
        moving = [i for i in range(len(pieces)) if i not in set(still)]
        if body.count("<c") != len(pieces) - 1 or len(still) < 2 or len(moving) < 2:
            return None
        words = sorted({int(sheet.cells[ref][4]) for ref in plan.anchors if sheet.cells[ref][2] == "s"})
        signed = tuple(int(sheet.cells[ref][4]) for ref in plan.signed_at if sheet.cells[ref][2] == "s")
        free = tuple(int(sheet.cells[ref][4]) for ref in plan.free if sheet.cells[ref][2] == "s")
        if len(words) < 2 or len(signed) != len(plan.signed_at):
            return None
        return cls(
            plan=plan,
            size=len(pieces),
            still=itemgetter(*still),
            stills=itemgetter(*still)(pieces),
            moving=itemgetter(*moving),
            tail=tail,
            words=itemgetter(*words),
            texts=itemgetter(*words)(strings),
            strings=max(*words, *signed, *free) + 1,
            signed=signed,
            free=free,
        )

    def figures(self, xml: bytes, strings: Sequence[str]) -> Sheet | None:
        """The figure cells of a sheet with this skeleton; None when it has another."""
        body = _body(xml, self.tail)
        pieces = body.split(_OPEN)
        if len(pieces) != self.size or len(strings) < self.strings:
            return None
        if self.still(pieces) != self.stills or self.words(strings) != self.texts:
            return None
        if not all(self.plan.harmless(strings[i]) for i in self.free):
            return None
        cut = _OPEN + _OPEN.join(self.moving(pieces))
        count = cut.count("<c")
        found = _FIGURE.findall(cut)
        if len(found) != count:
            found = CELL.findall(cut)
        if len(found) != count or "&" in cut or is_unusual(cut):
            return None
        cells = {cell[0]: cell for cell in found if cell[4] or cell[3] or cell[5]}
        if any(cell[2] for cell in found) and not self.plan.harmless_figures(cells, strings):
            return None
        return Sheet(cells, self.plan.merges)


def _body(xml: bytes, tail: bytes) -> str:
    start = xml.find(b"<sheetData>")
    if start < 0 or not tail.startswith(b"</sheetData>") or not xml.endswith(tail) or has_markup(xml):
        return ""
    try:
        return xml[start : len(xml) - len(tail)].decode()
    except UnicodeDecodeError:
        return ""

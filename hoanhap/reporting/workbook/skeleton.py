"""A sheet with its figures taken out: what the files of one campaign have in common, character for character.

Made once from a sheet that was read and planned the full way. A later sheet that equals it everywhere outside its
figures, and whose figures are whole numbers and blanks, has the same plan by construction: only the numbers are
looked at. Any other sheet goes the full way, which costs about twice as much.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from hoanhap.documents.excel.sheet import Sheet, has_markup, is_unusual
from hoanhap.reporting.workbook.layout import Plan

# A cell that is blank or a whole number: its address, its style, the number. A formula may stand before its result.
_NUMBER = re.compile(r'<c r="([^"]*)" s="([^"]*)"(?:/>|>(?:<f>[^<]*</f>)?<v>([0-9]{1,14})</v></c>)')

Pick = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Skeleton:
    plan: Plan
    between: list[str]  # what stands between the cells that are blank or numbers
    refs: list[str]  # the addresses of these
    styles: list[str]
    still: tuple[tuple[int, str | None], ...]  # those that are no figures, by index, and what they hold
    figures: Pick  # the others, in the order of the plan
    tail: bytes  # the sheet after its cells
    words: Pick  # the shared texts that the plan was made from
    texts: Any
    strings: int  # how many shared texts there must be
    signed: tuple[int, ...]  # which of them are identities
    free: tuple[int, ...]  # which may differ, within the plan's limits

    @classmethod
    def of(cls, xml: bytes, sheet: Sheet, strings: Sequence[str], plan: Plan) -> "Skeleton | None":
        """None where a figure is text or has no cell, or the sheet is spelt in a way that cannot be cut."""
        tail = xml[max(xml.rfind(b"</sheetData>"), 0) :]
        body = _body(xml, tail)
        cut = _NUMBER.split(body)
        at = {ref: i for i, ref in enumerate(cut[1::4])}
        words, signed, free = (_shared(sheet, refs) for refs in (plan.anchors, plan.signed_at, plan.free))
        if set(plan.refs) - at.keys() or min(len(plan.refs), len(words)) < 2 or is_unusual(body):
            return None
        if len(signed) != len(plan.signed_at):
            return None
        return cls(
            plan=plan,
            between=cut[0::4],
            refs=cut[1::4],
            styles=cut[2::4],
            still=tuple((i, cut[3::4][i]) for ref, i in at.items() if ref not in plan.figures),
            figures=itemgetter(*(at[ref] for ref in plan.refs)),
            tail=tail,
            words=itemgetter(*words),
            texts=itemgetter(*words)(strings),
            strings=max(*words, *signed, *free) + 1,
            signed=signed,
            free=free,
        )

    def numbers(self, xml: bytes, strings: Sequence[str]) -> tuple[str | None, ...] | None:
        """The figures in the order of the plan, None for a blank one; None at all when the sheet is another."""
        if len(strings) < self.strings or self.words(strings) != self.texts:
            return None
        if not all(self.plan.harmless(strings[i]) for i in self.free):
            return None
        cut = _NUMBER.split(_body(xml, self.tail))
        if cut[0::4] != self.between or cut[1::4] != self.refs or cut[2::4] != self.styles:
            return None
        found = cut[3::4]
        if any(found[i] != number for i, number in self.still):
            return None
        figures: tuple[str | None, ...] = self.figures(found)
        return figures


def _shared(sheet: Sheet, refs: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the shared texts in these cells."""
    return tuple(sorted({int(sheet.cells[ref][4]) for ref in refs if sheet.cells[ref][2] == "s"}))


def _body(xml: bytes, tail: bytes) -> str:
    start = xml.find(b"<sheetData>")
    if start < 0 or not tail.startswith(b"</sheetData>") or not xml.endswith(tail) or has_markup(xml):
        return ""
    try:
        return xml[start : len(xml) - len(tail)].decode()
    except UnicodeDecodeError:
        return ""

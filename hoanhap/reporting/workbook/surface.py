"""A sheet as lines and columns of words: what planning a layout works on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from hoanhap.documents.excel.sheet import Sheet, letters, position, text_of
from hoanhap.kernel.text import fold
from hoanhap.reporting.workbook.identity import TOKEN_START

_LONGEST = 400  # characters of a cell that can be a heading or a label
_LABEL_LEAD = " -–—+•*.·0123456789)("


@dataclass
class Surface:
    """A sheet as lines and columns of text: what planning works on."""

    sheet: Sheet
    strings: Sequence[str]

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """(line, column) → what stands there, as text."""
        return {position(ref): text_of(cell, self.strings) for ref, cell in self.sheet.cells.items()}

    @cached_property
    def numeric(self) -> set[tuple[int, int]]:
        return {position(ref) for ref, cell in self.sheet.cells.items() if cell[2] in ("", "n") and cell[4]}

    def marked(self, prefix: str) -> list[tuple[int, int, str]]:
        """(line, column, code) of every mark of one kind, top to bottom."""
        return sorted((r, c, text[len(prefix) :]) for (r, c), text in self.texts.items() if text.startswith(prefix))

    def signed_at(self) -> list[str]:
        """Where an identity is written."""
        return [f"{letters(c)}{r}" for (r, c), text in self.texts.items() if text.startswith(TOKEN_START)]

    def line(self, row: int) -> dict[int, str]:
        return self._lines.get(row, {})

    @cached_property
    def _lines(self) -> dict[int, dict[int, str]]:
        lines: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, column), text in self.texts.items():
            if text.strip():
                lines[row][column] = text
        return lines

    @property
    def used(self) -> list[int]:
        return sorted(self._lines)


# ---------------------------------------------------------------- words
def as_heading(text: str) -> str:
    return _folded(text[:_LONGEST])[0]


def as_label(text: str) -> str:
    return _folded(text[:_LONGEST])[1]


def as_heading_and_label(text: str) -> tuple[str, str]:
    return _folded(text[:_LONGEST])


@lru_cache(maxsize=1_000)
def _folded(text: str) -> tuple[str, str]:
    """A cell's words as a heading (2016.0 is 2016) and as a label (without its number or dash)."""
    words = fold(text)
    return words.removesuffix(".0"), words.lstrip(_LABEL_LEAD)

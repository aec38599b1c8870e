"""What was read, carried from one page to the next: paragraphs and tables as plain values, and back."""

from collections.abc import Sequence
from typing import Any

from hoanhap.plans.reading.blocks import Block, Cell, Line, Row, Table


def packed(blocks: Sequence[Block]) -> list[Any]:
    return [
        [block.number, block.text]
        if isinstance(block, Line)
        else [block.number, block.line, [[r.number, r.line, [_cell(c) for c in r.cells]] for r in block.rows]]
        for block in blocks
    ]


def _cell(cell: Cell) -> list[Any]:
    return [cell.column, cell.text, cell.wide, cell.again]


def unpacked(values: Sequence[Any]) -> list[Block]:
    """Raises ValueError or TypeError for what `packed` did not make."""
    return [_block(*value) for value in values]


def _block(number: int, second: Any, rows: Sequence[Any] | None = None) -> Block:
    if rows is None:
        return Line(str(second), int(number))
    made = [Row(n, tuple(Cell(*cell) for cell in cells), line) for n, line, cells in rows]
    return Table(int(number), made, int(second))

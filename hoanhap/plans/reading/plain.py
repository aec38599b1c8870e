"""Tables in plain text: as a conversion of a Word file leaves them, and as Word and Excel put them on the clipboard.

A conversion writes a cell a line, after a tab, and an empty line behind each row; lines without a tab go on in the
cell above. The clipboard writes a row a line with tabs between the cells; Excel quotes a cell of several lines, Word
does not.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hoanhap.plans.reading.blocks import Block, Cell, Line, Row, Table
from hoanhap.plans.reading.cleaning import plain

_BREAK = re.compile("\r\n?|[\u2028\u2029\v\f]")
_CELL = re.compile("[ \u00a0]?\t")
_CODE = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})*\.?|[IVX]{1,5}\.?|[a-zđ]\)")
_QUOTED = re.compile(r'"((?:[^"]|""){0,20000})"(?=[\t\n]|\Z)')
_BARE = re.compile(r"[^\t\n]*")


def of_text(text: str) -> list[Block]:
    """Paragraphs and tables of a text file."""
    text = _BREAK.sub("\n", text)
    blocks: list[Block] = []
    at, line, tables = 0, 1, 0
    while at < len(text):
        end = _end(text, at)
        shown = text[at:end]
        if _opens_rows(shown):
            tables += 1
            rows = list(_rows(text, at, line, within=True))
            blocks.append(_table(rows, tables, line))
            end = rows[-1].end
        elif _CELL.match(shown):
            tables += 1
            table, end = _converted(text, at, tables, line)
            blocks.append(table)
        elif found := plain(shown):
            blocks.append(Line(found, line))
        line += text.count("\n", at, end + 1)
        at = end + 1
    return blocks


def of_clipboard(text: str) -> list[Block]:
    """What was pasted: one table if there is a row in it, else paragraphs and the tables that a conversion leaves."""
    text = _BREAK.sub("\n", text).strip("\n")
    if not any(_opens_rows(line) for line in text.split("\n")):
        return of_text(text)
    return [_table(list(_rows(text, 0, 1, within=False)), 1, 1)]


def _end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# ---------------------------------------------------------------- a cell a line
def _converted(text: str, at: int, number: int, line: int) -> tuple[Table, int]:
    """Rows from `at` on; where the last one ends. A blank line ends a row; the table ends where no cell follows it."""
    table = Table(number, line=line)
    while True:
        cells: list[list[str]] = []
        first, end = line, at
        while at < len(text):
            end = _end(text, at)
            shown = text[at:end]
            if found := _CELL.match(shown):
                cells.append([shown[found.end() :]])
            elif plain(shown) or (shown and _text_at(text, end + 1)):
                cells[-1].append(shown)
            else:
                break
            at, line = end + 1, line + 1
        filled = tuple(Cell(column, plain("\n".join(cell))) for column, cell in enumerate(cells, 1))
        table.rows.append(Row(len(table.rows) + 1, filled, first))
        if not _CELL.match(text, end + 1) or at >= len(text):
            return table, min(end, len(text))
        at, line = end + 1, line + 1


def _text_at(text: str, at: int) -> bool:
    """Whether a line of plain words begins here: a blank line before it stood between the lines of one cell."""
    return at < len(text) and bool(plain(text[at : _end(text, at)])) and not _CELL.match(text, at)


# ---------------------------------------------------------------- a row a line
class _Row(NamedTuple):
    line: int
    cells: list[str]
    end: int  # of its last line


def _opens_rows(line: str) -> bool:
    return line.count("\t") >= 2


def _rows(text: str, at: int, line: int, *, within: bool) -> Iterator[_Row]:
    """The rows from `at` on. `within` a text they end at the first line without a tab."""
    while at < len(text):
        if within and "\t" not in text[at : _end(text, at)]:
            return
        cells, start = [], at
        while True:
            cell, at = _cell(text, at)
            cells.append(cell)
            if at >= len(text) or text[at] == "\n":
                break
            at += 1
        yield _Row(line, cells, at)
        at += 1
        line += text.count("\n", start, at)


def _cell(text: str, at: int) -> tuple[str, int]:
    """A quote opens a cell only where it also closes one."""
    if found := _QUOTED.match(text, at):
        return found[1].replace('""', '"'), found.end()
    bare = _BARE.match(text, at)
    return (bare[0], bare.end()) if bare else ("", at)


def _table(rows: Sequence[_Row], number: int, line: int) -> Table:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    wide = max((len(row.cells) for row in filled), default=0)
    table = Table(number, line=line)
    for at, cells in _joined(filled, wide):
        shown = tuple(Cell(column, plain(cell)) for column, cell in enumerate(cells, 1))
        table.rows.append(Row(len(table.rows) + 1, shown, at))
    return table


def _joined(rows: Sequence[_Row], wide: int) -> Iterator[tuple[int, list[str]]]:
    """A row that was broken over lines is put together while it lacks cells and no code opens the next line."""
    held: tuple[int, list[str]] | None = None
    for row in rows:
        if held and _goes_on(held[1], row.cells, wide):
            held = (held[0], [*held[1][:-1], f"{held[1][-1]}\n{row.cells[0]}", *row.cells[1:]])
            continue
        if held:
            yield held
        held = (row.line, row.cells)
    if held:
        yield held


def _goes_on(before: Sequence[str], cells: Sequence[str], wide: int) -> bool:
    first = cells[0].strip()
    return len(before) < wide and len(before) + len(cells) - 1 <= wide and bool(first) and not _CODE.fullmatch(first)

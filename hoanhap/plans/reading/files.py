"""The three ways in. None of them raises for what it is given: what is wrong is among the draft's problems."""

from pathlib import Path
from typing import Any

from hoanhap.documents.excel.problem import Problem as Stopped
from hoanhap.documents.excel.process import look_at
from hoanhap.plans.reading.blocks import Block, Cell, Line, Row, Table
from hoanhap.plans.reading.cleaning import plain
from hoanhap.plans.reading.plain import of_clipboard, of_text
from hoanhap.plans.reading.refusals import refusal
from hoanhap.plans.reading.whole import draft
from hoanhap.plans.reading.word import LIMITS, WordReader
from hoanhap.plans.rules.draft import Draft

MOST_TEXT = 5_000_000  # characters


def read_text(text: str) -> Draft:
    """A plan as plain text, its tables as a conversion of Word leaves them."""
    if len(text) > MOST_TEXT:
        return Draft(problems=(refusal("too_big", size=len(text) // 1_000_000, limit=MOST_TEXT // 1_000_000),))
    return draft(of_text(text))


def read_paste(text: str, *, year: int | None = None) -> Draft:
    """Rows pasted from Word or Excel. `year`: of the plan they are for."""
    if len(text) > MOST_TEXT:
        return Draft(problems=(refusal("too_big", size=len(text) // 1_000_000, limit=MOST_TEXT // 1_000_000),))
    return draft(of_clipboard(text), document=False, year=year)


def read_docx(source: Path | bytes) -> Draft:
    """A Word file, opened in the sealed reader's process."""
    data = _bytes(source) if isinstance(source, Path) else source
    found = blocks_of_docx(data)
    return found if isinstance(found, Draft) else draft(found)


def blocks_of_docx(data: bytes) -> list[Block] | Draft:
    """Paragraphs and tables; a draft with nothing but the reason when the file is not accepted."""
    if len(data) > LIMITS.file:
        return Draft(problems=(refusal("too_big", size=-(-len(data) // 2**20), limit=LIMITS.file // 2**20),))
    answer = look_at(data, WordReader(), limits=LIMITS)
    if isinstance(answer, Stopped):
        return Draft(problems=(refusal("stopped"),))
    if "refused" in answer:
        return Draft(problems=(refusal(answer["refused"]),))
    return [block for raw in answer["blocks"] if (block := _block(raw))]


def _block(raw: list[Any]) -> Block | None:
    kind, number, content = raw
    if kind == "p":
        text = plain(content)
        return Line(text, number) if text else None
    rows = [Row(n, tuple(Cell(column, plain(text), wide, again) for column, text, wide, again in cells))
            for n, cells in content]  # fmt: skip
    return Table(number, rows)


def _bytes(path: Path) -> bytes:
    """One byte beyond the limit, so that what is too large is refused without being read whole."""
    with path.open("rb") as file:
        return file.read(LIMITS.file + 1)

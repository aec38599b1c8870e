"""Plans to read: the documents the product answers to, and rows written as Word, a conversion and the clipboard do."""

import io
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import docx

from hoanhap.plans.reading.files import read_docx, read_paste, read_text
from hoanhap.plans.rules.draft import DUTIES, MATRIX, Draft, DraftTask

SOURCES = Path(__file__).parents[1] / "sources"
HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Bắt đầu", "Kết thúc", "Ghi chú")
Rows = Sequence[Sequence[str]]


@lru_cache
def source(number: str) -> Draft:
    path = next(SOURCES.glob(f"{number}_*.txt"))
    return read_text(path.read_text(encoding="utf-8"))


def of_matrix(draft: Draft) -> list[DraftTask]:
    return [task for task in draft.tasks if task.origin == MATRIX]


def of_duties(draft: Draft) -> list[DraftTask]:
    return [task for task in draft.tasks if task.origin == DUTIES]


def codes(draft: Draft) -> list[str]:
    return [problem.code for problem in draft.problems]


def said(draft: Draft, code: str) -> list[str]:
    return [problem.message for problem in draft.problems if problem.code == code]


# ---------------------------------------------------------------- rows as they come
def as_text(rows: Rows) -> str:
    """A cell a line behind a tab, an empty line behind each row."""
    return "\n".join("\n".join(f"\t{cell or ' '}" for cell in row) + "\n" for row in rows) + "\n"


def as_paste(rows: Rows) -> str:
    """As Excel does: a cell of several lines in quotes."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or cell.startswith('"') else cell


def as_docx(rows: Rows, merges: Sequence[tuple[int, int, int, int]] = (), before: Sequence[str] = ()) -> bytes:
    """`merges`: from row, column to row, column, from 0."""
    made = docx.Document()
    for line in before:
        made.add_paragraph(line)
    table = made.add_table(rows=len(rows), cols=max(map(len, rows)))
    for r, row in enumerate(rows):
        for cell, text in zip(table.rows[r].cells, row, strict=False):
            cell.text = text
    for r1, c1, r2, c2 in merges:
        kept = table.cell(r1, c1).text
        table.cell(r1, c1).merge(table.cell(r2, c2)).text = kept
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def plan(rows: Rows, *, heading: bool = True) -> Draft:
    return read_paste(as_paste([HEADING, *rows] if heading else rows), year=2020)


def word(rows: Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> Draft:
    return read_docx(as_docx([HEADING, *rows], merges, before=("KẾ HOẠCH", "Cai nghiện năm 2020")))


def part_changed(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with one part put in or put in another's place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return old.read(name)

"""Which column of a matrix is which: by the words above it, wherever they stand; or by what stands in it."""

import re
from collections.abc import Sequence
from typing import Final

from hoanhap.kernel.text import fold
from hoanhap.plans.reading.agencies import found_in
from hoanhap.plans.reading.blocks import Row
from hoanhap.plans.reading.dates import meaning

CODE, CONTENT, LEAD, WITH, START, FINISH, PERIOD, NOTE, AFTER, OTHER = (
    "code", "content", "lead", "with", "start", "finish", "period", "note", "after", "other",
)  # fmt: skip
# Words of a heading, folded → the column. The first that stands in the heading wins.
HEADINGS: Final = (
    (AFTER, ("sau nhiem vu", "phu thuoc", "nhiem vu truoc")),
    (WITH, ("phoi hop",)),
    (LEAD, ("chu tri", "don vi thuc hien", "co quan thuc hien", "trach nhiem", "nguoi thuc hien", "don vi dau moi")),
    (START, ("bat dau", "khoi cong", "tu ngay")),
    (FINISH, ("ket thuc", "hoan thanh", "thoi han", "den ngay", "han")),
    (PERIOD, ("thoi gian", "tien do")),
    (NOTE, ("ghi chu",)),
    (OTHER, ("san pham", "ket qua", "kinh phi", "nguon", "muc tieu", "chi tieu", "don vi tinh", "du kien")),
    (CODE, ("stt", "so tt", "so thu tu", "ma so", "ma nhiem vu")),
    (CONTENT, ("noi dung", "nhiem vu", "cong viec", "hoat dong", "giai phap")),
)
EXACT: Final = {"tt": CODE, "so": CODE, "ma": CODE, "muc": CODE, "tu": START, "den": FINISH}
MOST_HEADING: Final = 80  # characters
NUMBERS: Final = re.compile(r"\(?(?:[0-9]{1,2}|[a-h])\)?")
CODE_LIKE: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVX]{1,6}(?:\.[0-9]{1,3})*|[A-ZĐ]|[a-zđ])[.)]?")
_BLANKS = re.compile(r"[^\w ]+")

Columns = dict[int, str]  # column from 1 → which


def heading(text: str) -> str:
    """What stands under this heading; "" when its words are not those of a heading."""
    words = " ".join(_BLANKS.sub(" ", fold(text)).split())
    if not words or len(words) > MOST_HEADING:
        return ""
    if words in EXACT:
        return EXACT[words]
    padded = f" {words} "
    return next((which for which, forms in HEADINGS if any(f" {form} " in padded for form in forms)), "")


def header(rows: Sequence[Row], at: int) -> tuple[Columns, int]:
    """The columns that this row names, with the row below where a heading is divided; and the row behind."""
    columns = _named(rows[at])
    if not _is_header(columns):
        return {}, at
    after = at + 1
    if after < len(rows):
        below = _named(rows[after])
        divided = [column for column, which in below.items() if which in (START, FINISH) or column not in columns]
        texts = [cell.text for cell in rows[after].cells if cell.text and not cell.again]
        if divided and all(heading(text) for text in texts):
            columns |= {column: below[column] for column in divided}
            after += 1
    if after < len(rows) and is_numbers(rows[after]):
        after += 1
    return columns, after


def _named(row: Row) -> Columns:
    columns: Columns = {}
    for cell in row.cells:
        if which := heading(cell.text):
            columns |= dict.fromkeys(range(cell.column, cell.column + cell.wide), which)
    return columns


def _is_header(columns: Columns) -> bool:
    named = set(columns.values())
    return CONTENT in named and len(named) >= 2 and bool(named & {LEAD, WITH, START, FINISH, PERIOD, CODE})


def is_numbers(row: Row) -> bool:
    """The line (1) (2) (3) under a heading."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) >= 3 and all(NUMBERS.fullmatch(text.lower()) for text in texts)


# ---------------------------------------------------------------- by what stands in them
def fits(which: str, text: str, year: int | None) -> bool:
    """Whether a cell may stand in a column. Blank cells may stand anywhere."""
    if not text:
        return True
    if which == CODE:
        return CODE_LIKE.fullmatch(text) is not None
    if which in (LEAD, WITH):
        return any(ref.kind for ref in found_in(text))
    if which in (START, FINISH, PERIOD):
        return looks_like_time(text, year)
    return not (which == CONTENT and CODE_LIKE.fullmatch(text))


def looks_like_time(text: str, year: int | None) -> bool:
    meant = meaning(text, year)
    return bool(meant.first or meant.last or meant.every or meant.after or meant.always or meant.wrong)


USUAL: Final = (CODE, CONTENT, LEAD, WITH, START, FINISH, NOTE)


def guessed(rows: Sequence[Row], year: int | None) -> Columns:
    """The usual seven columns of a table that lost its heading, if every full row of three or more fits them."""
    full = [row for row in rows if len(row.cells) == len(USUAL) and any(cell.text for cell in row.cells)]
    tasks = [row for row in full if row.cells[2].text or row.cells[4].text]
    right = [row for row in full if all(fits(w, c.text, year) for w, c in zip(USUAL, row.cells, strict=True))]
    if len(tasks) < 2 or len(right) < 3 or len(right) * 4 < len(full) * 3:
        return {}
    return dict(enumerate(USUAL, 1))

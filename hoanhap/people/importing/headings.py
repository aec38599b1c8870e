"""Which line of a sheet holds the headings, and what each column is. Headings are compared without diacritics.

A heading may be spread over lines and merged cells: what stands over a column from top to bottom is read as one text.
The old way of writing a birth year under “Nam” or under “Nữ”, which says the sex as well, is known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hoanhap.documents.excel.sheet import position
from hoanhap.people.rules.names import folded

Cells = Mapping[tuple[int, int], tuple[str, str]]  # (row, column) → (kind, text)
HEADINGS_WITHIN: Final = 40  # lines from the top
DEPTH: Final = 3  # lines that a heading may be spread over

# Field → what its heading holds. The first that fits is taken, so what is special stands before what is general.
WORDS: Final[tuple[tuple[str, str], ...]] = (
    ("forbidden", r"\bhiv\b|\baids\b|\barv\b"),
    ("ordinal", r"^(stt|tt|so tt|so thu tu)$"),
    ("phone", r"dien thoai|\bsdt\b|so dt\b|lien lac"),
    ("issued_on", r"ngay cap|cap ngay"),
    ("issued_by", r"noi cap|co quan cap"),
    ("number", r"cmnd|cmt|cccd|chung minh|can cuoc|so dinh danh|giay to tuy than|dinh danh ca nhan"),
    ("relatives", r"ho ten (bo|cha|me|vo|chong|than nhan)|than nhan|\bcha me\b|ten (bo|cha|me|vo|chong)\b"),
    ("aliases", r"ten (goi )?khac|biet danh|bi danh|ten thuong goi|ten goi o nha|tuc danh"),
    ("name", r"^ho (va |chu )?(ten|dem)\b"),
    ("man", r"(sinh|gioi tinh).* nam$|^nam$"),
    ("woman", r"(sinh|gioi tinh).* nu$|^nu$"),
    ("since_year", r"(nam|thoi gian|thoi diem|ngay).*(bat dau|lan dau|su dung)|su dung (tu|ma tuy tu)"),
    ("birth", r"nam sinh|ngay sinh|sinh nam|sinh ngay|ngay thang nam sinh|ntns|^sinh$"),
    ("sex", r"gioi tinh|^phai$|^gioi$|^nam nu$"),
    ("listed_on", r"(ngay|thoi gian|thoi diem).*(lap ho so|vao so|dua vao|quan ly|phat hien|vao danh sach)"),
    ("since", r"(o|cu tru|den) tu ngay|ngay den"),
    ("route", r"hinh thuc su dung|cach (thuc )?(su )?dung|phuong thuc su dung|duong dung"),
    ("substances", r"(loai|chat) ma tuy|chat (gay nghien|su dung)|loai (chat|su dung)|ma tuy (su dung|da dung)"),
    ("standing", r"phan loai|dien quan ly|tinh trang (nghien|su dung)|doi tuong|dien doi tuong"),
    ("temporary", r"tam tru"),
    ("permanent", r"thuong tru|ho khau|hktt|dkhk|nguyen quan"),
    ("address", r"dia chi|noi o|cho o|cu tru|thon|xom|ban|to dan pho|khu pho|ap\b"),
    ("ethnicity", r"dan toc"),
    ("education", r"hoc van|van hoa|trinh do"),
    ("occupation", r"nghe nghiep|nghe\b|viec lam"),
    ("notes", r"ghi chu|nhan xet"),
    ("name", r"ho (va |, |chu )?(ten|dem)|ho ten|^ten( nguoi)?\b|ten doi tuong"),
)
NOT_TAKEN: Final = ("forbidden", "ordinal", "relatives", "notes")  # read over: see lists.py for what is said of them
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in WORDS)
_NUMBERS = re.compile(r"\(?[0-9a-z]{1,2}\)?")


@dataclass(frozen=True)
class Headings:
    """`columns`: field → its columns. `first`: the line of the first person. `titles`: what stands above."""

    columns: Mapping[str, tuple[int, ...]]
    first: int
    titles: str = ""

    def one(self, field: str) -> int | None:
        return next(iter(self.columns.get(field, ())), None)


def recognise(cells: Cells, merges: Sequence[str]) -> Headings | None:
    """The headings of a list of persons; None when the sheet has none: no name, or nothing that says a birth."""
    filled = _spread(cells, merges)
    found = [
        (len(columns), -(last - first), -first, last, columns)
        for first, last in _bands(filled)
        if _is_list(columns := _columns(filled, first, last))
    ]
    if not found:
        return None
    _, _, above, last, columns = max(found, key=lambda one: one[:3])
    return Headings(columns, _after_numbers(filled, last + 1), _titles(cells, -above))


def field_of(heading: str) -> str:
    """What a column of this heading holds; empty when nobody knows."""
    plain = folded(heading)
    return next((field for field, pattern in _PATTERNS if plain and pattern.search(plain)), "")


def _is_list(columns: Mapping[str, tuple[int, ...]]) -> bool:
    return "name" in columns and bool({"birth", "man", "woman", "number"} & columns.keys())


def _bands(filled: Cells) -> Iterator[tuple[int, int]]:
    rows = sorted({row for row, _ in filled if row <= HEADINGS_WITHIN})
    for first in rows:
        for last in rows:
            if first <= last < first + DEPTH:
                yield first, last


def _columns(filled: Cells, first: int, last: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for column in sorted({column for row, column in filled if first <= row <= last}):
        texts = [filled[row, column][1] for row in range(first, last + 1) if (row, column) in filled]
        whole = " ".join(dict.fromkeys(texts))
        if len(whole) <= 150 and (field := field_of(whole)):
            found.setdefault(field, []).append(column)
    return {field: tuple(columns) for field, columns in found.items()}


def _spread(cells: Cells, merges: Sequence[str]) -> dict[tuple[int, int], tuple[str, str]]:
    """A merged cell says the same in all its places; below the headings nobody asks."""
    filled = dict(cells)
    for merge in merges:
        (top, left), (bottom, right) = (position(ref) for ref in merge.split(":"))
        said = cells.get((top, left))
        if said is None or top > HEADINGS_WITHIN or (bottom - top + 1) * (right - left + 1) > 400:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                filled.setdefault((row, column), said)
    return filled


def _after_numbers(filled: Cells, row: int) -> int:
    """Past a line that numbers the columns: (1) (2) (3), A B 1 2."""
    texts = [text.strip() for (r, _), (_, text) in filled.items() if r == row]
    if len(texts) > 2 and all(_NUMBERS.fullmatch(text.lower()) for text in texts):
        return row + 1
    return row


def _titles(cells: Cells, first: int) -> str:
    return " ".join(text for (row, _), (_, text) in sorted(cells.items()) if row < first)

"""Which line of a sheet holds the headings, and what each column is. Headings are compared without diacritics.

A heading may be spread over lines and merged cells: what stands over a column from top to bottom is read as one text.
The old way of writing a birth year under “Nam” or under “Nữ”, which says the sex as well, is known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hoanhap.documents.excel.sheet import position
from hoanhap.kernel.lang import Words
from hoanhap.people.rules.names import folded

Cells = Mapping[tuple[int, int], tuple[str, str]]  # (row, column) → (kind, text)
HEADINGS_WITHIN: Final = 40  # lines from the top
DEPTH: Final = 3  # lines that a heading may be spread over
LONGEST: Final = 150  # characters; what is longer is a sentence

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
# What a column may be said to be, in the order in which it is offered.
FIELDS: Final = {
    "name": Words("Họ và tên", "Full name"),
    "birth": Words("Ngày sinh hoặc năm sinh", "Date or year of birth"),
    "man": Words("Năm sinh của nam", "Year of birth, men"),
    "woman": Words("Năm sinh của nữ", "Year of birth, women"),
    "sex": Words("Giới tính", "Sex"),
    "number": Words("Số CMND, CCCD, hộ chiếu", "Number of the identity paper"),
    "issued_on": Words("Ngày cấp", "Issued on"),
    "issued_by": Words("Nơi cấp", "Issued by"),
    "ethnicity": Words("Dân tộc", "Ethnicity"),
    "address": Words("Nơi ở hiện nay", "Present address"),
    "permanent": Words("Nơi thường trú", "Permanent residence"),
    "temporary": Words("Nơi tạm trú", "Temporary residence"),
    "since": Words("Ở đó từ ngày", "Lives there since"),
    "phone": Words("Điện thoại", "Telephone"),
    "aliases": Words("Tên gọi khác", "Other names"),
    "education": Words("Trình độ học vấn", "Education"),
    "occupation": Words("Nghề nghiệp", "Occupation"),
    "standing": Words("Diện quản lý", "Standing"),
    "listed_on": Words("Ngày đưa vào danh sách", "Listed on"),
    "substances": Words("Loại ma túy", "Substances"),
    "route": Words("Hình thức sử dụng", "Route"),
    "since_year": Words("Năm bắt đầu sử dụng", "Used since"),
    "ordinal": Words("Số thứ tự", "Ordinal number"),
}
NOT_TAKEN: Final = ("forbidden", "ordinal", "relatives", "notes")  # read over: see lists.py for what is said of them
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in WORDS)
_NUMBERS = re.compile(r"\(?[0-9a-z]{1,2}\)?")


@dataclass(frozen=True)
class Headings:
    """`columns`: field → its columns. `first`: the line of the first person. `titles`: what stands above.
    `texts`: what stands over each column, known or not."""

    columns: Mapping[str, tuple[int, ...]]
    first: int
    titles: str = ""
    texts: Mapping[int, str] = field(default_factory=dict)

    def one(self, field: str) -> int | None:
        return next(iter(self.columns.get(field, ())), None)


def recognise(
    cells: Cells, merges: Sequence[str], by_hand: Mapping[int, str] | None = None, line: int = 0
) -> Headings | None:
    """The headings of a list of persons; None when the sheet has none: no name, or nothing that says a birth.

    `by_hand`: what somebody said a column is, empty for one not to be read; `line`: where they said the headings are.
    """
    filled, said = _spread(cells, merges), by_hand or {}
    found = [
        (len(columns), -(last - first), -first, last, columns, texts)
        for first, last in ([(line, line)] if line else _bands(filled))
        if _is_list(columns := _columns(texts := _texts(filled, first, last), said))
    ]
    if not found:
        return None
    _, _, above, last, columns, texts = max(found, key=lambda one: one[:3])
    return Headings(columns, _after_numbers(filled, last + 1), _titles(cells, -above), texts)


def over(cells: Cells, merges: Sequence[str], line: int) -> dict[int, str]:
    """What stands in a line, column by column: for who says what each is where nothing was recognised."""
    return _texts(_spread(cells, merges), line, line)


def field_of(heading: str) -> str:
    """What a column of this heading holds; empty when nobody knows."""
    plain = folded(heading)
    return next((name for name, pattern in _PATTERNS if plain and pattern.search(plain)), "")


def _is_list(columns: Mapping[str, tuple[int, ...]]) -> bool:
    return "name" in columns and bool({"birth", "man", "woman", "number"} & columns.keys())


def _bands(filled: Cells) -> Iterator[tuple[int, int]]:
    rows = sorted({row for row, _ in filled if row <= HEADINGS_WITHIN})
    for first in rows:
        for last in rows:
            if first <= last < first + DEPTH:
                yield first, last


def _texts(filled: Cells, first: int, last: int) -> dict[int, str]:
    """What stands over each column from top to bottom, each text once."""
    found = {}
    for column in sorted({column for row, column in filled if first <= row <= last}):
        texts = [filled[row, column][1] for row in range(first, last + 1) if (row, column) in filled]
        found[column] = " ".join(" ".join(dict.fromkeys(texts)).split())
    return found


def _columns(texts: Mapping[int, str], by_hand: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for column in sorted({*texts, *by_hand}):
        whole = texts.get(column, "")
        name = field_of(whole) if len(whole) <= LONGEST else ""
        if column in by_hand and name != "forbidden":  # nobody can say that such a column is something else
            name = by_hand[column]
        if name:
            found.setdefault(name, []).append(column)
    return {name: tuple(columns) for name, columns in found.items()}


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

"""The document around the table: head, parts, points, targets. No line is lost: it stands in its part as written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from hoanhap.kernel.dates import BadDate, parse_date
from hoanhap.kernel.text import fold
from hoanhap.plans.reading.agencies import found_in, opening
from hoanhap.plans.reading.blocks import Block, Line, Table
from hoanhap.plans.reading.cleaning import one_line
from hoanhap.plans.reading.problems import problem
from hoanhap.plans.rules.draft import Place, Problem, Section, Target, When

KINDS: Final = (
    "Kế hoạch", "Quyết định", "Chỉ thị", "Nghị quyết", "Đề án", "Chương trình", "Hướng dẫn", "Thông báo", "Công điện",
)  # fmt: skip
DISPATCH: Final = "Công văn"
ROLES: Final = (  # words of a part's title, folded → what it is; the first wins
    ("organisation", ("to chuc thuc hien", "phan cong", "trach nhiem")),
    ("money", ("kinh phi", "nguon luc tai chinh")),
    ("objectives", ("muc tieu",)),
    ("targets", ("chi tieu",)),
    ("purpose", ("muc dich",)),
    ("solutions", ("giai phap", "nhiem vu")),
    ("time", ("thoi gian", "tien do", "phuong phap")),
    ("content", ("noi dung",)),
)
_KIND_LINES: Final = {fold(kind): kind for kind in KINDS}
_PART = re.compile(r"(?:Phần\s+)?([IVX]{1,6})[.)]\s*(\S.*)", re.DOTALL)
_ARTICLE = re.compile(r"(Điều\s+[0-9]{1,2})[.:]\s*(\S.*)", re.DOTALL)
_POINT = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})+[.)]?|[0-9]{1,2}[.)])\s*(\S.*)", re.DOTALL)
_LETTER = re.compile(r"([a-zđ])\)\s*(\S.*)", re.DOTALL)
_DASH = re.compile(r"[-–—+*•▪·o]\s+(\S.*)|[-–—•]\s*(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"Số\s*:?\s*([0-9]+\s*/\s*[^\s,;]+)")
_DATED = re.compile(r"[^\W\d][^,\n]{1,40},\s*ngày\s*([0-9]*)\s*tháng\s*([0-9]*)\s*năm\s*([0-9]*)")
_SUBJECT = re.compile(r"V/v:?\s+(.+)", re.DOTALL)
_ENDS_TITLE: Final = ("can cu", "thuc hien ", "(", "de ", "tren co so", "kinh gui", "theo de nghi")
_YEAR = re.compile(r"\bnăm\s+((?:19|20)[0-9]{2})\b")
_MOST_TITLE = 5  # lines
_MOST_HEAD = 400  # paragraphs and cells before the first part


class Item(NamedTuple):
    """A paragraph of the body at its place: part "V", point "1", mark "dash"."""

    part: str
    role: str
    point: str
    mark: str  # number, letter, dash, para
    text: str
    line: int


@dataclass
class Outline:
    title: str = ""
    kind: str = ""
    number: str = ""
    issued: When = When()
    issuer: str = ""
    year: int | None = None
    sections: list[Section] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def outline(blocks: Sequence[Block]) -> Outline:
    found = Outline()
    _head(found, _texts(blocks))
    _Body(found).read(blocks)
    _year(found)
    return found


# ---------------------------------------------------------------- the head
def _texts(blocks: Iterable[Block]) -> list[str]:
    """Everything before the first part, tables cell by cell."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            texts += [cell.text for row in block.rows[:12] for cell in row.cells if cell.text and not cell.again]
        elif _PART.fullmatch(block.text):
            break
        else:
            texts.append(block.text)
        if len(texts) > _MOST_HEAD:
            break
    return texts[:_MOST_HEAD]


def _head(found: Outline, texts: Sequence[str]) -> None:
    for at, text in enumerate(texts):
        if kind := _KIND_LINES.get(fold(text)):
            found.kind, found.title = kind, _title(texts[at + 1 :])
        if text.startswith("Căn cứ "):
            found.bases.append(one_line(text).rstrip(";. "))
        if not found.number and (number := _NUMBER.search(text)):
            found.number = re.sub(r"\s", "", number[1]).rstrip(".;")
        if not found.issued and len(text) < 200 and (dated := _DATED.search(one_line(text))):
            found.issued = _dated(dated)
        if not found.title and (subject := _SUBJECT.search(text)):
            found.kind, found.title = found.kind or DISPATCH, one_line(subject[1])
    found.issuer = _issuer(texts)


def _title(after: Sequence[str]) -> str:
    lines: list[str] = []
    for text in after[:_MOST_TITLE]:
        if fold(text).startswith(_ENDS_TITLE) or _PART.fullmatch(text) or _ARTICLE.fullmatch(text):
            break
        lines.append(one_line(text))
    return " ".join(lines)


def _dated(found: re.Match[str]) -> When:
    words = found[0].partition(",")[2].strip()
    try:
        return When(words, parse_date(f"{found[1]}/{found[2]}/{found[3]}"))
    except BadDate:
        return When(words)


def _issuer(texts: Sequence[str]) -> str:
    """Who stands in the head alone in capitals; else who says of itself that it issues the plan."""
    for text in texts[:40]:
        lines = [line for line in text.split("\n")[:2] if line.isupper() and len(line) < 120]
        for name in (" ".join(lines), *lines[:1]):  # "ỦY BAN NHÂN DÂN" over "TỈNH CAO BẰNG"
            refs = found_in(name)
            if len(refs) == 1 and refs[0].kind not in ("", "group"):
                return name
    for text in texts:
        refs, at = opening(text)
        if refs and re.match(r"\s*,?\s*ban hành\b", text[at:]):
            return refs[0].text
    return ""


def _year(found: Outline) -> None:
    """Of the title, else of the date."""
    named = _YEAR.search(found.title.lower()) or _YEAR.search(found.issued.words)
    if named and not re.search(r"đến\s*$", found.title.lower()[: named.start()]):
        found.year = int(named[1])
    elif isinstance(found.issued.on, date):
        found.year = found.issued.on.year


# ---------------------------------------------------------------- the body
class _Body:
    """Cuts the body into parts and points. What follows the recipients is not of it, until another part begins."""

    def __init__(self, found: Outline) -> None:
        self.found = found
        self.part, self.role, self.point, self.letter = "", "", "", ""
        self.title, self.at = "", 0
        self.lines: list[str] = []
        self.closed = True
        self.targets = False
        self.codes: dict[str, str] = {}
        self.times: dict[str, int] = {}  # how often a number stood over a part

    def read(self, blocks: Sequence[Block]) -> None:
        has_parts = any(isinstance(b, Line) and _PART.fullmatch(b.text) for b in blocks)
        self.closed = has_parts
        for block in blocks:
            if isinstance(block, Table):
                self.closed = self.closed or _has_recipients(block)
            elif fold(block.text).startswith("noi nhan"):
                self.closed = True
            elif part := _PART.fullmatch(block.text) or _ARTICLE.fullmatch(block.text):
                self._open(one_line(part[1]), one_line(part[2]), block.number)
            elif not self.closed:
                self._line(block)
        self._close()

    def _open(self, code: str, title: str, line: int) -> None:
        self._close()
        if code in self.codes:
            place = Place(line)
            self.found.problems.append(problem("twice_heading", place, code=code, first=self.codes[code], second=title))
            self.times[code] += 1
            self.part = f"{code}({self.times[code]})"
        else:
            self.part, self.times[code] = code, 1
            self.codes[code] = title
        self.title, self.at = title, line
        self.role = "" if code.startswith("Điều") else role_of(title)
        self.point = self.letter = ""
        self.closed, self.targets = False, self.role == "targets"

    def _close(self) -> None:
        if self.part or self.lines:
            section = Section(self.part, self.title, self.role, tuple(self.lines), Place(self.at))
            self.found.sections.append(section)
        self.lines = []

    def _line(self, block: Line) -> None:
        text = one_line(block.text)
        self.lines.append(text)
        mark, rest = "para", text
        if point := _POINT.fullmatch(text):
            mark, rest = "number", point[2]
            self.point, self.letter = point[1].rstrip(".)"), ""
            self.targets = self.role == "targets" or (
                self.role == "objectives" and fold(rest).startswith("chi tieu") and len(rest) < 120
            )
        elif letter := _LETTER.fullmatch(text):
            mark, rest, self.letter = "letter", letter[2], letter[1]
        elif dash := _DASH.fullmatch(text):
            mark, rest = "dash", dash[1] or dash[2]
        if self.targets and mark == "dash":
            self.found.targets.append(Target(rest.rstrip(".;"), Place(block.number)))
        self.found.items.append(Item(self.part, self.role, self.point + self.letter, mark, rest, block.number))


def role_of(title: str) -> str:
    words = fold(title)
    return next((role for role, forms in ROLES if any(form in words for form in forms)), "")


def _has_recipients(table: Table) -> bool:
    return any(fold(cell.text).startswith("noi nhan") for row in table.rows[:3] for cell in row.cells)

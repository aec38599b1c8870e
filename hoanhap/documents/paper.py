"""An official paper as plain values: what it says, not how it looks. `docx`, `pdf` and `xlsx` print the same paper.

Texts are printed as they are given, in Vietnamese; names of bodies are given as people write them
("Sở Lao động - Thương binh và Xã hội") and put in capitals where NĐ 30/2020/NĐ-CP wants capitals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

# Room for the pen until the paper is issued.
BLANK_NUMBER, BLANK_DAY = "\N{NO-BREAK SPACE}" * 8, "\N{NO-BREAK SPACE}" * 4
_ROMAN = re.compile(r"[IVXLC]+\.?")


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number inside a sentence. `trace` is its code, `url` the page that shows where it came from."""

    shown: str
    trace: str = ""
    url: str = ""
    bold: bool = False
    italic: bool = False


Run = Text | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 with a Roman number is printed in capitals."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """style "bullet" puts "- " before the text and "plus" puts "+ "."""

    runs: tuple[Run, ...]
    style: Literal["body", "bullet", "plus"] = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `across` and `down` merge as in HTML: the cells it covers are left out of the rows.

    `key` is (row, column) of the form when the cell is for a value.
    """

    text: str = ""
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False
    italic: bool = False
    indent: int = 0
    across: int = 1
    down: int = 1
    trace: str = ""
    url: str = ""
    key: tuple[str, str] | None = None
    kind: Literal["text", "number"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """widths are relative: their sum is the width of the text."""

    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A statistical table on pages of its own. `note` stands above it ("Đơn vị tính: triệu đồng")."""

    annex: str
    title: tuple[str, ...]
    table: Table
    note: str = ""
    landscape: bool = False
    source_note: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Signature("KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phạm Viết Công"); `collective`: "TM. ỦY BAN NHÂN DÂN" above."""

    prefix: str
    authority: str
    office: str
    name: str
    collective: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        lines = (self.collective, f"{self.prefix} {self.authority}", self.office)
        return tuple(line.strip().upper() for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class Paper:
    """`on` is the day of issue; until there is one, `drafted_on` gives the month and year, and the day stays blank.

    A decision names who decides (`authority`) above its bases and what they do (`verb`) below them. `cosigners` sign
    beside the signer. Without an `agency` it is a person's own paper: no number, the place and day above the signature.
    """

    agency: str
    symbol: str
    place: str
    kind: str
    title: str
    drafted_on: date
    signature: Signature
    parent_agency: str = ""
    number: str = ""
    on: date | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[AnnexTable, ...] = ()
    drafted_label: str = ""  # "SỐ LIỆU MINH HỌA": at the foot of every page
    authority: str = ""  # "Chủ tịch Ủy ban nhân dân xã Bảo Toàn"
    verb: str = ""  # "Quyết định:"
    cosigners: tuple[str, ...] = ()  # "Người ghi biên bản"


def number_line(paper: Paper) -> str:
    """Số: 05/BC-SLĐTBXH; room for the number while there is none."""
    return f"Số: {_number(paper)}/{paper.symbol}"


def _number(paper: Paper) -> str:
    number = paper.number.strip()
    return number.zfill(2) if number.isdigit() else number or BLANK_NUMBER


def date_line(paper: Paper) -> str:
    return f"{paper.place}, {_dated(paper)}"


def _dated(paper: Paper) -> str:
    """Days below 10 and the months 1 and 2 take a leading zero, so that nothing can be written in front."""
    when = paper.on or paper.drafted_on
    day = f"{when.day:02}" if paper.on else BLANK_DAY
    month = f"{when.month:02}" if when.month <= 2 else str(when.month)
    return f"ngày {day} tháng {month} năm {when.year}"


def reference_line(paper: Paper) -> str:
    """The line that ties an annex to its paper."""
    return f"(Kèm theo {paper.kind.capitalize()} số {_number(paper)}/{paper.symbol} {_dated(paper)} của {paper.agency})"


def heading_text(heading: Heading) -> str:
    text = heading.text.upper() if heading.level == 1 and _ROMAN.fullmatch(heading.number) else heading.text
    return f"{_dotted(heading.number)} {text}".strip()


def _dotted(number: str) -> str:
    return number if not number or number[-1] in ".)-+" else f"{number}."


def listed(lines: Sequence[str], start: str = "- ") -> tuple[str, ...]:
    """Each line ends with ";", the last with "."."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return tuple(f"{start}{line.rstrip(' ;.,')}{end}" for line, end in zip(lines, ends, strict=True)) if lines else ()


def addressed(paper: Paper) -> tuple[str, ...]:
    if len(paper.addressees) == 1:
        return (f"Kính gửi: {paper.addressees[0].rstrip(' ;.,')}",)
    return ("Kính gửi:", *listed(paper.addressees)) if paper.addressees else ()


Place = tuple[Literal["to", "signer", "also", "blank"], str]


def foot(paper: Paper) -> tuple[tuple[Place, Place], ...]:
    """What stands at the foot, two to a row: those who sign beside the signer, the signer on the right, the recipients
    where there is room."""
    to: Place = ("to", "") if paper.recipients else ("blank", "")
    places: list[Place] = [*(("also", who) for who in paper.cosigners), ("signer", "")]
    if len(places) % 2:
        places.insert(len(places) - 1, to)
    elif paper.recipients:
        places += [to, ("blank", "")]
    return tuple(zip(places[::2], places[1::2], strict=True))


def placed(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, Cell]]:
    """(row, column, cell) of every cell, merges taken into account."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            yield r, c, cell
            taken.update((r + i, c + j) for i in range(cell.down) for j in range(cell.across))
            c += cell.across

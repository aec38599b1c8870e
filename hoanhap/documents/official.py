"""From a kind of paper and the facts of a case to the paper that is printed. Pure; nothing is kept here.

    text = fill(kind, letterhead, {"name": "Lý Văn Thử", "start": date(2019, 5, 6), …}, on=on)
    content = text.to_bytes()                     # what the room above seals under the person's key
    paper = printed(Filled.from_bytes(content), number=5, on=on, lines=("Chủ tịch",), signer="…")
    docx.render(paper); pdf.render(paper)

What was filled holds every word that is printed, so a later change of the catalog does not change an issued paper.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hoanhap.catalog.paper_kinds import PLACE, Field, PaperKind
from hoanhap.documents import letterheads
from hoanhap.documents.letterheads import Letterhead
from hoanhap.documents.paper import Block, Heading, Paper, Paragraph, Signature, Text
from hoanhap.kernel.dates import format_long
from hoanhap.kernel.lang import speaking, t
from hoanhap.kernel.text import clean

Given = str | int | date | Sequence[str] | None

DOTS = "…" * 12
MOST = 4_000  # characters of one field
_ARTICLE = re.compile(r"(Điều \d+\.)\s*(.*)")
_HEADING = re.compile(r"# ([IVXLC]+)\.\s*(.+)")


class Unfilled(Exception):
    """What is missing, unknown or unreadable among the facts; one reason each in `reasons`."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Filled:
    """Every word of one paper except its number, its day and who signs it. `lines`: a paragraph each."""

    kind: str
    version: str
    name: str
    title: str
    symbol: str
    place: str
    agency: str = ""
    parent: str = ""
    authority: str = ""
    verb: str = ""
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    cosigners: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The same filling gives the same bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Filled":
        found: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(content).items()}
        return cls(**found)


# ---------------------------------------------------------------- filling
def fill(kind: PaperKind, letter: Letterhead, given: Mapping[str, Given], *, on: date) -> Filled:
    """The texts of `kind` with the facts of a case. Raises Unfilled with every reason at once.

    A line that names an optional field without a fact is left out; a blank one becomes dots for the pen.
    """
    with speaking("vi"):
        said = _said(kind, given)
    missing = _missing(kind, said)
    reasons = [t("Thiếu “{what}”.", "“{what}” is missing.", what=field.title) for field in missing]
    reasons += [
        t("Giấy tờ này không có mục “{code}”.", "This paper has no “{code}”.", code=code)
        for code in given
        if code not in said
    ]
    if reasons:
        raise Unfilled(reasons)
    return _filled(kind, letter, said, on)


def sketch(
    kind: PaperKind, letter: Letterhead, given: Mapping[str, Given], *, on: date
) -> tuple[Filled, tuple[Field, ...]]:
    """The paper as far as it is known, with dots for the rest; and the fields without which it cannot be issued."""
    with speaking("vi"):
        said = _said(kind, given)
    return _filled(kind, letter, said, on), _missing(kind, said)


Said = Mapping[str, str | tuple[str, ...]]


def _missing(kind: PaperKind, said: Said) -> tuple[Field, ...]:
    return tuple(f for f in kind.asked if not said[f.code] and f.code not in (*kind.optional, *kind.blank))


def _filled(kind: PaperKind, letter: Letterhead, said: Said, on: date) -> Filled:
    write = _Writer(kind, {**_own(letter), **said})
    personal, team = kind.made_by == "person", kind.made_by == "team"
    return Filled(
        kind=kind.code,
        version=kind.version,
        name=kind.name,
        title=write.sentence(kind.title),
        symbol=letterheads.symbol(kind, letter),
        place=letter.place,
        agency="" if personal else letterheads.TEAM if team else letter.agency,
        parent="" if personal else letter.agency if team else letter.parent,
        authority=letter.full_head if kind.opens else "",
        verb="Quyết định:" if kind.opens else "",
        addressees=write.sentences(kind.addressees),
        bases=(*(f"Căn cứ {b.text}" for b in kind.cited(on)), *write.sentences(kind.also_rests_on)),
        lines=tuple(write.paragraphs(kind.text)),
        recipients=write.sentences(kind.recipients),
        cosigners=write.sentences(kind.cosigned),
    )


def _own(letter: Letterhead) -> dict[str, str]:
    return {"agency": letter.agency, "unit": letter.unit, "head": letter.full_head}


def _said(kind: PaperKind, given: Mapping[str, Given]) -> dict[str, str | tuple[str, ...]]:
    return {field.code: _shown(field, given.get(field.code)) for field in kind.asked}


def _shown(field: Field, value: Given) -> str | tuple[str, ...]:
    if value is None:
        return ""
    if field.type == "lines":
        lines = value.splitlines() if isinstance(value, str) else [str(v) for v in value]  # type: ignore[union-attr]
        return tuple(shown for line in lines if (shown := _plain(line)))
    if isinstance(value, date):
        return format_long(value)
    return _plain(str(value))


def _plain(text: str) -> str:
    return " ".join(clean(text, MOST).split())


@dataclass(frozen=True)
class _Writer:
    kind: PaperKind
    facts: Said

    def paragraphs(self, text: str) -> Iterator[str]:
        for line in text.strip().splitlines():
            [*alone] = PLACE.findall(line)
            fact = self.facts[alone[0]] if len(alone) == 1 and line.strip() == f"{{{alone[0]}}}" else None
            if isinstance(fact, tuple):
                yield from (f"- {item}" for item in fact) if fact else (self.sentences((line,)))
            else:
                yield from self.sentences((line,))

    def sentences(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.sentence(text) for text in texts if not self.dropped(text))

    def dropped(self, text: str) -> bool:
        return any(code in self.kind.optional and not self.facts[code] for code in PLACE.findall(text))

    def sentence(self, text: str) -> str:
        return PLACE.sub(lambda place: self.fact(place[1]), text.strip())

    def fact(self, code: str) -> str:
        said = self.facts[code]
        return ("; ".join(said) if isinstance(said, tuple) else said) or DOTS


# ---------------------------------------------------------------- printing
def printed(
    text: Filled,
    *,
    drafted_on: date,
    number: int | None = None,
    on: date | None = None,
    lines: Sequence[str] = (),
    signer: str = "",
    label: str = "",
) -> Paper:
    """The paper as it is printed: without a number and a day it is a draft. `lines` stand above the signer's name."""
    over = (*lines, "", "", "")
    return Paper(
        agency=text.agency,
        parent_agency=text.parent,
        symbol=text.symbol,
        place=text.place,
        kind=text.name.upper(),
        title=text.title,
        drafted_on=drafted_on,
        number=str(number) if number else "",
        on=on,
        signature=Signature("", over[1], over[2], signer, collective=over[0]),
        authority=text.authority,
        verb=text.verb,
        addressees=text.addressees,
        bases=text.bases,
        blocks=tuple(map(_block, text.lines)),
        recipients=text.recipients,
        cosigners=text.cosigners,
        drafted_label=label,
    )


def _block(line: str) -> Block:
    if found := _HEADING.fullmatch(line):
        return Heading(1, f"{found[1]}.", found[2])
    if found := _ARTICLE.fullmatch(line):
        return Paragraph((Text(f"{found[1]} ", bold=True), Text(found[2])))
    if line.startswith("- "):
        return Paragraph((Text(line[2:]),), "bullet")
    return Paragraph((Text(line),))

"""What somebody writes down of a directive, before it is looked at. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from hoanhap.documents.rules.directives import KINDS, LINKS, Citation
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t

# Widths of the columns: what is longer is refused with the number, never cut.
LIMITS = {
    "number": 20,
    "symbol": 40,
    "issued_text": 40,
    "issuer": 200,
    "summary": 400,
    "signer": 200,
    "source": 200,
}
CITATION = 400  # of a line that names another document
MOST_LINES = 60
FIELDS = {
    "kind": Words("Loại", "Kind"),
    "number": Words("Số", "Number"),
    "symbol": Words("Ký hiệu", "Symbol"),
    "issued_on": Words("Ngày ban hành", "Issued"),
    "issued_text": Words("Tháng, năm (khi không rõ ngày)", "Month and year (when the day is not known)"),
    "issuer": Words("Cơ quan ban hành", "Issuer"),
    "summary": Words("Trích yếu", "Summary"),
    "signer": Words("Người ký", "Signed by"),
    "source": Words("Nguồn", "Source"),
    "in_force_from": Words("Có hiệu lực từ", "In force from"),
    "in_force_to": Words("Hết hiệu lực từ", "No longer in force from"),
    "links": Words("Liên quan", "Links"),
    "sectors": Words("Gửi tới ngành", "To sectors"),
    "units": Words("Gửi tới đơn vị", "To units"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """`links`: by kind, one line a document. `units`: codes of units; `sectors`: codes of sectors."""

    kind: str
    issuer: str
    summary: str
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issued_text: str = ""
    signer: str = ""
    source: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def cited(self) -> Citation:
        return Citation(
            self.kind, self.number, self.symbol, self.issuer, self.summary, self.issued_on, self.issued_text
        )

    @property
    def start(self) -> date | None:
        """From when it holds: the day it gives, else the day it was issued."""
        return self.in_force_from or self.issued_on


def too_long(written: Written) -> Iterator[tuple[str, str]]:
    for name, most in LIMITS.items():
        text = getattr(written, name)
        if len(text) > most:
            yield name, _cut(text, most)
    for kind, lines in written.links.items():
        for line in lines:
            if len(line) > CITATION:
                yield kind, _cut(line, CITATION)
        if len(lines) > MOST_LINES:
            yield kind, t("Quá {n} dòng.", "More than {n} lines.", n=MOST_LINES)


def differences(before: Written, after: Written) -> list[list[str]]:
    """[field, before, after] as people read them, of every field that differs."""
    found = []
    for it in fields(Written):
        old, new = _said(it.name, getattr(before, it.name)), _said(it.name, getattr(after, it.name))
        if old != new:
            found.append([it.name, old, new])
    return found


def _said(name: str, value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{LINKS[kind].vi}: {line}" for kind in LINKS for line in value.get(kind, ()))
    if isinstance(value, tuple):
        return ", ".join(sorted(value))
    return KINDS[str(value)].vi if name == "kind" and value in KINDS else str(value or "")


def _cut(text: str, most: int) -> str:
    return t(
        "“{start}…” dài {n} chữ, nhiều nhất {most}. Rút gọn lại.",
        "“{start}…” has {n} characters, at most {most} fit. Shorten it.",
        start=text[:30],
        n=len(text),
        most=most,
    )

"""What is inside a workbook: its sheets, its shared text, which styles are dates; and what may not be inside."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from hoanhap.documents.excel import tags
from hoanhap.documents.excel.container import DEFAULT, MB, Container, Entry, Limits, open_container, unpack
from hoanhap.documents.excel.refusals import Refused
from hoanhap.documents.excel.sheet import Sheet, read_sheet, read_strings
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean

Found = TypeVar("Found")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # made here: in the child there is no file to load the codec from
_FORBIDDEN = (  # in a part's name, lower case → the refusal
    ("vbaproject", "macros"),
    ("vbadata", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/dialogsheets/", "macros"),
    ("xl/activex/", "embedded"),
    ("xl/embeddings/", "embedded"),
    ("xl/ctrlprops/", "embedded"),
    ("xl/externallinks/", "external"),
    ("xl/connections", "external"),
    ("xl/querytables/", "external"),
    ("customdata/", "external"),
)
_SUSPECT = re.compile("|".join(re.escape(mark) for mark, _ in _FORBIDDEN))
_DDE = re.compile(r"<f[^>]*>[^<]*\|[^<]*!")
_KEEP = 64 * 1024  # larger parts are not worth remembering


class SheetPart(NamedTuple):
    name: str
    hidden: bool
    part: str


class Memo:
    """Parts that are the same bytes in file after file (styles, the list of sheets) are understood once.

    Keyed by the packed bytes and what the directory says of them: a part that would not unpack is never taken as known.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._known: dict[tuple[object, ...], object] = {}

    def get(self, container: Container, entry: Entry, read: Callable[[bytes], Found]) -> Found:
        raw = container.packed(entry)
        key = (read.__name__, raw, entry.method, entry.size, entry.crc, entry.encrypted)
        if key in self._known:
            return self._known[key]  # type: ignore[return-value]
        found = read(unpack(entry, raw))
        if len(raw) <= _KEEP:
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = found
        return found


class Workbook:
    """An opened workbook. Sheets and text are read when asked for."""

    def __init__(self, container: Container, sheets: list[SheetPart], memo: Memo, limits: Limits) -> None:
        self._container, self.sheets, self._memo, self._limits = container, sheets, memo, limits

    def xml(self, part: SheetPart) -> bytes:
        entry = self._container.entries.get(part.part)
        if not entry:
            raise Refused("broken", what=t("thiếu trang “{name}”", "sheet “{name}” is missing", name=part.name))
        xml = self._container.read(entry)
        if b"|" in xml and b"<f" in xml and _DDE.search(xml.decode("utf-8", "replace")):
            raise Refused("external", part="DDE")
        return xml

    def sheet(self, xml: bytes) -> Sheet:
        return read_sheet(xml, most_cells=self._limits.cells)

    def same_sheet(self, part: SheetPart) -> Sheet:
        """A sheet that is the same bytes in file after file."""
        entry = self._container.entries.get(part.part)
        return self._memo.get(self._container, entry, _small_sheet) if entry else self.sheet(self.xml(part))

    def strings(self) -> list[str]:
        entry = self._container.entries.get("xl/sharedStrings.xml")
        return read_strings(self._container.read(entry)) if entry else []

    def date_styles(self) -> frozenset[str]:
        """Numbers, as text, of the cell styles that show a number as a date or a time."""
        entry = self._container.entries.get("xl/styles.xml")
        return self._memo.get(self._container, entry, date_styles) if entry else frozenset()


def open_workbook(data: bytes, *, memo: Memo, limits: Limits = DEFAULT) -> Workbook:
    sniff(data, limits)
    container = open_container(data, most_entries=limits.entries, most_unpacked=limits.unpacked, limits=limits)
    entries = container.entries
    _refuse_forbidden(container, memo)
    book, rels = entries.get("xl/workbook.xml"), entries.get("xl/_rels/workbook.xml.rels")
    if not book or not rels:
        raise Refused("not_workbook")
    targets = memo.get(container, rels, relations)
    sheets = [
        SheetPart(name, hidden, targets.get(relation, ""))
        for name, hidden, relation in memo.get(container, book, sheet_list)
    ]
    return Workbook(container, sheets, memo, limits)


def sniff(data: bytes, limits: Limits = DEFAULT) -> None:
    """Refuse by size and by first bytes, before anything is opened."""
    if not data:
        raise Refused("empty")
    if len(data) > limits.file:
        raise Refused("too_big", size=-(-len(data) // MB), limit=limits.file // MB)
    if data[:8] == _OLE:
        raise Refused("encrypted" if _LOCKED in data else "legacy")


def _refuse_forbidden(container: Container, memo: Memo) -> None:
    names = container.entries
    types = names.get("[Content_Types].xml")
    if "mimetype" in names:
        raise Refused("opendocument")
    if "xl/workbook.bin" in names:
        raise Refused("binary")
    if not types:
        raise Refused("not_workbook")
    if _SUSPECT.search("\n".join(names).lower()):
        for name in names:
            for mark, code in _FORBIDDEN:
                if mark in name.lower():
                    raise Refused(code, part=clean(name, 80))
    if memo.get(container, types, has_macro_type):
        raise Refused("macros", part="xlsm")


# ---------------------------------------------------------------- small parts, one function each
def _small_sheet(xml: bytes) -> Sheet:
    return read_sheet(xml, most_cells=1_000)


def has_macro_type(xml: bytes) -> bool:
    return b"macroenabled" in xml.lower() or b"m\0a\0c\0r\0o\0e\0n\0a\0b\0l\0e\0d" in xml.lower()


def relations(xml: bytes) -> dict[str, str]:
    """Relation id → name of the part."""
    found: dict[str, str] = {}

    def start(name: str, attributes: tags.Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    tags.walk(xml, start)
    return found


def sheet_list(xml: bytes) -> list[tuple[str, bool, str]]:
    """(name, hidden, relation id) in the order of the tabs."""
    found: list[tuple[str, bool, str]] = []

    def start(name: str, attributes: tags.Attributes) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if tags.local(k) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((clean(attributes.get("name", ""), 60), hidden, relation))

    tags.walk(xml, start)
    return found


_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|General', re.IGNORECASE)
_DATE_LETTER = re.compile("[ymdhs]", re.IGNORECASE)


def date_styles(xml: bytes) -> frozenset[str]:
    """Numbers of the cell formats (as text) whose number format is one of dates or times."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: tags.Attributes) -> None:
        inside.append(name)
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            styles.append(attributes.get("numFmtId", "0"))

    def end(_: str) -> None:
        inside.pop()

    tags.walk(xml, start, end)
    return frozenset(str(i) for i, number in enumerate(styles) if _is_date(number, formats))


def _is_date(number: str, formats: dict[str, str]) -> bool:
    if number in formats:
        return bool(_DATE_LETTER.search(_LITERAL.sub("", formats[number])))
    return number.isascii() and number.isdigit() and len(number) < 4 and int(number) in _BUILT_IN_DATES

"""The parts of a .docx: what may not be among them, and each one read a piece after another, never whole.

Runs in the reader's process: nothing of Django.
"""

import zlib
from collections.abc import Callable, Iterator

from hoanhap.documents.excel.container import MB, Container, Entry
from hoanhap.kernel import tags
from hoanhap.kernel.tags import Attributes

MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SMALL = 4 * MB  # of a part that is read whole
_RUNS, _CARRIES = ("vbaproject", "vbadata"), ("/embeddings/", "/activex/")
_CHUNK = 64 * 1024


class Unfit(Exception):
    """The file is not read; `code` says why (`refusals`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_forbidden(packed: Container) -> None:
    types = packed.entries.get("[Content_Types].xml")
    if types is None or types.size > SMALL or MAIN not in packed.read(types):
        raise Unfit("macros" if types and b"macroEnabled" in packed.read(types) else "not_workbook")
    for entry in packed.entries.values():
        name = "/" + entry.name.lower()
        if any(mark in name for mark in _RUNS):
            raise Unfit("macros")
        if any(mark in name for mark in _CARRIES):
            raise Unfit("embedded")
        if entry.is_link or ".." in name or entry.name.startswith("/"):
            raise Unfit("broken")
        if name.endswith(".rels"):
            if entry.size > SMALL:
                raise Unfit("bomb")
            parse(packed, entry, _no_outside)


def _no_outside(name: str, attributes: Attributes) -> None:
    """A link for a reader to click is text; anything else from elsewhere would be fetched."""
    outside = attributes.get("TargetMode") == "External"
    if name == "Relationship" and outside and not attributes.get("Type", "").endswith("/hyperlink"):
        raise Unfit("external")


# ---------------------------------------------------------------- XML, a piece after another
def parse(
    packed: Container,
    entry: Entry,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    try:
        tags.walk(unpacked(packed, entry), start, end, text)
    except tags.BadXml as wrong:
        raise Unfit("broken") from wrong
    except tags.DocumentType as wrong:
        raise Unfit("doctype") from wrong


def unpacked(packed: Container, entry: Entry) -> Iterator[bytes]:
    """An entry in pieces. Refuses what is not exactly as long, or not the bytes, that the directory said."""
    raw = packed.packed(entry)
    if entry.encrypted:
        raise Unfit("encrypted")
    if entry.method not in (0, 8):
        raise Unfit("broken")
    length = check = 0
    for piece in _inflated(raw) if entry.method == 8 else (raw,):
        length += len(piece)
        check = zlib.crc32(piece, check)
        if length > entry.size:
            raise Unfit("bomb")
        yield piece
    if length != entry.size or check != entry.crc:
        raise Unfit("broken")


def _inflated(raw: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    left = raw
    try:
        while not inflater.eof:
            piece = inflater.decompress(left, _CHUNK)
            left = inflater.unconsumed_tail
            if not piece and not left:
                break
            yield piece
    except zlib.error as wrong:
        raise Unfit("broken") from wrong

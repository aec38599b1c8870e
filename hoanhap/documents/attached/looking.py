"""What kind of file it is and what forbids keeping it. Standard library only: it runs in the reader's process."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hoanhap.documents.excel.container import MB, Container, Entry, Limits, open_container
from hoanhap.documents.excel.refusals import Refused

LIMITS = Limits(file=15 * MB, unpacked=100 * MB, entries=2_000)
DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO = re.compile(r"vbaproject|vbadata|\.bin$", re.I)
_EMBEDDED = re.compile(r"(^|/)(embeddings|activex)/", re.I)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.I)
_FIELD = re.compile(rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b")
# What a PDF does by itself when it is opened, carries inside or hides from us; names may be written with #xx.
PDF_ACTS = {
    b"JavaScript": "acts",
    b"JS": "acts",
    b"Launch": "acts",
    b"OpenAction": "",
    b"ImportData": "acts",
    b"SubmitForm": "acts",
    b"RichMedia": "acts",
    b"XFA": "acts",
    b"EmbeddedFile": "embedded",
    b"EmbeddedFiles": "embedded",
    b"Encrypt": "encrypted",
}
_NAME = re.compile(rb"/([A-Za-z0-9#]{2,40})")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True)
class AttachedReader:
    """`look`: {"kind": "docx" | "pdf"} or {"refused": code}."""

    limits: Limits = LIMITS

    def look(self, data: bytes) -> dict[str, str]:
        try:
            return self._told(data)
        except Refused as refused:
            return {"refused": refused.code}
        except Unfit as unfit:
            return {"refused": unfit.code}

    def _told(self, data: bytes) -> dict[str, str]:
        if data[:4] == b"PK\x03\x04":
            _docx(data, self.limits)
            return {"kind": "docx"}
        if data[:5] == b"%PDF-":
            _pdf(data, self.limits)
            return {"kind": "pdf"}
        raise Unfit("legacy" if data[:4] == b"\xd0\xcf\x11\xe0" else "not_known")


class Unfit(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# ---------------------------------------------------------------- Word
def _docx(data: bytes, limits: Limits) -> None:
    zipped = open_container(data, most_entries=limits.entries, most_unpacked=limits.unpacked, limits=limits)
    types = zipped.entries.get("[Content_Types].xml")
    if types is None or DOCX_MAIN not in zipped.read(types):
        raise Unfit("not_word")
    for entry in zipped.entries.values():
        _part(zipped, entry)


def _part(zipped: Container, entry: Entry) -> None:
    """Every part is unpacked once, so that what is kept can be unpacked, and says nothing false of its size."""
    if entry.is_link or ".." in entry.name or entry.name.startswith("/"):
        raise Unfit("broken")
    if _MACRO.search(entry.name):
        raise Unfit("acts")
    if _EMBEDDED.search(entry.name):
        raise Unfit("embedded")
    content = zipped.read(entry)
    name = entry.name.lower()
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content[:4096].upper().replace(b"\x00", b""):
        raise Unfit("broken")
    if name.endswith(".rels") and any(not _HYPERLINK.search(tag) for tag in _EXTERNAL.findall(content)):
        raise Unfit("external")
    if name.endswith(".xml") and b"instrText" in content and _FIELD.search(content):
        raise Unfit("external")


# ---------------------------------------------------------------- PDF
def _pdf(data: bytes, limits: Limits) -> None:
    """Names are looked for in the file and in what its streams unpack to: objects may lie in packed streams."""
    if b"%%EOF" not in data[-2048:]:
        raise Unfit("broken")
    for text in _texts(data, limits):
        for name in _NAME.findall(text):
            told = PDF_ACTS.get(_HEX.sub(lambda m: bytes([int(m[1], 16)]), name))
            if told:
                raise Unfit(told)


def _texts(data: bytes, limits: Limits) -> Iterator[bytes]:
    """The file between its streams, and every stream that holds objects."""
    left, at = limits.unpacked, 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        head = data[at : found.start()]
        yield head
        end = data.find(b"endstream", found.end())
        at = end if end > 0 else len(data)
        dictionary = head[head.rfind(b"obj") :]
        if b"ObjStm" in _HEX.sub(lambda m: bytes([int(m[1], 16)]), dictionary):
            unpacked = _unpacked(data[found.end() : at], left)
            left -= len(unpacked)
            yield unpacked
    yield data[at:]


def _unpacked(raw: bytes, most: int) -> bytes:
    if most <= 0:
        raise Unfit("bomb")
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(raw, most)
    except zlib.error:
        raise Unfit("hidden") from None
    if inflater.unconsumed_tail:
        raise Unfit("bomb")
    return content

"""A zip read from its directory, without trusting it: nothing is unpacked before its size is known and bounded.

Used for a workbook and for a zip of workbooks. Only stored and deflated entries; names are keys, never paths.
"""

import struct
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from hoanhap.documents.excel.refusals import Refused
from hoanhap.kernel.lang import t

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. A real form is 12 KB that unpacks to 60 KB; these leave room for a hundred times that."""

    file: int = 20 * MB
    unpacked: int = 64 * MB
    entries: int = 1_000
    ratio: int = 200  # of an entry that unpacks to more than `small`
    small: int = 4 * MB
    cells: int = 100_000  # in one sheet
    memory: int = 300 * MB  # address space of the reader
    seconds: int = 10  # for one file
    archive: int = 200 * MB  # a zip of workbooks
    members: int = 20_000


DEFAULT = Limits()

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_SIZE, _CENTRAL_SIZE, _LOCAL_SIZE = 22, 46, 30
_DIRECTORY = struct.Struct("<4sHHHHHHIIIHHHHHII")
_ENDING = struct.Struct("<4sHHHHIIH")
_LENGTHS = struct.Struct("<HH")
_ZIP64 = 0xFFFFFFFF
_ENCRYPTED = 0x1
_LINK = 0o120000


class Entry(NamedTuple):
    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int  # of the local header
    mode: int  # Unix file mode where the zip has one, else 0
    encrypted: bool

    @property
    def is_link(self) -> bool:
        return self.mode & 0o170000 == _LINK


@dataclass
class Container:
    """The entries of a zip. `read` unpacks one and refuses anything that is not exactly what the directory said."""

    data: bytes | memoryview
    entries: dict[str, Entry] = field(default_factory=dict)

    def packed(self, entry: Entry) -> bytes:
        """The entry as it lies in the file."""
        start = entry.start
        header = bytes(self.data[start : start + _LOCAL_SIZE])
        if len(header) != _LOCAL_SIZE or header[:4] != _LOCAL:
            raise _broken()
        name, extra = _LENGTHS.unpack_from(header, 26)
        body = start + _LOCAL_SIZE + name + extra
        raw = bytes(self.data[body : body + entry.packed])
        if len(raw) != entry.packed:
            raise _broken()
        return raw

    def read(self, entry: Entry) -> bytes:
        return unpack(entry, self.packed(entry))


def unpack(entry: Entry, raw: bytes) -> bytes:
    if entry.encrypted:
        raise Refused("encrypted")
    if entry.method == 8:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(raw, entry.size + 1)
        except zlib.error as wrong:
            raise _broken() from wrong
        if not inflater.eof and len(content) > entry.size:
            raise Refused("bomb", what=t("dung lượng khai gian", "its stated size is false"))
    elif entry.method == 0:
        content = raw
    else:
        raise _broken()
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise _broken()
    return content


def open_container(
    data: bytes | memoryview, *, most_entries: int, most_unpacked: int, limits: Limits = DEFAULT
) -> Container:
    """Reads the directory only. Refuses what is not a zip, is damaged, or would swell past the limits."""
    if bytes(data[:4]) != _LOCAL:
        raise Refused("not_workbook")
    count, at, end = _ending(data)
    if count > most_entries:
        raise Refused("bomb", what=t("{n} tệp con", "{n} entries", n=count))
    container = Container(data)
    total = 0
    directory = bytes(data[at:end])
    place = 0
    for _ in range(count):
        entry, place = _entry(directory, place)
        if entry.name in container.entries:
            raise _broken()
        container.entries[entry.name] = entry
        total += entry.size
        if entry.size > limits.small and entry.size > limits.ratio * entry.packed:
            raise Refused("bomb", what=t("nén {n} lần", "packed {n} times", n=entry.size // max(entry.packed, 1)))
        if total > most_unpacked:
            raise Refused("bomb", what=t("hơn {n} MB", "over {n} MB", n=most_unpacked // MB))
    if place != len(directory):
        raise _broken()
    return container


def _ending(data: bytes | memoryview) -> tuple[int, int, int]:
    """How many entries, and from where to where their directory lies."""
    base = max(0, len(data) - _END_SIZE - 0xFFFF)
    tail = bytes(data[base:])
    found = tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_SIZE:
        raise _broken()
    _, disk, start_disk, here, count, size, at, comment = _ENDING.unpack_from(tail, found)
    end = base + found
    if disk or start_disk or here != count or found + _END_SIZE + comment != len(tail):
        raise _broken()
    if at + size != end:
        raise _broken()
    return count, at, end


def _entry(directory: bytes, place: int) -> tuple[Entry, int]:
    if place + _CENTRAL_SIZE > len(directory):
        raise _broken()
    fields = _DIRECTORY.unpack_from(directory, place)
    mark, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, _, _, mode, start = fields
    if mark != _CENTRAL or _ZIP64 in (packed, size, start):
        raise _broken()
    after = place + _CENTRAL_SIZE
    raw = directory[after : after + name]
    entry = Entry(_name(raw, flags), method, crc, packed, size, start, mode >> 16, bool(flags & _ENCRYPTED))
    return entry, after + name + extra + comment


def _name(raw: bytes, flags: int) -> str:
    """Zip programs on Windows write Vietnamese names in UTF-8 with or without saying so, or in an old code page."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _broken() -> Refused:
    return Refused("broken", what=t("không giải nén được", "it cannot be unpacked"))

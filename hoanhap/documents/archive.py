"""A zip without a clock: the same parts give the same bytes, and a part packed once is never packed again."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50
_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_FIRST_DAY = 0x21  # 1980-01-01 as MS-DOS writes dates: the zero of zip files


class Part(NamedTuple):
    """A file inside the archive, already deflated."""

    name: bytes
    crc: int
    size: int
    packed: bytes


def pack(name: str, content: bytes, level: int = 6) -> Part:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = deflater.compress(content) + deflater.flush()
    return Part(name.encode(), zlib.crc32(content), len(content), packed)


def join(parts: Iterable[Part]) -> bytes:
    body, directory, count = bytearray(), bytearray(), 0
    for count, part in enumerate(parts, start=1):  # noqa: B007
        facts = (_UTF8, _DEFLATED, 0, _FIRST_DAY, part.crc, len(part.packed), part.size, len(part.name), 0)
        directory += struct.pack("<IHHHHHHIIIHHHHHII", _CENTRAL, _VERSION, _VERSION, *facts, 0, 0, 0, 0, len(body))
        directory += part.name
        body += struct.pack("<IHHHHHIIIHH", _LOCAL, _VERSION, *facts) + part.name + part.packed
    end = struct.pack("<IHHHHIIH", _END, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def parts_of(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}

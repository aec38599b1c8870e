"""Frames between a batch and its child: four bytes of length, then the content."""

import struct
from typing import IO

_LENGTH = struct.Struct("<I")
MOST = 64 * 1024 * 1024
MOST_AT_ONCE = 1_000


class Ended(Exception):
    """The other side is gone, or does not speak this language."""


def send(stream: IO[bytes], content: bytes) -> None:
    try:
        stream.write(_LENGTH.pack(len(content)))
        stream.write(content)
        stream.flush()
    except (OSError, ValueError) as wrong:
        raise Ended from wrong


def send_all(stream: IO[bytes], contents: list[bytes]) -> None:
    """Several at once: the other side wakes only when all are there."""
    lengths = _LENGTH.pack(len(contents)) + b"".join(_LENGTH.pack(len(content)) for content in contents)
    try:
        stream.write(lengths + b"".join(contents))
        stream.flush()
    except (OSError, ValueError) as wrong:
        raise Ended from wrong


def receive_all(stream: IO[bytes]) -> list[bytes]:
    (count,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if count > MOST_AT_ONCE:
        raise Ended
    lengths = _exactly(stream, count * _LENGTH.size)
    return [_exactly(stream, length) for (length,) in _LENGTH.iter_unpack(lengths)]


def receive(stream: IO[bytes]) -> bytes:
    header = _exactly(stream, _LENGTH.size)
    (length,) = _LENGTH.unpack(header)
    if length > MOST:
        raise Ended
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    content = stream.read(count)
    if content is None or len(content) != count:
        raise Ended
    return content

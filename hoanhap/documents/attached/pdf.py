"""The objects of a PDF, as far as its words need them. Standard library only: it runs in the reader's process.

The file's own list of objects (xref) is not trusted: objects are found where they stand; of one number the last counts.
"""

import re
import time
import zlib
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

SECONDS: Final = 4.0  # of processor time for the words; the whole look has ten
DEEPEST: Final = 40
_SPACE = rb"[\x00\t\n\x0c\r ]"
_END = rb"\x00\t\n\x0c\r ()<>\[\]{}/%"
_TOKEN = re.compile(
    _SPACE + rb"*(?:%[^\r\n]*" + _SPACE + rb"*)*(?:(?P<open><<|\[)|(?P<shut>>>|\])|/(?P<name>[^" + _END + rb"]*)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<text>\()|(?P<word>[^" + _END + rb"]+)|(?P<else>[)<>{}]))",
    re.S,
)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_IN_TEXT = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.S)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})" + _SPACE + rb"+\d{1,5}" + _SPACE + rb"+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_IMAGE_ENDS = re.compile(_SPACE + rb"EI(?=" + _SPACE + rb"|$)")


class BadPdf(Exception):
    """It is not written as we know it, or asks for too much."""


class Late(BadPdf):
    """It has had its time."""


class Ref(NamedTuple):
    number: int


class Name(str):
    __slots__ = ()


class Stream(NamedTuple):
    head: dict[str, Any]
    raw: bytes


def commands(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """(operator, what stands before it); at the end what stands alone, under ""."""
    out: list[Any] = []
    stack: list[list[Any]] = []
    at = 0
    while found := _TOKEN.match(data, at):
        kind, at = found.lastgroup, found.end()
        here = stack[-1] if stack else out
        if kind == "open":
            if len(stack) == DEEPEST:
                raise BadPdf
            stack.append([])
        elif kind == "shut":
            if not stack:
                raise BadPdf
            made = stack.pop()
            (stack[-1] if stack else out).append(made if found["shut"] == b"]" else _table(made))
        elif kind == "text":
            told, at = _text(data, at)
            here.append(told)
        elif kind == "word" and not _NUMBER.fullmatch(found["word"]):
            word = found["word"].decode("latin-1")
            if word == "R" and len(here) >= 2:
                here[-2:] = [Ref(int(here[-2]))]
            elif stack or word in ("true", "false", "null"):
                here.append(None)  # nothing that words need
            else:
                yield word, out
                out = []
                if word == "ID":
                    ends = _IMAGE_ENDS.search(data, at)
                    at = ends.end() if ends else len(data)
        else:
            here.append(_plain(found))
    yield "", out


def _plain(found: re.Match[bytes]) -> Any:
    if (name := found["name"]) is not None:
        return Name(re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), name).decode("latin-1"))
    if (digits := found["hex"]) is not None:
        bare = b"".join(digits.split())
        return bytes.fromhex((bare + b"0" * (len(bare) % 2)).decode())
    if (number := found["word"]) is not None:
        return float(number) if b"." in number else int(number[:12])
    raise BadPdf


def _table(flat: list[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(flat[::2], flat[1::2], strict=False) if isinstance(name, str)}


def _text(data: bytes, start: int) -> tuple[bytes, int]:
    depth, at = 1, start
    while found := _IN_TEXT.search(data, at):
        at = found.end()
        if found[0] == b"\\":
            at += 1
            continue
        depth += 1 if found[0] == b"(" else -1
        if not depth:
            return _ESCAPED.sub(_unescaped, data[start : at - 1]), at
    raise BadPdf


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8) & 255]) if said[:1].isdigit() else _ESCAPES.get(said, said)


class Pdf:
    def __init__(self, data: bytes, *, most: int) -> None:
        self._left, self._until = most, time.process_time() + SECONDS
        self.objects: dict[int, Any] = {}
        at = 0
        while found := _OBJECT.search(data, at):
            value, at = self._object(data, found.end())
            self.objects[int(found[1])] = value
            if isinstance(value, Stream) and value.head.get("Type") == "ObjStm":
                self._packed(value)

    def hurry(self) -> None:
        if time.process_time() > self._until:
            raise Late

    def get(self, value: Any) -> Any:
        for _ in range(DEEPEST):
            if not isinstance(value, Ref):
                return value
            value = self.objects.get(value.number)
        raise BadPdf

    def table(self, value: Any) -> dict[str, Any]:
        found = self.get(value)
        found = found.head if isinstance(found, Stream) else found
        return found if isinstance(found, dict) else {}

    def unpacked(self, value: Any) -> bytes | None:
        """What a stream holds; None where it is packed in a way that we do not know."""
        stream = self.get(value)
        if not isinstance(stream, Stream):
            return None
        filters = self.get(stream.head.get("Filter")) or []
        filters = [self.get(one) for one in filters] if isinstance(filters, list) else [filters]
        if filters not in ([], ["FlateDecode"], ["Fl"]) or (filters and stream.head.get("DecodeParms")):
            return None
        if not filters:
            return stream.raw
        self.hurry()
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(stream.raw, max(self._left, 1))
        except zlib.error:
            return None
        self._left -= len(content)
        if self._left <= 0:
            raise BadPdf
        return content

    def _object(self, data: bytes, start: int) -> tuple[Any, int]:
        self.hurry()
        end = data.find(b"endobj", start)
        end = end if end >= 0 else len(data)
        opens = _STREAM.search(data, start, end)
        value = _only(data[start : opens.start() if opens else end])
        if not opens or not isinstance(value, dict):
            return value, end
        length = value.get("Length")
        last = opens.end() + length if isinstance(length, int) else -1
        if last < 0 or not data[last : last + 16].lstrip().startswith(b"endstream"):
            last = data.find(b"endstream", opens.end())
            last = last if last >= 0 else len(data)
        return Stream(value, data[opens.end() : last]), last

    def _packed(self, stream: Stream) -> None:
        content, first = self.unpacked(stream), stream.head.get("First")
        if content is None or not isinstance(first, int):
            raise BadPdf
        numbers = [int(one) for one in content[:first].split()]
        starts = [*numbers[1::2], len(content) - first]
        for number, start, end in zip(numbers[::2], starts, starts[1:], strict=False):
            self.hurry()
            self.objects[number] = _only(content[first + start : first + end])


def _only(data: bytes) -> Any:
    """The one value that an object is."""
    found = [value for _, before in commands(data) for value in before]
    return found[0] if found else None

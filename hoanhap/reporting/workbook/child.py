"""The reader's own process: forms in, then handfuls of workbooks, an answer to each. Started by `batch`.

It imports the standard library and the pure half of this package, nothing else; then it seals itself.
"""

import json
import pickle
import sys

from hoanhap.kernel.lang import set_language
from hoanhap.reporting.workbook import sandbox, wire
from hoanhap.reporting.workbook.reading import Reader

CRASHED = b"!"


def main() -> None:
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    forms, limits, language = pickle.loads(wire.receive(source))  # noqa: S301 - from the parent, before any file
    set_language(language)
    reader = Reader(forms, limits)
    fences = sandbox.seal(limits)
    wire.send(answers, json.dumps(fences).encode())
    while True:
        try:
            blobs = wire.receive_all(source)
        except wire.Ended:
            return
        sandbox.allow_seconds(limits.seconds)
        wire.send(answers, _answer(reader, blobs))


def _answer(reader: Reader, blobs: list[bytes]) -> bytes:
    """A crash is an answer too: the parent starts a fresh child after it, and gives it one file at a time."""
    try:
        return json.dumps([reader.look(blob) for blob in blobs], separators=(",", ":")).encode()
    except Exception as wrong:
        return CRASHED + type(wrong).__name__.encode()

"""The reader's own process: a reader in, then handfuls of workbooks, an answer to each. Started by `process`.

It imports the standard library, this package and what the reader is made of, nothing else; then it seals itself.
"""

import json
import pickle
import sys
from typing import Any

from hoanhap.documents.excel import sandbox, wire
from hoanhap.kernel.lang import set_language

CRASHED = b"!"


def main() -> None:
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    reader, limits, language = pickle.loads(wire.receive(source))  # noqa: S301 - from the parent, before any file
    set_language(language)
    fences = sandbox.seal(limits)
    wire.send(answers, json.dumps(fences).encode())
    while True:
        try:
            blobs = wire.receive_all(source)
        except wire.Ended:
            return
        sandbox.allow_seconds(limits.seconds)
        wire.send(answers, _answer(reader, blobs))


def _answer(reader: Any, blobs: list[bytes]) -> bytes:
    """A crash is an answer too: the parent starts a fresh child after it, and gives it one file at a time."""
    try:
        return json.dumps([reader.look(blob) for blob in blobs], separators=(",", ":")).encode()
    except Exception as wrong:
        return CRASHED + type(wrong).__name__.encode()

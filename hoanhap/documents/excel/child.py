"""The reader's own process: a reader in, then handfuls of workbooks, an answer to each. Started by `process`.

It imports the standard library, this package, what the reader is made of and the libraries it names, nothing else; then
it seals itself.
"""

import json
import pickle
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from hoanhap.documents.excel import sandbox, wire
from hoanhap.kernel.lang import set_language

CRASHED = b"!"


def main() -> None:
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    reader, limits, language = pickle.loads(wire.receive(source))  # noqa: S301 - from the parent, before any file
    for name in getattr(reader, "libraries", ()):
        _import_whole(name)
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


def _import_whole(name: str) -> None:
    """With every module of it, also those that it imports only when they are asked for."""
    package = import_module(name)
    for module in walk_packages(package.__path__, f"{name}.", onerror=lambda _: None):
        with suppress(ImportError):  # of what it can do without
            import_module(module.name)


def _answer(reader: Any, blobs: list[bytes]) -> bytes:
    """A crash is an answer too: the parent starts a fresh child after it, and gives it one file at a time."""
    try:
        return json.dumps([reader.look(blob) for blob in blobs], separators=(",", ":")).encode()
    except Exception as wrong:
        return CRASHED + type(wrong).__name__.encode()

"""Whether a home was set up from exactly this code. Standard library only: `start.py` asks before Django is awake.

The second start must reach the first page in three seconds, so nothing is migrated, collected or loaded again
unless a file it depends on has changed.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from hoanhap.config.home import ROOT, home

WATCHED = ("hoanhap", "catalog", "law")


def _stamp() -> Path:
    return home() / "setup.json"


def _files() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    for folder in WATCHED:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def digest() -> str:
    """Of every file that a set-up reads, and of the database it was done in."""
    total = hashlib.sha256(os.environ.get("HOANHAP_DATABASE_URL", "").encode())
    for path in _files():
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read() -> dict[str, object]:
    try:
        return dict(json.loads(_stamp().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def is_ready(*, demo: bool) -> bool:
    """A home with the demo also serves who did not ask for it; the other way round it must still be loaded."""
    stamp = read()
    if stamp.get("digest") != digest() or (demo and not stamp.get("demo")):
        return False
    return bool(os.environ.get("HOANHAP_DATABASE_URL")) or (home() / "hoanhap.sqlite3").exists()


def mark(*, demo: bool) -> None:
    demo = demo or bool(read().get("demo"))
    _stamp().write_text(json.dumps({"digest": digest(), "demo": demo}), encoding="utf-8")

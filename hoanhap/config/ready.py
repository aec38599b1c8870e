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


def _all_files() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    for folder in WATCHED:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _migrations() -> Iterator[Path]:
    yield from sorted((ROOT / "hoanhap").glob("*/migrations/*.py"))


def _digest(files: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read() -> dict[str, object]:
    try:
        return dict(json.loads(_stamp().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def is_ready(*, demo: bool) -> bool:
    """Nothing to set up. A home with the demo also serves who did not ask for it; the other way round it is loaded."""
    stamp = read()
    return bool(stamp.get("all") == _digest(_all_files()) and (stamp.get("demo") or not demo) and _is_this_database())


def is_usable() -> bool:
    """The tables fit this code: it may serve, even if a page or a form changed since the set-up."""
    return read().get("migrations") == _digest(_migrations()) and _is_this_database()


def database_mark(url: str) -> str:
    """Which database a home belongs to; the address itself holds a password and is not kept."""
    return hashlib.sha256(url.encode()).hexdigest()


def _is_this_database() -> bool:
    url = os.environ.get("HOANHAP_DATABASE_URL", "")
    return read().get("database") == database_mark(url) and (bool(url) or (home() / "hoanhap.sqlite3").exists())


def mark(*, demo: bool) -> None:
    stamp = {
        "all": _digest(_all_files()),
        "migrations": _digest(_migrations()),
        "database": database_mark(os.environ.get("HOANHAP_DATABASE_URL", "")),
        "demo": demo or bool(read().get("demo")),
    }
    _stamp().write_text(json.dumps(stamp), encoding="utf-8")

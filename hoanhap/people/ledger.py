"""The ledger of erasures beside the database: one JSON line each, codes and never a name.

It is kept apart from the database and its backups, so that a restored backup does not bring an erased person back:
`erase_again` reads it. No database here.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    ground: str
    on: date
    by: str


def read() -> list[Line]:
    """Every line, once a code; a line that a crash tore is passed over, since the next `add` writes it again."""
    file = _file()
    if not file.exists():
        return []
    found = {
        line.code: line
        for text in file.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in _line(text)
    }
    return list(found.values())


def add(lines: Iterable[Line]) -> None:
    """Append what is not there yet, and let it reach the disk before this returns."""
    known = {line.code for line in read()}
    new = [line for line in lines if line.code not in known]
    if not new:
        return
    with _file().open("a", encoding="utf-8") as file:
        file.write("\n" if _torn() else "")
        for line in new:
            file.write(json.dumps({**asdict(line), "on": line.on.isoformat()}, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _line(text: str) -> Iterator[Line]:
    try:
        said = json.loads(text)
        yield Line(said["code"], said["ground"], date.fromisoformat(said["on"]), said["by"])
    except (ValueError, TypeError, KeyError):
        return


def _torn() -> bool:
    """The last line has no end."""
    file = _file()
    return file.exists() and file.stat().st_size > 0 and not file.read_bytes().endswith(b"\n")


def _file() -> Path:
    return Path(settings.PEOPLE_ERASED)

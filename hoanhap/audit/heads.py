"""The head file: one JSON line per signed head, to be kept where the database's owner cannot write."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from hoanhap.audit import rules
from hoanhap.audit.models import Head

TAIL = 4096


@dataclass(frozen=True)
class Line:
    seq: int
    digest: str
    at: str
    key: str
    signature: str

    @property
    def signed_text(self) -> bytes:
        return rules.head_text(self.seq, self.digest, datetime.fromisoformat(self.at))


def line_of(head: Head, public: str) -> Line:
    return Line(head.seq, head.digest, rules.instant(head.at), public, head.signature)


def parse(text: str) -> Line | None:
    """None for a line a crash tore: the sealer has written it again below."""
    try:
        line = Line(**json.loads(text))
        line.signed_text  # noqa: B018 its instant must be readable
        return line if 0 < line.seq <= rules.LARGEST else None
    except (ValueError, TypeError, AttributeError):
        return None


def read(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from filter(None, map(parse, file))


def last_seq(path: Path) -> int:
    """The highest head near the end of the file; 0 when there is none."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    return max((line.seq for line in map(parse, lines) if line), default=0)


def append(path: Path, lines: list[Line]) -> None:
    """One write for all lines, forced to disk. A torn line left by a crash is closed first."""
    text = "".join(json.dumps(asdict(line), sort_keys=True) + "\n" for line in lines)
    with path.open("ab+") as file:
        if file.tell() and not _ends_whole(path):
            text = "\n" + text
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

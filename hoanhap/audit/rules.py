"""The chain, as arithmetic on plain values.

A row's canonical form is one JSON object: keys sorted by code point, no spaces, UTF-8 without escapes beyond
what JSON asks, no floats, text in NFC, instants in UTC with six decimals and a Z. `plain()` brings a detail into
that shape before it is stored, so that SQLite's text and PostgreSQL's jsonb give the same bytes back.

Link n of the chain: digest(n) = SHA-256(digest(n-1) as 64 hex characters ‖ "\\n" ‖ canonical row n); digest(0) is
64 zeros.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

START = "0" * 64
CHANNELS = frozenset({"web", "cli", "api", "system"})
WIDTHS = {"actor": 150, "action": 60, "kind": 40, "ref": 80}
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Row:
    """What one audit row says; `id` is its place in the table, not in the chain."""

    id: int
    at: datetime
    actor_id: int | None
    actor: str
    post_id: int | None
    channel: str
    action: str
    kind: str
    ref: str
    detail: Mapping[str, object]


def instant(at: datetime) -> str:
    """`2026-11-22T03:04:05.000006Z`. A naive instant is refused: it would mean another moment on another machine."""
    if at.tzinfo is None:
        raise ValueError("an audit instant needs its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def clean(text: str, width: int | None = None) -> str:
    """NFC, without the two things a database cannot hold (NUL, half a surrogate pair), cut at `width`."""
    safe = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return unicodedata.normalize("NFC", safe)[:width]


def plain(value: object) -> object:
    """`value` as JSON that every database returns unchanged. A float has no single spelling and is refused."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, int):
        return value if -LARGEST <= value <= LARGEST else str(value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date | Decimal):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    raise TypeError(f"an audit detail cannot hold {type(value).__name__}: {value!r}")


def canonical(row: Row) -> bytes:
    """The bytes that the chain covers."""
    return _json({**{name: getattr(row, name) for name in Row.__dataclass_fields__}, "at": instant(row.at)})


def link(before: str, row: Row) -> str:
    """The digest of the chain after `row`, given the digest before it."""
    return hashlib.sha256(before.encode("ascii") + b"\n" + canonical(row)).hexdigest()


def head_text(seq: int, digest: str, at: datetime) -> bytes:
    """What the signature of a head covers."""
    return _json({"seq": seq, "digest": digest, "at": instant(at)})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()

"""`$HOANHAP_DATABASE_URL` to Django's settings; SQLite in the home when it is not set."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hoanhap.config import sqlite


def database(url: str | None, home: Path) -> dict[str, object]:
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home / "hoanhap.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged approval must survive a power cut. mmap is never used.
            "init_command": f"PRAGMA journal_mode={sqlite.journal_mode()};PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;PRAGMA cache_size=-32000;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit(
            f"HOANHAP_DATABASE_URL bắt đầu bằng “{parts.scheme}:”; chỉ nhận postgresql://người:mật-khẩu@máy:cổng/tên"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }

"""A prepared home opened in the test process itself: its database and its keys, as if the test were its server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.test import override_settings

from hoanhap.units.queries import forget


@contextmanager
def opened(home: Path, database: str) -> Iterator[None]:
    """Whatever is written meanwhile is undone at the end. Ask for `django_db_setup` first, and unblock the database."""
    own = connection.settings_dict["NAME"]
    there = urlsplit(database).path.strip("/") if database else str(home / "hoanhap.sqlite3")
    with override_settings(**_secrets(home)):
        try:
            _turn(there)
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            _turn(own)


def _turn(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    forget()


def _secrets(home: Path) -> dict[str, object]:
    keys = home / "keys"
    return {
        "AUDIT_KEY": keys / "audit.ed25519",
        "AUDIT_HEADS": home / "heads.log",
        "PEOPLE_ERASED": home / "erased.log",
        "PEOPLE_MASTERS": {path.stem: _hex(path) for path in keys.glob("people-[0-9]*.key")},
        "PEOPLE_BLIND": _hex(keys / "numbers.key"),
        "WORKBOOK_KEY": _hex(keys / "workbook.key"),
    }


def _hex(path: Path) -> bytes:
    return bytes.fromhex(path.read_text(encoding="ascii").strip())

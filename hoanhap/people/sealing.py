"""What exposes a person, sealed (ADR 0014): AES-GCM under a key of that person, bound to table, row and column.

Pure cryptography over the keys that the settings hold; `queries.vault` fetches a person's key and is what others use.
A sealed value is one byte for the format, 12 of nonce, then text and tag. Master keys live in the home, outside the
database; a new one is a new file `people-<n>.key`, and what older ones wrapped still opens.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from hoanhap.kernel.text import halfwidth

FORMAT = b"\x01"
NONCE = 12
KEYS = "people_personkey"  # where the keys of persons are


class Unreadable(Exception):
    """The value does not open: another person's, moved to another place, changed, or its key was destroyed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a sealed value stands. A value copied to another spot does not open there."""

    table: str
    row: int
    column: str

    @property
    def bound(self) -> bytes:
        return f"{self.table}|{self.row}|{self.column}".encode()


def new_key() -> bytes:
    """A data key for one person."""
    return AESGCM.generate_key(bit_length=256)


def wrap(key: bytes, row: int, table: str = KEYS) -> tuple[bytes, str]:
    """A data key as it is stored in a row, and the id of the master key that wrapped it (the newest)."""
    master = newest()
    return _encrypt(_master(master), key, Spot(table, row, "wrapped").bound), master


def unwrap(wrapped: bytes, master: str, row: int, table: str = KEYS) -> bytes:
    return _decrypt(_master(master), bytes(wrapped), Spot(table, row, "wrapped").bound)


def seal(key: bytes, spot: Spot, text: str) -> bytes:
    return seal_bytes(key, spot, text.encode())


def open_(key: bytes, spot: Spot, sealed: bytes) -> str:
    """The text. Raises Unreadable."""
    return open_bytes(key, spot, sealed).decode()


def seal_bytes(key: bytes, spot: Spot, plain: bytes) -> bytes:
    return _encrypt(key, plain, spot.bound)


def open_bytes(key: bytes, spot: Spot, sealed: bytes) -> bytes:
    """Raises Unreadable."""
    return _decrypt(key, bytes(sealed), spot.bound)


def blind(number: str) -> str:
    """A keyed digest by which equal numbers are found and none is read. Spaces, dots and hyphens do not count."""
    digest = hmac.new(settings.PEOPLE_BLIND, normal(number).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode()


def normal(number: str) -> str:
    """A paper's number as it is compared: letters and digits alone, upper case. 079 086.012-345 → 079086012345."""
    return "".join(c for c in halfwidth(number).upper() if c.isalnum())


def newest() -> str:
    return max(settings.PEOPLE_MASTERS, key=lambda name: int(name.rpartition("-")[2]))


def _master(name: str) -> bytes:
    try:
        found: bytes = settings.PEOPLE_MASTERS[name]
    except KeyError:
        raise Unreadable(f"the master key {name} is not in this home") from None
    return found


def _encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    if sealed[:1] != FORMAT:
        raise Unreadable("not a sealed value")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], bound)
    except (InvalidTag, ValueError):
        raise Unreadable("the value does not belong here, or was changed") from None

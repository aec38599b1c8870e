"""Whose workbook this is: campaign, unit, form, version. Signed, so that nobody's figures land under another's name."""

import base64
import binascii
import hmac
import json
import re
from dataclasses import astuple, dataclass

TOKEN_START = "HN1."  # noqa: S105
_PURPOSE = b"hoanhap workbook token 1\0"
_TOKEN = re.compile(r"HN1\.([A-Za-z0-9_-]{1,800})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Identity:
    """`unit` is the code of the respondent's agency; `form` and `version` name one entry of the catalogue."""

    campaign: str
    unit: str
    form: str
    version: str


def sign(identity: Identity, key: bytes) -> str:
    payload = _text(json.dumps(astuple(identity), ensure_ascii=False, separators=(",", ":")).encode())
    return f"{TOKEN_START}{payload}.{_text(_mac(payload, key))}"


def verify(token: str, key: bytes) -> Identity | None:
    """The identity the token vouches for; None when it was not signed with this key or was altered."""
    found = _TOKEN.fullmatch(token)
    if not found or not hmac.compare_digest(_text(_mac(found[1], key)), found[2]):
        return None
    return claimed(token)


def claimed(token: str) -> Identity | None:
    """What the token says, unproven: good for choosing a form to read by, not for deciding whose it is."""
    found = _TOKEN.fullmatch(token)
    if not found:
        return None
    try:
        fields = json.loads(base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)))
    except (ValueError, RecursionError, binascii.Error):
        return None
    if not isinstance(fields, list) or len(fields) != 4 or not all(isinstance(f, str) for f in fields):
        return None
    return Identity(*fields)


def _mac(payload: str, key: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + payload.encode(), "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

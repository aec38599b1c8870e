"""The key that signs heads. It lives in a file outside the database and outside its backups."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from hoanhap.kernel.lang import t


class KeyMissing(Exception):
    """Heads were signed in this home, and the key that signed them is gone."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            t(
                "Không thấy khóa ký nhật ký tại {path}. Chép lại khóa từ bản lưu; không tạo khóa mới, "
                "vì chữ ký cũ sẽ không kiểm tra được nữa.",
                "The key that signs the audit trail is not at {path}. Put it back from its copy; a new key "
                "would leave the old signatures unverifiable.",
                path=path,
            )
        )


@dataclass(frozen=True)
class Key:
    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public half in hex: it stands in every line of the head file, so a kept copy needs nothing else."""
        return self.private.public_key().public_bytes_raw().hex()

    def sign(self, text: bytes) -> str:
        return self.private.sign(text).hex()


def key(*, make: bool = False) -> Key:
    """This home's key. With `make`, a first one is created; two processes asking at once get the same."""
    path = Path(settings.AUDIT_KEY)
    if not path.exists():
        if not make:
            raise KeyMissing(path)
        _create(path)
    return Key(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip())))


def genuine(public: str, signature: str, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _create(path: Path) -> None:
    """Written whole under another name, then linked: nobody ever reads half a key, and the first one stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as new:
        new.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

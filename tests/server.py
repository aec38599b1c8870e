"""The real server for tests: `hoanhap serve` in processes of its own, on a free port, over a home of its own."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil

from hoanhap.config import ready
from tests.home import BASE

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN = 60.0
STOP_WITHIN = 20.0
SAID = "said.txt"  # in a prepared home: what its setup printed


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(*arguments: str, home: Path, database: str = "") -> subprocess.CompletedProcess[str]:
    """Run `hoanhap …` over a home; the text it printed is in `.stdout`, the exit code in `.returncode`."""
    line = [sys.executable, "-m", "hoanhap", *arguments]
    return subprocess.run(
        line, cwd=ROOT, env=_environment(home, database), capture_output=True, text=True, encoding="utf-8"
    )


class Server:
    """`with Server(home) as server:` — `server.url`, `server.pid`; `kill()` and `start()` again to rehearse a crash."""

    def __init__(
        self, home: Path, *, database: str = "", workers: int = 1, extra: dict[str, str] | None = None
    ) -> None:
        self.home, self.database, self.workers, self.extra = home, database, workers, extra or {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, *, own_group: bool = False) -> "Server":
        line = [sys.executable, "-m", "hoanhap", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                line,
                cwd=ROOT,
                env=_environment(self.home, self.database) | self.extra,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=own_group and os.name != "nt",
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if own_group else 0,
            )
        end = time.monotonic() + START_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"the server did not start:\n{self.text()}")
            time.sleep(0.05)
        return self

    def stop(self) -> int:
        """Ask it to end, as Ctrl+C does; returns its exit code."""
        assert self._process is not None
        family = self._family()
        self._process.terminate()
        try:
            return self._process.wait(STOP_WITHIN)
        finally:
            _end(family)

    def interrupt(self) -> None:
        """Ctrl+C in its terminal: the server and all its children hear it. Needs `start(own_group=True)`."""
        if os.name == "nt":
            os.kill(self.pid, signal.CTRL_BREAK_EVENT)
        else:
            os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """SIGKILL to the server and everything it started, all at once."""
        _end(self._family())
        assert self._process is not None
        self._process.wait()

    def processes(self) -> list[psutil.Process]:
        return self._family()

    def text(self) -> str:
        """What it printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.url + "/", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Its home goes with it: nobody waits two seconds for what it would still put in order."""
        if self._process and self._process.poll() is None:
            self.kill()


def new_home(into: Path, *, demo: bool = True) -> tuple[Path, str]:
    """A prepared home and its database address ("" for SQLite). Prepared once per run, then copied."""
    name = "demo" if demo else "plain"
    template = BASE / f"template-{name}"
    with _one_at_a_time():
        if not (template / "setup.json").exists():
            _prepare(template, name, demo=demo)
    if not (into / "setup.json").exists():
        shutil.copytree(template, into, dirs_exist_ok=True, copy_function=shutil.copy)
    database = _copy_database(f"template_{name}")
    stamp = json.loads((into / "setup.json").read_text(encoding="utf-8"))
    (into / "setup.json").write_text(json.dumps({**stamp, "database": ready.database_mark(database)}), encoding="utf-8")
    return into, database


def _prepare(template: Path, name: str, *, demo: bool) -> None:
    template.mkdir(exist_ok=True)
    database = _create_database(f"template_{name}")
    done = command("setup", *(["--demo"] if demo else []), home=template, database=database)
    assert done.returncode == 0, done.stdout + done.stderr
    (template / SAID).write_text(done.stdout, encoding="utf-8")


def _environment(home: Path, database: str) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("HOANHAP_")}
    env |= {"HOANHAP_HOME": str(home), "PYTHONUTF8": "1"}
    return env | ({"HOANHAP_DATABASE_URL": database} if database else {})


def _end(family: list[psutil.Process]) -> None:
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=STOP_WITHIN)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Across test workers: the lock of a small database works the same on every system."""
    with closing(sqlite3.connect(BASE / "lock.sqlite3", timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _create_database(name: str, template: str = "") -> str:
    """On PostgreSQL a database beside the tests' own; nothing to do on SQLite."""
    url = os.environ.get("HOANHAP_DATABASE_URL", "")
    if not url:
        return ""
    import psycopg

    with psycopg.connect(url, autocommit=True) as line:
        line.execute(f'DROP DATABASE IF EXISTS "{name}"')
        line.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _copy_database(template: str) -> str:
    with _one_at_a_time():  # a template cannot be copied twice at once
        return _create_database(f"live_{os.getpid()}_{time.monotonic_ns()}", template)

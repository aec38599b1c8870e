"""The server: granian's workers in front, one audit sealer beside them, nothing left behind when it stops."""

import gc
import json
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from multiprocessing.connection import wait
from pathlib import Path

import click
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from hoanhap.catalog.loaded import forms
from hoanhap.config import home, sealing
from hoanhap.kernel.lang import t
from hoanhap.law.loaded import law

THREADS = 4  # per worker: SQLite lets readers run beside one writer; more threads only wait
STOP_WITHIN = 10  # seconds that a request in flight may take to finish
LOG = logging.getLogger("hoanhap.serving")


def workers_for_this_machine() -> int:
    return min(2, os.cpu_count() or 1)


def run(*, address: str, port: int, workers: int) -> None:
    """Serve until told to stop. Returns after the last answer was sent and the sealer has caught up."""
    multiprocessing.set_start_method("spawn", force=True)  # the same on every system, and no thread is forked
    server = Granian(
        "hoanhap.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        working_dir=home.ROOT,
    )
    sealer = sealing.Sealer()
    server.on_startup(lambda: threading.Thread(target=_open, args=(address, port, sealer), daemon=True).start())
    server.on_shutdown(sealer.stop)
    _hear_ctrl_c_alone(server)
    try:
        server.serve()
    except SystemExit:
        # on Windows Ctrl+C reaches the workers too; granian counts that as their failure, we do not
        if not server.interrupt_signal:
            raise
    click.echo(t("Đã dừng gọn gàng.", "Stopped cleanly."))


def _hear_ctrl_c_alone(server: Granian) -> None:
    """A terminal sends Ctrl+C to every process. Ours start with it blocked, so only this thread answers, and no child
    that is still loading dies of it with a traceback; they are ended by SIGTERM, in order."""
    if not hasattr(signal, "pthread_sigmask"):
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def listen() -> None:
        signal.sigwait({signal.SIGINT})
        server.signal_handler_interrupt()

    threading.Thread(target=listen, name="ctrl-c", daemon=True).start()


def end_with_parent() -> None:
    """In a worker: when the server is killed outright, do not live on and hold its port."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def settle() -> None:
    """In a worker, once it is loaded: what stays for good is looked through for garbage no more.

    A full collection stops every request of the worker for the 60 ms that code, addresses, forms and law take.
    """
    get_resolver().reverse_dict  # noqa: B018  every view is imported, and all that it reads
    forms()
    law()
    gc.collect()
    gc.freeze()


def _open(address: str, port: int, sealer: sealing.Sealer) -> None:
    """Tell the address once a browser would really get an answer there; only then give the sealer its turn to load."""
    reach = "127.0.0.1" if address in ("0.0.0.0", "::") else address  # noqa: S104
    for _ in range(600):
        if _answers(reach, port):
            break
        time.sleep(0.05)
    sealer.start()
    _announce(reach, port)


def _announce(reach: str, port: int) -> None:
    click.echo("")
    click.echo(t("Hòa Nhập đang chạy tại", "Hòa Nhập is running at") + f"  http://{reach}:{port}/")
    _tell_sign_ins(home.home() / "demo.json")
    click.echo(t("Dừng bằng Ctrl+C.", "Stop with Ctrl+C.") + "  (--help: hoanhap --help)")


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=5) as line:
            line.sendall(f"HEAD / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode())
            return line.recv(12).startswith(b"HTTP/")
    except OSError:
        return False


def _tell_sign_ins(path: Path) -> None:
    if not path.exists():
        return
    rows = [(r["sign_in"], r["password"], r["role"]) for r in json.loads(path.read_text(encoding="utf-8"))]
    heads = (t("Tên đăng nhập", "Sign-in"), t("Mật khẩu", "Password"), t("Vai", "Role"))
    wide = [max(len(row[column]) for row in [heads, *rows]) for column in (0, 1)]
    click.echo("")
    for row in [heads, *rows]:
        click.echo(f"  {row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]}")
    click.echo("")

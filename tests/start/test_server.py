"""`hoanhap serve` as it is run in life: real processes, real signals."""

import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from tests.architecture.files import ROOT
from tests.server import Server, command, new_home

RSS = 250 * 2**20


@pytest.fixture
def server(tmp_path):
    home, database = new_home(tmp_path / "home", demo=False)
    with Server(home, database=database, workers=2) as running:
        yield running


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def children(server: Server, name: str) -> list[psutil.Process]:
    """Workers and the sealer are told apart by the number of sockets that listen: the sealer has none."""
    found = []
    for process in server.processes()[1:]:
        with suppress(psutil.NoSuchProcess):
            if "resource_tracker" not in " ".join(process.cmdline()):
                listens = any(line.status == psutil.CONN_LISTEN for line in process.net_connections())
                found += [process] if listens == (name == "worker") else []
    return found


def test_it_announces_its_address_once_it_really_answers(server):
    assert until(lambda: server.url in server.text()), server.text()


def test_ctrl_c_in_the_terminal_stops_everything_and_is_no_failure(tmp_path):
    home, database = new_home(tmp_path / "home", demo=False)
    running = Server(home, database=database, workers=2)
    running.start(own_group=True)
    family = running.processes()
    running.interrupt()
    gone, alive = psutil.wait_procs(family, timeout=15)
    assert not alive
    assert running.stop() == 0, running.text()
    assert "Traceback" not in running.text()


def test_a_stop_ends_workers_and_sealer_and_frees_the_port(server):
    family = server.processes()
    assert server.stop() == 0, server.text()
    assert not psutil.wait_procs(family, timeout=5)[1]
    with Server(server.home, database=server.database) as again:
        assert again.url


def test_a_server_killed_outright_leaves_no_worker_behind(server):
    family = server.processes()
    psutil.Process(server.pid).kill()
    assert not psutil.wait_procs(family, timeout=15)[1]


def test_a_worker_that_dies_is_replaced(server):
    assert until(lambda: len(children(server, "worker")) == 2)
    first = children(server, "worker")[0]
    first.kill()
    assert until(lambda: len(children(server, "worker")) == 2 and first not in children(server, "worker"), 30)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.url}/khong-co-trang-nay", timeout=10)


def test_a_sealer_that_dies_is_started_again_and_the_server_lives(server):
    assert until(lambda: len(children(server, "sealer")) == 1)
    first = children(server, "sealer")[0]
    first.kill()
    assert until(lambda: [p for p in children(server, "sealer") if p != first] != [], 30)
    assert len(children(server, "worker")) == 2


def test_a_worker_stays_small_and_flat(server):
    assert until(lambda: len(children(server, "worker")) == 2)
    ask(server, 100)
    workers = children(server, "worker")
    before = {worker: worker.memory_info().rss for worker in workers}
    ask(server, 300)
    after = {worker: worker.memory_info().rss for worker in workers}
    assert max(after.values()) <= RSS
    assert all(after[worker] - before[worker] < 20 * 2**20 for worker in workers), (before, after)


def ask(server, times):
    for _ in range(times):
        with suppress(urllib.error.HTTPError):
            urllib.request.urlopen(f"{server.url}/khong-co-trang-nay", timeout=10)


def test_serving_an_unprepared_home_says_what_to_run(tmp_path):
    done = command("serve", home=tmp_path / "empty")
    assert done.returncode == 1
    assert "hoanhap setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_setting_up_twice_changes_nothing(tmp_path):
    home, database = new_home(tmp_path / "home", demo=False)
    if database:
        done = command("setup", home=home, database=database)
        assert done.returncode == 0, done.stderr
        return
    before = _rows(home)
    done = command("setup", home=home)
    assert done.returncode == 0, done.stderr
    assert _rows(home) == before


def _rows(home) -> dict[str, int]:
    with sqlite3.connect(home / "hoanhap.sqlite3") as line:
        names = [name for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: line.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def test_the_command_line_works_from_any_folder(tmp_path):
    line = [sys.executable, "-P", "-m", "hoanhap", "--help"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "serve" in done.stdout


def test_an_error_of_a_page_reaches_the_log_without_what_was_typed(tmp_path):
    code = (
        "import django, logging; django.setup()\n"
        "from django.core.handlers.exception import response_for_exception\n"
        "from django.test import RequestFactory\n"
        "request = RequestFactory().post('/bieu/1', {'ho_ten': 'Nguyễn Văn Kín'})\n"
        "try:\n    raise RuntimeError('broken page')\n"
        "except RuntimeError as error:\n    response_for_exception(request, error)\n"
    )
    env = {**os.environ, "HOANHAP_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "hoanhap.config.settings"}
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, env=env, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert "broken page" in done.stderr
    assert "/bieu/1" in done.stderr
    assert "Kín" not in done.stderr

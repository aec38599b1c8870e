"""The server is killed outright while people type and send. After each restart everything that was acknowledged
stands, nothing is half done, and the trail verifies. 200 kills in a full run: every other one of a single worker."""

import json
import os
import random
import subprocess
import sys
import threading
import urllib.request

import psutil
import pytest

from hoanhap.config.demo.cast import PASSWORD
from tests import trust
from tests.reporting.clients import GONE, Browser, Count, Stepper, Typist, go
from tests.scale import SCALE, scaled
from tests.server import ROOT, Server, command

KILLS = scaled(100) if SCALE >= 1 else 6  # whole: 200, half of them on each database
BASE = "/dot-bao-cao/tong-ket-2016-2020"
COMMUNE, DISTRICT = "authority-01316-20040101", "labour-043-20040101"  # Thái Sơn; Bảo Lạc
FORM = f"{BASE}/{COMMUNE}/bieu/phu-luc-2/"
DISTRICT_FORM = f"{BASE}/{DISTRICT}/bieu/phu-luc-3/"
ROWS = ("1.1", "1.2", "1.3", "1.4.1", "1.4.2")
COLUMNS = ("2016", "2017", "2018")


@pytest.mark.timeout(3_000)
def test_no_acknowledged_write_is_lost_and_no_step_is_half_done(live):
    server, home, database = live, live.home, live.database
    chance = random.Random()
    count = Count()
    typists = [
        Typist(Browser(server.url, "xa2", PASSWORD), f"{FORM}luu/", [(r, c) for r in ROWS], 1_000 * (n + 1))
        for n, c in enumerate(COLUMNS)
    ]
    stepper = Stepper(Browser(server.url, "huyen", PASSWORD), DISTRICT_FORM)
    stepper.turn = 1  # it stands submitted: the first step takes it back
    before = _after(home, database)
    for n in range(KILLS):
        stop = threading.Event()
        threads = go([*typists, stepper], count, stop)
        assert count.reach(count.n + chance.randrange(4, 40)), server.text()
        _kill(server, whole=bool(n % 2))
        stop.set()
        for thread in threads:
            thread.join()
        if n % 2:
            server.start()
        else:
            until_served(server)
    after = _after(home, database)
    assert before["wrong"] == after["wrong"] == []
    standing = {
        (row, column): value
        for (agency, form, row, column), value in ((k.split("|"), v) for k, v in after["cells"].items())
        if (agency, form) == (COMMUNE, "phu-luc-2")
    }
    lost = [line for typist in typists for line in typist.wrong(standing)]
    assert lost == []
    taken = _steps(after) - _steps(before)
    assert stepper.acknowledged <= taken <= stepper.sent
    verified = command("verify", "--json", home=home, database=database)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    acknowledged = sum(len(t.stands) for t in typists) + stepper.acknowledged
    assert acknowledged > KILLS
    trust.record("R4 kill −9 while writing: acknowledged writes lost", KILLS, len(lost))


def _kill(server: Server, *, whole: bool) -> None:
    if whole:
        server.kill()
        return
    workers = [p for p in server.processes()[1:] if any(s.status == psutil.CONN_LISTEN for s in p.net_connections())]
    workers[0].kill()


def until_served(server: Server) -> None:
    """The killed worker's place is taken by a new one."""
    pause = threading.Event()
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{server.url}/dang-nhap/", timeout=5).close()
            return
        except GONE:
            pause.wait(0.05)
    raise AssertionError(server.text())


def _steps(found: dict) -> int:
    return sum(agency == DISTRICT and form == "phu-luc-3" for agency, form, _, _ in found["steps"])


def _after(home, database: str) -> dict:
    line = [sys.executable, "-m", "tests.reporting.after_crash"]
    env = {**os.environ, "HOANHAP_HOME": str(home), "HOANHAP_DATABASE_URL": database, "PYTHONUTF8": "1"}
    done = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found

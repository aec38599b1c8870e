"""Loaded before Django's settings (`-p tests.home`): every test process gets a home of its own, thrown away at the end.

A home named in the environment is somebody's data; tests never touch it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_BASE = "HOANHAP_TEST_BASE"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

if not WORKER:  # the controller makes the base, its workers find it in their environment
    os.environ[_BASE] = tempfile.mkdtemp(prefix="hoanhap-test-")
    atexit.register(shutil.rmtree, os.environ[_BASE], ignore_errors=True)

BASE = Path(os.environ[_BASE])
HOME = BASE / (WORKER or "main")
HOME.mkdir(exist_ok=True)
os.environ["HOANHAP_HOME"] = str(HOME)
os.environ.pop("HOANHAP_HEADS", None)
os.environ.pop("HOANHAP_LANG", None)

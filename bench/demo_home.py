"""A home with the demonstration in it, made once a run: what the benches of the running product measure."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def demo_home(given: str | None = None) -> Path:
    """`given`: a home that already holds the demo; otherwise a new one, gone when the bench ends."""
    home = Path(given) if given else Path(tempfile.mkdtemp(prefix="hoanhap-bench-"))
    if not given:
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    env = {**os.environ, "HOANHAP_HOME": str(home)}
    subprocess.run(
        [sys.executable, "-m", "hoanhap", "setup", "--demo"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )
    return home

"""Write requirements*.txt from requirements*.in, with hashes for every system: `python tools/lock.py [--upgrade]`.

One resolution serves Linux, macOS and Windows. The result must name no registry: a lock is read by others, whose
registry is their own. The later locks are held to the versions of the first, so that they fit into one environment.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements", "requirements-sqlite", "requirements-test", "requirements-postgresql", "requirements-scale")
PYTHON = "3.11"
OPTIONS = ("--universal", "--generate-hashes", "--python-version", PYTHON, "--no-header", "--no-emit-index-url")


def main() -> int:
    upgrade = "--upgrade" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        uv = _uv(Path(folder))
        for name in LOCKS:
            _compile(uv, name, upgrade=upgrade)
    return 0


def _uv(folder: Path) -> Path:
    """In a throwaway environment: locking is rare, and uv is no part of the product."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    return binaries / "uv"


def _compile(uv: Path, name: str, *, upgrade: bool) -> None:
    line = [uv, "pip", "compile", f"{name}.in", "--output-file", f"{name}.txt", *OPTIONS]
    if name not in ("requirements", "requirements-sqlite"):
        line += ["--constraint", "requirements.txt"]
    if upgrade:
        line.append("--upgrade")
    subprocess.run([*line, "--quiet"], cwd=ROOT, check=True)
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    if addresses := re.findall(r"\w+://[^\s]+", text):
        raise SystemExit(f"{name}.txt names an address: {addresses[:3]}")
    print(f"{name}.txt: {text.count('==')} packages")


if __name__ == "__main__":
    sys.exit(main())

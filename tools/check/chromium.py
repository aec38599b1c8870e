"""A Chromium on this machine: named, in the usual places, Playwright's own, or installed where we may.

Its headless shell first: the same engine without the windows of a desktop, which took two thirds of the time.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.start.say import Step, Trouble

SHELL = "chromium-headless-shell"  # also the name of Debian's package
NAMES = (
    SHELL,
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
)
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
CACHES = ("~/.cache/ms-playwright", "~/Catalog/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
BUILDS = (
    "chromium_headless_shell-*/*/*headless*shell*",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)


def find() -> Path:
    """The first that exists; Trouble with the one line to type when there is none."""
    for candidate in _candidates():
        if candidate.is_file():
            return candidate
    raise Trouble(
        f"Không tìm thấy Chromium để thử giao diện. Cài bằng một dòng rồi chạy lại: {install_line()}",
        f"No Chromium to test the screens with. Install it with one line and run again: {install_line()}",
    )


def ensure() -> Path:
    """As `find`, and on Debian as root installs the package first."""
    try:
        return find()
    except Trouble:
        if not _may_apt():
            raise
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with Step("Cài Chromium", "Installing Chromium (apt-get)"):
        for line in (["update"], ["install", "-y", SHELL]):
            done = subprocess.run(["apt-get", *line], env=env, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:  # Debian has it apart since its release of 2023
            subprocess.run(
                ["apt-get", "install", "-y", "chromium"], env=env, stdin=subprocess.DEVNULL, capture_output=True
            )
    return find()


def _candidates() -> Iterator[Path]:
    for variable in ("HOANHAP_CHROMIUM", "CHROMIUM"):
        if named := os.environ.get(variable):
            yield Path(named)
            raise Trouble(f"{variable}={named}: không có tệp này.", f"{variable}={named}: there is no such file.")
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    yield from map(Path, PLACES)
    for cache in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "", *CACHES):
        if cache:
            for build in BUILDS:
                yield from sorted(Path(cache).expanduser().glob(build), reverse=True)


def _may_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").exists()


def install_line() -> str:
    if sys.platform == "darwin":
        return "brew install --cask chromium"
    if os.name == "nt":
        return "winget install Google.Chrome"
    if Path("/etc/debian_version").exists():
        return f"sudo apt-get install {SHELL}"
    return f"{sys.executable} -m playwright install chromium"

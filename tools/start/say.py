"""What the bootstrap says: Vietnamese first, English below, and how long anything slow has taken."""

import errno
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType


class Trouble(Exception):
    """Something expected went wrong. Told in words, never as a traceback."""

    def __init__(self, vi: str, en: str):
        super().__init__(vi)
        self.vi, self.en = vi, en


def speak_utf8() -> None:
    """A Windows console may default to a code page that has no Vietnamese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def say(vi: str, en: str) -> None:
    print(vi)
    print(f"  {en}")


def tell(trouble: Trouble) -> None:
    print(f"\n✗ {trouble.vi}\n  {trouble.en}", file=sys.stderr)


def from_os_error(error: OSError) -> Trouble:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            "Ổ đĩa đã đầy. Giải phóng khoảng 1 GB rồi chạy lại; việc đã làm không mất.",
            "The disk is full. Free about 1 GB and run again; nothing done so far is lost.",
        )
    where = f" ({error.filename})" if error.filename else ""
    if isinstance(error, PermissionError):
        return Trouble(
            f"Không có quyền ghi{where}. Dùng tài khoản có quyền ở đây, hoặc đặt HOANHAP_HOME sang nơi khác.",
            f"No right to write{where}. Run as a user who owns this folder, or set HOANHAP_HOME to another place.",
        )
    reason = error.strerror or str(error)
    return Trouble(f"Máy báo lỗi{where}: {reason}.", f"The machine reports{where}: {reason}.")


class Step:
    """`with Step("Cài thư viện", "Installing libraries"):` shows the elapsed time of anything over a second."""

    def __init__(self, vi: str, en: str = "", detail: Callable[[], str] | None = None):
        self.label, self.detail = f"{vi} / {en}" if en else vi, detail
        self.failed = False  # set by whoever looks at the outcome inside the block
        self._over = threading.Event()
        self._live = sys.stdout.isatty()

    def __enter__(self) -> "Step":
        self.began = time.monotonic()
        print(f"· {self.label} …", end="" if self._live else "\n", flush=True)
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        self._ticker.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._ticker.join()
        took = time.monotonic() - self.began
        start = "\r" if self._live else ""
        print(f"{start}{'✗' if kind or self.failed else '✓'} {self.label}  {took:.1f} s        ", flush=True)

    def _tick(self) -> None:
        pause = 1.0 if self._live else 10.0
        while not self._over.wait(pause):
            took = time.monotonic() - self.began
            extra = f" {self.detail()}" if self.detail else ""
            start, end = ("\r", "") if self._live else ("", "\n")
            print(f"{start}· {self.label} … {took:.0f} s{extra}  ", end=end, flush=True)

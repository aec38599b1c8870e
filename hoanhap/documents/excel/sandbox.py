"""Taking away, from inside, everything a process that reads strangers' files does not need (ADR 0009).

Each fence is put up where the system has it; `seal` tells which ones hold. Where none does (Windows, macOS) the
reader still runs in a process of its own, with the guards of `container` and the parent's clock over it.
"""

import contextlib
import ctypes
import os
import sys

from hoanhap.documents.excel.container import Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_NEW_NAMESPACES = 0x10000000 | 0x40000000 | 0x00020000 | 0x08000000  # user, network, mounts, ipc
_NO_NEW_PRIVILEGES, _DUMPABLE = 38, 4


def seal(limits: Limits) -> dict[str, bool]:
    """Call after every import and before the first byte of a file. The working folder becomes the only one there is."""
    return {"alone": _alone(), "rootless": _no_files(), "limited": _limited(limits)}


def allow_seconds(seconds: int) -> None:
    """Processor time from now on; the system ends the process beyond it."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        now = int(used.ru_utime + used.ru_stime)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (now + seconds + 1, hard))


def _alone() -> bool:
    """No network, no other users' processes, no way to gain rights."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    return bool(libc.unshare(_NEW_NAMESPACES) == 0)


def _no_files() -> bool:
    if not hasattr(os, "chroot"):
        return False
    try:
        os.chroot(".")
        os.chdir("/")
    except OSError:
        return False
    return True


def _limited(limits: Limits) -> bool:
    if not resource:
        return False
    held = [_limit("RLIMIT_AS", limits.memory)] if sys.platform.startswith("linux") else [False]
    for name in ("RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_CORE", "RLIMIT_NOFILE"):
        held.append(_limit(name, 0))
    return all(held)


def _limit(name: str, most: int) -> bool:
    number = getattr(resource, name, None)
    if number is None:
        return False
    try:
        resource.setrlimit(number, (most, most))
    except (ValueError, OSError):
        return False
    return True

"""A free port on this machine."""

import errno
import os
import socket

from tools.start.say import Trouble, say

USUAL = 8020
TRIES = 30


def free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES, 10013, 10048):
                return False
            raise
        return True


def choose(wanted: int | None) -> int:
    """The port asked for, or the first free one from 8020 on."""
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise Trouble(
                f"Cổng {wanted} không có; chọn từ 1024 đến 65535.",
                f"There is no port {wanted}; choose 1024 to 65535.",
            )
        if not free(wanted):
            raise Trouble(
                f"Cổng {wanted} đang có chương trình khác dùng. Bỏ --port để tự chọn cổng trống, hoặc chọn cổng khác.",
                f"Port {wanted} is in use by another program. Leave out --port to take a free one, or name another.",
            )
        return wanted
    for port in range(USUAL, USUAL + TRIES):
        if free(port):
            if port != USUAL:
                say(f"Cổng {USUAL} đang bận, dùng cổng {port}.", f"Port {USUAL} is in use; taking {port}.")
            return port
    raise Trouble(
        f"Các cổng {USUAL}–{USUAL + TRIES - 1} đều bận. Chọn cổng khác: python3 start.py --port 9000",
        f"Ports {USUAL}–{USUAL + TRIES - 1} are all in use. Name another: python3 start.py --port 9000",
    )

"""No test, and nothing a test runs in its process, may speak to anything but this machine."""

import ipaddress
import socket
from typing import Any


class Outbound(Exception):
    """Something tried to leave the machine."""


_connect, _connect_ex, _resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _check(line: socket.socket, address: Any) -> None:
    if line.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
        raise Outbound(f"connection to {address[0]}:{address[1]}")


def block() -> None:
    def connect(self: socket.socket, address: Any) -> None:
        _check(self, address)
        _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return _connect_ex(self, address)

    def resolve(host: Any, *rest: Any, **named: Any) -> Any:
        if not _is_local(host):
            raise Outbound(f"look-up of {host}")
        return _resolve(host, *rest, **named)

    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = resolve

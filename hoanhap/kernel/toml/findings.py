"""A mistake that a rule found in what was read, at its place in the file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hoanhap.kernel.lang import t


class Finding(NamedTuple):
    """`place` as in `kernel.toml.lines`: ("rows", 3, "parts")."""

    place: tuple[str | int, ...]
    message: str
    remedy: str


def repeated(table: str, codes: Sequence[str]) -> Iterator[Finding]:
    for i, code in enumerate(codes):
        if code and code in codes[:i]:
            yield Finding(
                (table, i, "code"),
                t("Mã “{x}” đã dùng ở trên", "The code “{x}” is used above", x=code),
                t("Mỗi mã chỉ dùng một lần", "Use each code once"),
            )

"""How long a closed file is kept, and which ground an erasure needs. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoanhap.law.clocks import add_months

# Ground of the erasure → the use of the legal basis that it needs; none where the data should never have been there.
NEEDS: Final = {"retention": "retention", "request": "request", "error": ""}


@dataclass(frozen=True, slots=True)
class Kept:
    """A basis that says how long: `closing` empty means whatever the file was closed for."""

    id: int
    months: int
    closing: str = ""


def kept_until(closed_on: date, closing: str, kept: Iterable[Kept]) -> tuple[date, int] | None:
    """The first day on which the file may be erased, and the basis that says so: the longest of those that apply. A
    file closed for an unknown reason is kept as long as the longest of all. None: nothing says how long."""
    applies = [k for k in kept if not closing or k.closing in ("", closing)]
    if not applies:
        return None
    longest = max(applies, key=lambda k: (k.months, k.id))
    return add_months(closed_on, longest.months), longest.id

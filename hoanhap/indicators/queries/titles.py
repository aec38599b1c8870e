"""What the indicators of this installation are called: for rooms that only name them."""

from collections.abc import Mapping

from hoanhap.indicators.library import definitions
from hoanhap.kernel.lang import Words


def titles() -> Mapping[str, Words]:
    """By code; of several versions the latest."""
    return {it.code: it.title for it in sorted(definitions().indicators, key=lambda it: it.valid_from)}

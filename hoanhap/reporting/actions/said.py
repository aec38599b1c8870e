"""What people write to each other is kept whole or refused, never cut; and how a step says that it is not yet time."""

from collections.abc import Sequence

from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean


class NotReady(Exception):
    """The step is allowed but the form is not ready for it. `reasons`: every one of them, in words."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def said(text: str, limit: int) -> str:
    """The text as it is stored. Raises NotReady when it is longer than its place."""
    found = clean(text, limit + 1)
    if len(found) > limit:
        raise NotReady(
            [
                t(
                    "Lời viết “{start}…” dài quá {n} ký tự. Rút gọn rồi gửi lại.",
                    "The text “{start}…” is longer than {n} characters. Shorten it and send again.",
                    start=found[:40],
                    n=limit,
                )
            ]
        )
    return found

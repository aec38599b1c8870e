"""The audit row of a write in this room, which lies below access and knows its actor only by shape."""

from typing import Protocol

from hoanhap.audit.actions import record


class By(Protocol):
    """Who acts: `access.rules.Actor` fits."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def sign_in(self) -> str: ...
    @property
    def channel(self) -> str: ...


def note(by: By | None, action: str, ref: str = "", **detail: object) -> None:
    """`by` None: set-up acts, not a person."""
    record(
        actor_id=by.user_id if by else None,
        actor=by.sign_in if by else "",
        post_id=None,
        channel=by.channel if by else "system",
        action=action,
        kind="units",
        ref=ref,
        **detail,
    )

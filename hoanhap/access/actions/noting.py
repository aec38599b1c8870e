"""The audit line of this room and of every room above it."""

from hoanhap.access.rules import Actor
from hoanhap.audit.actions import record
from hoanhap.audit.models import AuditRow


def log(
    by: Actor, action: str, kind: str = "", ref: object = "", *, post_id: int | None = None, **detail: object
) -> AuditRow:
    """Note that `by` did `action`, in the transaction of the act; its `.at` is the act's instant.

    `post_id`: `Decision.post_id` when there is one.
    """
    return record(
        actor_id=by.user_id,
        actor=by.sign_in,
        post_id=post_id or (by.posts[0].id if by.posts else None) or None,
        channel=by.channel,
        action=action,
        kind=kind,
        ref=str(ref),
        **detail,
    )

"""The only writers of accounts, posts and deputies, and the audit line of every room above."""

from hoanhap.access.rules import Actor
from hoanhap.audit.actions import record


def log(
    by: Actor, action: str, kind: str = "", ref: object = "", *, post_id: int | None = None, **detail: object
) -> None:
    """Note that `by` did `action`, in the transaction of the act. `post_id`: `Decision.post_id` when there is one."""
    record(
        actor_id=by.user_id,
        actor=by.sign_in,
        post_id=post_id if post_id is not None else (by.posts[0].id if by.posts else None),
        channel=by.channel,
        action=action,
        kind=kind,
        ref=str(ref),
        **detail,
    )

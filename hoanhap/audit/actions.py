"""The only writer of audit rows."""

from django.db import transaction

from hoanhap.audit import rules
from hoanhap.audit.models import AuditRow, Unsealed
from hoanhap.kernel.clock import now


def record(
    *,
    actor_id: int | None,
    actor: str,
    post_id: int | None,
    channel: str,
    action: str,
    kind: str = "",
    ref: str = "",
    **detail: object,
) -> AuditRow:
    """Note one act, inside the caller's transaction: if the act is undone, so is its row.

    `detail` holds ids, codes and counts, never names; a float or an object in it is an error of the caller.
    The row is not chained here, so writers never wait for one another: the sealer links it when it is committed.
    """
    if channel not in rules.CHANNELS:
        raise ValueError(f"unknown channel {channel!r}")
    with transaction.atomic(savepoint=False):  # outside a transaction: never a row without its inbox line
        row = AuditRow.objects.create(
            at=now(),
            actor_id=actor_id,
            actor=rules.clean(actor, rules.WIDTHS["actor"]),
            post_id=post_id,
            channel=channel,
            action=rules.clean(action, rules.WIDTHS["action"]),
            kind=rules.clean(kind, rules.WIDTHS["kind"]),
            ref=rules.clean(str(ref), rules.WIDTHS["ref"]),
            detail=rules.plain(detail),
        )
        Unsealed.objects.create(row_id=row.pk)
    return row

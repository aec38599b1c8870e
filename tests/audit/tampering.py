"""Ways to tamper with a sealed trail by SQL, each saying what the verifier must name.

A tamper gets the random source and the number of rows; it returns the link that is no longer as it was, or None
when only a row's id can be named (nothing was changed inside the chain).
"""

import random
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F

from hoanhap.audit import rules, signing
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from hoanhap.audit.queries import rows

Tamper = Callable[[random.Random, int], int | None]

OTHERS = {
    "actor_id": lambda row, rnd: (row.actor_id or 0) + 1,
    "actor": lambda row, rnd: row.actor + "x",
    "post_id": lambda row, rnd: (row.post_id or 0) + 1,
    "channel": lambda row, rnd: "api" if row.channel != "api" else "web",
    "action": lambda row, rnd: row.action[::-1] + "y",
    "kind": lambda row, rnd: row.kind + "z",
    "ref": lambda row, rnd: f"{row.ref}{rnd.randrange(10)}",
    "at": lambda row, rnd: row.at + timedelta(microseconds=rnd.choice([-1, 1])),
    "detail": lambda row, rnd: {**row.detail, "number": f"{row.detail.get('number')}"},
}


def _pick(rnd: random.Random, size: int) -> tuple[int, AuditRow]:
    seq = rnd.randint(1, size)
    return seq, AuditRow.objects.get(pk=Seal.objects.get(seq=seq).row_id)


def alter_a_field(rnd: random.Random, size: int) -> int:
    seq, row = _pick(rnd, size)
    name = rnd.choice(list(OTHERS))
    AuditRow.objects.filter(pk=row.pk).update(**{name: OTHERS[name](row, rnd)})
    return seq


def remove_a_row(rnd: random.Random, size: int) -> int:
    seq, row = _pick(rnd, size)
    AuditRow.objects.filter(pk=row.pk).delete()
    return seq


def remove_a_row_and_its_link(rnd: random.Random, size: int) -> int:
    seq, row = _pick(rnd, size - 1)
    AuditRow.objects.filter(pk=row.pk).delete()
    Seal.objects.filter(seq=seq).delete()
    return seq


def remove_a_row_and_close_the_gap(rnd: random.Random, size: int) -> int:
    seq = remove_a_row_and_its_link(rnd, size)
    for later in range(seq + 1, size + 1):
        Seal.objects.filter(seq=later).update(seq=later - 1)
    return seq


def insert_a_row(rnd: random.Random, size: int) -> None:
    _seq, row = _pick(rnd, size)
    row.pk = AuditRow.objects.order_by("-pk").first().pk + rnd.randint(1, 9)
    row.save(force_insert=True)


def insert_a_row_into_the_chain(rnd: random.Random, size: int) -> int:
    """With its own link, digest and all; what followed now hangs on the wrong digest."""
    seq, row = _pick(rnd, size)
    row.pk = AuditRow.objects.order_by("-pk").first().pk + 1
    row.save(force_insert=True)
    for later in range(size, seq - 1, -1):
        Seal.objects.filter(seq=later).update(seq=later + 1)
    digest = rules.link(_digest(seq - 1), rows([row.pk])[row.pk])
    Seal.objects.create(seq=seq, row_id=row.pk, digest=digest)
    return seq + 1


def swap_two_links(rnd: random.Random, size: int) -> int:
    first, second = sorted(rnd.sample(range(1, size + 1), 2))
    ids = {n: Seal.objects.get(seq=n).row_id for n in (first, second)}
    Seal.objects.filter(seq=first).update(row_id=-1)
    Seal.objects.filter(seq=second).update(row_id=ids[first])
    Seal.objects.filter(seq=first).update(row_id=ids[second])
    return first


def swap_two_rows(rnd: random.Random, size: int) -> int:
    """The contents change places, the ids stay."""
    first, second = sorted(rnd.sample(range(1, size + 1), 2))
    one, two = (AuditRow.objects.get(pk=Seal.objects.get(seq=n).row_id) for n in (first, second))
    one.pk, two.pk = two.pk, one.pk
    one.save(force_update=True)
    two.save(force_update=True)
    return first


def alter_a_digest(rnd: random.Random, size: int) -> int:
    seq, _row = _pick(rnd, size)
    digest = Seal.objects.get(seq=seq).digest
    Seal.objects.filter(seq=seq).update(digest=digest[:-1] + ("0" if digest[-1] != "0" else "1"))
    return seq


def rewrite_without_the_key(rnd: random.Random, size: int) -> int:
    """Alter a row, then recompute every digest and head after it."""
    seq = alter_a_field(rnd, size)
    _relink(seq)
    return _head_from(seq)


def rewrite_with_the_key(rnd: random.Random, size: int) -> int:
    """As above by somebody who also signs again: nothing in the database is wrong, only the kept file tells."""
    seq = alter_a_field(rnd, size)
    _relink(seq)
    for head in Head.objects.filter(seq__gte=seq):
        signature = signing.key().sign(rules.head_text(head.seq, head.digest, head.at))
        Head.objects.filter(pk=head.pk).update(signature=signature)
    return _head_from(seq)


def cut_the_tail(rnd: random.Random, size: int) -> int:
    """Rows, links and heads from somewhere on: what is left may be a whole chain, then only the kept file tells."""
    seq = rnd.randint(1, size)
    ids = list(Seal.objects.filter(seq__gte=seq).values_list("row_id", flat=True))
    AuditRow.objects.filter(pk__in=ids).delete()
    Seal.objects.filter(seq__gte=seq).delete()
    Head.objects.filter(seq__gte=seq).delete()
    end = Head.objects.order_by("-seq").first()
    return end.seq + 1 if end else 1


def forge_a_head(rnd: random.Random, size: int) -> int:
    head = rnd.choice(list(Head.objects.all()))
    Head.objects.filter(pk=head.pk).update(
        signature=head.signature[:-2] + ("00" if head.signature[-2:] != "00" else "11")
    )
    return head.seq


def move_a_head_in_time(rnd: random.Random, size: int) -> int:
    head = rnd.choice(list(Head.objects.all()))
    Head.objects.filter(pk=head.pk).update(at=F("at") - timedelta(days=1))
    return head.seq


def remove_a_head(rnd: random.Random, size: int) -> int:
    """In the middle only the kept file tells; at the end the links after the one before are unsigned."""
    *before, head = list(Head.objects.order_by("seq"))[: rnd.randint(1, Head.objects.count())]
    Head.objects.filter(pk=head.pk).delete()
    return head.seq if head.seq < size else (before[-1].seq if before else 0) + 1


def put_a_sealed_row_back_into_the_inbox(rnd: random.Random, size: int) -> None:
    _seq, row = _pick(rnd, size)
    Unsealed.objects.create(row_id=row.pk)


def _digest(seq: int) -> str:
    return Seal.objects.get(seq=seq).digest if seq else rules.START


def _relink(seq: int) -> None:
    digest = _digest(seq - 1)
    for seal in Seal.objects.filter(seq__gte=seq).order_by("seq"):
        digest = rules.link(digest, rows([seal.row_id])[seal.row_id])
        Seal.objects.filter(seq=seal.seq).update(digest=digest)
        Head.objects.filter(seq=seal.seq).update(digest=digest)


def _head_from(seq: int) -> int:
    return Head.objects.filter(seq__gte=seq).order_by("seq").first().seq


WAYS: tuple[Tamper, ...] = (
    alter_a_field,
    remove_a_row,
    remove_a_row_and_its_link,
    remove_a_row_and_close_the_gap,
    insert_a_row,
    insert_a_row_into_the_chain,
    swap_two_links,
    swap_two_rows,
    alter_a_digest,
    rewrite_without_the_key,
    rewrite_with_the_key,
    cut_the_tail,
    forge_a_head,
    move_a_head_in_time,
    remove_a_head,
    put_a_sealed_row_back_into_the_inbox,
)

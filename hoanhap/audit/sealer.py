"""The one writer of the chain: links committed rows, signs each head, hands it to the head file.

Writers only ever insert a row and its inbox line, so they never wait here. The sealer takes what it can see, in
the order of the inbox: a transaction that commits late is linked late, and nothing is passed over. Two sealers at
once collide on the number of the link; the slower one looks again.
"""

import logging
import threading
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef

from hoanhap.audit import heads, rules, signing
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from hoanhap.audit.queries import digest_after, rows
from hoanhap.kernel.clock import now
from hoanhap.kernel.lang import t

BATCH = 500
ATTEMPTS = 5
PAUSE = 0.5  # seconds between two looks; with the sealing itself well under the promised one second
log = logging.getLogger(__name__)


class ChainBlocked(Exception):
    """Every attempt collided: somebody wrote into the chain by hand, or the inbox names a sealed row."""


def seal_pending(limit: int = BATCH) -> int:
    """Link up to `limit` waiting rows and sign the new head. Returns how many were linked.

    A collision with another sealer moves the head, so it is no sign of trouble; a collision that does not is.
    """
    stuck = 0
    while stuck < ATTEMPTS:
        head = _head()
        try:
            sealed = _seal(limit)
        except IntegrityError:
            stuck += _head() == head
            continue
        if sealed:
            publish()
        return sealed
    raise ChainBlocked(
        t(
            "Chuỗi niêm phong không nhận mắt xích tiếp theo. Tìm chỗ sai bằng: hoanhap verify",
            "The chain does not accept its next link. Find out why with: hoanhap verify",
        )
    )


def _head() -> int:
    return Head.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def publish() -> None:
    """Append to the head file every head it does not have yet."""
    path = Path(settings.AUDIT_HEADS)
    new = list(Head.objects.filter(seq__gt=heads.last_seq(path)).order_by("seq"))
    if new:
        public = signing.key().public
        heads.append(path, [heads.line_of(head, public) for head in new])


def _seal(limit: int) -> int:
    """Reads and sums outside the transaction, so that the database is held only for the inserts."""
    waiting = _waiting(limit)
    if not waiting:
        return 0
    last = Head.objects.order_by("-seq").first()
    key = signing.key(make=last is None)
    links = _links(waiting, last.seq if last else 0, last.digest if last else rules.START)
    if not links:
        return 0
    seq, digest, at = links[-1].seq, links[-1].digest, now()
    head = Head(seq=seq, digest=digest, at=at, signature=key.sign(rules.head_text(seq, digest, at)))
    with transaction.atomic():
        Seal.objects.bulk_create(links)
        head.save(force_insert=True)
        Unsealed.objects.filter(row_id__in=[link.row_id for link in links]).delete()
    return len(links)


def _links(ids: list[int], seq: int, digest: str) -> list[Seal]:
    """A row that somebody made unreadable while it waited stays in the inbox; the others go on."""
    found, links = rows(ids), []
    for pk in ids:
        if after := digest_after(digest, found.get(pk)):
            seq, digest = seq + 1, after
            links.append(Seal(seq=seq, row_id=pk, digest=digest))
    return links


def _waiting(limit: int) -> list[int]:
    """An inbox line without its row, or of a row already sealed, stays where it is: `verify` will name it."""
    row, seal = AuditRow.objects.filter(pk=OuterRef("row_id")), Seal.objects.filter(row_id=OuterRef("row_id"))
    inbox = Unsealed.objects.filter(Exists(row), ~Exists(seal)).order_by("id")
    return list(inbox.values_list("row_id", flat=True)[:limit])


class Watch:
    """Keeps sealing until told to stop; then seals what is left and lets go of its connection."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        try:
            while not self._stop.is_set():
                if not self._once():
                    self._stop.wait(self.pause)
            self._once()
        finally:
            connection.close()

    def _once(self) -> int:
        """A failure is told and tried again: rows wait in the inbox, none is lost."""
        try:
            sealed = seal_pending()
            if not sealed:
                publish()
            return sealed
        except (DatabaseError, OSError, ChainBlocked, signing.KeyMissing) as problem:
            log.error("sealing is behind: %s", problem)
            connection.close()
            return 0

    def start(self) -> "Watch":
        """In a thread of its own, with its own connection: for the server."""
        self._thread = threading.Thread(target=self.run, name="audit-sealer", daemon=True)
        self._thread.start()
        return self

    def stop(self, timeout: float = 10) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout)

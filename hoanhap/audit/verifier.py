"""Re-reads the whole trail and names the first thing that is not as it was written.

The chain is read up to the link that was last when reading began; then the heads, the kept head files, and what
lies outside the chain. Sealing may go on meanwhile: links are committed before, or together with, whatever names
them, so a living trail gives no false alarm. Memory does not grow with the trail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef

from hoanhap.audit import findings, guards, heads, rules, signing
from hoanhap.audit.findings import Finding
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from hoanhap.audit.queries import digest_after, rows

CHUNK = 1000
GONE = object()


@dataclass(frozen=True)
class Vouched:
    """The last head up to which everything holds."""

    seq: int
    digest: str
    at: str
    signature_ok: bool


@dataclass(frozen=True)
class Report:
    """`rows`: links that hold, from the first. `pending`: rows waiting for the sealer; nothing vouches for them yet."""

    rows: int
    pending: int
    head: Vouched | None
    kept_heads: int
    guards_missing: tuple[str, ...]
    first: Finding | None

    @property
    def ok(self) -> bool:
        return self.first is None


def verify(kept: list[Path] | None = None) -> Report:
    """`kept`: head files to compare with; by default this home's own, when there is one."""
    own = Path(settings.AUDIT_HEADS)
    files = kept if kept is not None else [own] if own.exists() else []
    last = Seal.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    public = _public(files)
    good, first = _chain(last)
    first = first or _heads(last, public)
    counted = 0
    for path in files:
        number, wrong = _file(path, last, public)
        counted, first = counted + number, first or wrong
    first = first or _outside()
    missing = tuple(guards.missing(connection))
    return Report(good, Unsealed.objects.count(), _vouched(good, public), counted, missing, first)


def _public(files: list[Path]) -> str:
    """The home's key; where it is not at hand, the one that a kept head file names."""
    try:
        return signing.key().public
    except signing.KeyMissing:
        return next((line.key for path in files for line in heads.read(path)), "")


def _chain(last: int) -> tuple[int, Finding | None]:
    """How many links hold from the first, and what breaks the next."""
    good, digest = 0, rules.START
    for seq, row_id, claimed, row in _links(last):
        if seq != good + 1:
            return good, findings.link_missing(good + 1, seq)
        if row is GONE:
            return good, findings.removed(seq, row_id)
        digest = digest_after(digest, row)
        if digest != claimed:
            return good, findings.altered(seq, row_id)
        good = seq
    return good, None


def _links(last: int) -> Iterator[tuple[int, int, str, Any]]:
    links = Seal.objects.filter(seq__lte=last).order_by("seq").values_list("seq", "row_id", "digest")
    chunk = list(links[:CHUNK])
    while chunk:
        found = rows([row_id for _seq, row_id, _digest in chunk])
        for seq, row_id, digest in chunk:
            yield seq, row_id, digest, found.get(row_id, GONE)
        chunk = list(links.filter(seq__gt=chunk[-1][0])[:CHUNK])


def _heads(last: int, public: str) -> Finding | None:
    """Every head ends on the link it names and is genuinely signed; the last one ends the chain."""
    seen, beyond = 0, Head.objects.order_by("seq")
    while chunk := list(beyond.filter(seq__gt=seen)[:CHUNK]):
        digests = _digests([head.seq for head in chunk])
        for head in chunk:
            if head.seq not in digests:
                return findings.cut(last, head.seq)
            if digests[head.seq] != head.digest:
                return findings.rewritten(head.seq)
            if not _genuine(public, head):
                return findings.forged(head.seq)
            seen = head.seq
    return None if seen >= last else findings.unsigned(seen + 1)


def _file(path: Path, last: int, public: str) -> tuple[int, Finding | None]:
    """Every kept head still ends on the link it once ended on, and was signed by the same key."""
    counted, lines = 0, heads.read(path)
    while chunk := list(islice(lines, CHUNK)):
        seqs = [line.seq for line in chunk]
        digests, there = _digests(seqs), set(Head.objects.filter(seq__in=seqs).values_list("seq", flat=True))
        for line in chunk:
            if line.seq not in digests:
                return counted, findings.cut(last, line.seq)
            if digests[line.seq] != line.digest:
                return counted, findings.rewritten(line.seq)
            if line.key != public or not signing.genuine(line.key, line.signature, line.signed_text):
                return counted, findings.forged(line.seq)
            if line.seq not in there:
                return counted, findings.head_removed(line.seq)
            counted += 1
    return counted, None


def _digests(seqs: list[int]) -> dict[int, str]:
    return dict(Seal.objects.filter(seq__in=seqs).values_list("seq", "digest"))


def _genuine(public: str, head: Head) -> bool:
    return signing.genuine(public, head.signature, rules.head_text(head.seq, head.digest, head.at))


def _outside() -> Finding | None:
    """Each of the three is one statement, so it sees sealing either done or not begun."""
    sealed, waiting = Seal.objects.filter(row_id=OuterRef("pk")), Unsealed.objects.filter(row_id=OuterRef("pk"))
    stray = AuditRow.objects.filter(~Exists(sealed), ~Exists(waiting)).order_by("pk").values_list("pk", flat=True)
    if (row := stray.first()) is not None:
        return findings.inserted(row)
    inbox = Unsealed.objects.order_by("pk").values_list("row_id", flat=True)
    if (row := inbox.filter(~Exists(AuditRow.objects.filter(pk=OuterRef("row_id")))).first()) is not None:
        return findings.lost_before_sealing(row)
    if (row := inbox.filter(Exists(Seal.objects.filter(row_id=OuterRef("row_id")))).first()) is not None:
        return findings.sealed_twice(row)
    return None


def _vouched(good: int, public: str) -> Vouched | None:
    head = Head.objects.filter(seq__lte=good).order_by("-seq").first()
    if head is None:
        return None
    whole = _genuine(public, head) and _digests([head.seq]).get(head.seq) == head.digest
    return Vouched(head.seq, head.digest, rules.instant(head.at), whole)

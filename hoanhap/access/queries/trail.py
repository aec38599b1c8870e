"""The audit trail for people: filtered, newest first, paged by key so that a long trail stays quick."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import QuerySet

from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.roles import ANYWHERE, grants
from hoanhap.access.rules import Actor, PostFacts, posts_with
from hoanhap.access.trail_words import ADMINISTRATION, CHANNELS, DETAILS, action_title, kind_title
from hoanhap.audit import guards
from hoanhap.audit.models import AuditRow, Head, Seal, Unsealed
from hoanhap.kernel.clock import VIETNAM
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.units.models import Placement

PER_PAGE = 50
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Filter:
    """What to look for; an empty field does not filter. Days are whole days of Vietnam's time, both included."""

    person: str = ""
    action: str = ""
    kind: str = ""
    ref: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    id: int
    at: datetime
    who: str
    post: str
    channel: str
    action: str
    what: str
    kind: str
    kind_title: str
    ref: str
    detail: str
    seal: int | None


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    older: int | None


@dataclass(frozen=True)
class ChainState:
    """How far the sealer is, and what the last check said. `oldest`: since when the oldest unsealed row waits."""

    seq: int
    sealed_at: datetime | None
    pending: int
    oldest: datetime | None
    checked_at: datetime | None
    checked_ok: bool
    guards_missing: tuple[str, ...]


def trail(actor: Actor, on: date, wanted: Filter) -> Page:
    """What the actor may read: a data-protection officer all, an inspector what posts below did in a campaign."""
    rows = _matching(_readable(actor, on), wanted).order_by("-id")
    found = list(rows[: PER_PAGE + 1])
    lines = _lines(found[:PER_PAGE])
    return Page(lines, lines[-1].id if len(found) > PER_PAGE else None)


def chain_state() -> ChainState:
    head = Head.objects.order_by("-seq").first()
    oldest = Unsealed.objects.order_by("id").values_list("row_id", flat=True).first()
    waiting = AuditRow.objects.filter(pk=oldest).values_list("at", flat=True).first() if oldest else None
    check = AuditRow.objects.filter(action="audit.verify").order_by("-id").first()
    return ChainState(
        seq=head.seq if head else 0,
        sealed_at=head.at if head else None,
        pending=Unsealed.objects.count(),
        oldest=waiting,
        checked_at=check.at if check else None,
        checked_ok=bool(check and check.detail.get("ok")),
        guards_missing=tuple(guards.missing(connection)),
    )


def _readable(actor: Actor, on: date) -> QuerySet[AuditRow]:
    posts = posts_with(actor, P.AUDIT_VIEW, on)
    if any(grants(post.role, P.AUDIT_VIEW) == ANYWHERE for post in posts):
        return AuditRow.objects.all()
    rows = AuditRow.objects.filter(post_id__in=_posts_under(posts))
    for room in ADMINISTRATION:
        rows = rows.exclude(action__startswith=f"{room}.")
    return rows


def _posts_under(posts: tuple[PostFacts, ...]) -> QuerySet[Post]:
    """Posts at the units of `posts` or anywhere under them, on any map: what was done before a merger stays seen."""
    reached = {post.unit_id for post in posts}
    edge = reached
    while edge:
        edge = set(Placement.objects.filter(parent_id__in=edge).values_list("unit_id", flat=True)) - reached
        reached = reached | edge
    return Post.objects.filter(agency__unit_id__in=reached).values("pk")


def _matching(rows: QuerySet[AuditRow], wanted: Filter) -> QuerySet[AuditRow]:
    equal = {"actor": wanted.person, "action": wanted.action, "kind": wanted.kind, "ref": wanted.ref}
    rows = rows.filter(**{name: clean(value, 150) for name, value in equal.items() if value})
    if wanted.first:
        rows = rows.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        rows = rows.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return rows.filter(pk__lt=wanted.before) if wanted.before else rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _lines(rows: list[AuditRow]) -> list[Line]:
    names = dict(User.objects.filter(pk__in={r.actor_id for r in rows}).values_list("pk", "full_name"))
    posts = dict(Post.objects.filter(pk__in={r.post_id for r in rows}).values_list("pk", "agency__name"))
    seals = dict(Seal.objects.filter(row_id__in=[r.pk for r in rows]).values_list("row_id", "seq"))
    return [
        Line(
            id=row.pk,
            at=row.at,
            who=f"{names[row.actor_id]} ({row.actor})" if names.get(row.actor_id) else row.actor,
            post=posts.get(row.post_id, ""),
            channel=str(CHANNELS.get(row.channel, row.channel)),
            action=row.action,
            what=action_title(row.action),
            kind=row.kind,
            kind_title=kind_title(row.kind),
            ref=row.ref,
            detail=" · ".join(f"{DETAILS.get(key, key)}: {_short(value)}" for key, value in row.detail.items()),
            seal=seals.get(row.pk),
        )
        for row in rows
    ]


def _short(value: object) -> str:
    """A detail as people write it: dates, yes and no; long ones are cut."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return t("có", "yes") if value else t("không", "no")
    text = str(value)
    if ISO_DAY.fullmatch(text):
        return format_date(date.fromisoformat(text))
    return text if len(text) <= 60 else text[:59] + "…"

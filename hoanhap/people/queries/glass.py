"""Emergency openings: a user's own, and those that wait for somebody's review, by reference and without a name."""

from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.access.actions import log
from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.persons import CLASSES
from hoanhap.access.rules import Actor, Outside, decide, require
from hoanhap.access.trail_words import action_title
from hoanhap.audit.models import AuditRow
from hoanhap.catalog.codelists import said
from hoanhap.people.actions.glass import subject_of
from hoanhap.people.models import Glass
from hoanhap.people.queries.vault import vault
from hoanhap.people.sealing import Unreadable

MOST = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """`code`: of the file that is open to its user now; empty when nothing was found, or the hour is over."""

    id: int
    at: datetime
    until: datetime
    category: str
    review_by: date
    reviewed_on: date | None
    justified: bool | None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`words`: the reason as it was written, for who reviews it. `looks`: what was seen within the hour."""

    opening: Opening
    who: str
    agency: str
    found: bool
    words: str
    looks: tuple[tuple[datetime, str, str], ...]
    finding: str
    reviewed_by: str
    decides: bool


def mine(actor: Actor, on: date) -> list[Opening]:
    """The last openings of the actor, with the way to a file that is still open."""
    require(actor, P.GLASS_BREAK, on=on)
    rows = Glass.objects.filter(user=actor.user_id).select_related("person").order_by("-at", "-id")[:MOST]
    return [_opening(row, actor.at) for row in rows]


def waiting_reviews(actor: Actor, on: date) -> list[Opening]:
    """What the actor is to review, the most urgent first."""
    if not decide(actor, P.GLASS_REVIEW, None, on).allow:
        return []
    rows = Glass.objects.filter(reviewed_on=None).exclude(user=actor.user_id).order_by("review_by", "id")
    return [_opening(row, None) for row in rows if decide(actor, P.GLASS_REVIEW, subject_of(row), on).allow]


def opening(actor: Actor, pk: int, on: date) -> Review:
    """One opening, for who reviews it. Who opened, why, and what was looked at; nothing of the person."""
    row = Glass.objects.filter(pk=pk).select_related("person").first()
    if row is None or row.user == actor.user_id:
        raise Outside(P.GLASS_REVIEW)
    decision = require(actor, P.GLASS_REVIEW, subject_of(row), on=on)
    log(actor, "audit.read", "glass", row.pk, post_id=decision.post_id, of=f"glass:{row.pk}")
    user = User.objects.filter(pk=row.user).values_list("full_name", "username").first() or ("", "")
    agency = Post.objects.filter(pk=row.post).values_list("agency__name", flat=True).first() or ""
    return Review(
        opening=_opening(row, None),
        who=user[0] or user[1],
        agency=agency,
        found=row.person is not None,
        words=_words(row),
        looks=tuple(_looks(row)),
        finding=row.finding,
        reviewed_by=row.reviewed_by,
        decides=row.reviewed_on is None,
    )


def _opening(row: Glass, at: datetime | None) -> Opening:
    still = row.person is not None and at is not None and row.at <= at < row.until
    return Opening(
        id=row.pk,
        at=row.at,
        until=row.until,
        category=said("emergencies", row.category),
        review_by=row.review_by,
        reviewed_on=row.reviewed_on,
        justified=row.justified,
        code=row.person.code if still and row.person else "",
    )


def _words(row: Glass) -> str:
    if row.person is None:
        return ""
    try:
        return vault(row.person.pk).open("people_glass", row.pk, "words", row.words_sealed)
    except Unreadable:
        return ""


def _looks(row: Glass) -> list[tuple[datetime, str, str]]:
    if row.person is None:
        return []
    rows = AuditRow.objects.filter(
        kind="person", ref=row.person.code, actor_id=row.user, at__gte=row.at, at__lt=row.until
    ).order_by("id")
    return [(r.at, action_title(r.action), _classes(r.detail.get("fields", ""))) for r in rows]


def _classes(fields: object) -> str:
    """Only a reading says which classes; other acts have other things under that name."""
    known = {str(k): words for k, words in CLASSES.items()}
    return "; ".join(str(known[k]) for k in str(fields).split() if k in known)

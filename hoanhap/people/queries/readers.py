"""Who looked at a file, when, for what, and which classes: for the supervisor of the commune, and for the person."""

from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.access.actions import log
from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.persons import CLASSES, PURPOSES, K, PersonDecision, Purpose
from hoanhap.access.rules import Actor, Subject, require
from hoanhap.access.trail_words import action_title
from hoanhap.audit.models import AuditRow
from hoanhap.people.queries.scope import becomes, find

LOOKED = ("person.read", "person.reveal")
MOST = 200


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    agency: str
    what: str
    purpose: str
    classes: str


def readers(actor: Actor, code: str, on: date) -> tuple[str, list[Look]]:
    """The code of the file and its last looks, the newest first. Looking at this is itself noted."""
    found, decision = find(actor, code, None, on)
    for unit in sorted(becomes(found.commune_id)) if found.commune_id else ():
        if any(post.unit_id == unit for post in actor.posts):
            require(actor, P.PERSON_LOG, Subject("commune", None, unit), on=on)
            break
    else:
        require(actor, P.PERSON_LOG, Subject(), on=on)
    _note(actor, found.code, decision)
    rows = list(AuditRow.objects.filter(kind="person", ref=found.code, action__in=LOOKED).order_by("-id")[:MOST])
    names = dict(User.objects.filter(pk__in={r.actor_id for r in rows}).values_list("pk", "full_name"))
    posts = dict(Post.objects.filter(pk__in={r.post_id for r in rows}).values_list("pk", "agency__name"))
    return found.code, [_look(row, names, posts) for row in rows]


def _look(row: AuditRow, names: dict[int, str], posts: dict[int, str]) -> Look:
    stated = row.detail.get("purpose", "")
    seen = [str(CLASSES[K(k)]) for k in row.detail.get("fields", "").split()]
    return Look(
        at=row.at,
        who=names.get(row.actor_id or 0, row.actor),
        agency=posts.get(row.post_id or 0, ""),
        what=action_title(row.action),
        purpose=str(PURPOSES[Purpose(stated)]) if stated in set(Purpose) else "",
        classes="; ".join(seen),
    )


def _note(actor: Actor, code: str, decision: PersonDecision) -> None:
    log(actor, "audit.read", "audit", "", post_id=decision.post_id, of=f"person:{code}")

"""Who looked at a file, when, for what, and which classes, and to whom it was told: for the supervisor of the commune,
for who guards the data, and, printed, for the person."""

from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.access.actions import log
from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.persons import CLASSES, PURPOSES, K, PersonDecision, Purpose
from hoanhap.access.roles import ANYWHERE, grants
from hoanhap.access.rules import Actor, Outside, Subject, posts_with, require
from hoanhap.access.trail_words import action_title
from hoanhap.audit.models import AuditRow
from hoanhap.kernel.lang import t
from hoanhap.people.models import Person
from hoanhap.people.queries.scope import becomes, find
from hoanhap.people.rules.codes import read_code
from hoanhap.units.models import Agency

GIVEN = "disclosure.given"
LOOKED = ("person.read", "person.reveal", GIVEN, "glass.break")
MOST = 200


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    agency: str
    what: str
    purpose: str
    classes: str


@dataclass(frozen=True, slots=True)
class Readers:
    """`file`: whether the reader may open the file itself."""

    code: str
    looks: list[Look]
    file: bool


def readers(actor: Actor, code: str, on: date) -> Readers:
    """The last looks at a file, the newest first. Looking at this is itself noted.

    A look that tells of treatment is shown without its agency to a reader who may not know of treatment, since the
    clinic's name would say it; that the person was in a list of patients is not shown to them at all.
    """
    if any(grants(post.role, P.PERSON_LOG) == ANYWHERE for post in posts_with(actor, P.PERSON_LOG, on)):
        person, decision = _by_code(code), None
    else:
        person, decision = _own(actor, code, on)
    log(actor, "person.log", "person", person.code, post_id=decision.post_id if decision else None)
    rows = list(AuditRow.objects.filter(kind="person", ref=person.code, action__in=LOOKED).order_by("-id")[:MOST])
    names = dict(User.objects.filter(pk__in={r.actor_id for r in rows}).values_list("pk", "full_name"))
    posts = dict(Post.objects.filter(pk__in={r.post_id for r in rows}).values_list("pk", "agency__name"))
    told = dict(Agency.objects.filter(code__in={r.detail.get("to", "") for r in rows}).values_list("code", "name"))
    health = decision is None or decision.sees(K.HEALTH)
    seen = [row for row in rows if health or not (row.action == GIVEN and _of_treatment(row))]
    return Readers(person.code, [_look(row, names, posts, told, health) for row in seen], decision is not None)


def _by_code(code: str) -> Person:
    """For who guards the data: by the code alone, and nothing of the person is shown."""
    person = Person.objects.filter(code=read_code(code)).first()
    if person is None:
        raise Outside(P.PERSON_LOG)
    return person


def _own(actor: Actor, code: str, on: date) -> tuple[Person, PersonDecision]:
    found, decision = find(actor, code, None, on)
    for unit in sorted(becomes(found.commune_id)) if found.commune_id else ():
        if any(post.unit_id == unit for post in actor.posts):
            require(actor, P.PERSON_LOG, Subject("commune", None, unit), on=on)
            return found, decision
    require(actor, P.PERSON_LOG, Subject(), on=on)
    return found, decision


def _of_treatment(row: AuditRow) -> bool:
    return K.HEALTH in row.detail.get("fields", "").split() or row.detail.get("purpose") == Purpose.TREATMENT


def _look(row: AuditRow, names: dict[int, str], posts: dict[int, str], told: dict[str, str], health: bool) -> Look:
    stated, fields = row.detail.get("purpose", ""), row.detail.get("fields", "").split()
    hidden = not health and _of_treatment(row)
    seen = [str(CLASSES[K(k)]) for k in fields if health or k != K.HEALTH]
    return Look(
        at=row.at,
        who="" if hidden else names.get(row.actor_id or 0, row.actor),
        agency=t("cơ quan có thẩm quyền", "an authorised agency") if hidden else posts.get(row.post_id or 0, ""),
        what=f"{action_title(row.action)}: {told[row.detail['to']]}"
        if row.action == GIVEN
        else action_title(row.action),
        purpose=str(PURPOSES[Purpose(stated)]) if stated in set(Purpose) and not hidden else "",
        classes="; ".join(seen),
    )

"""May this actor do this to that, on this day? One pure function over the table in `access.roles`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hoanhap.access.permissions import TITLES, P
from hoanhap.access.roles import ROLES, TERRITORIAL, grants
from hoanhap.kernel.lang import t

INSIDE = frozenset({"own", "below", "deep"})
PLACES = {"commune": "commune", "district": "district", "province": "province", "ministry": "nation"}
NEAREST_FIRST = ("own", "below", "deep", "above", "outside")


@dataclass(frozen=True)
class PostFacts:
    """A post as `decide` needs it. `above`: ids of the units over its unit. `deputy`: held for somebody else."""

    id: int
    role: str
    sector: str
    agency_id: int
    unit_id: int
    valid_from: date
    valid_to: date | None
    deputy: bool = False
    above: frozenset[int] = frozenset()

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Actor:
    """Who acts, with the posts they hold or stand in for. Nobody signed in: no `user_id`, no posts.

    `at`: the real instant, for what is counted in hours; the business date may be another day.
    """

    user_id: int | None
    sign_in: str
    name: str
    posts: tuple[PostFacts, ...]
    channel: str
    at: datetime | None = None


@dataclass(frozen=True)
class Subject:
    """What is acted on: an answer of `agency_id` at `unit_id`, as an answer of `level`; or, without level, a unit.

    `ancestors`: unit ids above `unit_id` on the map the subject belongs to, itself not included.
    """

    level: str = ""
    agency_id: int | None = None
    unit_id: int | None = None
    ancestors: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Decision:
    """`rule` says which cell of the table spoke, `post_id` as whom the actor acts (for the audit row)."""

    allow: bool
    relation: str
    rule: str
    post_id: int | None


class Refused(Exception):
    """The actor may not. `decision` says why; the message is for the person."""

    def __init__(self, permission: P | None = None, decision: Decision | None = None) -> None:
        self.permission = permission
        self.decision = decision
        super().__init__(self.message())

    def message(self) -> str:
        return t(
            "Vị trí công tác hiện tại không có quyền {right}.",
            "Your present post does not have the right to {right}.",
            right=TITLES[self.permission] if self.permission else "",
        )


class Denied(Refused):
    """Inside the actor's scope, without the right: 403, and the right is named."""


class Outside(Refused):
    """Outside the actor's scope: 404, as if it did not exist."""

    def message(self) -> str:
        return t("Không tìm thấy nội dung này.", "There is nothing here.")


class Exhausted(Refused):
    """Within one's rights, but too often: 429, with what to do. The message is the caller's."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__()

    def message(self) -> str:
        return self.said


def relation(post: PostFacts, subject: Subject) -> str:
    """How `subject` lies to `post`: own, below, deep, above or outside."""
    role = ROLES.get(post.role)
    if role is None or (subject.unit_id is None and subject.agency_id is None):
        return "outside"
    if subject.agency_id == post.agency_id and subject.level in ("", role.level):
        return "own"
    if role.level in TERRITORIAL:
        found = _territorial(post, role.level, subject)
        return "deep" if found == "below" and role.reads and subject.level not in role.reads else found
    return "above" if subject.level in ("", *TERRITORIAL) and _over(post, subject, own=True) else "outside"


def _territorial(post: PostFacts, level: str, subject: Subject) -> str:
    if subject.unit_id == post.unit_id:
        if subject.level in ("", level):
            return "own"
        return "outside" if subject.level in TERRITORIAL else "below"  # a centre or department of the same unit
    if post.unit_id in subject.ancestors:
        return "below"
    return "above" if _over(post, subject, own=False) else "outside"


def _over(post: PostFacts, subject: Subject, *, own: bool) -> bool:
    return subject.unit_id in post.above or (own and subject.unit_id == post.unit_id)


def decide(actor: Actor, permission: P, subject: Subject | None, on: date) -> Decision:
    """Default is no. Among the posts in force on `on`, the one nearest to the subject that holds the right decides.

    `subject=None` asks for the right itself: whether any post in force holds it, over anything at all.
    """
    found = sorted(_placed(actor, subject, on), key=lambda pair: NEAREST_FIRST.index(pair[0]) if subject else 0)
    for where, post in found:
        cell = grants(post.role, permission, deputy=post.deputy)
        if where in cell or (subject is None and cell):
            return Decision(True, where, f"{post.role}:{permission}:{where}", post.id)
    if not found:
        return Decision(False, "outside", "no post in force", None)
    where, post = found[0]
    return Decision(False, where, f"not granted:{permission}:{where}", post.id)


def _placed(actor: Actor, subject: Subject | None, on: date) -> Iterator[tuple[str, PostFacts]]:
    for post in actor.posts:
        if post.in_force(on):
            yield ("any" if subject is None else relation(post, subject)), post


def require(actor: Actor, permission: P, subject: Subject | None = None, *, on: date) -> Decision:
    """The decision when it is yes. Otherwise Denied (inside the scope, or no subject to hide) or Outside."""
    decision = decide(actor, permission, subject, on)
    if decision.allow:
        return decision
    if subject is None or decision.relation in INSIDE:
        raise Denied(permission, decision)
    raise Outside(permission, decision)


def posts_with(actor: Actor, permission: P, on: date) -> tuple[PostFacts, ...]:
    """The posts in force that hold `permission` over something: what a query scopes itself by."""
    return tuple(p for p in actor.posts if p.in_force(on) and grants(p.role, permission, deputy=p.deputy))


def fits(level: str, agency_kind: str, unit_level: str) -> bool:
    """May a role of `level` stand at an agency of this kind, at a unit of this level?"""
    if level == "system":
        return True
    if level == "facility":  # a clinic, a court, an office below the ministry
        return unit_level != "nation"
    if level in PLACES:
        return unit_level == PLACES[level] and agency_kind != "centre"
    return agency_kind == level and (level == "centre" or unit_level == "province")

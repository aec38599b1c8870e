"""What the home page and the frame of every page read."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel.lang import t
from hoanhap.units.models import Agency
from hoanhap.web import rules
from hoanhap.web.models import DemoDate


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of "Việc hôm nay": the time the law leaves, the duty, why, and one verb.

    `left_days` counts days that remain (0: today is the last one, below 0: passed, None: no time limit);
    `tone` is "law", "warn" or "".
    """

    left_days: int | None
    tone: str
    sentence: str
    why: str
    url: str
    verb: str

    @property
    def left(self) -> str:
        return rules.left(self.left_days)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as its holder reads it."""

    role: str
    agency: str
    note: str


def demo_date() -> date | None:
    """The demo's business date; None in every other home."""
    return DemoDate.objects.filter(pk=1).values_list("on", flat=True).first()


def business_date(today: date) -> date:
    """What law, lateness and documents call today. A request has it as `request.on`; the command line asks here."""
    return demo_date() or today


def duties(actor: Actor, on: date) -> list[Duty]:
    """What waits for this actor, most urgent first; what has no deadline comes last."""
    found: list[Duty] = []
    return sorted(found, key=lambda duty: (duty.left_days is None, duty.left_days or 0))


def posts(actor: Actor, on: date) -> list[Post]:
    """The posts in force, those held for somebody else last."""
    held = sorted((p for p in actor.posts if p.in_force(on)), key=lambda p: p.deputy)
    names = dict(Agency.objects.filter(pk__in={p.agency_id for p in held}).values_list("pk", "name"))
    return [_post(p, names.get(p.agency_id, "")) for p in held]


def _post(post: PostFacts, agency: str) -> Post:
    role = ROLES.get(post.role)
    note = t("giải quyết công việc thay", "standing in") if post.deputy else ""
    return Post(str(role.title) if role else post.role, agency, note)

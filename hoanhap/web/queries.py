"""What the home page and the frame of every page read."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel.lang import t
from hoanhap.reporting.queries import duties as campaigns
from hoanhap.reporting.queries.duties import Duty
from hoanhap.units.models import Agency
from hoanhap.web.models import DemoDate


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
    return campaigns.duties(actor=actor, on=on)


def posts(actor: Actor, on: date) -> list[Post]:
    """The posts in force, those held for somebody else last."""
    held = sorted((p for p in actor.posts if p.in_force(on)), key=lambda p: p.deputy)
    names = dict(Agency.objects.filter(pk__in={p.agency_id for p in held}).values_list("pk", "name"))
    return [_post(p, names.get(p.agency_id, "")) for p in held]


def _post(post: PostFacts, agency: str) -> Post:
    role = ROLES.get(post.role)
    note = t("giải quyết công việc thay", "standing in") if post.deputy else ""
    return Post(str(role.title) if role else post.role, agency, note)

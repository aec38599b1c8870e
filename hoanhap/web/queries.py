"""What the home page and the frame of every page read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import repeat

from django.urls import reverse

from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, PostFacts, decide
from hoanhap.classification.queries import duties as areas
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import midnight
from hoanhap.pathways.queries import book_shelves, centre, delisting
from hoanhap.pathways.queries import duties as cases
from hoanhap.people.queries import waiting
from hoanhap.plans.queries import duties as plans
from hoanhap.reporting.queries import duties as campaigns
from hoanhap.ui.duty import Duty
from hoanhap.units.models import Agency
from hoanhap.units.queries.ready import KEY, Ready
from hoanhap.web import rules
from hoanhap.web.models import DemoDate

DEMO_DATE = Ready(DemoDate.objects.filter(pk=KEY), "on")
AGENCY = Ready(Agency.objects.filter(pk=KEY), "name")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as its holder reads it."""

    role: str
    agency: str
    note: str


def demo_date() -> date | None:
    """The demo's business date; None in every other home."""
    return next((row.on for row in DEMO_DATE.of(1)), None)


def business_date(today: date) -> date:
    """What law, lateness and documents call today. A request has it as `request.on`; the command line asks here."""
    return demo_date() or today


@dataclass(frozen=True, slots=True)
class Waiting:
    """A duty of a case, a campaign, a plan or the register. `due_at`: from then on it is late; None: no limit."""

    due_at: datetime | None
    left: str
    until: str
    tone: str
    sentence: str
    why: str
    url: str
    verb: str


def duties(actor: Actor, on: date) -> list[Waiting]:
    """What waits for this actor, by the hours that remain; what has no deadline comes last."""
    found = [
        *map(_of_case, cases.duties(actor, on), repeat(on)),
        *_by_days(campaigns.duties(actor=actor, on=on), on),
        *_by_days(plans.duties(actor, on), on),
        *_by_days(areas.duties(actor, on), on),
        *map(_of_register, waiting.tasks(actor, on), repeat(on)),
    ]
    return sorted(found, key=lambda w: (w.due_at is None, w.due_at or midnight(on)))


def _of_case(duty: cases.Duty, on: date) -> Waiting:
    left = str(duty.left) if duty.left else rules.left(None)
    said = rules.until(duty.left_days, on)
    return Waiting(duty.due_at, left, said, duty.tone, duty.sentence, duty.why, duty.url, duty.verb)


def _of_register(task: waiting.Task, on: date) -> Waiting:
    days = (task.until - on).days if task.until else None
    due = midnight(task.until + timedelta(days=1)) if task.until else None
    tone = "" if days is None else "law" if days < 0 else "warn" if days == 0 else ""
    return Waiting(due, rules.left(days), rules.until(days, on), tone, task.sentence, task.why, task.url, task.verb)


def _by_days(found: Iterable[Duty], on: date) -> Iterator[Waiting]:
    for duty in found:
        due = None if duty.left_days is None else midnight(on + timedelta(days=duty.left_days + 1))
        left, until = rules.left(duty.left_days), rules.until(duty.left_days, on)
        yield Waiting(due, left, until, duty.tone, duty.sentence, duty.why, duty.url, duty.verb)


def shortcuts(actor: Actor, on: date) -> list[tuple[str, str]]:
    """(words, address): lists of cases that this post works through, besides what waits today."""
    found = []
    if centre.my_places(actor, on):
        found.append((t("Người đang ở cơ sở", "Residents"), reverse("pathways:places")))
    if delisting.keeps(actor, on):
        found.append((t("Xét đưa ra khỏi danh sách", "Delisting review"), reverse("pathways:delisting")))
    if book_shelves.shelves(actor, on):
        found.append((t("Sổ theo dõi", "Register books"), reverse("pathways:books")))
    if decide(actor, P.PAPER_DRAFT, None, on).allow:
        found.append((t("Giấy tờ đã phát hành", "Papers issued"), reverse("pathways:agency_papers")))
    if decide(actor, P.DISCLOSURE_VIEW, None, on).allow:
        found.append((t("Cung cấp danh sách giữa các ngành", "Lists between sectors"), reverse("people:disclosures")))
    if decide(actor, P.GLASS_BREAK, None, on).allow:
        found.append((t("Mở hồ sơ khẩn cấp", "Emergency opening"), reverse("people:glass")))
    if cases.looks_below(actor, on):
        found.append((t("Hạn pháp lý của các xã", "Limits in the communes"), reverse("pathways:below")))
    return found


def posts(actor: Actor, on: date) -> list[Post]:
    """The posts in force, those held for somebody else last."""
    held = sorted((p for p in actor.posts if p.in_force(on)), key=lambda p: p.deputy)
    return [_post(p, next((row.name for row in AGENCY.of(p.agency_id)), "")) for p in held]


def _post(post: PostFacts, agency: str) -> Post:
    role = ROLES.get(post.role)
    note = t("giải quyết công việc thay", "standing in") if post.deputy else ""
    return Post(str(role.title) if role else post.role, agency, note)

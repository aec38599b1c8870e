"""Reminding: who is told of which share, once for each rung of the ladder; in the product, by e-mail where it is set.

A rung is written first and mailed after the commit, by the one run that has claimed it: what could not be sent is sent
by the next run, never twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from hoanhap.access.actions import log
from hoanhap.access.models import Post, User
from hoanhap.access.permissions import P
from hoanhap.access.queries import set_up_actor
from hoanhap.access.roles import ROLES, TERRITORIAL, grants
from hoanhap.access.rules import Actor
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import speaking, t
from hoanhap.plans.models import Plan, Reminder, Share
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.evidence import proofs
from hoanhap.plans.queries.standing import proven, stands
from hoanhap.plans.rules import mail
from hoanhap.plans.rules.escalation import FOLLOWING, HEADING, LADDER, LEADING, Rung, due
from hoanhap.units.models import Agency
from hoanhap.units.queries import lead_sector

HEADS = frozenset({"commune_leader", "district_leader", "province_approver"})
WORKERS = frozenset(role for role in ROLES if grants(role, P.PLAN_PROGRESS))
FOLLOWERS = frozenset(role for role in ROLES if grants(role, P.PLAN_FOLLOW)) - HEADS
GIVEN_UP = timedelta(hours=1)  # a letter takes seconds: a claim that is older was left by a run that is no more
AFTER = 31  # days for which a plan that is over is followed still


@dataclass(frozen=True, slots=True)
class Sent:
    """How many were told now, of how many shares; `mailed`: how many letters went out."""

    told: int
    shares: int
    mailed: int


def remind(*, code: str, by: Actor, on: date) -> Sent:
    """Tell whoever has to be told of a plan's shares on `on`. Running it again tells nobody twice."""
    plan = scope.plan(by, code, on, P.PLAN_FOLLOW)
    return _remind(plan, by, scope.decide_plan(by, plan, on, P.PLAN_FOLLOW).post_id, on)


def remind_all(*, on: date) -> None:
    """Of every plan that runs: what the server does of itself once a day, so that nobody has to think of it."""
    running = Plan.objects.filter(version__gt=0, starts_on__lte=on, ends_on__gte=on - timedelta(days=AFTER))
    for plan in running.select_related("agency__unit", "keeper__unit", "directive").order_by("pk"):
        _remind(plan, set_up_actor(), None, on)


def _remind(plan: Plan, by: Actor, post: int | None, on: date) -> Sent:
    """Who is told is found before anything is locked: a province's plan has a hundred thousand shares."""
    with speaking("vi"):
        made = list(_due(plan, on))
    if made:
        with transaction.atomic():
            made = _written(plan, made)
            if made:
                log(by, "plan.remind", "plan", plan.code, post_id=post, count=len(made), on=on.isoformat())
    return Sent(len(made), len({row.share_id for row in made}), _mail(plan))


def _due(plan: Plan, on: date) -> Iterator[Reminder]:
    told: dict[int, set[int]] = defaultdict(set)
    for share_id, rung_days in Reminder.objects.filter(share__plan=plan).values_list("share_id", "rung"):
        told[share_id].add(rung_days)
    readers = _Readers(plan, on)
    for share in _open(plan, on):
        for rung in due(share.task.last_on, on, told[share.pk]):
            for user in readers.of(share.agency, rung.to):
                yield Reminder(share=share, user_id=user, rung=rung.days, on=on, words=_words(share, rung, on))


def _written(plan: Plan, rows: list[Reminder]) -> list[Reminder]:
    """Those that nobody else has written since they were found; the writer is held for two statements."""
    there = set(Reminder.objects.filter(share__plan=plan).values_list("share_id", "user_id", "rung"))
    fresh = [row for row in rows if (row.share_id, row.user_id, row.rung) not in there]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    return fresh


def _open(plan: Plan, on: date) -> Iterator[Share]:
    """Lead shares that are not finished, and whose last day is within the ladder's reach."""
    rows = plan.shares.filter(lead=True, task__dropped_in=None, task__last_on__isnull=False)
    near = [s for s in rows.select_related("task", "plan__directive", "agency__unit") if _near(s.task.last_on, on)]
    found = list(stands(near, on))
    measured = list({share.task for share, _ in found if share.task.measure})
    shown = proofs(plan, measured, [s for s, _ in found if s.task.measure], on) if measured else {}
    for share, said in found:
        if proven(said, shown.get(share.pk))[0].done is None:
            yield share


def _near(last: date | None, on: date) -> bool:
    return last is not None and (on - last).days >= LADDER[0].days


@dataclass
class _Readers:
    """Accounts that read for an agency on a day, by rung."""

    plan: Plan
    on: date

    def __post_init__(self) -> None:
        self._known: dict[tuple[int, str], list[int]] = {}

    def of(self, agency: Agency, rung: str) -> list[int]:
        whose = {LEADING: agency, FOLLOWING: self.plan.keeper or self.plan.agency, HEADING: self.plan.agency}[rung]
        key = whose.pk, rung
        if key not in self._known:
            self._known[key] = self._users(whose, {LEADING: WORKERS, FOLLOWING: FOLLOWERS, HEADING: HEADS}[rung])
        return self._known[key]

    def _users(self, agency: Agency, roles: Iterable[str]) -> list[int]:
        """At the agency itself; of a People's Committee also those of its unit in the sector that leads the work."""
        here = Q(agency=agency)
        if agency.kind == "authority":
            territorial = [role for role in roles if ROLES[role].level in TERRITORIAL]
            sectors = ["authority", lead_sector(self.on)]
            here |= Q(agency__unit=agency.unit_id, role__in=territorial, agency__sector__in=sectors)
        posts = Post.objects.filter(here, role__in=list(roles), valid_from__lte=self.on, user__is_active=True)
        now = posts.filter(Q(valid_to=None) | Q(valid_to__gt=self.on))
        return sorted(set(now.values_list("user_id", flat=True)))


def _words(share: Share, rung: Rung, on: date) -> str:
    task = share.task
    assert task.last_on is not None
    name = f"{task.code}. {task.content}" if task.code else task.content
    days = (task.last_on - on).days
    left = t("còn {n} ngày", "{n} days left", n=days) if days >= 0 else t("quá hạn {n} ngày", "{n} days late", n=-days)
    day = format_date(task.last_on)
    who = f"{share.agency.name}: " if rung.to != LEADING else ""
    return f"{who}{name[:200]} ({t('hạn', 'due')} {day}, {left})"[:500]


# ---------------------------------------------------------------- e-mail
def _mail(plan: Plan) -> int:
    """One letter a reader, of everything not mailed yet. Without a mail server or an address nothing is sent."""
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return 0
    sent = 0
    with speaking("vi"):
        for user in User.objects.filter(pk__in=_unsent(plan).values("user")).order_by("pk"):
            if mine := _claimed(plan, user):
                sent += _letter(user, mine)
    return sent


def _unsent(plan: Plan) -> QuerySet[Reminder]:
    """Without what another run has in hand. Whoever ended without a word gives it up after a while."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=Now() - GIVEN_UP)
    return Reminder.objects.filter(free, share__plan=plan, mailed=False).exclude(user__email="")


def _claimed(plan: Plan, user: User) -> list[Reminder]:
    """The reader's, from now on in this run's hand alone: who comes at the same time waits, and finds them taken."""
    with transaction.atomic():
        rows = _unsent(plan).filter(user=user).select_for_update(of=("self",)).order_by("pk")
        mine = list(rows.select_related("share__task", "share__plan"))
        Reminder.objects.filter(pk__in=[row.pk for row in mine]).update(claimed_at=Now())
    return mine


def _letter(user: User, rows: list[Reminder]) -> int:
    """Marked only when the server took it; what it refused is free again."""
    lines = [(row.words, f"{settings.SITE_URL.rstrip('/')}{_url(row.share)}") for row in rows]
    letter = EmailMessage(
        subject=mail.subject(any(row.rung > 0 for row in rows)), body=mail.body(lines), to=[user.email],
        connection=get_connection(fail_silently=False),
    )  # fmt: skip
    mine = Reminder.objects.filter(pk__in=[row.pk for row in rows])
    try:
        letter.send()
    except (SMTPException, OSError):
        mine.update(claimed_at=None)
        return 0
    mine.update(mailed=True)
    return 1


def _url(share: Share) -> str:
    return reverse("plans:task", args=[share.plan.code, share.task.key])

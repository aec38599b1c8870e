"""For who guards the data: the register of grounds, and what calls for a look."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoanhap.access.actions import log
from hoanhap.access.models import LegalBasis, Post, User
from hoanhap.access.permissions import P
from hoanhap.access.queries import grounds
from hoanhap.access.rules import Actor, require
from hoanhap.audit.models import AuditRow
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import VIETNAM, format_date, in_force
from hoanhap.kernel.lang import t
from hoanhap.law.bases import SECTORS, Basis
from hoanhap.law.loaded import law
from hoanhap.people.models import Person
from hoanhap.people.queries.readers import LOOKED
from hoanhap.people.rules.alerts import KINDS, TASK_DAYS, Reading, Sign, signs, surname


@dataclass(frozen=True, slots=True)
class GroundLine:
    id: int
    use: str
    document: str
    about: str
    span: str
    open: bool


def ground_lines(actor: Actor, on: date) -> list[GroundLine]:
    return [
        GroundLine(
            row.pk,
            row.use,
            f"{row.document}, {row.article}",
            _about(row),
            _span(row.valid_from, row.valid_to),
            in_force(on, row.valid_from, row.valid_to),
        )
        for row in grounds(actor, on)
    ]


def proposals(on: date) -> list[Basis]:
    """What documents that were found say of lists, in force on the day. None of it counts until it is registered."""
    return [basis for basis in law().bases if in_force(on, basis.valid_from, basis.valid_to)]


def _about(row: LegalBasis) -> str:
    if row.use == "disclosure":
        holder, asker = (SECTORS.get(code, code) for code in (row.holder, row.asker))
        return f"{holder} → {asker}: {row.classes}"
    if row.use == "retention":
        closing = said("closings", row.closing) if row.closing else t("mọi lý do kết thúc", "any reason")
        return t("{x}: {n} tháng", "{x}: {n} months", x=closing, n=row.months)
    return ""


def _span(start: date, end: date | None) -> str:
    first = t("từ {d}", "from {d}", d=format_date(start))
    return f"{first} {t('đến trước {d}', 'to before {d}', d=format_date(end))}" if end else first


# ---------------------------------------------------------------- what calls for a look
DAYS = 14  # how far back the page looks, in real days
SHOWN = 200
LOOKS = ("person.read", "person.reveal")
QUIET = (*LOOKED, "person.list", "person.log", "person.quota")  # acts on a file that write nothing in it


@dataclass(frozen=True, slots=True)
class Alert:
    """`code`: of the file, without anything of the person."""

    kind: str
    words: str
    day: date
    who: str
    agency: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Alerts:
    """`counts`: (kind, words, how many) of everything found; `lines`: the newest of one kind, or of all."""

    counts: tuple[tuple[str, str, int], ...]
    lines: tuple[Alert, ...]
    kind: str
    days: int


def alerts(actor: Actor, at: datetime, on: date, kind: str = "") -> Alerts:
    """What the readings of the last days ask about, until the instant `at`. Codes and users, never who the person is:
    that a reader has a person's family name is told, the name is not."""
    decision = require(actor, P.OVERSIGHT_VIEW, on=on)
    log(actor, "audit.read", "audit", "", post_id=decision.post_id, of="oversight", filter=kind)
    since = at - timedelta(days=DAYS)
    rows = list(AuditRow.objects.filter(action__in=LOOKS, kind="person", at__gt=since, at__lte=at))
    people = dict(Person.objects.filter(code__in={r.ref for r in rows}).values_list("code", "name"))
    users = dict(User.objects.filter(pk__in={r.actor_id for r in rows}).values_list("pk", "full_name"))
    readings = [
        Reading(r.at, r.actor_id or 0, r.ref, surname(users.get(r.actor_id or 0, "")), surname(people.get(r.ref, "")))
        for r in rows
    ]
    found = signs(
        readings,
        _writings(since, at, {r.actor_id for r in rows}),
        burst=int(law().parameter("views.burst", on).value),
        works=law().calendar.works,
        now=at,
    )
    found = sorted([*found, *_quotas(since, at)], key=lambda s: s.day, reverse=True)
    chosen = [sign for sign in found if kind in ("", sign.kind)][:SHOWN]
    return Alerts(
        tuple((code, str(words), sum(s.kind == code for s in found)) for code, words in KINDS.items()),
        tuple(_alerts(chosen)),
        kind,
        DAYS,
    )


def _writings(since: datetime, at: datetime, users: set[int | None]) -> dict[tuple[int, str], list[datetime]]:
    """(user, file) → when that user wrote there: in the file itself, or by a step of a measure of it."""
    span = AuditRow.objects.filter(at__gt=since - timedelta(days=TASK_DAYS), at__lte=at, actor_id__in=users)
    found: dict[tuple[int, str], list[datetime]] = defaultdict(list)
    for row in span.filter(kind="person").exclude(action__in=QUIET):
        found[row.actor_id or 0, row.ref].append(row.at)
    for row in span.filter(kind="measure"):
        found[row.actor_id or 0, str(row.detail.get("person", ""))].append(row.at)
    return found


def _quotas(since: datetime, at: datetime) -> list[Sign]:
    """One a day for each user who was stopped."""
    rows = AuditRow.objects.filter(action="person.quota", at__gt=since, at__lte=at).values_list("at", "actor_id")
    counted = Counter((instant.astimezone(VIETNAM).date(), user) for instant, user in rows)
    return [Sign("quota", day, "", user, n) for (day, user), n in counted.items()]


def _alerts(found: Iterable[Sign]) -> Iterator[Alert]:
    lines = list(found)
    names = {u.pk: u for u in User.objects.filter(pk__in={s.user for s in lines if s.user})}
    held = Post.objects.filter(user_id__in=names).select_related("agency").order_by("valid_from", "pk")
    agencies = {post.user_id: post.agency.name for post in held}
    for sign in lines:
        user = names.get(sign.user or 0)
        yield Alert(
            sign.kind,
            str(KINDS[sign.kind]),
            sign.day,
            (user.full_name or user.username) if user else "",
            agencies.get(sign.user or 0, ""),
            sign.code,
            sign.count,
        )

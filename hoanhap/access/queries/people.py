"""Accounts, posts and deputies, for the pages of this room."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q

from hoanhap.access.models import Deputation, Post, User
from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES, grants
from hoanhap.access.rules import fits
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import Words
from hoanhap.kernel.text import fold
from hoanhap.units import queries as units

PER_PAGE = 50


@dataclass(frozen=True)
class PostLine:
    """A post as a page shows it. `state`: now, past, coming, or void (ended on its first day)."""

    id: int
    role: str
    title: Words | str
    agency: str
    valid_from: date
    last: date | None
    state: str
    lendable: bool


@dataclass(frozen=True)
class LentLine:
    """A deputation as a page shows it, from either side."""

    id: int
    title: Words | str
    agency: str
    holder: str
    deputy: str
    valid_from: date
    last: date
    state: str
    reason: str


def state(valid_from: date, valid_to: date | None, on: date) -> str:
    if valid_to is not None and valid_to <= valid_from:
        return "void"
    if on < valid_from:
        return "coming"
    return "past" if valid_to is not None and valid_to <= on else "now"


def posts_of(user_id: int, on: date) -> list[PostLine]:
    """Every post somebody holds, held or will hold; the latest first."""
    return [
        _post_line(p, on)
        for p in Post.objects.filter(user_id=user_id).select_related("agency").order_by("-valid_from", "id")
    ]


def deputations_from(user_id: int, on: date) -> list[LentLine]:
    """What somebody lent."""
    return _lent(Q(post__user_id=user_id), on)


def deputations_to(user_id: int, on: date) -> list[LentLine]:
    """What was lent to somebody."""
    return _lent(Q(deputy_id=user_id), on)


def colleagues(post_id: int, on: date) -> list[tuple[int, str]]:
    """Who may stand in for a post: everybody else with a post in force at its unit, (id, name and sign-in)."""
    post = Post.objects.select_related("agency").get(pk=post_id)
    there = Post.objects.filter(_in_force(on), agency__unit_id=post.agency.unit_id).values("user_id")
    found = User.objects.filter(pk__in=there, is_active=True).exclude(pk=post.user_id).order_by("full_name", "username")
    return [(user.pk, f"{user.full_name} ({user.username})") for user in found]


def users(text: str, on: date, page: str | int = 1) -> Page[User]:
    """Accounts whose sign-in, name or agency contains `text`, each with `.now`: its posts in force."""
    now = Post.objects.filter(_in_force(on)).select_related("agency")
    found = User.objects.order_by("username").prefetch_related(Prefetch("posts", queryset=now, to_attr="now"))
    if wanted := fold(text):
        found = found.filter(pk__in=[pk for pk, *words in _words(on) if wanted in fold(" ".join(words))])
    return Paginator(found, PER_PAGE).get_page(page)


def user_page(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id).first()


def agencies_like(text: str, role: str, on: date, limit: int = 30) -> list[tuple[str, str]]:
    """Where `role` may stand, at the units found by code or name: (key for `grant_post_at`, name, code, path)."""
    level, found = ROLES[role].level if role in ROLES else "", []
    sectors = ROLES[role].sectors if role in ROLES else frozenset()
    country = units.tree(on)
    for unit in units.search(text, on, limit=limit):
        above = [country.unit(i) for i in country.ancestors(unit.id)]
        where = ", ".join([f"({unit.code})", *(u.title for u in above if u.level != "nation")])
        for agency in sorted(units.agencies(unit.id, on), key=lambda a: not a.leads):
            if fits(level, agency.kind, unit.level) and agency.sector in (sectors or {agency.sector}):
                found.append((f"{unit.id}:{agency.code}", f"{agency.words} {where}"))
    return found[:limit]


def role_title(code: str) -> Words | str:
    return ROLES[code].title if code in ROLES else code


def _post_line(post: Post, on: date) -> PostLine:
    return PostLine(
        id=post.pk,
        role=post.role,
        title=role_title(post.role),
        agency=post.agency.name,
        valid_from=post.valid_from,
        last=last_day(post.valid_to) if post.valid_to else None,
        state=state(post.valid_from, post.valid_to, on),
        lendable=bool(grants(post.role, P.DEPUTISE)) and state(post.valid_from, post.valid_to, on) in ("now", "coming"),
    )


def _lent(which: Q, on: date) -> list[LentLine]:
    found = Deputation.objects.filter(which).select_related("post__agency", "post__user", "deputy")
    return [
        LentLine(
            id=d.pk,
            title=role_title(d.post.role),
            agency=d.post.agency.name,
            holder=d.post.user.full_name or d.post.user.username,
            deputy=d.deputy.full_name or d.deputy.username,
            valid_from=d.valid_from,
            last=last_day(d.valid_to),
            state=state(d.valid_from, d.valid_to, on),
            reason=d.reason,
        )
        for d in found.order_by("-valid_from", "id")
    ]


def _words(on: date) -> list[tuple[int, str, str, str]]:
    posts = Post.objects.filter(_in_force(on)).values_list("user_id", "agency__name")
    places: dict[int, str] = {}
    for user_id, name in posts:
        places[user_id] = places.get(user_id, "") + " " + name
    return [(pk, s, n, places.get(pk, "")) for pk, s, n in User.objects.values_list("pk", "username", "full_name")]


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))

"""Who acts, and as what. Read per request: a post that ended is gone at the next one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from hoanhap.access.models import Deputation, Post, User
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel import clock
from hoanhap.kernel.lang import t
from hoanhap.units import queries as units

NOBODY = Actor(None, "", "", (), "web")
IN_FORCE = ("id", "role", "agency__sector", "agency_id", "agency__unit_id", "valid_from", "valid_to")


class NoSuchSignIn(Exception):
    """The command line was asked to act as somebody who cannot sign in."""


def actor_for(user: User, *, channel: str, on: date) -> Actor:
    """`user` with the posts held, or stood in for, on the business date `on`."""
    posts = tuple(_posts(user, on))
    return Actor(user.pk, user.get_username(), user.full_name or user.get_username(), posts, channel, clock.now())


def cli_actor(sign_in: str, on: date) -> Actor:
    """The actor of `--as SIGN-IN`."""
    user = User.objects.filter(username=sign_in, is_active=True).first()
    if user is None:
        raise NoSuchSignIn(
            t(
                "Không có tài khoản “{name}” đang hoạt động. Xem danh sách tài khoản bằng: hoanhap users list",
                "There is no active account “{name}”. List the accounts with: hoanhap users list",
                name=sign_in,
            )
        )
    return actor_for(user, channel="cli", on=on)


def set_up_actor() -> Actor:
    """Who loads a new home: an administrator that is nobody, only for commands that run before anybody can sign in."""
    everywhere = PostFacts(0, "admin", "", 0, 0, date.min, None)
    return Actor(None, "", "", (everywhere,), "system")


def _posts(user: User, on: date) -> Iterator[PostFacts]:
    """Own posts first, then those lent to the user, in one question."""
    today = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    borrowed = Deputation.objects.filter(post=OuterRef("pk"), deputy=user, valid_from__lte=on, valid_to__gt=on)
    found = Post.objects.filter(today).filter(Q(user=user) | Exists(borrowed))
    rows = found.order_by("id").values_list("user_id", *IN_FORCE)
    map_of_today = None
    for holder, *facts in sorted(rows, key=lambda row: row[0] != user.pk):
        post = PostFacts(*facts, deputy=holder != user.pk)
        map_of_today = map_of_today or units.tree(on)
        above = frozenset(map_of_today.ancestors(post.unit_id)) if post.unit_id in map_of_today else frozenset()
        yield replace(post, above=above)

"""Who acts, and as what. Read per request: a post that ended is gone at the next one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hoanhap.access.models import Deputation, Post, User
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel import clock
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import t
from hoanhap.units import queries as units
from hoanhap.units.queries.ready import KEY, Ready

NOBODY = Actor(None, "", "", (), "web")
FACTS = ("id", "role", "agency__sector", "agency_id", "agency__unit_id", "valid_from", "valid_to")
OWN = Ready(Post.objects.filter(user_id=KEY).order_by("id"), " ".join(FACTS))
LENT = Ready(
    Deputation.objects.filter(deputy_id=KEY).order_by("post_id", "id"),
    " ".join(("valid_from", "valid_to", *(f"post__{fact}" for fact in FACTS))),
)


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
    """Own posts first, then those lent to the user."""
    own = {post.id: post for post in (PostFacts(*row) for row in OWN.of(user.pk))}
    lent = [PostFacts(*facts, deputy=True) for since, until, *facts in LENT.of(user.pk) if in_force(on, since, until)]
    held = own | {post.id: post for post in lent if post.id not in own}
    now = [post for post in held.values() if post.in_force(on)]
    country = units.tree(on) if now else None
    for post in now:
        assert country is not None
        above = frozenset(country.ancestors(post.unit_id)) if post.unit_id in country else frozenset()
        yield replace(post, above=above)

"""Who acts, and as what. Read per request: a post that ended is gone at the next one."""

from datetime import date

from django.db.models import Q

from hoanhap.access.models import Post, User
from hoanhap.access.rules import Actor, PostFacts
from hoanhap.kernel.lang import t

NOBODY = Actor(None, "", "", (), "web")
IN_FORCE = ("id", "role", "agency__sector", "agency_id", "agency__unit_id", "valid_from", "valid_to")


class NoSuchSignIn(Exception):
    """The command line was asked to act as somebody who cannot sign in."""


def actor_for(user: User, *, channel: str, on: date) -> Actor:
    """`user` with the posts held, or stood in for, on the business date `on`."""
    posts = tuple(_posts(user, on))
    return Actor(user.pk, user.get_username(), user.full_name or user.get_username(), posts, channel)


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


def _posts(user: User, on: date) -> list[PostFacts]:
    today = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    own = Post.objects.filter(today, user=user).order_by()
    lent = Post.objects.filter(
        today, deputations__deputy=user, deputations__valid_from__lte=on, deputations__valid_to__gt=on
    ).order_by()
    rows = [(False, *row) for row in own.values_list(*IN_FORCE)]
    rows += [(True, *row) for row in lent.values_list(*IN_FORCE).distinct()]
    return [PostFacts(*facts, deputy=deputy) for deputy, *facts in rows]

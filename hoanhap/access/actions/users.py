"""Accounts. Only an administrator makes, locks or re-keys one, and never their own."""

import re
from datetime import date

from axes.utils import reset
from django.db import transaction

from hoanhap.access import passwords
from hoanhap.access.actions.noting import log
from hoanhap.access.actions.posts import end_all
from hoanhap.access.errors import Problems
from hoanhap.access.models import User
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, require
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean

SIGN_IN = re.compile(r"[a-z0-9][a-z0-9.-]{0,58}[a-z0-9]")


@transaction.atomic
def create_user(
    *, by: Actor, on: date, sign_in: str, full_name: str, password: str | None, must_change: bool = True
) -> User:
    """A new account, without any post. `must_change`: whoever made the password has seen it.

    `password` None: an account that nobody can sign in to until it is given one.
    """
    require(by, P.USERS_MANAGE, on=on)
    user = User(username=sign_in.strip(), full_name=clean(full_name, 120).strip(), must_change=must_change)
    problems = Problems()
    if not SIGN_IN.fullmatch(user.username):
        problems.add("sign_in", _bad_sign_in())
    elif User.objects.filter(username__iexact=user.username).exists():
        problems.add("sign_in", t("Đã có tài khoản này. Chọn tên khác.", "This account exists. Choose another name."))
    if not user.full_name:
        problems.add("full_name", t("Ghi họ và tên.", "Write the full name."))
    for fault in passwords.faults(password, user) if password is not None else ():
        problems.add("password", fault)
    problems.stop()
    user.set_password(password)
    user.save(force_insert=True)
    log(by, "user.create", "user", user.pk, sign_in=user.username)
    return user


@transaction.atomic
def set_password(*, by: Actor, on: date, user_id: int, password: str) -> User:
    """A new one-time password for somebody who lost theirs. Ends their sessions and lifts a lock-out."""
    user = _somebody_else(by, on, user_id)
    problems = Problems()
    for fault in passwords.faults(password, user):
        problems.add("password", fault)
    problems.stop()
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change"])
    reset(username=user.username)
    log(by, "user.reset-password", "user", user.pk)
    return user


@transaction.atomic
def change_password(*, by: Actor, user: User) -> None:
    """Note that somebody replaced their own password; the page that did it has checked the old one."""
    User.objects.filter(pk=user.pk).update(must_change=False)
    log(by, "user.change-password", "user", user.pk)


@transaction.atomic
def revoke(*, by: Actor, on: date, user_id: int) -> User:
    """Lock an account and end its posts: it is out at its next request."""
    user = _somebody_else(by, on, user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    ended = end_all(user, on)
    log(by, "user.revoke", "user", user.pk, posts=ended)
    return user


@transaction.atomic
def reinstate(*, by: Actor, on: date, user_id: int) -> User:
    """Open a locked account again, without its former posts."""
    user = _somebody_else(by, on, user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    log(by, "user.reinstate", "user", user.pk)
    return user


def _somebody_else(by: Actor, on: date, user_id: int) -> User:
    require(by, P.USERS_MANAGE, on=on)
    problems = Problems()
    if user_id == by.user_id:
        problems.add("", t("Không tự làm việc này cho tài khoản của mình.", "Nobody does this to their own account."))
    problems.stop()
    return User.objects.select_for_update().get(pk=user_id)


def _bad_sign_in() -> str:
    return t(
        "Tên đăng nhập gồm 2 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối: xa.bao-toan",
        "A sign-in name has 2 to 60 small letters without accents, digits, dots or hyphens: xa.bao-toan",
    )

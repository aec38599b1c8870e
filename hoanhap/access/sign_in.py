"""Signing in and out: what allauth and axes let us say, and the audit rows of it, by the real clock.

The signals here are the extension points of those packages and of Django's own sign-in; nothing else in the
product listens to signals.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed
from axes.signals import user_locked_out
from django import forms
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hoanhap.access.actions import change_password
from hoanhap.access.models import User
from hoanhap.access.queries import NOBODY
from hoanhap.access.rules import Actor
from hoanhap.audit.actions import record
from hoanhap.kernel import clock
from hoanhap.kernel.lang import t


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from an administrator; nothing is sent by e-mail and nothing is said twice."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        return None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        said = sentences().get(code)
        return forms.ValidationError(said, code=code) if said else super().validation_error(code, *args)


def sentences() -> dict[str, str]:
    """One answer for a wrong name, a wrong password and a locked account: which it was stays unsaid."""
    wrong = t(
        "Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên mật khẩu, đề nghị quản trị hệ thống cấp lại.",
        "The sign-in name or the password is wrong. If you forgot it, ask the administrator for a new one.",
    )
    return {
        "username_password_mismatch": wrong,
        "email_password_mismatch": wrong,
        "account_inactive": wrong,
        "enter_current_password": t("Mật khẩu hiện tại không đúng.", "The present password is wrong."),
    }


def locked_out(request: HttpRequest, response: object = None, credentials: object = None) -> HttpResponse:
    """The page after too many failures; the same for an account that does not exist."""
    return render(request, "access/locked_out.html", status=429)


def address(request: HttpRequest) -> str:
    """Where a sign-in comes from. Forwarded headers are not believed: anybody can write them."""
    return str(request.META.get("REMOTE_ADDR", ""))


def expire(request: HttpRequest) -> None:
    """Called before a session is ended for its age, so that this is noted instead of a sign-out."""
    _note("session.expire", request.user, request)
    request.expiring = True  # type: ignore[attr-defined]


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session["started"] = request.session["seen"] = int(clock.now().timestamp())
    _note("session.sign-in", user, request)


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None and not getattr(request, "expiring", False):
        _note("session.sign-out", user, request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """An unknown name is not kept: people type passwords into that field."""
    user = User.objects.filter(username=str(credentials.get("username", ""))).first()
    _note("session.fail", user, request, known=user is not None)


def _locked(request: HttpRequest, username: str, **_: Any) -> None:
    user = User.objects.filter(username=username).first()
    _note("session.lock", user, request, known=user is not None)


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    change_password(by=Actor(user.pk, user.username, user.full_name, (), NOBODY.channel), user=user)


def _note(action: str, user: Any, request: HttpRequest | None, **detail: object) -> None:
    record(
        actor_id=user.pk if user else None,
        actor=user.get_username() if user else "",
        post_id=None,
        channel="web",
        action=action,
        kind="user",
        ref=str(user.pk) if user else "",
        address=address(request) if request is not None else "",
        **detail,
    )


def connect() -> None:
    """Called once, when Django is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="hoanhap")
    user_logged_out.connect(_signed_out, dispatch_uid="hoanhap")
    user_login_failed.connect(_failed, dispatch_uid="hoanhap")
    user_locked_out.connect(_locked, dispatch_uid="hoanhap")
    password_changed.connect(_password_changed, dispatch_uid="hoanhap")

"""What stands between a request and its view: headers, the end of a session, and the right the view asks for."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hoanhap.access import refusals, sign_in
from hoanhap.access.permissions import P
from hoanhap.access.queries import NOBODY, actor_for
from hoanhap.access.routes import check_policies
from hoanhap.access.rules import Actor, Denied, Exhausted, Outside, require
from hoanhap.kernel import clock
from hoanhap.kernel.lang import t
from hoanhap.ui.policy import PUBLIC, SIGNED_IN, needed

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_EVERY = 60  # seconds: how often a busy session is written again
UNUSED = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
WITH_OLD_PASSWORD = frozenset({"account_change_password", "account_logout", "language"})


class HeadersMiddleware:
    """No page of ours stays in a shared computer's cache, and none asks for camera or place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", UNUSED)
        return response


class ExpiryMiddleware:
    """Signs out who was idle too long or in too long, by the real clock, never by the demo's date."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            started, seen = (int(request.session.get(name, 0)) for name in ("started", "seen"))
            idle, longest = (int(span.total_seconds()) for span in (settings.SESSION_IDLE, settings.SESSION_LONGEST))
            if not 0 <= now - started < longest or not 0 <= now - seen < idle:
                sign_in.expire(request)
                logout(request)
                request.expired = True  # type: ignore[attr-defined]
            elif now - seen >= SEEN_EVERY:
                request.session["seen"] = now
        return self.get_response(request)


class PolicyMiddleware:
    """Asks `decide()` for the right that the view is marked with, before the view runs. No mark, no view, no server."""

    def __init__(self, get_response: GetResponse) -> None:
        """A WSGI server runs no system checks by itself, so this one is repeated where every server passes."""
        if errors := check_policies():
            raise ImproperlyConfigured("\n".join(error.msg for error in errors))
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refusals.missing(request)  # no address of ours has one, and PostgreSQL takes none
        right = needed(view)
        if right == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change and request.resolver_match.url_name not in WITH_OLD_PASSWORD:
            return HttpResponseRedirect(reverse("account_change_password"))
        if right == SIGNED_IN:
            return None
        if right not in P.__members__.values():
            return refusals.forbidden(request)
        try:
            require(request.actor, P(right), on=_on(request))  # type: ignore[attr-defined]
        except Denied as refused:
            return refusals.denied(request, refused)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            return refusals.denied(request, exception)
        if isinstance(exception, Exhausted):
            return refusals.exhausted(request, exception)
        if isinstance(exception, Outside | Http404):
            return refusals.missing(request)
        return None


def _on(request: HttpRequest) -> date:
    on: date = getattr(request, "on", None) or clock.today()
    return on


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return actor_for(user, channel="web", on=_on(request)) if user.is_authenticated else NOBODY


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to where one wanted to go, unless that was a form: it would come back empty."""
    wish = {"next": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
    ended = {"het_han": "1"} if getattr(request, "expired", False) else {}
    address = reverse(settings.LOGIN_URL)
    query = urlencode({**wish, **ended})
    if refusals.wants_json(request):
        error = t("Phiên làm việc đã hết hạn. Đăng nhập lại.", "Your session has ended. Sign in again.")
        return JsonResponse({"error": error, "sign_in": address}, status=401)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)

"""What every response carries: the reader's language, for exactly one request, and no invitation to robots."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hoanhap.kernel import lang

YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """`?lang=en` once, or the cookie it leaves; otherwise Vietnamese. Never the browser's own wish:
    an office PC set to English still belongs to a Vietnamese office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        code = asked if asked in lang.LANGUAGES else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "vi")
        code = code if code in lang.LANGUAGES else "vi"
        with lang.speaking(code), translation.override(code):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", code)
        if asked == code:
            remember(response, code)
        return response


class NoIndexMiddleware:
    """Nothing here is for a search engine, whatever a link elsewhere may say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def remember(response: HttpResponse, code: str) -> None:
    """Leave the language cookie; it says nothing about the person and scripts cannot read it."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, httponly=True, samesite="Lax")

"""The business date of a request: what law, lateness and documents call today."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hoanhap.kernel import clock
from hoanhap.web import queries


class BusinessDateMiddleware:
    """Sets `request.on` and `request.is_demo`. Audit, sign-in and expiry never read them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        demo = queries.demo_date()
        request.is_demo = demo is not None  # type: ignore[attr-defined]
        request.on = demo or clock.today()  # type: ignore[attr-defined]
        return self.get_response(request)

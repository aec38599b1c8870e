"""Every address of the product, and the start-up check that each one says which right it needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from hoanhap.access.permissions import P
from hoanhap.ui.policy import MARKS, needed


@dataclass(frozen=True)
class Route:
    """`name` as `reverse` knows it; `path` as it is written in the urls."""

    name: str
    path: str
    view: Callable[..., Any]

    @property
    def policy(self) -> str | None:
        return needed(self.view)


def routes() -> Iterator[Route]:
    yield from _walk(get_resolver(), "", "")


def check_policies(**_: Any) -> list[CheckMessage]:
    """An error stops `runserver`, `migrate`, the tests and our own server alike."""
    rights = MARKS | {str(p) for p in P}
    errors: list[CheckMessage] = []
    for route in routes():
        where = f"/{route.path} ({route.view.__module__}.{getattr(route.view, '__qualname__', '?')})"
        if route.policy is None:
            hint = "Put @policy(P.…) from hoanhap.ui.policy outermost on the view."
            errors.append(Error(f"{where} does not say which right it needs", hint=hint, id="access.E001"))
        elif route.policy not in rights:
            hint = "Rights are the members of hoanhap.access.permissions.P; or PUBLIC, SIGNED_IN."
            errors.append(Error(f"{where} names an unknown right: {route.policy}", hint=hint, id="access.E002"))
    return errors


def _walk(resolver: URLResolver, path: str, space: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, here, inner)
        elif isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name or ''}", here, entry.callback)

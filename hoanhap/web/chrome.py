"""The frame of every page: where one may go, who one is, and at what date."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hoanhap.kernel import lang
from hoanhap.kernel.lang import Words


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the top bar. `permission` None: everybody who has signed in."""

    words: Words
    name: str
    permission: str | None


NAV = (
    Link(Words("Việc hôm nay", "Today"), "home", None),
    Link(Words("Báo cáo", "Reports"), "campaigns", "campaign.view"),
    Link(Words("Đơn vị", "Units"), "units", "units.view"),
    Link(Words("Nhật ký", "Audit log"), "audit", "audit.view"),
    Link(Words("Người dùng", "Users"), "users", "users.manage"),
)


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": Chrome(request)}


def find(name: str) -> str:
    """The address of a named page, or nothing when this installation lacks it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Chrome:
    """Computed when a template asks, so an error page that asks nothing costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.on = getattr(request, "on", None)
        self.demo = getattr(request, "is_demo", False)
        self.actor = getattr(request, "actor", None)

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def other(self) -> str:
        return "vi" if lang.language() == "en" else "en"

    @cached_property
    def language_url(self) -> str:
        return find("language")

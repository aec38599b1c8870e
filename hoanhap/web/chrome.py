"""The frame of every page: where one may go, who one is, and at what date."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, decide
from hoanhap.kernel import lang
from hoanhap.kernel.lang import Words
from hoanhap.web import queries
from hoanhap.web.queries import Post


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the top bar, shown to who holds the right over anything."""

    words: Words
    name: str
    permission: P


@dataclass(frozen=True, slots=True)
class Item:
    words: Words
    url: str
    here: bool


NAV = (
    Link(Words("Việc hôm nay", "Today"), "home", P.HOME_VIEW),
    Link(Words("Hồ sơ", "Files"), "people:list", P.PERSON_VIEW),
    Link(Words("Giám sát", "Oversight"), "people:oversight", P.OVERSIGHT_VIEW),
    Link(Words("Xóa dữ liệu", "Erasure"), "people:erase", P.PERSON_ERASE),
    Link(Words("Kế hoạch", "Plans"), "plans:list", P.PLAN_VIEW),
    Link(Words("Báo cáo", "Reports"), "reporting:campaigns", P.CAMPAIGN_VIEW),
    Link(Words("Bảng số", "Tables"), "indicators:tables", P.FIGURE_TRACE),
    Link(Words("Văn bản", "Directives"), "directives", P.DIRECTIVE_VIEW),
    Link(Words("Địa bàn", "Areas"), "classification:index", P.RATING_VIEW),
    Link(Words("Đơn vị", "Units"), "units", P.UNITS_VIEW),
    Link(Words("Cơ sở, tổ", "Places, teams"), "means", P.MEANS_VIEW),
    Link(Words("Nhật ký", "Audit log"), "audit", P.AUDIT_VIEW),
    Link(Words("Tài khoản", "Accounts"), "users", P.USERS_MANAGE),
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

    @cached_property
    def actor(self) -> Actor | None:
        found: Actor | None = getattr(self.request, "actor", None)
        return found if found and found.user_id else None

    @cached_property
    def nav(self) -> list[Item]:
        links = [(link.words, url) for link in NAV if self.may(link.permission) and (url := find(link.name))]
        path = self.request.path
        return [Item(words, url, path == url if url == "/" else path.startswith(url)) for words, url in links]

    def may(self, permission: P) -> bool:
        return bool(self.actor and self.on and decide(self.actor, permission, None, self.on).allow)

    @cached_property
    def post(self) -> Post | None:
        held = queries.posts(self.actor, self.on) if self.actor and self.on else []
        return held[0] if held else None

    @property
    def who(self) -> str:
        return self.actor.name if self.actor else ""

    @property
    def role(self) -> str:
        return self.post.role if self.post else ""

    @property
    def where(self) -> str:
        """The agency, with the abbreviations every office uses."""
        said = self.post.agency if self.post else ""
        return said.replace("Ủy ban nhân dân", "UBND").replace("Lao động - Thương binh và Xã hội", "LĐTBXH")

    @property
    def find_url(self) -> str:
        return find("units") if self.may(P.UNITS_VIEW) else ""

    @property
    def demo_url(self) -> str:
        return find("demo_date") if self.may(P.DEMO_DATE_SET) else ""

    @property
    def other(self) -> str:
        """The language that is not spoken now."""
        return "vi" if lang.language() == "en" else "en"

    @property
    def language_url(self) -> str:
        return find("language")

    @property
    def own_links(self) -> list[tuple[Words, str]]:
        """What one may do with one's own account."""
        wanted = ((Words("Vị trí công tác và ủy quyền", "Posts and deputies"), "posts"),
                  (Words("Đổi mật khẩu", "Change the password"), "account_change_password"))  # fmt: skip
        return [(words, url) for words, name in wanted if (url := find(name))]

    @property
    def help_url(self) -> str:
        return find("help")

    @property
    def sign_in_url(self) -> str:
        address = find("account_login")
        return "" if self.actor or self.request.path == address else address

    @property
    def sign_out_url(self) -> str:
        return find("account_logout") if self.actor else ""

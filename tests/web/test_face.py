"""The pages of this room in a real browser: accessible, whole at every width, reached by keyboard, twice said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from hoanhap.web.models import DemoDate
from tests import world as small
from tests.ui.a11y import assert_complete
from tests.web.conftest import Visit
from tests.world import World

Open = Callable[..., Page]
PAGES = (
    ("/tro-giup/", ""),
    ("/dang-nhap/", ""),
    ("/", "xa"),
    ("/ngay-lam-viec/", "xa"),
    ("/khong-co/", "xa"),
    ("/", "tinh"),
    ("/", "bvdl"),
    ("/ngay-lam-viec/", "quantri"),
)


@pytest.fixture
def open(  # noqa: A001 reads as what it does
    transactional_db: None, live_server: LiveServer, context: BrowserContext, visit: Visit
) -> Open:
    DemoDate.objects.create(on=small.ON)
    house = live_server.url.replace("localhost", "127.0.0.1")

    def open(path: str, sign_in: str = "", language: str = "vi") -> Page:  # noqa: A001
        if sign_in:
            cookie = visit(sign_in).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": house}])
        page = context.new_page()
        page.goto(f"{house}{path}{'&' if '?' in path else '?'}lang={language}")
        return page

    return open


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_owes_nothing(world: World, open: Open, language: str) -> None:  # noqa: A002
    for path, sign_in in PAGES:
        page = open(path, sign_in, language)
        assert page.locator("html").get_attribute("lang") == language
        try:
            assert_complete(page)
        except AssertionError as wrong:
            raise AssertionError(f"{path} as {sign_in or 'a stranger'}: {wrong}") from wrong
        page.close()


def test_the_language_is_switched_and_back_on_the_same_page(world: World, open: Open) -> None:  # noqa: A002
    page = open("/tro-giup/", "xa")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("User's guide")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hướng dẫn sử dụng")


def test_slash_goes_to_the_search_and_enter_searches(world: World, open: Open) -> None:  # noqa: A002
    page = open("/", "xa")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("an 1a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/don-vi/?q=an+1a")


def test_the_first_tab_skips_to_the_content(world: World, open: Open) -> None:  # noqa: A002
    page = open("/", "xa")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_be_vietnam_pro_is_the_letter_on_screen(world: World, open: Open) -> None:  # noqa: A002
    page = open("/", "xa")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert '"Be Vietnam Pro"' in loaded or "Be Vietnam Pro" in loaded


def test_a_demo_administrator_moves_the_date_by_hand(world: World, open: Open) -> None:  # noqa: A002
    page = open("/", "quantri")
    page.locator("a.date").click()
    page.get_by_label("Ngày làm việc").fill("1/10/2020")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ngày làm việc là 01/10/2020.")
    expect(page.locator(".date")).to_contain_text("01/10/2020")

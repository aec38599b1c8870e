"""A real Chromium for journeys: starts once per test process, speaks Vietnamese, never leaves this machine."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.check import chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in this thread; Django never sees it
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=str(chromium.find()), args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Fresh visitors, as many as are asked for, each with a browser profile of their own. Fails the test on an uncaught
    script error, a blocked script, or a request that leaves."""
    wrong: list[str] = []
    came: list[BrowserContext] = []

    def visit(width: int = 1280, height: int = 800) -> BrowserContext:
        visitor = browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": height},
            accept_downloads=True,
        )
        visitor.set_default_timeout(15_000)
        visitor.on("request", lambda r: None if _is_local(r.url) else wrong.append(f"left the machine: {r.url}"))
        visitor.on("weberror", lambda e: wrong.append(f"uncaught: {e.error}"))
        visitor.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
        came.append(visitor)
        return visitor

    yield visit
    for visitor in came:
        visitor.close()
    assert not wrong, wrong


@pytest.fixture
def context(visitors: Callable[..., BrowserContext]) -> BrowserContext:
    """One fresh visitor."""
    return visitors()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))

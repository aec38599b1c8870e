"""A page of the test country in a real browser: the server in this process, somebody signed in, what the page says."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from hoanhap.access.models import User

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
OWN_WORDS = "main h2, main .btn, main thead th, main dt, main .field > label, main summary"


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """A server in this process, over the test's own database."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


def sign_in(context: BrowserContext, user: User, address: str) -> Client:
    """The browser holds the session of somebody who has signed in; so does the client that is given back."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return client


def vietnamese(page: Page, *names: str) -> list[str]:
    """Of the page's own words those in Vietnamese, but for what begins with a name."""
    said = [words.split("\n")[0] for words in page.locator(OWN_WORDS).all_inner_texts()]
    return [words for words in said if VIETNAMESE.search(words) and not words.startswith(names or ("\0",))]


def speaks_english(page: Page, *names: str) -> None:
    """What the product itself says on this page is in English once that is asked for; the visitor then reads on."""
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    said = vietnamese(page, *names)
    page.context.clear_cookies(name=settings.LANGUAGE_COOKIE_NAME)
    assert said == []

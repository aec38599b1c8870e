"""The English switch is complete, remembered, and never leaves the house."""

import re

import pytest
from django.test import Client

from hoanhap.kernel import lang
from hoanhap.ui.middleware import LanguageMiddleware
from tests.web.conftest import Visit
from tests.world import World

VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def test_vietnamese_is_the_first_language_whatever_the_browser_says(client: Client, db: None) -> None:
    response = client.get("/tro-giup/", headers={"accept-language": "en-US"})
    assert '<html lang="vi">' in response.content.decode()
    assert response.headers["Content-Language"] == "vi"


def test_the_switch_turns_every_page_and_stays(demo: World, visit: Visit) -> None:
    client = visit("xa")
    response = client.post("/ngon-ngu/", {"lang": "en", "next": "/don-vi/?q=a"})
    assert response.status_code == 302 and response.headers["Location"] == "/don-vi/?q=a"
    html = client.get("/").content.decode()
    assert '<html lang="en">' in html and "<h1>Today</h1>" in html and "Monday, 7 Sep 2020" in html
    client.post("/ngon-ngu/", {"lang": "vi", "next": "/"})
    assert "<h1>Việc hôm nay</h1>" in client.get("/").content.decode()


def test_an_address_can_ask_for_a_language(client: Client, db: None) -> None:
    assert "User&#x27;s guide" in client.get("/tro-giup/?lang=en").content.decode()
    assert "User&#x27;s guide" in client.get("/tro-giup/").content.decode()


@pytest.mark.parametrize("bad", ["fr", "", "../etc", "vi'"])
def test_an_unknown_language_is_vietnamese(client: Client, db: None, bad: str) -> None:
    client.post("/ngon-ngu/", {"lang": bad, "next": "/"})
    assert '<html lang="vi">' in client.get(f"/tro-giup/?lang={bad}").content.decode()


@pytest.mark.parametrize(
    "away", ["//evil.example/x", "http://evil.example", "javascript:alert(1)", "\\\\evil", "x", ""]
)
def test_it_comes_back_to_this_house_only(client: Client, db: None, away: str) -> None:
    assert client.post("/ngon-ngu/", {"lang": "en", "next": away}).headers["Location"] == "/"


def test_the_language_cookie_is_out_of_reach_of_scripts(client: Client, db: None) -> None:
    cookie = client.post("/ngon-ngu/", {"lang": "en", "next": "/"}).cookies["django_language"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_language_lasts_one_request(rf: object) -> None:
    from django.http import HttpResponse

    seen = []
    middleware = LanguageMiddleware(lambda request: seen.append(lang.language()) or HttpResponse())  # type: ignore[func-returns-value]
    middleware(rf.get("/?lang=en"))  # type: ignore[attr-defined]
    assert seen == ["en"] and lang.language() == "vi"


@pytest.mark.parametrize("path", ["/", "/ngay-lam-viec/", "/tro-giup/", "/khong-co/"])
def test_an_english_page_holds_no_vietnamese_but_names(demo: World, visit: Visit, path: str) -> None:
    html = visit("quantri").get(f"{path}?lang=en").content.decode()
    text = re.sub(r'<span class="me".*?</span></span>', "", html, flags=re.DOTALL)
    text = re.sub(r"<[^>]+ lang=\"vi\"[^>]*>[^<]*", "", text)
    text = re.sub(r"<[^>]+>|Hòa Nhập", " ", text)
    for name in (demo.user("quantri").full_name, *(agency.name for agency in demo.agencies.values())):
        text = text.replace(name, "")
    assert not VIETNAMESE.search(text), VIETNAMESE.search(text)

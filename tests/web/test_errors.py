"""When something is wrong a page says what, in the reader's language, and what to do; it shows nothing else."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from hoanhap.kernel import lang
from hoanhap.ui.policy import PUBLIC, policy
from tests.ui.a11y import assert_plain
from tests.web.conftest import Visit
from tests.world import World

ADVICE = {
    "400.html": ("Máy chủ không hiểu yêu cầu này", "Quay lại trang trước", "cannot read this request"),
    "403.html": ("Không được phép làm việc này.", "người quản trị", "not allowed"),
    "404.html": ("Không tìm thấy trang này", "Kiểm tra lại địa chỉ", "There is no such page"),
    "500.html": ("Máy chủ gặp lỗi khi làm việc này", "làm lại", "The server failed"),
}


@pytest.mark.parametrize("template", ADVICE)
def test_an_error_page_stands_alone_in_both_languages(template: str) -> None:
    sentence, advice, english = ADVICE[template]
    html = render_to_string(template)  # as Django draws 400 and 500: without request, without session
    assert sentence in html and advice in html
    assert_plain(html)
    with lang.speaking("en"):
        assert english in render_to_string(template)


def test_an_unknown_address_is_told_plainly_and_names_nothing(demo: World, visit: Visit) -> None:
    response = visit("xa").get("/khong-co/<script>/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "Không tìm thấy trang này" in html and "<script>/" not in html and "Traceback" not in html


@policy(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("bí mật trong lỗi")


urlpatterns = [path("hong/", broken)]


@override_settings(ROOT_URLCONF="tests.web.test_errors")
def test_a_failure_shows_nothing_of_itself(db: None) -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/hong/?lang=en")
    assert response.status_code == 500
    assert "The server failed" in response.content.decode() and "bí mật" not in response.content.decode()


def test_a_refusal_of_a_right_says_which_and_whom_to_ask(demo: World, visit: Visit) -> None:
    response = visit("xa").get("/ngay-lam-viec/")
    assert response.status_code == 403
    assert "người quản trị" in response.content.decode() and "đổi ngày làm việc" in response.content.decode()


def test_a_form_from_an_earlier_session_says_that_nothing_was_saved(demo: World) -> None:
    response = Client(enforce_csrf_checks=True).post("/ngon-ngu/", {"lang": "en"})
    assert response.status_code == 403
    assert "chưa ghi gì" in response.content.decode()


def test_no_page_wants_to_be_indexed(client: Client, db: None) -> None:
    response = client.get("/tro-giup/")
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"

"""Every kind of page, as somebody who works there: sound for all, at all widths, by keyboard, in both languages."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Arrival
from tests.journeys.people import CAMPAIGN, COMMUNE, DISTRICT, PROVINCE, board, figure, form
from tests.ui.a11y import assert_clean, assert_keyboard_reachable, assert_no_overflow, assert_plain

BAO_TOAN, THAI_SON, COC_PANG = (COMMUNE.format(code) for code in ("01333", "01316", "01324"))
BAO_LAC = DISTRICT.format("043")

NOWHERE = "/khong-co/"
PLAN = "/ke-hoach/tuyen-quang-2020/"
PAGES = {
    "": ("/dang-nhap/", "/tro-giup/", "/tro-giup/03-nhap-bieu/"),
    "xa": ("/", form(BAO_TOAN, "phu-luc-2"), "/vi-tri/", "/doi-mat-khau/", NOWHERE),
    "xa2": (board(THAI_SON), form(THAI_SON, "phu-luc-2"), board(THAI_SON) + "nap-excel/"),
    "huyen": (
        board(BAO_LAC),
        form(BAO_LAC, "phu-luc-2"),
        form(COC_PANG, "phu-luc-2"),
        board(BAO_LAC) + "de-cuong/de-cuong-2016-2020/",
    ),
    "tinh": (
        "/",
        "/dot-bao-cao/",
        "/dot-bao-cao/mo/",
        board(PROVINCE),
        form(PROVINCE, "phu-luc-1"),
        form(PROVINCE, "bc-1479"),
        board(PROVINCE) + "de-cuong/bc-1479/",
        board(PROVINCE) + "bao-cao/bc-1479/",
        board(PROVINCE) + "ban-do/2020-03-01/",
        figure("bc-1479", PROVINCE, "2.4", "so-lieu"),
        "/don-vi/?ngay=2019-12-31&q=cao+bang",
        "/don-vi/04/?ngay=2020-03-01",
        "/van-ban/",
        "/van-ban/kh-1479-2020/",
        "/so-nguon-luc/nguoi-ho-tro/",
        "/so-nguon-luc/mo-hinh/ghi/",
        "/so-thuoc/",
    ),
    "lanhdao-xa": ("/vi-tri/3/uy-quyen/",),
    "tq": (
        "/ke-hoach/",
        PLAN,
        f"{PLAN}soan/",
        f"{PLAN}theo-doi/?ngay=2020-07-01",
        f"{PLAN}viec/4-2/",
        f"{PLAN}chi-tieu/ct-1/",
        f"{PLAN}kiem-tra/",
    ),
    "bo": (CAMPAIGN,),
    "bvdl": ("/nhat-ky/", "/nhat-ky/respondent/2/"),
    "quantri": (
        "/",
        "/ngay-lam-viec/",
        "/nguoi-dung/",
        "/nguoi-dung/moi/",
        "/nguoi-dung/1/?role=commune_officer&near=01316",
    ),
}
OWN_WORDS = ".top nav a, main .btn, main thead th:not(.board *, .guide *), main .field > label:not(.gaps *)"
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@pytest.mark.parametrize("name", PAGES, ids=lambda name: name or "stranger")
def test_every_page_is_sound_at_every_width_and_in_both_languages(looks: Arrival, name: str) -> None:
    person = looks(name)
    wrong = []
    for path in PAGES[name]:
        assert person.opens(path) == (404 if path == NOWHERE else 200), path
        for check in (assert_clean, assert_no_overflow, assert_keyboard_reachable, plain, speaks_english):
            try:
                check(person.page)
            except AssertionError as found:
                wrong.append(f"{path}: {check.__name__}: {found}")
    assert not wrong, "\n\n".join(wrong)


def plain(page: Page) -> None:
    assert_plain(page.content())


def speaks_english(page: Page) -> None:
    """What the product itself says there is in English once it is asked for. Names stay as they are."""
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    said = [text.split("\n")[0] for text in page.locator(OWN_WORDS).all_inner_texts()]  # a name may follow, unseen
    page.context.clear_cookies(name=settings.LANGUAGE_COOKIE_NAME)
    assert not [text for text in said if VIETNAMESE.search(text)]

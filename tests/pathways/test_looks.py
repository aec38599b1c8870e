"""Cases in a real browser: sound for all, at all widths, by keyboard, in both languages, and without scripts."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hoanhap.pathways.actions.centre import set_stage
from hoanhap.pathways.models import Measure
from tests.looking import sign_in, vietnamese
from tests.pathways.test_actions import inside
from tests.pathways.ward import Ward
from tests.ui.a11y import assert_clean, assert_keyboard_reachable, assert_no_overflow, assert_plain


@pytest.fixture
def cases(address: str, ward: Ward) -> dict[str, Measure]:
    """One in the community, with a limit that passed; one of the court, in the centre."""
    own = ward.community(ward.addict(), until="propose")
    served = inside(ward)
    set_stage(measure_id=served.pk, stage="intake", day=date(2020, 8, 24), bed="A1", by=ward.actor("coso"), on=ward.on)
    return {"own": own, "served": served}


@pytest.fixture
def opens(visitors: Callable[..., BrowserContext], ward: Ward, address: str) -> Callable[..., Page]:
    """`opens("xa")`: a page of a browser in which this person has signed in."""

    def opens(name: str) -> Page:
        context = visitors()
        sign_in(context, ward.world.users[name], address)
        return context.new_page()

    return opens


def pages(cases: dict[str, Measure], name: str) -> list[str]:
    own, served = cases["own"], cases["served"]
    file, one = f"/nguoi/{own.person.code}/", f"/bien-phap/{own.pk}/"
    return {
        "xa": ["/", file, file + "xac-dinh/", file + "gioi-thieu/", file + "bien-phap/home/register/", one,
               one + "buoc/decide/", one + "rut/", "/bien-phap/ra-danh-sach/", file + "giay-to/", "/giay-to/",
               "/so/", "/so/so-02-scn/?nam=2020"],
        "huyen": ["/", "/bien-phap/han/?xa=91101", one],
        "coso": [f"/bien-phap/co-so/{served.place.code}/", f"/bien-phap/{served.pk}/",
                 f"/bien-phap/{served.pk}/giai-doan/", f"/bien-phap/{served.pk}/su-viec/", "/so/so-07-scn/?nam=2020",
                 "/so/mau-11/?nam=2020"],
    }[name]  # fmt: skip


@pytest.mark.parametrize("name", ["xa", "huyen", "coso"])
def test_every_page_is_sound_for_all(
    cases: dict[str, Measure], opens: Callable[..., Page], address: str, name: str
) -> None:
    page = opens(name)
    for where in pages(cases, name):
        answer = page.goto(address + where)
        assert answer and answer.status == 200, where
        for fold in page.locator("main details").all():
            fold.evaluate("e => { e.open = true }")
        assert_clean(page)
        assert_plain(page.content())
        assert_no_overflow(page)
        assert_keyboard_reachable(page)


@pytest.mark.parametrize("name", ["xa", "huyen", "coso"])
def test_english_is_whole(cases: dict[str, Measure], opens: Callable[..., Page], address: str, name: str) -> None:
    page = opens(name)
    for where in pages(cases, name):
        page.goto(f"{address}{where}{'&' if '?' in where else '?'}lang=en")
        for fold in page.locator("main details").all():
            fold.evaluate("e => { e.open = true }")
        assert vietnamese(page) == [], where


def test_a_paper_is_opened_written_and_issued_on_pages_that_are_sound(
    cases: dict[str, Measure], opens: Callable[..., Page], address: str
) -> None:
    page = opens("xa")
    page.goto(f"{address}/bien-phap/{cases['own'].pk}/")
    page.locator("main a.btn", has_text="Soạn: Đơn đăng ký").click()
    assert_clean(page)
    page.get_by_role("button", name="Mở và ghi nhật ký").click()
    for act in ("Ghi và xem bản in", "Ghi đã nộp"):
        assert_clean(page)
        assert_no_overflow(page)
        assert_keyboard_reachable(page)
        page.get_by_role("button", name=act).click()
        assert_clean(page)
        if act == "Ghi và xem bản in":
            page.locator(".acts a", has_text="Ghi đã nộp").click()
    expect(page.locator("main")).to_contain_text("đúng như khi phát hành")
    page.locator("a", has_text="Thu hồi giấy tờ này").click()
    assert_clean(page)


def test_a_case_is_carried_without_scripts(
    cases: dict[str, Measure], ward: Ward, browser: Browser, address: str
) -> None:
    own = cases["own"]
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    sign_in(context, ward.world.users["xa"], address)
    page = context.new_page()
    page.goto(f"{address}/")
    page.locator("main a", has_text="Chủ tịch UBND cấp xã quyết định").click()
    page.locator("main a.btn", has_text="Quyết định cai nghiện tự nguyện").first.click()
    page.get_by_label("Ngày thực hiện").fill("08/7/2020")
    page.get_by_label("Thời hạn (tháng)").fill("24")
    page.get_by_role("button", name="Ghi bước này").click()
    expect(page.get_by_role("alert")).to_contain_text("Thời hạn phải từ 6–12 tháng")
    page.get_by_label("Thời hạn (tháng)").fill("6")
    page.get_by_role("button", name="Ghi bước này").click()
    expect(page.locator("h1")).to_contain_text("Đang cai nghiện")
    page.locator("summary", has_text="Tính như thế nào").first.click()
    expect(page.locator(".clocks details").first).to_contain_text("lùi đến ngày làm việc tiếp theo")
    own.refresh_from_db()
    assert own.ends_on == date(2021, 1, 9)
    context.close()

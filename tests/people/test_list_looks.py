"""Lists, doubles and reviews in a real browser: sound for all, at all widths, by keyboard, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from hoanhap.catalog.codelists import codelist
from hoanhap.people import actions
from hoanhap.people.actions.merging import merge
from hoanhap.people.models import Batch, Finding, Intake, Person
from hoanhap.people.rules.identity import Birth
from tests.looking import sign_in
from tests.people.folk import Folk
from tests.people.test_import_pages import waits
from tests.people.test_importing import HEADS, book, lists
from tests.people.test_looks import english, plain
from tests.ui.a11y import assert_clean, assert_keyboard_reachable, assert_no_overflow
from tests.world import ON

ROWS = (
    (1, "Trần Văn Hai", "29/2/1995", "Nam", "12345", "Sao Hỏa", "nhiễm HIV", "Heroin", "Dương tính", "lạ"),
    (2, "Hoàng Thị Lan", 1970, "Nữ", "", "Tày", "Nà Pù", "", "", ""),
    (3, "Lý Văn Sinh", 1990, "Nam", "", "", "", "thuốc phiện", "", ""),
    (4, "Lý Văn Sình", "15/3/1989", "Nam", "080123456", "", "", "", "", ""),
)


@pytest.fixture
def opened(visitors: Callable[..., BrowserContext], folk: Folk, address: str) -> tuple[Page, Client]:
    """A page of a browser in which the officer of an-1-a has signed in, and the same officer without one."""
    context = visitors()
    client = sign_in(context, folk.world.users["xa"], address)
    return context.new_page(), client


@pytest.fixture
def full(folk: Folk, opened: tuple[Page, Client]) -> list[str]:
    """Every page of this kind, each with something to show."""
    _, client = opened
    known = folk.person()
    twin = folk.person(name="Lý Văn Sin", papers=(), birth=Birth(1989, None))
    gone = folk.person(name="Lý Văn Xình", papers=())
    merge(kept=known.code, gone=gone.code, reason="Trùng", by=folk.actor("xa"), on=ON)
    heads = (*HEADS, "Xét nghiệm HIV", "Cột lạ")
    client.post(waits(client, lists(ROWS[1], ROWS[0], heads=heads)) + "nhap/")
    waiting = waits(client, lists(*ROWS, heads=heads))
    strange = waits(client, book([["Danh sách"], ["Ai", "Khi nào"], ["Sùng A Chứ", "1990"]]))
    one = f"/nguoi/{known.code}"
    return [
        "/nguoi/nhap-danh-sach/", waiting, f"{waiting}?xem=giong", f"{waiting}?xem=co-san", f"{waiting}?xem=nhac",
        strange, f"/nguoi/lan-nap/{Batch.objects.get().pk}/", "/nguoi/trung/", f"{one}/trung/",
        f"{one}/gop/{twin.code}/", f"{one}/", "/nguoi/",
    ]  # fmt: skip


def test_every_page_is_sound_at_every_width_and_in_both_languages(
    full: list[str], opened: tuple[Page, Client], address: str
) -> None:
    page, wrong = opened[0], []
    for path in full:
        answer = page.goto(address + path)
        assert answer and answer.status == 200, path
        checks: tuple[Any, ...] = (plain, assert_clean, assert_no_overflow, assert_keyboard_reachable, english)
        for check in checks:
            try:
                check(page)
            except AssertionError as found:
                wrong.append(f"{path}: {check.__name__}: {found}")
    assert not wrong, "\n\n".join(wrong)


def test_an_officer_brings_in_a_list_and_takes_it_out_again(
    folk: Folk, opened: tuple[Page, Client], address: str
) -> None:
    page, known = opened[0], folk.person()
    page.goto(f"{address}/nguoi/")
    page.click("text=Nạp danh sách")
    page.set_input_files("[name=list]", {"name": "ds.xlsx", "mimeType": "", "buffer": lists(*(r[:8] for r in ROWS))})
    page.click("main button.go")
    expect(page.locator(".rows")).to_contain_text("Ô C4")
    page.click("text=Có thể trùng (1)")
    page.check(f"[value='add:{known.code}']")
    page.click("text=Ghi lựa chọn của trang này")
    expect(page.locator("main")).to_contain_text("Sẽ ghi 1 hồ sơ mới và ghi thêm vào 1 hồ sơ")
    page.click("text=Nhập 2 dòng")
    expect(page.locator("h1")).to_contain_text("đã nhập")
    with page.expect_download() as taken:
        page.click("text=Tải các dòng chưa nhận")
    assert taken.value.suggested_filename == f"chua-nhan-{Intake.objects.get().pk}.xlsx"
    assert Person.objects.count() == 2
    page.click("text=Hoàn tác lần nạp này")
    expect(page.locator("h1")).to_contain_text("đã hoàn tác")
    assert Person.objects.count() == 1


def test_two_files_are_merged_and_taken_apart_by_keyboard(
    folk: Folk, opened: tuple[Page, Client], address: str
) -> None:
    folk.person(birth=Birth(1989, None))
    folk.person(name="Lý Văn Sinh", papers=())
    page = opened[0]
    page.goto(f"{address}/nguoi/trung/")
    page.get_by_role("link", name="So sánh và gộp").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Vì sao biết là một người").fill("Đã gặp")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Đã gộp")
    page.get_by_role("link", name="Trùng và gộp hồ sơ").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tách lại").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Đã tách lại")
    assert Person.objects.filter(state="open").count() == 2


def test_who_may_be_there_already_is_said_aloud_while_one_types_and_reached_by_keyboard(
    folk: Folk, opened: tuple[Page, Client], address: str
) -> None:
    known, page = folk.person(), opened[0]
    page.goto(f"{address}/nguoi/moi/")
    aloud = page.get_by_role("status").first
    expect(aloud).to_have_text("")
    page.locator("[name=name]").press_sequentially("Lý Văn Sinh")
    page.keyboard.press("Tab")
    page.keyboard.type("1989")
    expect(aloud).to_contain_text("Có thể người này đã có hồ sơ")
    link = page.get_by_role("link", name="Lý Văn Sình")
    expect(link).to_be_visible()
    assert_clean(page)
    assert page.evaluate("document.activeElement.name") == "birth", "what appears does not take the keyboard away"
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.href ?? ''").endswith(f"/{known.code}/"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=another]")).to_be_checked()
    page.fill("[name=name]", "Hoàng Thị Khác")
    expect(link).to_be_hidden()
    expect(aloud).to_have_text("")


def test_a_review_is_walked_through_by_keyboard_alone(folk: Folk, opened: tuple[Page, Client], address: str) -> None:
    people = [folk.person(name=f"Người {name}", papers=()) for name in ("An", "Bình", "Chi", "Dung")]
    commune = folk.world.units["an-1-a"].pk
    made = actions.open_round(commune_id=commune, title="Quý III", by=folk.actor("xa"), on=ON)
    findings = dict(Finding.objects.values_list("person_id", "pk"))
    page, codes = opened[0], [code for code, _ in codelist("findings").choices()]

    def here() -> str:
        return str(page.evaluate("document.activeElement.closest('li')?.id ?? ''"))

    page.goto(f"{address}/nguoi/ra-soat/{made.pk}/?con-lai=0")
    page.locator(".walk button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert here() == f"f{findings[people[1].pk]}"
    page.keyboard.press("2")
    page.wait_for_url("**#f*")
    expect(page.locator(f"#f{findings[people[2].pk]} button").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(f"#f{findings[people[3].pk]} button").first).to_be_focused()
    page.keyboard.press("9")
    page.keyboard.press("6")
    expect(page.locator(f"#f{findings[people[0].pk]} button").first).to_be_focused()
    said = dict(Finding.objects.exclude(found="").values_list("person_id", "found"))
    assert said == {people[1].pk: codes[1], people[2].pk: codes[0], people[3].pk: codes[5]}
    page.goto(f"{address}/nguoi/ra-soat/{made.pk}/?con-lai=1")
    page.locator(".walk button").first.focus()
    page.keyboard.press("1")
    expect(page.locator("main")).to_contain_text("Không còn ai")

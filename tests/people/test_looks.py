"""The register in a real browser: sound for all, at all widths, by keyboard, in both languages, and without scripts."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hoanhap.people import actions
from hoanhap.people.models import Person
from tests.looking import sign_in, speaks_english
from tests.people.folk import Folk
from tests.ui.a11y import assert_clean, assert_keyboard_reachable, assert_no_overflow, assert_plain
from tests.world import ON


@pytest.fixture
def full(folk: Folk) -> Person:
    """A person with something of everything."""
    by = {"by": folk.actor("xa"), "on": ON}
    person = folk.person()
    code, women = person.code, folk.agency("women-an-1-a").pk
    test = {"kind": "urine", "reason": "sudden", "result": "positive", "substances": ["heroin"], "agency_id": women}
    actions.record_test(code=code, day=date(2020, 7, 10), **test, **by)
    actions.record_need(code=code, kind="loan", day=date(2020, 7, 15), **by)
    loan = {"kind": "loan", "day": date(2020, 8, 1), "amount": 20_000_000, "source": "fund", "agency_id": women}
    actions.give_support(code=code, **loan, **by)
    helper = {"helper": "Hội viên Mẫu", "organisation_id": women, "post_id": folk.post("giup")}
    given = actions.assign(code=code, valid_from=date(2020, 8, 1), **helper, **by)
    visit = {"day": date(2020, 8, 20), "finding": "well", "words": "Chăm làm nương"}
    actions.log_visit(code=code, assignment_id=given.pk, **visit, **by)
    actions.add_note(code=code, text="Muốn học sửa xe máy.", **by)
    actions.add_contact(code=code, relation="mother", name="Thào Thị Mỷ", phone="0988 123 456", **by)
    folk.person(name="Vàng A Páo", papers=())
    actions.open_round(commune_id=folk.world.units["an-1-a"].pk, title="Rà soát quý III/2020", **by)
    return person


@pytest.fixture
def opens(visitors: Callable[..., BrowserContext], folk: Folk, address: str) -> Callable[[str], Page]:
    """`opens("xa")`: a page of a browser in which this person has signed in."""

    def opens(name: str) -> Page:
        context = visitors()
        sign_in(context, folk.world.users[name], address)
        return context.new_page()

    return opens


def pages(person: Person, name: str) -> list[str]:
    one = f"/nguoi/{person.code}/"
    return {
        "xa": ["/nguoi/", "/nguoi/?q=sinh", one, one + "hien/", "/nguoi/moi/", "/nguoi/mo-lai/",
               one + "ghi/xet-nghiem/", one + "ghi/roi-di/", one + "ghi/bo-giay-to/",
               "/nguoi/ra-soat/", "/nguoi/ra-soat/1/"],
        "lanhdao-xa": [one, one + "ai-da-xem/"],
        "huyen": ["/nguoi/", one],
        "giup": [one, one + "ghi/tham/"],
        "bvdl": ["/nguoi/xoa-du-lieu/"],
    }[name]  # fmt: skip


@pytest.mark.parametrize("name", ["xa", "lanhdao-xa", "huyen", "giup", "bvdl"])
def test_every_page_is_sound_at_every_width_and_in_both_languages(full, opens, address, name):
    page, wrong = opens(name), []
    for path in pages(full, name):
        path = path.replace("/ra-soat/1/", f"/ra-soat/{_round()}/")
        answer = page.goto(address + path)
        assert answer and answer.status == 200, path
        for check in (plain, assert_clean, assert_no_overflow, assert_keyboard_reachable, english):
            try:
                check(page)
            except AssertionError as found:
                wrong.append(f"{path}: {check.__name__}: {found}")
    assert not wrong, "\n\n".join(wrong)


def _round() -> int:
    from hoanhap.people.models import Round

    return Round.objects.get().pk


def plain(page: Page) -> None:
    assert_plain(page.content())


def english(page: Page) -> None:
    speaks_english(page, "Rà soát quý III", "Xã An", "Huyện An")


def test_an_officer_registers_reads_and_writes_without_any_script(folk, browser: Browser, address):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    sign_in(context, folk.world.users["xa"], address)
    page = context.new_page()
    page.goto(f"{address}/nguoi/moi/")
    page.fill("[name=name]", "Sùng A Chứ")
    page.fill("[name=birth]", "1995")
    for name, value in (("sex", "male"), ("residence", "permanent"), ("standing", "user"), ("basis", "declared")):
        page.select_option(f"[name={name}]", value)
    page.check("[value=heroin]")
    page.click("main button.go")
    expect(page.locator("h1")).to_contain_text("Sùng A Chứ")
    page.click("text=ghi chú")
    page.fill("[name=text]", "Gia đình ủng hộ")
    page.click("main button.go")
    expect(page.locator(".life")).to_contain_text("•••••")
    page.click("text=Hiện thông tin được che")
    page.click("main button.go")
    expect(page.locator(".life")).to_contain_text("Gia đình ủng hộ")
    context.close()

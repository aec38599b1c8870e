"""The grid's own pages are accessible, whole at every width, and reached by keyboard; so is what opens on them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.ui.a11y import assert_clean, assert_complete, assert_no_overflow
from tests.ui.conftest import Clerk

Sit = Callable[..., Clerk]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["grid", "list"])
def test_the_entry_page_owes_nothing(sit: Sit, kind: str, language: str) -> None:
    assert_complete(sit(kind, language).page)


def test_the_page_with_a_warning_an_error_and_a_clash_owes_nothing(sit: Sit) -> None:
    clerk = sit()
    for column, text in (("y2016", "500"), ("y2018", "không rõ")):
        clerk.go("staff", column)
        clerk.type(text)
        clerk.press("Enter")
    clerk.desk.also = {("teams", "y2019"): "3"}
    clerk.go("teams", "y2019")
    clerk.type("4")
    clerk.press("Enter")
    clerk.page.wait_for_selector(".panel.clash")
    clerk.page.get_by_text("Giải trình", exact=True).click()
    assert_clean(clerk.page)
    assert_no_overflow(clerk.page)


def test_the_dialog_of_keys_opens_closes_and_gives_the_focus_back(sit: Sit) -> None:
    clerk = sit()
    opener = clerk.page.get_by_role("link", name="Phím tắt")
    opener.focus()
    clerk.press("Enter")
    dialog = clerk.page.get_by_role("dialog", name="Phím tắt trong bảng")
    expect(dialog).to_be_visible()
    assert_clean(clerk.page)
    clerk.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_wide_table_says_that_it_scrolls_and_only_then(sit: Sit) -> None:
    clerk = sit()
    hint = clerk.page.get_by_text("Bảng rộng: kéo ngang")
    expect(hint).to_be_hidden()
    clerk.page.set_viewport_size({"width": 360, "height": 700})
    expect(hint).to_be_visible()
    expect(clerk.page.locator(".scroll")).to_have_attribute("tabindex", "0")


def test_the_chosen_cell_is_never_under_the_fixed_head_or_first_column(sit: Sit) -> None:
    clerk = sit()
    clerk.page.set_viewport_size({"width": 360, "height": 500})
    clerk.go("budget", "h2020")
    for key in ("Control+Home", "Control+End", "Home", "Control+ArrowUp", "ArrowRight"):
        clerk.press(key)
        covered = clerk.page.evaluate(
            """() => { const b = document.activeElement.getBoundingClientRect();
            const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
            return top !== document.activeElement && top?.outerHTML.slice(0, 120) }"""
        )
        assert not covered, f"after {key}: under {covered}"


def test_print_hides_the_frame_and_shows_every_cell(sit: Sit) -> None:
    page = sit().page
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("[data-do=undo]")).to_be_hidden()
    expect(page.locator("thead")).to_have_css("display", "table-header-group")
    expect(page.locator(".scroll")).to_have_css("overflow", "visible")


def test_motion_is_left_out_for_who_asks(sit: Sit) -> None:
    page = sit().page
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((e) => getComputedStyle(e).transitionDuration !== "0s"
        || getComputedStyle(e).animationName !== "none").length"""
    )
    assert moving == 0

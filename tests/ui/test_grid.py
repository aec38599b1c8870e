"""The grid behaves like a spreadsheet. Every test drives a real Chromium with real keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import Clerk

Sit = Callable[..., Clerk]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["ArrowRight"], "staff y2017"),
        (["ArrowLeft"], "staff y2016"),
        (["ArrowUp"], "teams y2016"),
        (["ArrowDown"], "people y2016"),
        (["ArrowUp", "ArrowUp"], "teams y2016"),
        (["Enter"], "people y2016"),
        (["Shift+Enter"], "teams y2016"),
        (["End"], "staff h2020"),
        (["End", "Home"], "staff y2016"),
        (["Control+End"], "budget h2020"),
        (["Control+End", "Control+Home"], "teams y2016"),
        (["PageDown"], "budget y2016"),
        (["Tab"], "staff y2017"),
        (["Tab", "Shift+Tab"], "staff y2016"),
    ],
)
def test_a_key_moves_as_in_a_spreadsheet(sit: Sit, keys: list[str], found: str) -> None:
    clerk = sit()
    clerk.go("staff", "y2016")
    clerk.press(*keys)
    assert clerk.here() == found


def test_down_passes_over_a_heading(sit: Sit) -> None:
    clerk = sit()
    clerk.go("home", "y2018")
    clerk.press("ArrowDown")
    assert clerk.here() == "loan y2018"


def test_tab_passes_over_totals_and_leaves_the_grid_in_the_end(sit: Sit) -> None:
    clerk = sit()
    clerk.go("staff", "h2020")
    clerk.press("Tab")
    assert clerk.here() == "drug y2016"
    clerk.go("budget", "h2020")
    clerk.press("Tab")
    assert clerk.here() == "undefined undefined"


def test_control_arrow_goes_to_the_end_of_what_is_filled(sit: Sit) -> None:
    clerk = sit()
    clerk.go("staff", "y2016")
    clerk.press("Control+ArrowRight")
    assert clerk.here() == "staff h2020"
    clerk.go("teams", "y2016")
    clerk.press("Control+ArrowDown")
    assert clerk.here() == "home y2016"
    clerk.press("Control+ArrowDown")
    assert clerk.here() == "budget y2016"


def test_typing_replaces_and_enter_goes_down(sit: Sit) -> None:
    clerk = sit()
    clerk.go("staff", "y2016")
    clerk.press("1", "2", "Enter")
    expect(clerk.cell("staff", "y2016")).to_have_value("12")
    assert clerk.here() == "people y2016"


def test_f2_edits_in_place_and_escape_restores(sit: Sit) -> None:
    clerk = sit()
    cell = clerk.go("staff", "y2016")
    clerk.press("F2", "0")
    expect(cell).to_have_value("60")
    clerk.press("ArrowLeft", "ArrowLeft", "1")
    expect(cell).to_have_value("160")
    clerk.press("Escape")
    expect(cell).to_have_value("6")
    assert clerk.here() == "staff y2016"


def test_a_double_click_edits_in_place(sit: Sit) -> None:
    clerk = sit()
    cell = clerk.cell("staff", "y2016")
    cell.dblclick()
    clerk.press("5", "Enter")
    expect(cell).to_have_value("65")


def test_one_click_chooses_so_that_typing_replaces(sit: Sit) -> None:
    clerk = sit()
    clerk.cell("staff", "y2016").click()
    clerk.press("8", "Enter")
    expect(clerk.cell("staff", "y2016")).to_have_value("8")


def test_a_click_in_the_blank_of_a_tall_cell_chooses_it(sit: Sit) -> None:
    clerk = sit()
    clerk.page.set_viewport_size({"width": 360, "height": 900})
    box = clerk.page.locator("td", has=clerk.cell("people", "y2016")).bounding_box()
    assert box
    clerk.page.mouse.click(box["x"] + box["width"] - 20, box["y"] + box["height"] - 4)
    assert clerk.here() == "people y2016"


def test_an_arrow_while_typing_keeps_what_was_typed(sit: Sit) -> None:
    clerk = sit()
    clerk.go("staff", "y2017")
    clerk.press("7", "ArrowRight")
    assert clerk.here() == "staff y2018"
    expect(clerk.cell("staff", "y2017")).to_have_value("7")


@pytest.mark.parametrize(
    ("row", "typed", "shown"),
    [
        ("staff", "1234", "1.234"),
        ("staff", "0012", "12"),
        ("loan", "04 tỷ", "4.000.000.000"),
        ("budget", "3,7", "3,7"),
        ("budget", "3 tỷ 700 triệu", "3.700"),
        ("staff", "hơn 830", "hơn 830"),
        ("staff", "-", "không phát sinh"),
        ("staff", "0", "0"),
    ],
)
def test_what_is_typed_is_shown_as_the_paper_shows_it(sit: Sit, row: str, typed: str, shown: str) -> None:
    clerk = sit()
    clerk.go(row, "y2017")
    clerk.type(typed)
    clerk.press("Enter")
    expect(clerk.cell(row, "y2017")).to_have_value(shown)
    clerk.saved()
    assert clerk.desk.cells[row, "y2017"][0] == shown


def test_alt_zero_says_nothing_occurred(sit: Sit) -> None:
    clerk = sit()
    clerk.go("staff", "y2017")
    clerk.press("Alt+0")
    expect(clerk.cell("staff", "y2017")).to_have_value("không phát sinh")


def test_the_button_says_nothing_occurred_in_the_last_cell(sit: Sit) -> None:
    clerk = sit()
    clerk.go("teams", "y2018")
    clerk.page.locator("[data-do=nil]").click()
    expect(clerk.cell("teams", "y2018")).to_have_value("không phát sinh")
    assert clerk.here() == "teams y2018"


def test_totals_follow_up_the_tree_as_one_types(sit: Sit) -> None:
    clerk = sit()
    clerk.go("drug", "y2016")
    clerk.type("40")
    clerk.press("Enter")
    expect(clerk.cell("there", "y2016")).to_have_value("42")
    expect(clerk.cell("people", "y2016")).to_have_value("45")


def test_a_total_is_blank_while_its_parts_are_and_open_ended_when_one_is(sit: Sit) -> None:
    clerk = sit()
    total = clerk.cell("people", "y2018")
    expect(total).to_have_value("")
    clerk.go("drug", "y2018")
    clerk.type("-")
    clerk.press("Enter")
    expect(clerk.cell("there", "y2018")).to_have_value("")
    clerk.type("-")
    clerk.press("Enter")
    expect(clerk.cell("there", "y2018")).to_have_value("không phát sinh")
    clerk.type("hơn 5")
    clerk.press("Enter")
    expect(total).to_have_value("hơn 5")


def test_a_total_takes_no_typing(sit: Sit) -> None:
    clerk = sit()
    clerk.go("people", "y2016")
    clerk.press("5", "Enter")
    expect(clerk.cell("people", "y2016")).to_have_value("9")


def test_control_enter_goes_where_the_figure_comes_from(sit: Sit) -> None:
    clerk = sit()
    clerk.go("people", "y2016")
    clerk.press("Control+Enter")
    clerk.page.wait_for_url("**/so-lieu/")


def test_a_block_from_excel_fills_from_the_cell_on(sit: Sit) -> None:
    clerk = sit()
    clerk.go("teams", "y2017")
    clerk.paste("1\t2\t3\r\n1.234\t\t-\r\n")
    expect(clerk.cell("teams", "y2019")).to_have_value("3")
    expect(clerk.cell("staff", "y2017")).to_have_value("1.234")
    expect(clerk.cell("staff", "y2018")).to_have_value("")
    expect(clerk.cell("staff", "y2019")).to_have_value("không phát sinh")
    expect(clerk.page.locator("[data-announce]")).to_have_text("Đã dán 6 ô.")
    clerk.saved()
    assert clerk.desk.cells["staff", "y2017"][0] == "1.234"


def test_a_column_of_the_paper_keeps_its_place_over_headings_leads_and_totals(sit: Sit) -> None:
    clerk = sit()
    clerk.go("teams", "y2018")
    clerk.paste("\n".join(["1", "7", "99", "", "99", "4", "5", "6", "", "1.000.000", "2,5", "8"]))
    expect(clerk.cell("home", "y2018")).to_have_value("6")
    expect(clerk.cell("loan", "y2018")).to_have_value("1.000.000")
    expect(clerk.cell("budget", "y2018")).to_have_value("2,5")
    expect(clerk.cell("people", "y2018")).to_have_value("15")
    expect(clerk.page.locator("[data-announce]")).to_contain_text("Bỏ qua 3 ô tổng, ô khóa hoặc ngoài bảng.")


def test_a_locked_cell_is_not_pasted_over(sit: Sit) -> None:
    clerk = sit()
    clerk.go("loan", "y2018")
    clerk.paste("1\t2\t3")
    expect(clerk.cell("loan", "y2019")).to_have_value("")
    expect(clerk.cell("loan", "h2020")).to_have_value("3")
    expect(clerk.page.locator("[data-announce]")).to_contain_text("Bỏ qua 1 ô")


def test_a_paste_is_one_step_of_undo(sit: Sit) -> None:
    clerk = sit()
    clerk.go("teams", "y2016")
    clerk.paste("5\t6\n7\t8")
    clerk.press("Control+z")
    expect(clerk.cell("teams", "y2016")).to_have_value("1")
    expect(clerk.cell("teams", "y2017")).to_have_value("")
    expect(clerk.cell("staff", "y2016")).to_have_value("6")
    clerk.press("Control+y")
    expect(clerk.cell("staff", "y2017")).to_have_value("8")
    clerk.saved()
    assert [clerk.desk.cells[p][0] for p in (("teams", "y2016"), ("staff", "y2017"))] == ["5", "8"]


def test_undo_goes_back_step_by_step_and_totals_with_it(sit: Sit) -> None:
    clerk = sit()
    for typed in ("10", "20"):
        clerk.go("drug", "y2017")
        clerk.type(typed)
        clerk.press("Enter")
    expect(clerk.cell("there", "y2017")).to_have_value("20")
    clerk.press("Control+z")
    expect(clerk.cell("there", "y2017")).to_have_value("10")
    clerk.page.locator("[data-do=undo]").click()
    expect(clerk.cell("there", "y2017")).to_have_value("")
    clerk.page.locator("[data-do=redo]").click()
    expect(clerk.cell("there", "y2017")).to_have_value("10")


def test_a_wrong_number_is_told_beside_its_cell_at_once_and_not_sent(sit: Sit) -> None:
    clerk = sit()
    cell = clerk.go("staff", "y2017")
    clerk.type("mười hai")
    clerk.press("Enter")
    panel = clerk.page.locator(".panel.verdict")
    expect(panel).to_contain_text("Số cán bộ tham gia, 2017: “mười hai” không phải là số.")
    expect(panel).to_contain_text("Chỉ ghi chữ số, ví dụ 1.234")
    expect(cell).to_have_attribute("aria-invalid", "true")
    clerk.says("Còn 1 ô chưa lưu")
    clerk.go("staff", "y2017")
    clerk.type("12")
    clerk.press("Enter")
    expect(panel).to_have_count(0)
    clerk.saved()
    assert [cell["typed"] for body in clerk.desk.asked for cell in body["cells"]] == ["12"]


def test_hon_is_refused_where_the_line_takes_exact_numbers(sit: Sit) -> None:
    clerk = sit()
    clerk.go("teams", "y2017")
    clerk.type("hơn 5")
    clerk.press("Enter")
    expect(clerk.page.locator(".panel.verdict")).to_contain_text("không ghi “hơn”")


def test_delete_empties_and_blank_is_shown_as_not_yet(sit: Sit) -> None:
    clerk = sit()
    cell = clerk.go("staff", "y2016")
    clerk.press("Delete")
    expect(cell).to_have_value("")
    expect(cell).to_have_attribute("placeholder", "chưa có")
    clerk.saved()
    assert clerk.desk.cells["staff", "y2016"][0] == ""


def test_a_locked_cell_says_why(sit: Sit) -> None:
    clerk = sit()
    cell = clerk.go("loan", "y2019")
    clerk.press("5", "Enter")
    expect(cell).to_have_value("")
    expect(cell).to_have_attribute("title", "Cấp trên chỉ mở lại những ô có câu hỏi")


def test_the_english_grid_speaks_and_reads_english(sit: Sit) -> None:
    clerk = sit("grid", "en")
    clerk.go("home", "y2018")
    clerk.type("over 1,234")
    clerk.press("Enter")
    expect(clerk.cell("people", "y2018")).to_have_value("over 1,234")
    clerk.says("Saved at")
    expect(clerk.cell("staff", "y2018")).to_have_attribute("placeholder", "not yet")


def test_without_javascript_the_whole_form_posts(browser: object, sit: Sit) -> None:
    clerk = sit(open=False)
    plain = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = plain.new_page()
    page.goto(clerk.url)
    page.locator('[name="c.staff.y2017"]').fill("12")
    expect(page.locator("[data-do=undo]")).to_be_hidden()
    page.get_by_role("button", name="Lưu").click()
    (posted,) = clerk.desk.posted
    assert posted["c.staff.y2017"] == ["12"] and posted["c.staff.y2016"] == ["6"]
    assert "staff|y2016:1" in posted["revisions"][0].split() and "staff|y2017:0" in posted["revisions"][0].split()
    assert "c.people.y2016" not in posted
    plain.close()

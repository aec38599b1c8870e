"""A list form: lines are added, moved, removed, pasted; two people never write one over the other."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.ui.conftest import Clerk

Sit = Callable[..., Clerk]


def numbers(clerk: Clerk) -> list[str]:
    """The first field of each visible line, top down."""
    return clerk.page.evaluate(
        "[...document.querySelectorAll('tbody tr:not([hidden]) [data-col=number]')].map((input) => input.value)"
    )


def test_a_line_is_added_and_saved(sit: Sit) -> None:
    clerk = sit("list")
    clerk.page.get_by_role("button", name="Thêm dòng").click()
    assert clerk.here() == "n0003 number"
    clerk.type("7/QĐ-UBND")
    clerk.press("Tab")
    clerk.type("1-2-2019")
    clerk.press("Tab", "q", "Tab")
    clerk.saved()
    held = clerk.desk.cells
    assert held["n0003", "number"] == ("7/QĐ-UBND", 1)
    assert held["n0003", "date"] == ("01/02/2019", 1)
    assert held["n0003", "kind"] == ("QD", 1)


def test_a_wrong_date_is_told_beside_its_cell(sit: Sit) -> None:
    clerk = sit("list")
    clerk.go("n0001", "date")
    clerk.type("31/02/2019")
    clerk.press("Enter")
    panel = clerk.page.locator(".panel.verdict")
    expect(panel).to_contain_text("Dòng 1, Ngày ban hành: “31/02/2019” không phải là một ngày.")
    expect(panel).to_contain_text("Ghi ngày/tháng/năm, ví dụ 07/9/2020")


def test_a_line_moves_up_and_the_keyboard_goes_with_it(sit: Sit) -> None:
    clerk = sit("list")
    clerk.page.get_by_role("button", name="Chuyển lên").nth(1).click()
    assert numbers(clerk) == ["45/KH-UBND", "12/CT-UBND"]
    expect(clerk.cell("n0001", "kind")).to_have_value("KH")
    clerk.saved()
    assert clerk.desk.cells["n0001", "number"][0] == "45/KH-UBND"
    assert clerk.desk.cells["n0002", "copies"][0] == "120"
    assert clerk.page.evaluate("document.activeElement.value") == "up:n0001"


def test_a_removed_line_comes_back_by_undo(sit: Sit) -> None:
    clerk = sit("list")
    clerk.page.get_by_role("button", name="Xóa").first.click()
    assert numbers(clerk) == ["45/KH-UBND"]
    clerk.saved()
    assert clerk.desk.cells["n0001", "number"] == ("", 2)
    clerk.page.locator("[data-do=undo]").click()
    assert numbers(clerk) == ["12/CT-UBND", "45/KH-UBND"]
    clerk.saved()
    assert clerk.desk.cells["n0001", "number"] == ("12/CT-UBND", 3)


def test_a_pasted_block_adds_the_lines_it_needs(sit: Sit) -> None:
    clerk = sit("list")
    clerk.go("n0002", "number")
    clerk.paste('1/KH\t02/01/2020\tKế hoạch\t"hai\ndòng"\t5\n2/KH\t03/01/2020\tCT\tx\t1.000\n')
    assert numbers(clerk) == ["12/CT-UBND", "1/KH", "2/KH"]
    expect(clerk.cell("n0002", "summary")).to_have_value("hai\ndòng")
    expect(clerk.cell("n0003", "copies")).to_have_value("1.000")
    expect(clerk.cell("n0002", "kind")).to_have_value("KH")
    clerk.saved()


def test_two_people_who_add_the_same_line_both_keep_theirs(sit: Sit) -> None:
    clerk = sit("list")
    clerk.page.get_by_role("button", name="Thêm dòng").click()
    clerk.desk.also = {("n0003", "number"): "99/CT của người kia"}
    clerk.type("7/QĐ-UBND")
    clerk.press("Tab")
    clerk.saved()
    assert numbers(clerk) == ["12/CT-UBND", "45/KH-UBND", "99/CT của người kia", "7/QĐ-UBND"]
    assert clerk.desk.cells["n0003", "number"] == ("99/CT của người kia", 1)
    assert clerk.desk.cells["n0004", "number"] == ("7/QĐ-UBND", 1)
    expect(clerk.page.locator("[data-announce]")).to_contain_text("chuyển xuống dòng 4")
    assert clerk.here() == "n0004 date"


def test_arrows_and_enter_move_between_lines(sit: Sit) -> None:
    clerk = sit("list")
    clerk.go("n0001", "number")
    clerk.press("ArrowDown", "ArrowRight", "Shift+Enter")
    assert clerk.here() == "n0001 date"


def test_alt_enter_breaks_a_line_of_text(sit: Sit) -> None:
    clerk = sit("list")
    clerk.go("n0001", "summary")
    clerk.press("F2", "Alt+Enter", "a", "Enter")
    expect(clerk.cell("n0001", "summary")).to_have_value("Tăng cường công tác cai nghiện\na")
    assert clerk.here() == "n0002 summary"


def test_hostile_text_stays_text(sit: Sit) -> None:
    clerk = sit("list")
    hostile = "=1+1</textarea><script>alert(1)</script>{{ 7*7 }}"
    clerk.go("n0001", "summary")
    clerk.type(hostile)
    clerk.press("Enter")
    clerk.saved()
    assert clerk.desk.cells["n0001", "summary"][0] == hostile

"""Nothing typed is lost: autosave, bad networks, two people at one form, warnings and their explanations."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.ui.conftest import Clerk

Sit = Callable[..., Clerk]
STAFF = ("staff", "y2017")


def write(clerk: Clerk, text: str, row: str = "staff", column: str = "y2017") -> None:
    clerk.go(row, column)
    clerk.type(text)
    clerk.press("Enter")


def test_a_change_is_saved_by_itself_and_the_page_says_when(sit: Sit) -> None:
    clerk = sit()
    expect(clerk.state).to_have_text("Chưa có thay đổi")
    write(clerk, "12")
    expect(clerk.state).to_have_text("Đang lưu…")
    clerk.saved()
    assert clerk.state.text_content().startswith("Đã lưu lúc ")  # type: ignore[union-attr]
    assert clerk.desk.cells[STAFF] == ("12", 1)


def test_the_request_carries_what_was_typed_and_the_revision_seen(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "04 tỷ", "loan", "y2016")
    write(clerk, "hơn 8", "staff", "y2016")
    clerk.saved()
    (body,) = clerk.desk.asked
    assert body == {
        "grid": "17.1",
        "cells": [
            {"row": "loan", "column": "y2016", "typed": "04 tỷ", "revision": 0},
            {"row": "staff", "column": "y2016", "typed": "hơn 8", "revision": 1},
        ],
    }


def test_the_next_change_stands_on_the_new_revision(sit: Sit) -> None:
    clerk = sit()
    for text in ("12", "13"):
        write(clerk, text)
        clerk.saved()
    assert [cell["revision"] for body in clerk.desk.asked for cell in body["cells"]] == [0, 1]


def test_a_change_made_while_a_save_is_under_way_is_sent_after_it(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.gate.clear()
    with clerk.page.expect_request("**/luu/"):
        write(clerk, "12")
    write(clerk, "13")
    expect(clerk.cell(*STAFF)).to_have_value("13")
    clerk.desk.gate.set()
    clerk.saved()
    expect(clerk.cell(*STAFF)).to_have_value("13")
    assert [(c["typed"], c["revision"]) for body in clerk.desk.asked for c in body["cells"]] == [("12", 0), ("13", 1)]


def test_a_lost_network_is_told_and_tried_again(sit: Sit) -> None:
    clerk = sit()
    failed = []
    clerk.page.route(
        "**/luu/", lambda route: (failed.append(1), route.abort())[1] if len(failed) < 2 else route.continue_()
    )
    write(clerk, "12")
    clerk.says("Chưa lưu được: mất mạng, sẽ thử lại")
    expect(clerk.cell(*STAFF)).to_have_value("12")
    clerk.saved()
    assert clerk.desk.cells[STAFF] == ("12", 1)
    assert len(failed) == 2


def test_a_network_that_comes_back_is_used_at_once(sit: Sit) -> None:
    clerk = sit()
    clerk.page.context.set_offline(True)
    write(clerk, "12")
    clerk.says("mất mạng")
    clerk.page.context.set_offline(False)
    clerk.saved()
    assert clerk.desk.cells[STAFF] == ("12", 1)


def test_a_busy_server_is_tried_again_at_once_when_asked(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.moods = ["busy"]
    write(clerk, "12")
    clerk.says("máy chủ đang bận")
    clerk.page.get_by_role("button", name="Thử lại").click()
    clerk.saved()
    assert clerk.desk.cells[STAFF][0] == "12"


def test_an_ended_session_keeps_the_figures_and_says_what_to_do(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.moods = ["session"]
    write(clerk, "12")
    clerk.says("phiên làm việc đã hết")
    expect(clerk.cell(*STAFF)).to_have_value("12")
    clerk.page.get_by_role("button", name="Thử lại").click()
    clerk.saved()


def test_a_form_closed_meanwhile_says_so_in_the_server_s_words(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.moods = ["closed"]
    write(clerk, "12")
    clerk.says("Biểu đã được gửi nên không sửa được. Rút lại biểu.")


def test_leaving_with_unsaved_figures_asks_first(sit: Sit) -> None:
    clerk = sit()
    asked: list[str] = []
    clerk.page.on("dialog", lambda dialog: asked.append(dialog.type))
    clerk.desk.moods = ["closed"]
    write(clerk, "12")
    clerk.says("Biểu đã được gửi")
    clerk.page.reload()
    assert asked == ["beforeunload"]


def test_leaving_after_saving_asks_nothing(sit: Sit) -> None:
    clerk = sit()
    asked: list[str] = []
    clerk.page.on("dialog", lambda dialog: asked.append(dialog.type))
    write(clerk, "12")
    clerk.saved()
    clerk.page.reload()
    assert asked == []
    expect(clerk.cell(*STAFF)).to_have_value("12")


def test_sending_waits_until_everything_is_saved(sit: Sit) -> None:
    clerk = sit()
    clerk.go(*STAFF)
    clerk.type("12")
    clerk.page.get_by_role("button", name="Gửi").click()
    expect(clerk.page).to_have_title("posted")
    assert clerk.desk.cells[STAFF] == ("12", 1)


def test_sending_does_not_happen_while_a_cell_is_wrong(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "mười")
    clerk.page.get_by_role("button", name="Gửi").click()
    clerk.says("Còn 1 ô chưa lưu")
    assert clerk.desk.posted == []


def test_control_s_saves_at_once(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "12")
    with clerk.page.expect_response("**/luu/"):
        clerk.press("Control+s")
    clerk.saved()


def clashing(sit: Sit) -> Clerk:
    clerk = sit()
    clerk.desk.also = {STAFF: "14"}
    write(clerk, "12")
    clerk.page.wait_for_selector(".panel.clash")
    return clerk


def test_the_later_of_two_people_sees_both_values_at_the_cell(sit: Sit) -> None:
    clerk = clashing(sit)
    panel = clerk.page.locator(".panel.clash")
    expect(panel).to_contain_text("Số cán bộ tham gia, 2017: có người khác vừa sửa ô này")
    expect(panel).to_contain_text("Của tôi: 12")
    expect(panel).to_contain_text("Của Hoàng Thị Mai, 16:40: 14")
    clerk.says("1 ô có người khác vừa sửa")
    assert clerk.desk.cells[STAFF] == ("14", 1)


def test_keeping_mine_overwrites_knowingly(sit: Sit) -> None:
    clerk = clashing(sit)
    clerk.page.get_by_role("button", name="Giữ của tôi").click()
    clerk.saved()
    expect(clerk.page.locator(".panel")).to_have_count(0)
    expect(clerk.cell(*STAFF)).to_have_value("12")
    assert clerk.desk.cells[STAFF] == ("12", 2)


def test_taking_theirs_writes_nothing(sit: Sit) -> None:
    clerk = clashing(sit)
    clerk.page.get_by_role("button", name="Lấy của người kia").click()
    expect(clerk.cell(*STAFF)).to_have_value("14")
    clerk.saved()
    assert clerk.desk.cells[STAFF] == ("14", 1)
    assert len(clerk.desk.asked) == 1


def test_typing_over_a_clash_is_a_choice_too(sit: Sit) -> None:
    clerk = clashing(sit)
    write(clerk, "15")
    clerk.saved()
    assert clerk.desk.cells[STAFF] == ("15", 2)


def test_a_clash_is_answered_by_keyboard_alone(sit: Sit) -> None:
    clerk = clashing(sit)
    clerk.page.get_by_role("button", name="Giữ của tôi").focus()
    clerk.press("Enter")
    clerk.saved()
    assert clerk.here() == "staff y2017"
    assert clerk.desk.cells[STAFF] == ("12", 2)


def test_other_cells_are_saved_while_one_waits_for_a_choice(sit: Sit) -> None:
    clerk = clashing(sit)
    with clerk.page.expect_response("**/luu/"):
        write(clerk, "3", "teams", "y2017")
    clerk.says("1 ô có người khác vừa sửa")
    assert clerk.desk.cells["teams", "y2017"] == ("3", 1)


def test_a_wrong_cell_stays_marked_while_others_are_saved(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "abc")
    with clerk.page.expect_response("**/luu/"):
        write(clerk, "3", "teams", "y2017")
    clerk.page.wait_for_selector('[data-row="teams"][data-col="y2017"][data-rev="1"]')
    expect(clerk.page.locator("td.wrong", has=clerk.cell(*STAFF))).to_have_count(1)
    expect(clerk.cell(*STAFF)).to_have_attribute("aria-invalid", "true")


def test_a_server_refusal_stands_at_its_cell(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.read = lambda row, column, typed: (_ for _ in ()).throw(_bad())  # type: ignore[method-assign]
    write(clerk, "12")
    clerk.says("Còn 1 ô chưa lưu")
    expect(clerk.page.locator("[data-problems] .note")).to_contain_text("Không nhận số này.")
    expect(clerk.cell(*STAFF)).to_have_attribute("aria-invalid", "true")


def _bad() -> Exception:
    from hoanhap.kernel.numbers import BadNumber

    return BadNumber("Không nhận số này.", "Hỏi cấp trên.")


def test_a_warning_stands_beside_and_leads_to_its_cell(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "500")
    note = clerk.page.locator("[data-problems] .note")
    expect(note).to_contain_text("Số cán bộ tham gia, 2017: 500")
    expect(note).to_contain_text("Nhiều hơn hẳn các năm khác.")
    expect(clerk.page.locator("[data-warnings]")).to_have_text("1")
    note.get_by_role("link").click()
    assert clerk.here() == "staff y2017"
    write(clerk, "5")
    expect(note).to_have_count(0)
    expect(clerk.page.locator("[data-no-problems]")).to_be_visible()


def test_a_warning_is_explained_in_its_place(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "500")
    note = clerk.page.locator("[data-problems] .note")
    note.get_by_text("Giải trình", exact=True).click()
    note.get_by_label("Vì sao số này đúng?").fill("ok")
    note.get_by_role("button", name="Ghi giải trình").click()
    expect(note.locator("[role=alert]")).to_have_text("Ghi rõ vì sao số này đúng.")
    note.get_by_label("Vì sao số này đúng?").fill("Huy động cả đoàn thể trong năm")
    note.get_by_role("button", name="Ghi giải trình").click()
    expect(note).to_contain_text("Đã giải trình: Huy động cả đoàn thể trong năm")
    expect(clerk.page.locator("[data-warnings]")).to_be_hidden()


def test_an_unchanged_list_of_warnings_is_not_read_out_again(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "500")
    clerk.saved()
    clerk.page.evaluate(
        """() => { window.spoken = 0; new MutationObserver((all) => { window.spoken += all.length })
        .observe(document.querySelector("[data-problems]"), { childList: true, subtree: true }) }"""
    )
    with clerk.page.expect_response("**/luu/"):
        write(clerk, "3", "teams", "y2018")
    clerk.page.wait_for_selector('[data-row="teams"][data-col="y2018"][data-rev="1"]')
    assert clerk.page.evaluate("window.spoken") == 0


def test_a_half_written_explanation_survives_a_save(sit: Sit) -> None:
    clerk = sit()
    write(clerk, "500")
    note = clerk.page.locator("[data-problems] .note")
    note.get_by_text("Giải trình", exact=True).click()
    note.get_by_label("Vì sao số này đúng?").fill("Đang viết dở")
    write(clerk, "3", "teams", "y2018")
    clerk.saved()
    expect(note.get_by_label("Vì sao số này đúng?")).to_have_value("Đang viết dở")


def test_hostile_text_from_the_server_is_shown_as_text(sit: Sit) -> None:
    clerk = sit()
    clerk.desk.also = {STAFF: "<img src=x onerror=alert(1)>"}
    write(clerk, "12")
    expect(clerk.page.locator(".panel.clash")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(clerk.page.locator(".panel img")).to_have_count(0)

"""A commune answers: on the grid, with the keyboard alone, by Excel, and once more when it was asked."""

from pathlib import Path
from unicodedata import normalize

import openpyxl
from playwright.sync_api import expect

from hoanhap.config.demo.cast import PASSWORD
from tests.journeys.conftest import Arrival
from tests.journeys.excel import fill_in
from tests.journeys.people import COMMUNE, form, keep
from tests.journeys.pictures import shoot

BAO_TOAN, THAI_SON, THUONG_HA = (COMMUNE.format(code) for code in ("01333", "01316", "01327"))
OWN_PASSWORD = "mua xuân trên bản mới"

# Phụ lục 2 as it stands in the commune's own Excel file, from “Số tổ được thành lập” down, totals and headings too.
COPIED = """\
1\t0\t0\t0\t0
1\t1\t1\t1\t1
6\t6\t7\t7\t7
3\t4\t6\t4\t2

2\t3\t4\t3\t1
1\t1\t2\t1\t1
3\t4\t6\t5\t2

2\t3\t4\t4\t1
1\t1\t2\t1\t1
1\t2\t4\t3\t1

0\t1\t0\t0\t0
0\t1\t0\t0\t0
0\t0\t0\t0\t0
0\t0\t0\t0\t0
0\t1\t1\t1\t1
0\t5\t5\t5\t5
0\t1\t1\t1\t1
0\t1\t1\t1\t1
0\t1\t1\t1\t1
0\t2\t2\t2\t2
0\t0\t0\t0\t0
-\t3\t31\t36\t15
"""

YEARS = ("2016", "2017", "2018", "2019", "6 tháng đầu năm 2020")
# Every line that is typed, by its label; (label, year) goes before it.
ANSWER: dict[str | tuple[str, str], object] = {
    "Số tổ được thành lập": 0,
    "Số tổ đang hoạt động": 1,
    "Số cán bộ tham gia": "05",  # a number as text, twice: teams and counselling share the label
    "Số người đăng ký cai nghiện tại cộng đồng": " 5 ",
    "Số người đăng ký cai nghiện tại gia đình": 3,
    "Số người được cai nghiện tại cộng đồng": 5,
    "Số người được cai nghiện tại gia đình": 3.0,
    "Số người được cấp giấy chứng nhận": 4,
    "Trụ sở đặt tại": 0,
    "Số điểm đang hoạt động": 1,
    "Y tế": 1,
    "Lao động - Thương binh và Xã hội": 1,
    "Công an": 1,
    "Tình nguyện viên": 2,
    "Khác": normalize("NFD", "không phát sinh"),
    "Số người được tư vấn": 900,
    ("Số người được tư vấn", "2018"): "1.234",
    "được hỗ trợ đào tạo nghề": "-",
    "được tạo việc làm": 2,
    "Số được vay vốn": 3,
    "Số vốn được vay": "3,7 tỷ",
    "Methadone": 7,
}
WRONG = (
    ("Phụ lục 2, ô H37", "“04 tỷ ạ” không phải là số", "Chỉ ghi chữ số"),
    ("Phụ lục 2, ô F9", "“-1” là số âm", "Ô này chỉ nhận số từ 0 trở lên"),
)


def test_a_commune_fills_annex_2_on_the_grid_and_sends_it(arrives: Arrival) -> None:
    officer = arrives("xa2")
    officer.reads("Gửi Phụ lục 2 của xã Thái Sơn", "quá 7 ngày", "hạn 31/8/2020")
    shoot(officer.page, "viec-hom-nay", height=480)
    officer.follows("Nhập")
    officer.grid_is_awake()
    expect(officer.state).to_have_text("Chưa có")

    # Typing: Enter goes down, Tab to the right, arrows anywhere.
    officer.chooses("1.1", "2016")
    officer.types("1", "1")
    expect(officer.cell("1.3", "2016")).to_be_focused()
    officer.press("ArrowUp", "Tab")
    officer.types("1")
    officer.is_saved()
    expect(officer.cell("1.2", "2017")).to_have_value("1")

    # What is not a number is told beside the cell, and not saved.
    officer.chooses("1.3", "2016")
    officer.types("sáu")
    expect(officer.page.get_by_role("alert").filter(has_text="Số cán bộ tham gia, 2016")).to_contain_text(
        "“sáu” không phải là số"
    )
    expect(officer.page.locator("[data-save-state]")).to_contain_text("Còn 1 ô chưa lưu")
    shoot(officer.page, "o-go-sai", officer.page.locator(".entry > form > header"), officer.page.locator(".panel"))
    officer.chooses("1.3", "2016")
    officer.types("6")
    officer.is_saved()

    # A block from Excel lands where it belongs: totals add themselves up, headings stay.
    officer.chooses("1.1", "2016")
    officer.pastes(COPIED)
    officer.reads("Bỏ qua 20 ô tổng, ô khóa hoặc ngoài bảng.")
    officer.is_saved()
    expect(officer.cell("1.4", "2018")).to_have_value("6")
    expect(officer.cell("2.4", "2016")).to_have_value("không phát sinh")
    expect(officer.cell("2.4", "2020-6t")).to_have_value("15")

    # One undo takes the whole block back, one redo lays it again.
    officer.press("Control+z")
    expect(officer.cell("2.4", "2019")).to_have_value("")
    expect(officer.cell("1.3", "2016")).to_have_value("6")
    officer.press("Control+y")
    expect(officer.cell("2.4", "2019")).to_have_value("36")
    officer.is_saved()

    # The sum follows while one types, and a check stands beside its cell with what to do.
    officer.chooses("1.4.1", "2018")
    officer.types("5")
    expect(officer.cell("1.4", "2018")).to_have_value("7")
    officer.is_saved()
    question = officer.notes.filter(has_text="Số người được cai nghiện, 2019: 5")
    expect(question).to_contain_text("Nhiều hơn số người khai báo, đăng ký trong kỳ (4)")
    expect(question).to_contain_text("giải trình có bao nhiêu người đăng ký từ kỳ trước")
    shoot(officer.page, "luoi-nhap", officer.page.locator(".head"), officer.page.locator(".entry"), height=900)

    # Not yet: what is blank and what is not explained is said, all at once.
    officer.presses("Gửi")
    officer.reads("Còn 25 ô trống", "Còn 2 cảnh báo chưa giải trình")
    expect(officer.state).to_have_text("Đang soạn")
    shoot(officer.page, "chua-gui-duoc", officer.page.locator(".messages"), officer.page.locator(".head"))

    for where, why in (
        ("Số người được cai nghiện, 2019", "1 người đăng ký từ năm 2018."),
        ("Số người được tư vấn, 2018", "Điểm tư vấn mở cuối năm 2017."),
    ):
        officer.explains(where, why)

    # Blank is not zero, and not “nothing to report”: she says which.
    officer.chooses("3", "2016")
    officer.press("Alt+0")
    officer.is_saved()
    expect(officer.cell("3", "2016")).to_have_value("không phát sinh")
    officer.page.reload()
    officer.reads("Còn 24 ô trống")
    officer.presses("Ghi “không phát sinh” vào mọi ô trống")
    officer.reads("Đã ghi “không phát sinh” vào 24 ô.")

    officer.presses("Gửi")
    officer.reads("Đã gửi lên cấp trên.", "Đã giải trình: 1 người đăng ký")
    expect(officer.state).to_have_text("Đã gửi")
    expect(officer.cell("1.1", "2016")).not_to_be_editable()
    officer.opens("/")
    officer.does_not_read("Phụ lục 2")  # what waits now is of the register


def test_a_commune_mends_the_cell_it_was_asked_about_and_sends_again(arrives: Arrival) -> None:
    officer = arrives("xa")
    officer.reads("Sửa Phụ lục 2 được trả lại", "Sổ chỉ ghi 4 người?")
    officer.follows("Sửa")
    officer.grid_is_awake()
    expect(officer.state).to_have_text("Trả lại")
    officer.reads("Trả lại bởi Ma Thị Mẫu", "Đề nghị xã đối chiếu với sổ theo dõi")
    returned = officer.notes.filter(has_text="Sổ chỉ ghi 4 người?")
    shoot(officer.page, "bi-tra-lai", officer.page.locator(".head"), returned, height=900)

    # Only the cell in question is open, and the question leads to it.
    expect(officer.cell("1.1", "2016")).not_to_be_editable()
    officer.follows("Số người cai nghiện ma túy được tạo việc làm, 2018", within=returned)
    expect(officer.cell("4", "2018")).to_be_focused()
    officer.types("4")
    officer.is_saved()
    officer.presses("Gửi")
    officer.reads("Đã gửi lên cấp trên.")
    expect(officer.state).to_have_text("Đã gửi")

    # What was sent can be taken back until it is received, and sent again.
    officer.presses("Rút lại")
    officer.reads("Đã rút lại; biểu mở để sửa.")
    expect(officer.state).to_have_text("Đang soạn")
    officer.presses("Gửi")
    officer.reads("Đã gửi lên cấp trên.", "Rút lại · Lý Thị Mẫu", "Trả lại · Ma Thị Mẫu")


def test_a_form_is_filled_and_sent_with_the_keyboard_alone(arrives: Arrival) -> None:
    officer = arrives()
    officer.opens("/dang-nhap/")
    for text in ("xa2", PASSWORD):
        officer.page.keyboard.insert_text(text)
        officer.press("Tab")
    officer.press("Enter")
    officer.is_in()
    officer.tabs_to("Nhập")
    officer.press("Enter")
    officer.grid_is_awake()

    officer.tabs_to_cell("1.1", "2016")
    for line in COPIED.splitlines()[:3]:
        for text in line.split("\t"):
            officer.page.keyboard.insert_text(text)
            officer.press("ArrowRight")
        officer.press("Enter", "Home")
    officer.is_saved()
    expect(officer.cell("1.3", "2018")).to_have_value("7")

    officer.tabs_to("Ghi “không phát sinh” vào mọi ô trống")
    officer.press("Enter")
    officer.reads("Đã ghi “không phát sinh” vào")
    officer.tabs_to("Gửi")
    officer.press("Enter")
    officer.reads("Đã gửi lên cấp trên.")
    expect(officer.state).to_have_text("Đã gửi")


def test_a_commune_answers_by_excel(arrives: Arrival, tmp_path: Path) -> None:
    # The officer of Thượng Hà has forgotten the password; the administrator gives one that is good once.
    admin = arrives("quantri")
    admin.opens("/nguoi-dung/")
    admin.fills("Tìm theo tên hoặc cơ quan", "thuong ha")
    admin.presses("Tìm")
    admin.follows("xa-01327")
    admin.presses("Cấp mật khẩu dùng một lần")
    once = admin.page.locator(".pairs code").inner_text()

    officer = arrives("xa-01327", once)
    officer.replaces(once, OWN_PASSWORD)

    # Her own workbook, laid out as the paper, filled in as officers fill in.
    officer.opens_form(form(THUONG_HA, "phu-luc-2"))
    blank = officer.downloads("Tải Excel", tmp_path)
    filled, wrong = tmp_path / "PL2 Thượng Hà (sửa lần cuối).xlsx", tmp_path / "moi.xlsx"
    fill_in(blank, filled, {**ANSWER, ("Số vốn được vay", "2019"): "04 tỷ ạ", ("Số tổ được thành lập", "2017"): -1})

    # With two cells wrong nothing is saved; each is named, with what to do.
    officer.follows("Nạp Excel")
    officer.uploads(filled, "Nạp và lưu")
    officer.reads("có lỗi, không lưu gì")
    for where, what, remedy in WRONG:
        problem = officer.page.locator(".problem .note").filter(has_text=what)
        expect(problem).to_contain_text(where)
        expect(problem).to_contain_text(remedy)
    shoot(officer.page, "nap-excel-loi", officer.page.locator(".head"), officer.page.locator(".sheet").last)

    # The same, written back into a copy at the cells.
    with officer.page.expect_download() as coming:
        officer.uploads(filled, "Nạp; nếu có lỗi, tải về bản có đánh dấu lỗi")
    marked = keep(coming.value, tmp_path)
    fill_in(marked, wrong, {("Số vốn được vay", "2019"): "04 tỷ", ("Số tổ được thành lập", "2017"): 0})
    assert openpyxl.load_workbook(marked).sheetnames[0] == "Lỗi cần sửa"

    officer.uploads(wrong, "Chỉ kiểm tra, không lưu")
    officer.reads("chỉ kiểm tra: chưa lưu gì", "đạt")
    officer.uploads(wrong, "Nạp và lưu")
    officer.reads("1 tệp có số mới được lưu, 0 tệp còn lỗi")
    officer.uploads(wrong, "Nạp và lưu")
    officer.reads("không có gì mới")

    # One upload can be undone, and made again.
    officer.opens_form(form(THUONG_HA, "phu-luc-2"))
    expect(officer.cell("5.1", "2019")).to_have_value("4.000.000.000")
    expect(officer.cell("2.4", "2018")).to_have_value("1.234")
    expect(officer.cell("1.4", "2018")).to_have_value("8")
    shoot(officer.page, "tep-da-nap", officer.sheet("Tệp đã nạp"), officer.sheet("Lịch sử"))
    officer.presses("Hoàn tác lần nạp")
    officer.reads("Đã hoàn tác: 115 ô trở lại như trước")
    expect(officer.cell("5.1", "2019")).to_have_value("")
    officer.follows("Nạp Excel")
    officer.uploads(wrong, "Nạp và lưu")
    officer.reads("1 tệp có số mới được lưu")

    officer.opens_form(form(THUONG_HA, "phu-luc-2"))
    while (open_ones := officer.notes.filter(has_text="Giải trình").filter(has_not_text="Đã giải trình")).count():
        title = open_ones.first.get_by_role("link").first.inner_text()
        officer.explains(title, "Đúng theo sổ theo dõi của xã.")
    officer.presses("Gửi")
    officer.reads("Đã gửi lên cấp trên.")


def test_two_people_at_one_cell_both_see_both_values(arrives: Arrival) -> None:
    # A colleague joins the commune: an account, a password for the first day, a post.
    admin = arrives("quantri")
    admin.opens("/nguoi-dung/moi/")
    admin.fills("Tên đăng nhập", "can-bo-moi")
    admin.fills("Họ và tên", "Hoàng Thị Mới")
    admin.presses("Tạo tài khoản")
    admin.reads("Chỉ hiện một lần.", "Đưa trực tiếp cho Hoàng Thị Mới")
    once = admin.page.locator(".pairs code").inner_text()
    admin.follows("Đến tài khoản, cấp vị trí công tác")
    admin.page.get_by_label("Vai trò").select_option(label="Cán bộ cấp xã")
    admin.fills("Đơn vị", "thai son")
    admin.presses("Tìm cơ quan")
    admin.page.get_by_role("radio", name="Thái Sơn").first.check()
    shoot(admin.page, "cap-vi-tri", admin.page.locator(".head"), admin.sheet("Cấp vị trí công tác"), height=900)
    admin.presses("Cấp vị trí")
    admin.reads("Đã cấp vị trí công tác.")

    new = arrives("can-bo-moi", once)
    new.replaces(once, OWN_PASSWORD)
    old = arrives("xa2")
    for officer in (new, old):
        officer.opens_form(form(THAI_SON, "phu-luc-2"))

    old.chooses("1.3", "2018")
    old.types("7")
    old.is_saved()
    new.chooses("1.3", "2018")
    new.types("9")
    both = new.page.locator(".panel.clash")
    expect(both).to_contain_text("Số cán bộ tham gia, 2018: có người khác vừa sửa ô này")
    expect(both).to_contain_text("Của tôi: 9")
    expect(both).to_contain_text("Của Nông Văn Mẫu (minh họa)")
    expect(both).to_contain_text("7")
    shoot(new.page, "hai-nguoi-mot-o", new.page.locator(".entry > form > header"), both)
    new.presses("Giữ của tôi", within=both)
    new.is_saved()

    # The first one now meets the second's value in the same way.
    old.chooses("1.3", "2018")
    old.types("8")
    theirs = old.page.locator(".panel.clash")
    expect(theirs).to_contain_text("Của tôi: 8")
    expect(theirs).to_contain_text("Của Hoàng Thị Mới")
    old.presses("Lấy của người kia", within=theirs)
    expect(old.cell("1.3", "2018")).to_have_value("9")
    old.page.reload()
    old.grid_is_awake()
    expect(old.cell("1.3", "2018")).to_have_value("9")

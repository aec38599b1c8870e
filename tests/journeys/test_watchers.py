"""Those who do not report: inspector, data-protection officer, ministry, administrator, and a stranger."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Arrival
from tests.journeys.people import CAMPAIGN, COMMUNE, DISTRICT, PROVINCE, board, figure, form
from tests.journeys.pictures import shoot

BAO_TOAN, THAI_SON, BAO_LAC = COMMUNE.format("01333"), COMMUNE.format("01316"), DISTRICT.format("043")


def test_the_data_protection_officer_sees_who_looked_and_what_was_taken_out(arrives: Arrival, tmp_path: Path) -> None:
    tinh = arrives("tinh")
    tinh.opens(board(PROVINCE) + "bao-cao/bc-1479/")
    tinh.downloads("Tải Word", tmp_path)
    inspector = arrives("thanhtra")
    inspector.opens("/nhat-ky/")
    inspector.reads("Xuất báo cáo", "Bế Thị Mẫu (minh họa) (tinh)")

    officer = arrives("bvdl")
    officer.follows("Nhật ký", within=officer.page.locator(".top"))
    officer.page.get_by_label("Việc đã làm").select_option(label="Xuất báo cáo")
    officer.presses("Lọc")
    taken = officer.page.get_by_role("row").filter(has_text="Xuất báo cáo")
    expect(taken).to_have_count(1)
    expect(taken).to_contain_text("Bế Thị Mẫu (minh họa) (tinh)")
    expect(taken).to_contain_text("docx")
    shoot(officer.page, "nhat-ky", height=640)
    officer.page.get_by_label("Việc đã làm").select_option(label="Xem nhật ký")
    officer.presses("Lọc")
    officer.reads("Phan Thị Mẫu (minh họa) (thanhtra)")

    # She guards the trail and sees no figures.
    assert officer.opens(board(PROVINCE)) in (403, 404)
    assert officer.opens(form(BAO_TOAN, "phu-luc-2")) in (403, 404)


def test_the_inspector_reads_down_to_the_cell_and_changes_nothing(looks: Arrival) -> None:
    inspector = looks("thanhtra")
    inspector.opens(CAMPAIGN)
    inspector.reads("184/199", "Huyện Bảo Lạc")
    inspector.opens(figure("phu-luc-2", PROVINCE, "1.2", "2019"))
    inspector.follows("Huyện Bảo Lâm")
    inspector.follows("Thị trấn Pác Miầu")
    inspector.reads("Ai nhập, khi nào")
    inspector.opens(form(BAO_TOAN, "phu-luc-2"))
    inspector.reads("Sổ chỉ ghi 4 người?")
    expect(inspector.cell("4", "2018")).not_to_be_editable()
    for verb in ("Gửi", "Nhận", "Trả lại đơn vị", "Duyệt và niêm phong"):
        expect(inspector.page.get_by_role("button", name=verb, exact=True)).to_have_count(0)


def test_the_ministry_reads_sums_and_no_commune(looks: Arrival) -> None:
    ministry = looks("bo")
    ministry.opens(figure("bc-1479", PROVINCE, "2.4", "so-lieu"))
    ministry.reads("hơn 8.200", "199/199", "(không có quyền xem chi tiết)")
    expect(ministry.page.locator("main").get_by_role("link", name="Huyện Bảo Lạc")).to_have_count(0)
    for path in (board(BAO_LAC), form(BAO_TOAN, "bc-1479"), figure("bc-1479", BAO_TOAN, "2.4", "so-lieu")):
        assert ministry.opens(path) in (403, 404), path
        ministry.does_not_read("Bảo Toàn")


def test_a_stranger_is_shown_the_door_and_a_neighbour_finds_nothing(looks: Arrival) -> None:
    stranger = looks()
    for path in ("/", board(PROVINCE), form(THAI_SON, "phu-luc-2"), "/nhat-ky/", "/don-vi/"):
        stranger.opens(path)
        expect(stranger.page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    shoot(stranger.page, "dang-nhap", height=420)

    neighbour = looks("xa")
    for path in (
        form(THAI_SON, "phu-luc-2"),
        board(PROVINCE),
        figure("phu-luc-2", BAO_LAC, "1.1", "2019"),
        "/khong-co/",
    ):
        assert neighbour.opens(path) == 404, path
        neighbour.reads("Không tìm thấy trang này")
        neighbour.does_not_read("Thái Sơn", "Phụ lục")
    assert neighbour.opens("/nhat-ky/") in (403, 404)
    assert neighbour.opens("/nguoi-dung/") in (403, 404)


def test_the_administrator_moves_the_day_and_everything_follows(arrives: Arrival) -> None:
    admin = arrives("quantri")
    admin.follows("Đổi ngày làm việc")
    admin.page.locator("main").get_by_role("textbox").fill("15/9/2020")
    shoot(admin.page, "ngay-lam-viec", height=420)
    admin.presses("Đổi ngày")
    admin.reads("Ngày làm việc là 15/9/2020.")
    expect(admin.page.locator(".top .date")).to_contain_text("15/9/2020")

    # The districts' deadline was “trước ngày 15/9”: it ended with the 14th.
    huyen = arrives("huyen")
    huyen.reads("quá 1 ngày", "hạn 14/9/2020")
    tinh = arrives("tinh")
    tinh.reads("còn 14 ngày")


def test_a_leader_lends_the_post_for_some_days(arrives: Arrival) -> None:
    leader = arrives("lanhdao-xa")
    leader.follows("Vị trí công tác và ủy quyền")
    leader.follows("Ủy quyền")
    leader.page.get_by_label("Người được ủy quyền").select_option(label="Lý Thị Mẫu (minh họa) (xa)")
    leader.fills("Từ ngày", "07/9/2020")
    leader.fills("Đến hết ngày", "11/9/2020")
    leader.fills("Lý do", "Đi học tập trung.")
    shoot(leader.page, "uy-quyen", height=620)
    leader.presses("Ủy quyền")
    leader.reads("Đã ủy quyền", "Lý Thị Mẫu (minh họa)", "11/9/2020")

    deputy = arrives("xa")
    deputy.reads("Lãnh đạo UBND cấp xã")
    deputy.follows("Vị trí công tác và ủy quyền")
    deputy.reads("Được ủy quyền", "Hoàng Văn Mẫu (minh họa)")
    leader.presses("Chấm dứt")
    leader.reads("Đã chấm dứt ủy quyền.")
    deputy.opens("/")
    deputy.does_not_read("Lãnh đạo UBND cấp xã")

"""Three lives, as those who work with them carry them: each step on its day, with its paper, by the law of that day.

The demo's clock is turned from day to day, so that every limit is met or missed as it would be at the desk.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Arrival
from tests.journeys.desk import Answers, Desk, turns
from tests.journeys.people import Person
from tests.journeys.pictures import shoot
from tests.server import Server

pytestmark = pytest.mark.timeout(900)

D = date
Acts = Iterable[tuple[date, Desk, str, Answers]]
CLINICIAN = "Nông Thị Mẫu"
STATION = "Điểm cắt cơn tại cộng đồng"
CENTRE = "Cơ sở cai nghiện ma túy tỉnh Cao Bằng"
BAO_TOAN, THAI_SON = "01333", "01316"


def declared(name: str, born: str, day: str, home: str = "Thường trú") -> Answers:
    """What is asked when a file is opened."""
    return {
        "Họ và tên": name,
        "Ngày sinh, hoặc năm sinh": born,
        "Giới tính": "Nam",
        "Xã nơi cư trú": BAO_TOAN,
        "Hình thức cư trú": home,
        "Ở đó từ ngày": born,
        "Diện quản lý": "Người sử dụng trái phép chất ma túy",
        "Căn cứ": "Tự khai báo",
        "Từ ngày": day,
        "Chất sử dụng": ["Heroin"],
    }


def finds_addicted(desk: Desk, day: str) -> None:
    desk.opens("xac-dinh/")
    desk.fills({"Ngày xác định": day, "Người xác định (bác sĩ, y sĩ có đủ chứng nhận)": CLINICIAN,
                "Kết quả": "Nghiện", "Chất gây nghiện": ["Heroin"]})  # fmt: skip
    desk.sends("Ghi kết quả xác định tình trạng nghiện")
    desk.person.reads("Người nghiện ma túy")


def take(live: Server, acts: Acts) -> None:
    for day, desk, step, answers in acts:
        turns(live, day)
        desk.takes(step, day, answers)


def enters_stage(desk: Desk, measure: str, stage: str, day: str) -> None:
    desk.opens()
    desk.person.follows(measure)
    desk.person.follows("Giai đoạn, giường")
    desk.fills({"Giai đoạn": stage, "Từ ngày": day})
    desk.sends("Ghi")


# ---------------------------------------------------------------- the first: declared … delisted
def test_somebody_is_declared_treated_certified_supported_and_leaves_the_list(
    arrives: Arrival, live: Server, tmp_path: Path
) -> None:
    name, community = "Vàng Văn Thử", "Cai nghiện tự nguyện tại cộng đồng"
    turns(live, D(2022, 3, 1))
    xa = Desk(arrives("xa"))
    code = xa.registers(declared(name, "12/5/1995", "01/3/2022"))
    xa.person.reads(name, "Người sử dụng trái phép chất ma túy")
    turns(live, D(2022, 3, 4))
    finds_addicted(xa, "04/3/2022")

    take(live, [
        (D(2022, 3, 7), xa, f"Báo kết quả, tư vấn hình thức cai nghiện, {community}", {}),
        (D(2022, 3, 8), xa, "Đăng ký cai nghiện tự nguyện", {"Số lần đã cai": "0"}),
        (D(2022, 3, 10), xa, "Quyết định cai nghiện tự nguyện", {"Thời hạn (tháng)": "6"}),
    ])  # fmt: skip
    xa.opens("gioi-thieu/")
    xa.fills({"Cơ sở": STATION})
    xa.sends("Giới thiệu đến cơ sở")
    papers = xa.issues_papers(tmp_path, name)

    # Treated: the health station begins, keeps the stages, and reports.
    turns(live, D(2022, 3, 14))
    station = Desk(arrives("y-te"), code)
    take(live, [
        (D(2022, 3, 14), station, "Bắt đầu cai nghiện", {"Cơ sở": STATION}),
        (D(2022, 3, 15), station, "Báo UBND cấp xã đã bắt đầu", {}),
        (D(2022, 3, 16), station, "Thu thập thông tin, phân loại, lập kế hoạch", {}),
    ])  # fmt: skip
    for stage, day in (
        ("Tiếp nhận, phân loại", D(2022, 3, 16)),
        ("Cắt cơn, giải độc", D(2022, 3, 18)),
        ("Giáo dục, tư vấn, phục hồi hành vi", D(2022, 4, 18)),
        ("Chuẩn bị tái hòa nhập", D(2022, 6, 20)),
    ):
        turns(live, day)
        enters_stage(station, community, stage, f"{day:%d/%m/%Y}")
    papers += station.issues_papers(tmp_path, name)

    # Certified, then under aftercare.
    police = Desk(arrives("ca-xa"), code)
    take(live, [
        (D(2022, 9, 12), xa, "Xác nhận hoàn thành", {}),
        (D(2022, 9, 13), xa, "Nhận giấy chứng nhận của người trở về", {}),
        (D(2022, 9, 14), xa, "Trình diện UBND và Công an xã", {}),
        (D(2022, 9, 15), police, "Lập hồ sơ quản lý sau cai nghiện", {}),
        (D(2022, 9, 19), xa, "Quyết định quản lý sau cai nghiện", {"Thời hạn (tháng)": "12"}),
        (D(2022, 9, 20), xa, "Giao quyết định, ghi vào danh sách", {}),
    ])  # fmt: skip
    papers += police.issues_papers(tmp_path, name)
    papers += xa.issues_papers(tmp_path, name)
    xa.person.reads("Giấy xác nhận hoàn thành cai nghiện")
    assert len(papers) == len(set(papers)) >= 6, papers

    # Supported: the need first, then what met it.
    turns(live, D(2022, 10, 3))
    for need in ("Đào tạo nghề", "Vay vốn"):
        xa.enters("nhu-cau", {"Nhu cầu hỗ trợ": need, "Ngày ghi nhận": "03/10/2022"}, "Ghi nhu cầu")
    turns(live, D(2023, 2, 6))
    office = {"Cơ quan hỗ trợ": "Ủy ban nhân dân xã Bảo Toàn"}
    xa.enters("ho-tro", {"Loại hỗ trợ": "Đào tạo nghề", "Từ ngày": "10/10/2022", "Đến hết ngày": "10/01/2023",
                         "Nội dung": "Sửa xe máy", "Đáp ứng nhu cầu": "Đào tạo nghề", **office},
              "Ghi hỗ trợ")  # fmt: skip
    xa.enters("ho-tro", {"Loại hỗ trợ": "Vay vốn", "Từ ngày": "06/02/2023", "Số tiền (đồng)": "20.000.000",
                         "Nguồn kinh phí": "Quỹ, ngân hàng chính sách", "Đáp ứng nhu cầu": "Vay vốn", **office},
              "Ghi hỗ trợ")  # fmt: skip
    xa.person.reads("20.000.000 đồng", "đáp ứng nhu cầu")
    shoot(xa.page, "ho-so-dong-thoi-gian", height=520)

    # Reviewed, and off the list.
    take(live, [(D(2023, 9, 21), xa, "Xác nhận hoàn thành, đưa ra khỏi danh sách", {})])
    turns(live, D(2023, 10, 2))
    xa.person.opens("/nguoi/ra-soat/")
    xa.fills({"Tên đợt rà soát": "Rà soát tháng 10 năm 2023"})
    xa.sends("Mở đợt rà soát")
    walked = xa.main.locator("li").filter(has_text=code)
    xa.person.presses("Đang cư trú", within=walked)
    expect(xa.main.locator("li").filter(has_text=code)).to_contain_text("xác nhận 02/10/2023")
    xa.person.opens("/bien-phap/ra-danh-sach/")
    shoot(xa.page, "xet-dua-ra", height=560)
    xa.main.get_by_role("link", name=code).last.click()
    xa.sends("Đưa ra khỏi danh sách")
    xa.person.opens("/nguoi/")
    xa.person.does_not_read(code)
    assert xa.opens() == 404  # closed: out of lists and of sight


# ---------------------------------------------------------------- the second: by the court, across Tết 2020
def test_the_court_pathway_keeps_every_right_and_every_limit_across_tet(
    arrives: Arrival, live: Server, tmp_path: Path
) -> None:
    name, compulsory = "Lò Văn Thử", "Đưa vào cơ sở cai nghiện bắt buộc"
    turns(live, D(2020, 1, 2))
    xa = Desk(arrives("xa"))
    code = xa.registers(declared(name, "20/8/1990", "02/01/2020", "Không có nơi ở ổn định"))
    turns(live, D(2020, 1, 3))
    finds_addicted(xa, "03/01/2020")
    take(live, [
        (D(2020, 1, 6), xa, "Lập hồ sơ: người không có nơi cư trú ổn định",
         {"Ngày sử dụng cuối cùng bị lập biên bản": "02/01/2020", "Có năng lực hành vi dân sự": True}),
        (D(2020, 1, 6), xa, "Giao quản lý tạm", {"Giao cho": "Cơ sở cai nghiện", "Cơ sở": CENTRE}),
        (D(2020, 1, 7), xa, "Thông báo cho người bị đề nghị", {}),
    ])  # fmt: skip

    # The person reads the file first: before that it goes nowhere.
    xa.opens()
    expect(xa.main.get_by_role("link", name="Gửi Trưởng phòng Tư pháp")).to_have_count(0)
    xa.person.follows(compulsory)
    xa.person.reads("Người bị đề nghị đọc hồ sơ", "đến hết 13/01/2020")  # the 12th is a Sunday
    shoot(xa.page, "cho-doc-ho-so", height=560)
    assert Desk(arrives("tu-phap"), code).opens() == 404  # not yet theirs
    take(live, [
        (D(2020, 1, 10), xa, "Đọc hồ sơ", {"Ai đọc": "Chính người này"}),
        (D(2020, 1, 13), xa, "Gửi Trưởng phòng Tư pháp", {}),
    ])  # fmt: skip
    papers = xa.issues_papers(tmp_path, name)
    justice = Desk(arrives("tu-phap"), code)
    take(live, [(D(2020, 1, 17), justice, "Xác nhận đúng pháp lý", {})])
    papers += justice.issues_papers(tmp_path, name)

    # Seven days from 17/01 end in Tết: the limit moves to the first working day, and says which days it passed over.
    labour = Desk(arrives("huyen"), code)
    labour.opens()
    labour.person.follows(compulsory)
    labour.person.reads("đến hết 30/01/2020")
    labour.main.locator("summary", has_text="Tính như thế nào").first.click()
    labour.person.reads("Tết")
    shoot(labour.page, "han-qua-tet", labour.main.locator(".clocks > li").first)
    court, police, centre = Desk(arrives("toa-an"), code), Desk(arrives("ca-huyen"), code), Desk(arrives("coso"), code)
    take(live, [(D(2020, 1, 30), labour, "Quyết định chuyển Tòa án", {})])
    papers += labour.issues_papers(tmp_path, name)
    take(live, [
        (D(2020, 2, 3), court, "Thụ lý", {"Số quyết định của Tòa án": "05/2020/TB-TA"}),
        (D(2020, 2, 14), court, "Quyết định đưa vào cơ sở cai nghiện bắt buộc",
         {"Thời hạn (tháng)": "12", "Số quyết định của Tòa án": "05/2020/QĐ-TA", "Có mặt khi công bố": True}),
    ])  # fmt: skip

    # The right to complain: the decision does not stand before its days are over.
    court.opens()
    expect(court.main.get_by_role("link", name="Gửi quyết định có hiệu lực")).to_have_count(0)
    take(live, [
        (D(2020, 2, 20), court, "Hết hạn khiếu nại, quyết định có hiệu lực", {}),
        (D(2020, 2, 21), court, "Gửi quyết định có hiệu lực", {}),
        (D(2020, 2, 24), court, "Đề nghị hoãn, miễn",
         {"Căn cứ hoãn": "Đang ốm nặng", "Số giấy chứng nhận": "12/GCN-BV", "Cấp của bệnh viện": "Cấp huyện"}),
        (D(2020, 2, 25), court, "Cho hoãn chấp hành",
         {"Đến ngày": "24/4/2020", "Số quyết định của Tòa án": "09/2020/QĐ-TA"}),
    ])  # fmt: skip
    police.opens()
    expect(police.main.get_by_role("link", name="Đưa vào cơ sở, bàn giao")).to_have_count(0)
    take(live, [
        (D(2020, 4, 27), court, "Hết lý do hoãn", {}),
        (D(2020, 5, 4), police, "Đưa vào cơ sở, bàn giao", {"Cơ sở": CENTRE}),
    ])  # fmt: skip
    papers += police.issues_papers(tmp_path, name)
    enters_stage(centre, compulsory, "Tiếp nhận, phân loại", "04/5/2020")
    take(live, [(D(2020, 5, 6), centre, "Phân loại, lập kế hoạch cai nghiện", {})])
    centre.opens()
    centre.person.follows(compulsory)
    centre.person.reads("04/5/2021")  # a term never rolls: released on its last day
    take(live, [(D(2021, 5, 4), centre, "Chứng nhận chấp hành xong", {})])
    papers += centre.issues_papers(tmp_path, name)
    assert len(papers) >= 8, papers

    # Who looked is on record, for whoever guards the data.
    guard = Desk(arrives("bvdl"), code)
    guard.opens("ai-da-xem/")
    guard.person.reads("Bế Văn Mẫu (minh họa)", "Triệu Thị Mẫu (minh họa)", "Lục Thị Mẫu (minh họa)")
    shoot(guard.page, "ai-da-xem", height=360)
    guard.person.does_not_read(name)
    assert Desk(arrives("xa2"), code).opens() == 404


# ---------------------------------------------------------------- the third: moves, and the file follows
def test_somebody_moves_and_the_file_follows(arrives: Arrival, live: Server) -> None:
    there, here = Desk(arrives("xa2")), Desk(arrives("xa"))
    here.person.opens("/nguoi/")
    row = here.main.get_by_role("row").filter(has_text="M.V.D.")
    code = here.code = there.code = row.get_by_role("link").inner_text()
    assert there.opens() == 404
    here.takes("Chuyển hồ sơ sang xã nơi đến", D(2020, 9, 7), {"Xã nơi đến": THAI_SON})
    here.enters(
        "roi-di",
        {"Rời đi từ ngày": "07/9/2020", "Lý do": "Chuyển nơi ở", "Xã nơi đến": THAI_SON,
         "Đã biết người này còn biện pháp chưa kết thúc": True},
        "Xác nhận rời đi",
    )  # fmt: skip
    _waits(there.person)
    there.opens()
    there.person.does_not_read("Đánh giá hằng tháng")  # told that somebody comes, not yet what of
    there.enters("den-o", {"Hình thức cư trú": "Thường trú", "Đến ở từ ngày": "07/9/2020"}, "Xác nhận đến ở")
    there.takes("Nhận hồ sơ từ xã nơi đi", D(2020, 9, 7))
    there.opens()
    there.person.reads("Ma Văn Dình", "Đánh giá hằng tháng", "Nhận hồ sơ từ xã nơi đi")
    shoot(there.page, "ho-so-chuyen-den", height=400)
    assert here.opens() == 404
    here.person.opens("/nguoi/")
    here.person.does_not_read(code)


def _waits(person: Person) -> None:
    """The commune that was named finds it among what waits today."""
    person.opens("/")
    person.reads("M.V.D.")

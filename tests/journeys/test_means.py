"""What is entered once and stands wherever it is asked for: documents, money, training, medicine, classes of areas."""

from playwright.sync_api import expect

from tests.journeys.conftest import Arrival
from tests.journeys.desk import Answers, Desk
from tests.journeys.people import COMMUNE, PROVINCE, form
from tests.journeys.pictures import shoot

PAC_MIAU = COMMUNE.format("01290")
# Book and year, and what the report of July 2020 says of them; money in đồng.
REPORTED = (
    ("kinh-phi", 2018, ("300.000.000",)),
    ("kinh-phi", 2019, ("4.000.000.000",)),
    ("kinh-phi", 2020, ("3.700.000.000",)),
    ("tap-huan", 2020, ("830",)),
    ("tuyen-truyen", 2019, ("199 xã, phường", "8.200", "27.000", "2.800", "3.850")),
)
DISPATCH: Answers = {
    "Cơ quan ban hành": "Sở Lao động - Thương binh và Xã hội",
    "Loại": "Công văn",
    "Số": "512",
    "Ký hiệu": "SLĐTBXH-TNXH",
    "Ngày ban hành": "04/9/2020",
    "Trích yếu": "Đôn đốc rà soát người nghiện ma túy",
    "Căn cứ": "Kế hoạch số 3247/KH-UBND ngày 12/10/2018 của Ủy ban nhân dân tỉnh Cao Bằng",
}


def test_what_was_recorded_once_fills_the_annexes_and_explains_itself(looks: Arrival) -> None:
    officer = looks("tinh")
    officer.opens("/van-ban/")
    officer.fills("Số, cơ quan, người ký, căn cứ hoặc nội dung tệp", "quy che phoi hop lap ho so")
    officer.presses("Tìm")
    officer.follows("Quyết định 13/QĐ-UBND")
    officer.reads("Ban hành Quy chế phối hợp", "đang có hiệu lực")
    officer.opens(form(PROVINCE, "phu-luc-1"))
    shoot(officer.page, "phu-luc-1", height=860)
    officer.page.get_by_role("row").filter(has_text="3247").get_by_role("link").click()
    officer.reads("Kế hoạch số 3247/KH-UBND", "giai đoạn 2018 - 2020")

    for book, year, figures in REPORTED:
        officer.opens(f"/so-nguon-luc/{book}/?nam={year}")
        officer.reads(*figures)
        if (book, year) == ("kinh-phi", 2019):
            shoot(officer.page, "kinh-phi", height=840)
    officer.opens(form(PAC_MIAU, "phu-luc-3"))
    expect(officer.cell("1.1", "2019")).to_have_value("42")
    officer.follows("Số này từ đâu: Kinh phí Trung ương, 2019")
    officer.reads("42.000.000", "từ sổ")

    officer.opens("/bang-so-lieu/?chi-tieu=pl2.1.4&don-vi=04&cap=1&ky=2017..2019")
    shoot(officer.page, "bang-so", officer.page.locator(".head"), officer.sheet("Kết quả").locator("tbody tr").nth(6))
    officer.page.locator("tbody tr").first.get_by_role("link").first.click()
    officer.reads("Số này là gì", "Từng đơn vị trực thuộc", "Ai được tính")
    shoot(officer.page, "vi-sao", height=720)


def test_what_happens_is_entered_explained_and_approved(arrives: Arrival) -> None:
    clinic = arrives("methadone")
    clinic.opens("/so-thuoc/")
    clinic.follows("Cơ sở điều trị Methadone huyện Bảo Lạc")
    clinic.reads("Chênh lệch", "−120")
    shoot(clinic.page, "so-thuoc", height=800)
    clinic.follows("Ghi tháng 08/2020")
    clinic.reads("Tồn đầu kỳ: 52.930 mg")
    moved = {"Nhập (mg)": "60.000", "Cấp phát (mg)": "61.500", "Trả lại nơi cấp (mg)": "0", "Hủy (mg)": "0"}
    Desk(clinic).fills({**moved, "Tồn cuối kỳ theo kiểm kê (mg)": "51.400"})
    clinic.presses("Ghi")
    clinic.reads("Kiểm kê lệch sổ", "ghi giải trình")
    Desk(clinic).fills({"Giải trình chênh lệch": "Vỡ một lọ khi kiểm kê, có biên bản."})
    clinic.presses("Ghi")
    clinic.reads("51.400", "−30", "Vỡ một lọ khi kiểm kê")

    above = arrives("duyet")
    above.reads("1 địa bàn đề xuất phân loại năm 2019")
    above.follows("Mở danh sách")
    above.follows("Xã Thái Sơn")
    above.reads("Chờ duyệt", "chưa kết luận được", "Báo cáo của Công an xã")
    shoot(above.page, "phan-loai", height=900)
    above.presses("Duyệt")
    above.reads("Được duyệt", "Không thuộc loại nào", "Các năm đã duyệt")

    writer = arrives("tinh")
    writer.opens("/van-ban/ghi/")
    Desk(writer).fills(DISPATCH)
    writer.presses("Ghi văn bản")
    writer.reads("Công văn số 512/SLĐTBXH-TNXH", "Đôn đốc rà soát", "Chưa đính kèm tệp nào")
    shoot(writer.page, "van-ban", height=760)
    writer.follows("Kế hoạch số 3247/KH-UBND")
    writer.reads("Văn bản khác nêu văn bản này", "512/SLĐTBXH-TNXH")

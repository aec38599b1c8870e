"""A plan in a browser: read from its text, followed by a leader, answered by an agency, reported as a Word file."""

from pathlib import Path
from urllib.parse import urlsplit

from docx import Document

from hoanhap.config.demo import plans
from tests.journeys.conftest import Arrival
from tests.journeys.pictures import shoot

PLAN = "/ke-hoach/tuyen-quang-2020/"
TEXT = plans.SOURCES / "ke-hoach-tuyen-quang-2020.txt"


def test_a_plan_is_read_who_is_late_is_seen_an_agency_answers_and_the_report_comes(
    arrives: Arrival, tmp_path: Path
) -> None:
    writer = arrives("tq")
    writer.opens("/ke-hoach/")
    writer.follows("Đọc từ Word")
    writer.page.get_by_label("Tệp Word (.docx) hoặc văn bản (.txt)").set_input_files(TEXT)
    writer.presses("Đọc và xem trước")
    writer.reads("Chưa lưu gì.", "Không thấy nhóm nhiệm vụ 1–2", "3.3", "Tên này là cơ quan nào?")
    shoot(writer.page, "doc-ke-hoach", height=1000)
    writer.fills("Mã kế hoạch", "doc-lai-2020")
    writer.presses("Lưu kế hoạch")
    writer.page.wait_for_url("**/ke-hoach/doc-lai-2020/")
    writer.reads("4.2", "Chưa rõ trong văn bản")

    leader = arrives("tq-lanhdao")
    leader.opens(f"{PLAN}theo-doi/?ngay=2020-07-01")
    leader.reads("Quá hạn", "Báo cáo kết quả thực hiện 06 tháng", "2/7 cơ quan", "Hai huyện chưa bố trí được mặt bằng")
    shoot(leader.page, "bang-theo-doi", height=900)

    health = arrives("tq-y-te")
    health.opens("/")
    health.reads("4.2. Nghiên cứu tham mưu", "quá hạn 69 ngày")
    health.opens(f"{PLAN}viec/4-2/")
    health.page.get_by_text("Ghi tiến độ", exact=True).first.click()
    health.page.get_by_label("Việc đã xảy ra").select_option(label="Đã gỡ vướng")
    health.presses("Ghi tiến độ")
    health.reads("Đã ghi tiến độ", "Đã gỡ vướng")
    shoot(health.page, "bao-tien-do", height=820)

    leader.opens(f"{PLAN}theo-doi/?muc=late")
    leader.reads("4.2.", "quá hạn 69 ngày")
    leader.does_not_read("Hai huyện chưa bố trí được mặt bằng")
    leader.opens(f"{PLAN}bao-cao/")
    report = Document(str(leader.downloads("Báo cáo 6 tháng đầu năm 2020", tmp_path)))
    assert any("tính đến hết ngày 19/6/2020" in paragraph.text for paragraph in report.paragraphs)
    traced = {urlsplit(link.address).path for part in report.paragraphs for link in part.hyperlinks}
    assert traced and {leader.opens(path) for path in traced} == {200}

"""Plans in a browser: the leader sees who is late, an agency answers, the report of June comes as a Word file."""

from pathlib import Path

from docx import Document

from tests.journeys.conftest import Arrival

PLAN = "/ke-hoach/tuyen-quang-2020/"


def test_a_leader_sees_who_is_late_an_agency_answers_and_the_report_comes(arrives: Arrival, tmp_path: Path) -> None:
    leader = arrives("tq-lanhdao")
    leader.opens(f"{PLAN}theo-doi/?ngay=2020-07-01")
    leader.reads("Quá hạn", "Báo cáo kết quả thực hiện 06 tháng", "2/7 cơ quan", "Hai huyện chưa bố trí được mặt bằng")

    health = arrives("tq-y-te")
    health.opens("/")
    health.reads("4.2. Nghiên cứu tham mưu", "quá hạn 69 ngày")
    health.opens(f"{PLAN}viec/4-2/")
    health.page.get_by_text("Ghi tiến độ", exact=True).first.click()
    health.page.get_by_label("Việc đã xảy ra").select_option(label="Đã gỡ vướng")
    health.presses("Ghi tiến độ")
    health.reads("Đã ghi tiến độ", "Đã gỡ vướng")

    leader.opens(f"{PLAN}theo-doi/?muc=late")
    leader.reads("4.2.", "quá hạn 69 ngày")
    leader.does_not_read("Hai huyện chưa bố trí được mặt bằng")
    leader.opens(f"{PLAN}bao-cao/")
    report = Document(str(leader.downloads("Báo cáo 6 tháng đầu năm 2020", tmp_path)))
    assert any("tính đến hết ngày 19/6/2020" in paragraph.text for paragraph in report.paragraphs)

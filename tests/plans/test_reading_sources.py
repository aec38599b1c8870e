"""The three documents as they are: every task that survived, everything that did not, and nothing else."""

from datetime import date

from tests.plans.reading import codes, of_duties, of_matrix, said, source

TUYEN_QUANG, DISPATCH, MINISTRY = "001", "004", "000"
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def test_seven_coded_tasks_and_a_row_without_code_or_content_survive_of_the_matrix():
    tasks = of_matrix(source(TUYEN_QUANG))
    assert [task.code for task in tasks] == ["", "3.1", "3.2", "3.4", "4.1", "4.2", "5.1", "5.2"]
    assert [task.group for task in tasks] == ["", "3", "3", "3", "4", "4", "5", "5"]
    orphan = tasks[0]
    assert orphan.content == ""
    assert [ref.text for ref in orphan.leads] == ["Sở Lao động - Thương binh và Xã hội"]
    assert [ref.text for ref in orphan.coordinators] == [
        "Công an tỉnh", "Sở Y tế", "Sở Tư pháp", "các đơn vị có liên quan",
    ]  # fmt: skip
    assert {(task.start.on, task.finish.on) for task in tasks} == {YEAR}
    assert {task.finish.words for task in tasks} == {"Trong năm 2020"}


def test_the_orphan_the_missing_groups_and_the_gap_are_reported_and_nothing_is_invented():
    found = source(TUYEN_QUANG)
    assert not found.errors
    assert sorted(codes(found)) == [
        "agency_which", "agency_which", "gap", "missing_groups", "no_date", "no_heading", "no_number", "orphan",
        "recipients", "short_row",
    ]  # fmt: skip
    assert "1–2" in said(found, "missing_groups")[0]
    assert "3.3" in said(found, "gap")[0]
    assert (found.number, found.issued.on) == ("", None)
    by_code = {p.code: p.place for p in found.problems}
    assert (by_code["orphan"].line, by_code["orphan"].row) == (88, 1)
    assert by_code["gap"].line == 130


def test_agencies_of_the_matrix_are_known_and_one_without_a_level_is_asked_about():
    task = next(task for task in of_matrix(source(TUYEN_QUANG)) if task.code == "3.2")
    lead, *others = *task.leads, *task.coordinators
    assert (lead.kind, lead.sector, lead.level, lead.every, lead.sure) == (
        "authority", "authority", "district", True, True,
    )  # fmt: skip
    front = next(ref for ref in others if ref.sector == "front")
    assert not front.sure
    assert [c.level for c in front.candidates] == ["province", "district", "commune"]


def test_the_head_the_parts_and_the_targets_are_read():
    found = source(TUYEN_QUANG)
    assert found.title.startswith("TỔ CHỨC THỰC HIỆN CÔNG TÁC CAI NGHIỆN")
    assert (found.kind, found.year, found.issuer) == ("Kế hoạch", 2020, "Ủy ban nhân dân tỉnh")
    assert [(s.code, s.role) for s in found.sections] == [
        ("I", "purpose"), ("II", "objectives"), ("III", "solutions"), ("IV", "money"), ("V", "organisation"),
    ]  # fmt: skip
    assert len(found.bases) == 4
    assert len(found.targets) == 6
    assert found.targets[0].text.startswith("100% xã, phường, thị trấn được tuyên truyền")


def test_the_duties_of_eleven_groups_of_agencies_are_tasks_without_days():
    duties = [task for task in of_duties(source(TUYEN_QUANG)) if not task.code.startswith("V-")]
    groups: dict[str, list[str]] = {}
    for task in duties:
        groups.setdefault(task.code.split("-")[0], [ref.text for ref in task.leads])
        assert not task.start and not task.finish
    assert len(duties) == 32
    assert groups == {
        "V.1": ["Sở Lao động - Thương binh và Xã hội"],
        "V.2": ["Sở Y tế"],
        "V.3": ["Công an tỉnh"],
        "V.4": ["Sở Tư pháp"],
        "V.5": ["Sở Thông tin và Truyền thông"],
        "V.6": ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"],
        "V.7": ["Ban Tuyên giáo Tỉnh ủy"],
        "V.8": ["Ủy ban Mặt trận Tổ quốc tỉnh", "các tổ chức chính trị - xã hội"],
        "V.9": ["Viện kiểm sát nhân dân", "Tòa án nhân dân tỉnh"],
        "V.10": ["Báo Tuyên Quang", "Đài Phát thanh và Truyền hình tỉnh"],
        "V.11": ["Ủy ban nhân dân huyện, thành phố"],
    }


def test_the_reports_of_june_and_december_come_again_every_year():
    reports = [task for task in of_duties(source(TUYEN_QUANG)) if task.report]
    assert [(task.content, task.finish.words, task.finish.on, task.every) for task in reports[1:]] == [
        ("Báo cáo kết quả thực hiện 06 tháng", "trước ngày 20 tháng 6", date(2020, 6, 19), ("year",)),
        ("Báo cáo kết quả thực hiện cả năm", "trước ngày 20 tháng 12", date(2020, 12, 19), ("year",)),
        ("Báo cáo đột xuất", "", None, ("asked",)),
    ]
    assert (reports[0].code, reports[0].every) == ("V.1-6", ("half", "year"))


def test_the_dispatch_of_2007_gives_four_ministries_the_provinces_and_the_front_their_duties():
    found = source(DISPATCH)
    assert (found.kind, found.number, found.issued.on) == ("Công văn", "1388/TTg-VX", date(2007, 9, 26))
    assert found.issuer == "THỦ TƯỚNG CHÍNH PHỦ"
    assert not found.problems
    q4, august = date(2007, 12, 31), date(2008, 8, 31)
    assert [(task.code, task.leads[-1].sector, task.finish.on) for task in found.tasks] == [
        ("1", "authority", None),
        ("2a-1", "labour", q4), ("2a-2", "labour", august), ("2a-3", "labour", q4),
        ("2b", "information", None), ("2c", "health", q4), ("2d", "police", None),
        ("2đ", "", None), ("2đ-1", "authority", None), ("2đ-2", "authority", q4),
        ("2e", "front", None), ("cuối", "labour", None),
    ]  # fmt: skip
    assert {task.leads[-1].level for task in found.tasks if task.code.startswith("2đ-")} == {"province"}


def test_the_ministries_named_behind_one_head_are_the_co_ordinators_and_the_monitor_reports_again_and_again():
    tasks = {task.code: task for task in source(DISPATCH).tasks}
    assert [(ref.text, ref.kind, ref.level) for ref in tasks["2a-3"].coordinators] == [
        ("Kế hoạch và Đầu tư", "ministry", "nation"), ("Tài chính", "ministry", "nation"),
        ("Tư pháp", "ministry", "nation"), ("Công an", "ministry", "nation"),
    ]  # fmt: skip
    assert tasks["2a-2"].finish.words == "vào tháng 8 năm 2008"
    assert (tasks["cuối"].every, tasks["cuối"].report) == (("periodic",), True)
    assert [ref.sector for ref in tasks["cuối"].coordinators] == ["authority", ""]


def test_the_order_of_the_ministry_is_read_for_what_it_orders_with_days():
    found = source(MINISTRY)
    assert found.title == "Tổng kết công tác cai nghiện và quản lý sau cai nghiện ma túy giai đoạn 2016 - 2020"
    assert (found.number, found.issued.on, found.year) == ("", None, 2020)
    assert [(task.code, task.finish.words, task.finish.on) for task in found.tasks] == [
        ("III.2.1", "trước ngày 30/9/2020", date(2020, 9, 29)),
        ("III.2.1-1", "vào tháng 10-11/2020", date(2020, 11, 30)),
        ("III(2).1.1", "", None),
        ("III(2).1.2", "", None),
    ]
    assert codes(found) == ["no_matrix", "no_number", "no_date", "twice_heading"]

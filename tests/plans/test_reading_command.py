"""`hoanhap plan import`: what it prints of the plan as it is, and that nothing or everything is saved."""

import json

import pytest
from click.testing import CliRunner

from hoanhap.config.cli.plan import command
from hoanhap.plans.models import Plan
from tests.plans.reading import HEADING, SOURCES, as_docx

TUYEN_QUANG = next(SOURCES.glob("001_*.txt"))
WRONG = [HEADING, ("1.1", "a b", "Sở Vũ trụ", "", "31/4/2020", "", ""), ("1.1", "b c", "Sở Y tế", "", "", "", "")]


def run(*arguments):
    return CliRunner().invoke(command, ["import", *map(str, arguments)])


def test_the_plan_is_printed_with_its_agencies_its_days_and_what_could_not_be_read():
    done = run(TUYEN_QUANG, "--dry-run")
    assert done.exit_code == 0, done.output
    for words in (
        "Nhiệm vụ trong biểu: 8", "Nhiệm vụ giao cho cơ quan: 36", "3.4", "trước ngày 20 tháng 6 (19/6/2020); hằng năm",
        "? Ủy ban Mặt trận Tổ quốc × 2", "biểu 1, dòng 5: Không có nhiệm vụ 3.3", "Không thấy nhóm nhiệm vụ 1–2",
        "Đọc được; chưa lưu.",
    ):  # fmt: skip
        assert words in done.output


def test_the_same_as_json():
    said = json.loads(run(TUYEN_QUANG, "--dry-run", "--json").output)
    assert (said["year"], said["errors"], said["saved"], len(said["tasks"])) == (2020, [], "", 44)
    task = next(task for task in said["tasks"] if task["code"] == "4.1")
    assert task["finish"] == {"words": "Trong năm 2020", "on": "2020-12-31"}
    assert task["leads"][0]["sector"] == "health"
    gap = next(p for p in said["problems"] if p["code"] == "gap")
    assert gap["place"] == {"line": 130, "table": 1, "row": 5}


def test_a_word_file_with_mistakes_tells_all_of_them_and_ends_with_1(tmp_path):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(as_docx(WRONG, before=("KẾ HOẠCH", "Năm 2020")))
    done = run(file)
    assert done.exit_code == 1
    for words in ("31/4/2020", "Hai nhiệm vụ cùng mã 1.1", "Sở Vũ trụ", "biểu 1, dòng 3", "Không lưu gì."):
        assert words in done.output


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0", b"\x00\xff" * 100])
@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_no_bytes_make_it_fail(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    assert run(file, "--dry-run").exit_code == 1


def test_the_plan_of_tuyen_quang_is_saved_whole(world):
    done = run(TUYEN_QUANG, "--code", "tuyen-quang-2020", "--as", "tinh")
    assert done.exit_code == 0, done.output
    plan = Plan.objects.get(code="tuyen-quang-2020")
    assert plan.title.startswith("TỔ CHỨC THỰC HIỆN")
    assert list(plan.tasks.filter(origin="matrix").order_by("position").values_list("code", flat=True)) == [
        "", "3.1", "3.2", "3.4", "4.1", "4.2", "5.1", "5.2",
    ]  # fmt: skip
    again = run(TUYEN_QUANG, "--code", "tuyen-quang-2020", "--as", "tinh")
    assert again.exit_code == 1
    assert Plan.objects.count() == 1

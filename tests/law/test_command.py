"""`hoanhap clock explain`, as a person or a program asks it."""

import json

import pytest
from click.testing import CliRunner

from hoanhap.config.cli.clock import command


def ask(*words):
    return CliRunner().invoke(command, ["explain", *words])


def answer(*words):
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_three_working_days_over_tet_2020_are_told_day_by_day():
    found = answer("--amount", "3", "--unit", "working_days", "--start", "2020-01-20")
    assert (found["start"], found["due"], found["due_at"]) == ("2020-01-20", "2020-01-30", "2020-01-31T00:00:00+07:00")
    assert (found["rule"], found["article"], found["verified"]) == (None, None, True)
    assert [s["date"] for s in found["steps"] if s["counted"]] == ["2020-01-21", "2020-01-22", "2020-01-30"]
    off = [s for s in found["steps"] if "Tết" in s["why"]]
    assert [s["date"][-2:] for s in off] == ["23", "24", "25", "26", "27", "28", "29"]


def test_a_rule_is_read_with_its_article():
    found = answer("--rule", "nd94.verify", "--start", "20/01/2020")
    assert (found["rule"], found["due"], found["verified"]) == ("nd94.verify", "2020-01-30", True)
    assert "94/2010" in found["article"] and found["source"]


def test_a_rule_of_an_older_regime_is_asked_for_by_its_name():
    assert ask("--rule", "nd94.verify", "--start", "2022-01-04").exit_code == 2
    found = answer("--rule", "nd94.verify", "--start", "2022-01-04", "--regime", "R2014")
    assert found["due"] == "2022-01-07"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (["--amount", "24", "--unit", "hours", "--start", "2020-01-20T08:30"], "2020-01-21T08:30:00+07:00"),
        (["--amount", "24", "--unit", "hours", "--start", "2020-01-20T01:30+00:00"], "2020-01-21T08:30:00+07:00"),
        (["--amount", "1", "--unit", "months", "--start", "2020-01-31"], "2020-02-29"),
        (["--amount", "1", "--unit", "months", "--kind", "procedural", "--start", "2020-01-31"], "2020-03-02"),
        (["--amount", "5", "--unit", "days", "--start", "2020-06-01"], "2020-06-08"),
        (["--amount", "5", "--unit", "days", "--kind", "term", "--start", "2020-06-01"], "2020-06-06"),
        (["--amount", "1", "--unit", "weeks", "--start", "2020-06-01"], "2020-06-08"),
    ],
)
def test_an_amount_is_counted_in_its_unit(words, due):
    assert answer(*words)["due"] == due


def test_a_person_reads_the_end_and_what_is_doubtful():
    lines = ask("--amount", "2", "--unit", "working_days", "--start", "2026-11-22").output.splitlines()
    assert lines[0] == "Hết hạn: 24/11/2026"
    assert "Chưa kiểm chứng đầy đủ." in lines
    assert lines[-1] == "  + 24/11/2026  Ngày làm việc thứ 2, Ngày Văn hóa Việt Nam (chưa rõ có nghỉ)"


def test_every_mistake_of_a_command_is_told_at_once():
    result = ask("--amount", "nhiều", "--unit", "năm", "--kind", "x", "--start", "hôm nào", "--regime", "R0")
    assert result.exit_code == 2
    for option in ("--amount", "--unit", "--kind", "--start", "--regime"):
        assert f"{option}: " in result.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Ghi một trong hai: --rule hoặc --amount"),
        (["--rule", "nd94.verify", "--amount", "3"], "Ghi một trong hai: --rule hoặc --amount"),
        (["--rule", "nd94.verify", "--unit", "days"], "--unit chỉ đi cùng --amount"),
        (["--rule", "khong.co"], "Luật không có “khong.co” áp dụng ngày 20/01/2020"),
        (["--amount", "3"], "--unit: chọn một trong hours, days"),
        (["--amount", "0", "--unit", "days"], "--amount: ghi số nguyên từ 1 đến 3660"),
        (["--amount", "9" * 5000, "--unit", "days"], "--amount: ghi số nguyên từ 1 đến 3660"),
        (["--amount", "-3", "--unit", "days"], "--amount: ghi số nguyên từ 1 đến 3660"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(words, says):
    result = ask(*words, "--start", "2020-01-20")
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize("start", ["2020-02-30", "2020-01-20T25:00", "99999-01-01", "0001-01-01T00:00", ""])
def test_a_start_that_is_no_day_is_refused(start):
    result = ask("--amount", "3", "--unit", "days", "--start", start)
    assert result.exit_code == 2
    assert "--start: “" in result.output

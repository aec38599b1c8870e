"""`hoanhap units` for people and for scripts."""

import json

import pytest
from click.testing import CliRunner

from hoanhap.config.cli.units import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def run(*words):
    return CliRunner().invoke(command, words)


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [("2020-01-31", 13, 199), ("2020-02-01", 12, 161), ("2020-03-01", 10, 161), ("01/7/2025", 0, 56)],
)
def test_json_lists_the_units_of_a_day(day, districts, communes):
    found = json.loads(run("at", day, "--under", "04", "--json").stdout)
    assert set(found[0]) == {"code", "name", "kind", "level", "parent", "valid_from", "valid_to"}
    levels = [u["level"] for u in found]
    assert (levels.count("province"), levels.count("district"), levels.count("commune")) == (1, districts, communes)


def test_the_whole_country_is_one_list():
    found = json.loads(run("at", "2026-11-22", "--json").stdout)
    assert len(found) == 1 + 34 + 3_321 and found[0]["level"] == "nation"


def test_plain_output_is_an_indented_tree_with_counts():
    lines = run("at", "2020-01-31", "--under", "04").stdout.splitlines()
    assert lines[0].startswith("04  Tỉnh Cao Bằng  (13 ") and "199 " in lines[0]
    assert lines[1].startswith("  040  Thành phố Cao Bằng") and lines[2].startswith("    01267  Phường Sông Hiến")
    assert len(lines) == 1 + 13 + 199


def test_a_code_shows_its_past_and_future():
    text = run("show", "01633", "--on", "2020-01-31").stdout
    assert "Xã Hồng Đại" in text and "Xã Cách Linh (một phần, chưa xác minh)" in text
    assert "thuộc Huyện Phục Hòa, Tỉnh Cao Bằng, Việt Nam" in text and "(chủ trì)" in text
    assert "chưa rõ nơi nhận" in run("show", "01486").stdout


def test_help_says_whose_history_is_known():
    for words in (("--help",), ("at", "--help"), ("show", "--help")):
        assert "chỉ được ghi cho Cao Bằng" in " ".join(run(*words).stdout.split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("at", "2020-13-01"), "không phải là một ngày"),
        (("at", "2020-02-01", "--under", "044"), "Không có đơn vị mã “044”"),
        (("at", "1999-01-01"), "Không có dữ liệu"),
        (("show", "99999"), "Không có đơn vị mã “99999”"),
    ],
)
def test_what_cannot_be_answered_is_said_and_fails(words, says):
    result = run(*words)
    assert result.exit_code != 0 and says in result.output


def test_loading_again_says_that_nothing_changed():
    assert "Đã có sẵn" in run("load").stdout

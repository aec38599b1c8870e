"""A new form is one file and no code; an old period keeps its old form."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hoanhap.catalog import loaded
from hoanhap.config.home import ROOT

HOUSE = ROOT / "catalog"
BIEU_03 = Path(__file__).parent / "forms" / "bieu-03-bcn.toml"


@pytest.fixture
def own(tmp_path):
    """An installation's own catalog folder."""
    (tmp_path / "forms").mkdir()
    return tmp_path


def test_a_form_that_is_in_no_seed_is_complete_after_one_file(own):
    shutil.copy(BIEU_03, own / "forms")
    form = loaded.load([HOUSE, own]).form("bieu-03-bcn")
    assert "bieu-03-bcn" not in {f.code for f in loaded.forms()}
    assert (form.kind, form.verified, form.version) == ("grid", False, "2011")
    assert [r.title.vi for r in form.rows if r.number] == [
        "Cai nghiện tự nguyện tại gia đình",
        "Cai nghiện tự nguyện tại cộng đồng",
        "Cai nghiện bắt buộc tại cộng đồng",
        "Quản lý sau cai nghiện tại nơi cư trú",
        "Hỗ trợ giải quyết các vấn đề xã hội",
        "Tình hình tái nghiện",
        "Cán bộ",
        "Kinh phí hoạt động",
        "Xã/phường/thị trấn không có người nghiện ma túy",
    ]
    assert len(form.filled_rows) == 74 and len(form.checks) == 12
    assert form.row["1.2"].parts.rows == ("1.2.1", "1.2.2", "1.2.3")
    assert form.row["8"].measure.exponent == 6


def test_an_installation_without_forms_of_its_own_has_the_house_s(tmp_path):
    assert loaded.load([HOUSE, tmp_path / "none"]).forms == loaded.forms()


def test_an_old_period_keeps_its_old_form(own):
    text = (HOUSE / "forms" / "phu-luc-3.toml").read_text(encoding="utf-8")
    old = text.replace("valid_from = 2020-06-01", "valid_from = 2020-06-01\nvalid_to = 2026-01-01")
    new = text.replace('version = "2020"', 'version = "2026"').replace(
        "valid_from = 2020-06-01", "valid_from = 2026-01-01"
    )
    (own / "forms" / "old.toml").write_text(old, encoding="utf-8")
    (own / "forms" / "new.toml").write_text(
        new.replace("Hỗ trợ đối tượng", "Hỗ trợ người cai nghiện"), encoding="utf-8"
    )
    found = loaded.load([HOUSE / "measures.toml", own])
    assert found.form("phu-luc-3").version == "2026"
    assert found.form("phu-luc-3", "2020").row["2.3"].title.vi == "Hỗ trợ đối tượng"
    assert found.form("phu-luc-3", on=date(2025, 12, 31)).version == "2020"
    assert found.form("phu-luc-3", on=date(2026, 1, 1)).version == "2026"


def test_what_is_not_there_is_said():
    for ask in (
        lambda: loaded.form("phu-luc-9"),
        lambda: loaded.form("phu-luc-2", "1999"),
        lambda: loaded.form("phu-luc-2", on=date(2000, 1, 1)),
        lambda: loaded.outline("khong-co"),
    ):
        with pytest.raises(loaded.Unknown, match="Không có"):
            ask()


def test_the_default_library_follows_the_settings(settings, own):
    shutil.copy(BIEU_03, own / "forms")
    settings.CATALOG_PATHS = [HOUSE, own]
    assert loaded.form("bieu-03-bcn").code == "bieu-03-bcn"
    settings.CATALOG_PATHS = [HOUSE]
    with pytest.raises(loaded.Unknown):
        loaded.form("bieu-03-bcn")


def test_forms_are_frozen_and_the_same_object_everywhere():
    form = loaded.form("phu-luc-2")
    assert form is loaded.form("phu-luc-2", "2020")
    with pytest.raises(AttributeError):
        form.rows[0].title = "khác"


def test_a_row_counts_what_its_measure_counts():
    for form in loaded.forms():
        assert all(r.counts == r.measure.counts for r in form.filled_rows)

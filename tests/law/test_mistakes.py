"""A wrong file of the law is told every mistake at once: file, line, key, what to do. Nothing of it is used."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.config.home import ROOT
from hoanhap.kernel.lang import speaking
from hoanhap.law import loaded
from hoanhap.law.apps import sound

FILES = {
    "regimes.toml": """\
[[regime]]
code = "R1"
vi = "Một"
en = "One"
from = 2014-01-01
to = 2022-01-01
source = "Luật mẫu"
verified = true

[[regime]]
code = "R2"
vi = "Hai"
en = "Two"
from = 2022-01-01
source = "Luật mẫu"
verified = true

[[act]]
code = "nd1"
vi = "Nghị định 1"
en = "Decree 1"
about = ["compulsory"]
from = 2014-01-01
source = "mẫu"
verified = true

[[act]]
code = "nd2"
vi = "Nghị định 2"
en = "Decree 2"
about = ["compulsory"]
from = 2016-01-01
amends = ["nd1"]
source = "mẫu"
verified = true

[[transition]]
code = "t1"
at = 2022-01-01
case = "running"
follows = "old"
vi = "Đang thi hành"
en = "Running"
article = "Điều 1"
source = "mẫu"
verified = true
""",
    "parameters/a.toml": """\
[[parameter]]
code = "tuoi"
vi = "Tuổi"
en = "Age"
unit = "age"

[[parameter.value]]
is = 12
from = 2014-01-01
to = 2022-01-01
source = "mẫu"
verified = true

[[parameter.value]]
is = 14
from = 2022-01-01
source = "mẫu"
verified = true
""",
    "bases.toml": """\
[[basis]]
code = "quy-che"
vi = "Quy chế"
en = "Rules"
article = "Điều 1"
kind = "patients"
holder = "health"
asker = "police"
classes = ["K1", "K5"]
from = 2020-01-01
source = "mẫu"
verified = false
note = "Chưa đọc được"
note_en = "Not read"
""",
    "calendars/2020.toml": """\
[calendar]
year = 2020

[[holiday]]
vi = "Lễ"
en = "Feast"
dates = [2020-09-02]
source = "mẫu"
verified = true

[[swap]]
off = 2020-09-01
worked = 2020-08-29
source = "mẫu"
verified = true
""",
    "clocks/a.toml": """\
[[rule]]
code = "han"
vi = "Hạn"
en = "Limit"
amount = 3
unit = "days"
kind = "procedural"
article = "Điều 1"
from = 2014-01-01
to = 2022-01-01
source = "mẫu"
verified = true

[[rule]]
code = "han"
vi = "Hạn"
en = "Limit"
amount = 5
unit = "days"
kind = "procedural"
article = "Điều 2"
from = 2022-01-01
source = "mẫu"
verified = false
note = "Theo trí nhớ"
note_en = "From memory"
""",
}


def problems(folder: Path, **changed: str) -> list[tuple[str, int, str, str]]:
    """What is said of the sample, or of the sample with some of its files (`calendars_2020`) changed."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(changed.pop(name.removesuffix(".toml").replace("/", "_"), text), encoding="utf-8")
    assert not changed
    try:
        loaded.load(folder)
    except loaded.LawErrors as errors:
        assert all(p.message and p.remedy for p in errors.problems)
        return [(Path(p.file).name, p.line, p.key, p.message) for p in errors.problems]
    return []


def test_the_sample_itself_is_right(tmp_path):
    assert problems(tmp_path) == []


MISTAKES = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"{case['file']}: {case['wrong']}")
def test_a_mistake_is_told_at_its_line(tmp_path, case):
    text = FILES[case["file"]]
    wrong = text.replace(case["right"], case["wrong"], 1)
    assert wrong != text
    said = problems(tmp_path, **{case["file"].removesuffix(".toml").replace("/", "_"): wrong})
    assert [[line, key, message] for _, line, key, message in said] == case["says"]
    assert {file for file, *_ in said} == {Path(case["file"]).name}


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    said = problems(
        tmp_path,
        regimes=FILES["regimes.toml"].replace('en = "One"\n', ""),
        parameters_a=FILES["parameters/a.toml"].replace("is = 12", 'is = "12"'),
        calendars_2020=FILES["calendars/2020.toml"].replace("[2020-09-02]", "[2021-09-02]"),
        clocks_a=FILES["clocks/a.toml"].replace("to = 2022-01-01", "to = 2021-01-01"),
    )
    assert [(file, line, key) for file, line, key, _ in said] == [
        ("2020.toml", 7, "holiday[#1].dates"),
        ("a.toml", 22, "rule[han].from"),
        ("a.toml", 8, "parameter[tuoi].value[#1].is"),
        ("regimes.toml", 1, "regime[R1]"),
    ]


def test_versions_in_two_files_may_neither_overlap_nor_leave_a_gap(tmp_path):
    problems(tmp_path)
    later = FILES["clocks/a.toml"].split("\n\n")[1].replace("from = 2022-01-01", "from = 2023-01-01")
    earlier = FILES["clocks/a.toml"].split("\n\n")[0]
    said = []
    for start in ("from = 2023-01-01", "from = 2021-06-01"):
        (tmp_path / "clocks" / "a.toml").write_text(earlier + "\n", encoding="utf-8")
        (tmp_path / "clocks" / "b.toml").write_text(later.replace("from = 2023-01-01", start) + "\n", encoding="utf-8")
        with pytest.raises(loaded.LawErrors) as caught:
            loaded.load(tmp_path)
        said += [(Path(p.file).name, p.line, p.key, p.message) for p in caught.value.problems]
    assert said == [
        ("b.toml", 9, "rule[han].from", "Hở từ 01/01/2022: bản trước trong a.toml đã hết"),
        ("b.toml", 9, "rule[han].from", "Trùng ngày với bản trước trong a.toml"),
    ]


def test_a_year_without_a_calendar_between_two_that_have_one_is_missed(tmp_path):
    problems(tmp_path)
    (tmp_path / "calendars" / "2022.toml").write_text("[calendar]\nyear = 2022\n", encoding="utf-8")
    with pytest.raises(loaded.LawErrors, match="Thiếu lịch năm 2021 → Thêm tệp 2021.toml"):
        loaded.load(tmp_path)


def test_a_province_s_own_value_comes_before_the_nation_s(tmp_path):
    own = '\n[[parameter.value]]\nis = 16\nfrom = 2018-01-01\nto = 2019-01-01\nprovince = "04"\n'
    own += 'source = "Quyết định mẫu"\nverified = true\n'
    assert problems(tmp_path, parameters_a=FILES["parameters/a.toml"] + own) == []
    found = loaded.load(tmp_path)
    on = date(2018, 6, 1)
    assert [found.parameter("tuoi", on, province).value for province in ("", "01", "04")] == [12, 12, 16]
    assert found.parameter("tuoi", date(2019, 1, 1), "04").value == 12


def test_the_same_year_twice_is_refused(tmp_path):
    problems(tmp_path)
    shutil.copy(tmp_path / "calendars" / "2020.toml", tmp_path / "calendars" / "khac.toml")
    with pytest.raises(loaded.LawErrors) as caught:
        loaded.load(tmp_path)
    assert {(Path(p.file).name, p.key) for p in caught.value.problems} == {("khac.toml", "calendar.year")}


def test_the_words_of_a_refusal_follow_the_language(tmp_path):
    with speaking("en"), pytest.raises(loaded.LawErrors, match="The files of the law have 1 mistakes"):
        problems(tmp_path)
        (tmp_path / "clocks" / "a.toml").write_text("[[ruel]]\n", encoding="utf-8")
        loaded.load(tmp_path)


def test_start_up_is_refused_with_every_mistake(tmp_path, monkeypatch):
    problems(tmp_path, clocks_a="x = 1\n", parameters_a="y = 1\n")
    monkeypatch.setattr(loaded, "law", lambda: loaded.load(tmp_path))
    errors = sound()
    assert [e.id for e in errors] == ["law.E001"] * 2
    assert all(e.hint for e in errors)


def test_start_up_is_allowed_with_the_house_s_own_law():
    assert sound() == []
    assert loaded.law() is loaded.law()
    assert loaded.HOUSE == ROOT / "law"


@given(st.data())
def test_a_law_with_any_line_lost_is_loaded_or_refused_by_name(tmp_path, data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    lines = FILES[name].splitlines(keepends=True)
    lost = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(
        st.sampled_from(["", "x = 1\n", "[[rule]]\n", "[calendar]\n", "from = 2030-01-01\n", "dates = 5\n"])
    )
    text = "".join([*lines[:lost], other, *lines[lost + 1 :]])
    for file, line, _, _ in problems(tmp_path, **{name.removesuffix(".toml").replace("/", "_"): text}):
        assert file == Path(name).name
        assert 1 <= line <= len(lines) + 1

"""A wrong file is told every mistake at once: which file, which line, which key, what to do."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.catalog import loaded
from hoanhap.catalog.apps import sound
from hoanhap.config.home import ROOT
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.toml.lines import locate

MEASURES = """\
[measures.nguoi]
title = "người"
title_en = "persons"
counts = "person"

[measures.luot_nguoi]
title = "lượt người"
title_en = "attendances"
counts = "visit"
"""

FORM = """\
[form]
code = "mau"
version = "1"
annex = "Mẫu"
annex_en = "Sample"
title = "Biểu mẫu"
title_en = "A form"
kind = "grid"
source = "Thông tư mẫu"
verified = true
valid_from = 2020-01-01
filled_by = ["commune"]

[[columns]]
code = "2019"
title = "2019"
title_en = "2019"
start = 2019-01-01
end = 2020-01-01

[[columns]]
code = "2020"
title = "2020"
title_en = "2020"
start = 2020-01-01
end = 2021-01-01

[[rows]]
code = "1"
title = "Tổng"
title_en = "Total"
measure = "nguoi"
parts = { rows = ["1.1", "1.2"], relation = "=" }

[[rows]]
code = "1.1"
indent = 1
title = "Nam"
title_en = "Men"
measure = "nguoi"

[[rows]]
code = "1.2"
indent = 1
title = "Nữ"
title_en = "Women"
measure = "nguoi"

[[checks]]
code = "tang"
kind = "jump"
rows = ["1"]
factor = 3
message = "Từ {other} lên {value}"
message_en = "From {other} to {value}"
remedy = "Xem lại"
remedy_en = "Look again"
"""

OUTLINE = """\
[outline]
code = "de-cuong"
version = "1"
title = "Đề cương"
title_en = "Outline"
source = "Công văn mẫu"
annexes = ["mau"]

[[sections]]
code = "1"
number = "1."
title = "Kết quả"
title_en = "Results"
draft = "Có {{mau.1.2020}} người."
"""


def problems(
    folder: Path, *, form: str = FORM, outline: str = OUTLINE, measures: str = MEASURES
) -> list[loaded.Problem]:
    for name, text in (("measures", measures), ("forms/mau", form), ("outlines/de-cuong", outline)):
        path = folder / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    try:
        loaded.load([folder])
    except loaded.CatalogErrors as errors:
        return errors.problems
    return []


def test_the_sample_itself_is_right(tmp_path):
    assert problems(tmp_path) == []


MISTAKES = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8"))


def said(found: list[loaded.Problem], name: str) -> list[tuple[int, str, str]]:
    assert {Path(p.file).stem for p in found} == {name}
    assert all(p.message and p.remedy for p in found)
    return [(p.line, p.key, p.message) for p in found]


def expected(case: dict[str, Any], found: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """What must be said; an empty message stands for whatever was said."""
    words = [message for _, _, message in found]
    return [(line, key, text or words.pop(0)) for line, key, text in case["says"]]


@pytest.mark.parametrize("case", MISTAKES["form"], ids=lambda case: case["wrong"])
def test_a_mistake_in_a_form_is_told_at_its_line(tmp_path, case):
    wrong = FORM.replace(case["right"], case["wrong"], 1)
    assert wrong != FORM
    found = said([p for p in problems(tmp_path, form=wrong) if p.file.endswith("mau.toml")], "mau")
    assert found == sorted(expected(case, found))


@pytest.mark.parametrize("case", MISTAKES["outline"], ids=lambda case: case["wrong"])
def test_a_mistake_in_an_outline_is_told_at_its_line(tmp_path, case):
    wrong = OUTLINE.replace(case["right"], case["wrong"], 1)
    assert wrong != OUTLINE
    found = said(problems(tmp_path, outline=wrong), "de-cuong")
    assert found == sorted(expected(case, found))


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    found = problems(
        tmp_path,
        form=FORM.replace("verified = true", "verified = 1").replace("Nữ", ""),
        outline=OUTLINE.replace('source = "Công văn mẫu"\n', ""),
        measures=MEASURES.replace('title_en = "persons"\n', ""),
    )
    assert [(Path(p.file).name, p.line, p.key) for p in found] == [
        ("mau.toml", 10, "form.verified"),
        ("mau.toml", 45, "rows[1.2].title"),
        ("measures.toml", 2, "measures.nguoi.title"),
        ("de-cuong.toml", 1, "outline"),
    ]


def test_two_versions_may_not_be_valid_on_one_day(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "mau-2.toml").write_text(FORM.replace('version = "1"', 'version = "2"'))
    [problem] = problems(tmp_path)
    assert (Path(problem.file).name, problem.line, problem.key) == ("mau.toml", 11, "form.valid_from")
    assert problem.message == "Trùng bản 2 trong mau-2.toml"


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "hong.toml").write_bytes("[form]\ntitle = 'bi\xeau'".encode("latin-1"))
    [problem] = problems(tmp_path)
    assert (Path(problem.file).name, problem.message) == ("hong.toml", "Không phải UTF-8")


def test_an_author_who_reads_english_is_told_in_english(tmp_path):
    with speaking("en"):
        [problem] = problems(tmp_path, form=FORM.replace('source = "Thông tư mẫu"\n', ""))
        assert (problem.message, problem.remedy) == ("“source” is missing", "Add source = …")


def test_start_up_is_refused_with_every_mistake(tmp_path, settings):
    settings.CATALOG_PATHS = [tmp_path]
    problems(tmp_path, form=FORM.replace("verified = true", "").replace('source = "Thông tư mẫu"', ""))
    errors = sound()
    assert [e.id for e in errors] == ["catalog.E001"] * 2
    assert all("mau.toml:1: form: Thiếu" in e.msg and e.hint for e in errors)


def test_start_up_is_allowed_with_the_house_s_own_catalog():
    assert sound() == []


# ---------------------------------------------------------------- lines
LONG = '''\
[a]
x = """
[not]
y = 1 " ' [
"""
z = [
  "]", # ]
  {k = 1},
]
[[b]]
c = 1
[[b]]
c = """
[[b]]
"""
d = 2
'''


def test_every_key_of_every_file_of_the_house_is_found_on_its_line():
    for path in (ROOT / "catalog").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        written = text.split("\n")
        for place, line in locate(text).known.items():
            last = next(part for part in reversed(place) if isinstance(part, str))
            assert last in written[line - 1], (path, place, line)


def test_lines_are_found_behind_long_strings_and_arrays():
    text = LONG
    known = locate(text).known
    assert known == {
        ("a",): 1,
        ("a", "x"): 2,
        ("a", "z"): 6,
        ("b",): 10,
        ("b", 0): 10,
        ("b", 0, "c"): 11,
        ("b", 1): 12,
        ("b", 1, "c"): 13,
        ("b", 1, "d"): 16,
    }


@given(st.data())
def test_a_form_with_any_line_lost_is_loaded_or_refused_by_name(tmp_path, data):
    lines = FORM.splitlines(keepends=True)
    lost = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.sampled_from(["", "x = 1\n", "[[rows]]\n", 'code = "1"\n', "parts = 5\n", "rows = []\n"]))
    for problem in problems(tmp_path, form="".join([*lines[:lost], other, *lines[lost + 1 :]])):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.message and problem.remedy

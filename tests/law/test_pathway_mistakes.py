"""A wrong pathway is told every mistake at once: file, line, key. None of it is used."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hoanhap.config.home import ROOT
from hoanhap.kernel.toml.problems import Problem
from hoanhap.law.clocks import Rule, Words
from hoanhap.law.pathways.loading import load

PATHWAY = """\
[pathway]
code = "mau"
version = "1"
kind = "rehab"
vi = "Mẫu"
en = "Sample"
regime = "R1"
from = 2014-01-01
to = 2022-01-01
residential = false
source = "mẫu"
mark = "F"

[[term]]
min = 6
max = 12
unit = "months"
starts = ["decide"]

[[right]]
code = "notice"
vi = "Được báo"
en = "Told"
steps = ["tell"]
before = ["decide"]

[[state]]
code = "received"
vi = "Đã nhận"
en = "Received"

[[state]]
code = "told"
vi = "Đã báo"
en = "Told"

[[state]]
code = "running"
vi = "Đang cai"
en = "Running"

[[state]]
code = "done"
vi = "Xong"
en = "Done"
outcome = "completed"

[[state]]
code = "dead"
vi = "Chết"
en = "Dead"
outcome = "died"

[[step]]
code = "receive"
vi = "Nhận đơn"
en = "Receive"
after = "received"
actor = "person"
recorder = "officer"
needs = ["age-from:12"]
starts = ["a.answer"]

[[step]]
code = "tell"
vi = "Báo"
en = "Tell"
before = ["received"]
after = "told"
actor = "team"

[[step]]
code = "decide"
vi = "Quyết định"
en = "Decide"
before = ["told"]
after = "running"
actor = "officer"
fields = ["months"]
stops = ["a.answer"]
decides = true

[[step]]
code = "finish"
vi = "Xong"
en = "Finish"
before = ["running"]
after = "done"
actor = "officer"

[[step]]
code = "die"
vi = "Chết"
en = "Die"
before = ["*"]
after = "dead"
actor = "officer"
"""
AMENDED = """\
[pathway]
extends = "mau/1"
code = "mau"
version = "2"
kind = "rehab"
vi = "Mẫu sửa"
en = "Amended"
regime = "R1"
from = 2022-01-01
residential = false
source = "mẫu"
mark = "M"

[[step]]
code = "finish"
needs = ["term-served"]
"""
ACTORS = """\
[[actor]]
code = "person"
vi = "Người này"
en = "The person"
sector = "person"

[[actor]]
code = "team"
vi = "Tổ"
en = "Team"
sector = "labour"
level = "commune"
to = 2020-01-01

[[actor]]
code = "team"
vi = "Tổ công an"
en = "Police team"
sector = "police"
from = 2020-01-01

[[actor]]
code = "officer"
vi = "Cán bộ"
en = "Officer"
sector = "labour"
level = "commune"
"""
FIELDS = """\
[[field]]
code = "months"
vi = "Tháng"
en = "Months"
type = "number"

[[field]]
code = "rating"
vi = "Đánh giá"
en = "Rating"
type = "choice"
choices = { good = "Tốt | Good" }
"""
FILES = {"a.toml": PATHWAY, "b.toml": AMENDED, "actors.toml": ACTORS, "fields.toml": FIELDS}
CASES = tomllib.loads((ROOT / "tests/law/pathway_mistakes.toml").read_text(encoding="utf-8"))["mistake"]


def _rule(code: str, to: date | None) -> Rule:
    words = Words("Hạn", "Limit")
    return Rule(code, words, 3, "days", "procedural", "Điều 1", "mẫu", True, date(2014, 1, 1), to)


RULES = {"a.answer": [_rule("a.answer", None)], "a.old": [_rule("a.old", date(2016, 1, 1))]}


def _load(folder: Path, files: dict[str, str]) -> tuple[Any, list[Problem]]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder, RULES, {"R1"})


def test_the_sample_is_sound(tmp_path: Path) -> None:
    pathways, problems = _load(tmp_path, FILES)
    assert problems == []
    assert [p.version for p in pathways.versions] == ["1", "2"]


def test_an_amending_version_keeps_what_it_does_not_say(tmp_path: Path) -> None:
    pathways, _ = _load(tmp_path, FILES)
    old, new = pathways.versions
    assert [s.code for s in new.steps] == [s.code for s in old.steps]
    assert [str(n) for n in new.step["finish"].needs] == ["term-served"]
    assert new.step["tell"] == old.step["tell"]
    assert new.step["finish"].title == old.step["finish"].title


def test_a_borrowed_layout_is_never_verified_by_the_other_law(tmp_path: Path) -> None:
    said = 'code = "tell"\narticle = "Điều 9"\nmark = "F"\nforms = ["Mẫu 1"]'
    files = {
        **FILES,
        "a.toml": PATHWAY.replace('code = "tell"', said),
        "b.toml": AMENDED.replace("extends", "borrows").replace('source = "mẫu"', 'source = "luật khác"'),
    }
    pathways, problems = _load(tmp_path, files)
    old, new = (p.step["tell"] for p in pathways.versions)
    assert problems == []
    assert (old.verified, old.article, old.forms, old.source) == (True, "Điều 9", ("Mẫu 1",), "mẫu")
    assert (new.verified, new.article, new.forms, new.source) == (False, "", (), "luật khác")
    assert new.note.vi


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['right']} → {c['wrong']}".replace("\n", " "))
def test_a_mistake_is_told_at_its_line_and_key(tmp_path: Path, case: dict[str, Any]) -> None:
    file = case.get("file", "a.toml")
    assert FILES[file].count(case["right"]) == 1, "the case must change one thing"
    text = FILES[file].replace(case["right"], case["wrong"])
    files = (
        {**FILES, file: text} if file != "a.toml" else {k: v for k, v in FILES.items() if k != "b.toml"} | {file: text}
    )
    _, problems = _load(tmp_path, files)
    assert sorted((p.line, p.key, p.message) for p in problems) == sorted(tuple(x) for x in case["says"])
    assert all(p.file.endswith(file) and p.remedy for p in problems)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {'before = ["running"]': 'before = ["told"]', 'before = ["*"]': 'before = ["received", "told"]'},
            ["Không có lối ra", "Không ghi được là đã chết"],
        ),
        ({'after = "received"\n': 'after = "received"\nbefore = ["told"]\n'}, ["Không có bước mở đầu"]),
        ({'after = "received"\n': "", 'before = ["received"]\n': ""}, ["Bước mở đầu mà không sang đâu"]),
    ],
)
def test_a_graph_that_leads_nowhere_is_told(tmp_path: Path, changes: dict[str, str], says: list[str]) -> None:
    text = PATHWAY
    for right, wrong in changes.items():
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    _, problems = _load(tmp_path, {**FILES, "a.toml": text})
    told = {p.message for p in problems if p.file.endswith("a.toml")}
    assert set(says) <= told


def test_all_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    files = {
        "a.toml": PATHWAY.replace('actor = "team"', 'actor = "teem"').replace('"age-from:12"', '"wealthy"'),
        "b.toml": AMENDED.replace('"term-served"', '"rich"'),
        "actors.toml": ACTORS.replace('level = "commune"\nto', 'level = "village"\nto'),
        "fields.toml": FIELDS.replace('type = "number"', 'type = "figure"'),
    }
    _, problems = _load(tmp_path, files)
    assert {Path(p.file).name for p in problems} == set(files)
    assert len(problems) >= 5


def test_a_circle_of_versions_is_told_and_not_followed(tmp_path: Path) -> None:
    files = {**FILES, "a.toml": PATHWAY.replace("[pathway]\n", '[pathway]\nextends = "mau/2"\n')}
    _, problems = _load(tmp_path, files)
    assert {p.key for p in problems} == {"pathway.extends"}

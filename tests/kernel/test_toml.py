"""A file of definitions, whatever it defines, is read whole and every mistake is told at its place."""

import pytest

from hoanhap.kernel.toml import grammar
from hoanhap.kernel.toml.findings import Finding, repeated
from hoanhap.kernel.toml.grammar import Key
from hoanhap.kernel.toml.problems import FileErrors, Wrong
from hoanhap.kernel.toml.reading import entries, read, table

TABLES = {"[head]": ("[[row]]",), "[[thing]]": (), "[names.…]": ()}
KEYS = {
    "code": Key("code", required=True, most=5),
    "title": Key("words"),
    "on": Key("date"),
    "part": Key("tables"),
}


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "a.toml"
        path.write_text(text, encoding="utf-8")
        return read(path, TABLES)

    return write


def said(source):
    return [(p.line, p.key, p.message) for p in sorted(source.problems)]


@pytest.mark.parametrize(
    ("text", "kind"), [("[head]\n[[row]]\n", "head"), ("[[thing]]\n", "thing"), ("[names.a]\n", "names")]
)
def test_a_file_is_known_by_its_head(file, text, kind):
    source = file(text)
    assert (source.kind, source.problems) == (kind, [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", [(1, "", "Tệp không có [head], [[thing]] hay [names.…]")]),
        ("[other]\n", [(1, "", "Tệp không có [head], [[thing]] hay [names.…]")]),
        ("[head]\n[[thing]]\n", [(2, "thing", "Không có khóa nào tên như vậy")]),
        ("[thing]\n", [(1, "thing", "Sai dạng")]),
        ("[[head]]\n", [(1, "head", "Sai dạng")]),
        ("[head]\n[row]\n", [(2, "row", "Sai dạng")]),
    ],
)
def test_a_file_with_another_head_or_shape_is_refused(file, text, says):
    assert said(file(text)) == says


def test_bad_toml_is_told_at_its_line(file):
    [problem] = file("[head]\na = \n").problems
    assert (problem.line, problem.key) == (2, "TOML")


def test_tables_under_a_table_are_read_at_their_lines(file):
    source = file('[[thing]]\ncode = "a"\n\n[[thing.part]]\ncode = "b"\n[[thing.part]]\ncode = "quá dài"\n')
    assert [x["code"] for x in entries(source, ("thing",), KEYS)] == ["a"]
    assert [x.get("code") for x in entries(source, ("thing", 0, "part"), KEYS)] == ["b", None]
    assert said(source) == [(7, "thing[a].part[quá dài].code", "Dài 7 ký tự")]


def test_an_array_that_is_not_there_has_no_entries(file):
    assert entries(file("[head]\n"), ("row",), KEYS) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("part = 3", [(3, "thing[a].part", "Phải là các bảng con")]),
        ("part = []", [(3, "thing[a].part", "Phải là các bảng con")]),
        ('title = "Tên"', [(3, "thing[a].title", "Thiếu bản tiếng Anh")]),
        ('title_en = "Name"', [(3, "thing[a].title_en", "Không có khóa nào tên như vậy")]),
        ("on = 2020-01-01T08:00:00", [(3, "thing[a].on", "Phải là một ngày, không có ngoặc kép")]),
        ("weight = 3", [(3, "thing[a].weight", "Không có khóa nào tên như vậy")]),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_at_its_line(file, line, says):
    source = file(f'[[thing]]\ncode = "a"\n{line}\n')
    table(source, ("thing", 0), source.data["thing"][0], KEYS)
    assert said(source) == says


def test_a_room_adds_its_own_kinds_of_value(tmp_path):
    def even(value, key):
        if value % 2:
            raise Wrong("Số lẻ", "Ghi số chẵn")
        return value

    path = tmp_path / "a.toml"
    path.write_text("[head]\na = 2\nb = 3\n", encoding="utf-8")
    source = read(path, TABLES, {**grammar.READ, "even": even})
    assert table(source, ("head",), source.data["head"], {"a": Key("even"), "b": Key("even")}) == {"a": 2}
    assert said(source) == [(3, "head.b", "Số lẻ")]


def test_what_a_rule_finds_is_told_like_a_mistake_of_the_reader(file):
    source = file('[[thing]]\ncode = "a"\n[[thing]]\ncode = "a"\n')
    for finding in repeated("thing", ["a", "a"]):
        assert isinstance(finding, Finding)
        source.wrong(*finding)
    assert said(source) == [(4, "thing[a].code", "Mã “a” đã dùng ở trên")]
    errors = FileErrors(source.problems)
    assert str(errors).startswith("Các tệp có 1 lỗi:\n  ") and "a.toml:4: thing[a].code: " in str(errors)

"""A definition says only what the vocabulary allows, and a wrong file is told every mistake at its line."""

from datetime import date
from pathlib import Path

import pytest

from hoanhap.indicators.definitions import DefinitionErrors, load
from hoanhap.indicators.language import Band, Definitions, Duration, Link, Where
from hoanhap.kernel.lang import Words

SOUND = """\
[definitions]
source = "Thông tư mẫu"
verified = true
valid_from = 2016-01-01
form = "mau"

[[indicator]]
code = "mo"
title = "Đầu kỳ"
title_en = "Opening"
of = "measure"
when = "active_at_start"

[[indicator]]
code = "dong"
title = "Cuối kỳ"
title_en = "Closing"
of = "measure"
when = "active_at_end"
cell = "dòng 2"

[[indicator]]
code = "tang"
title = "Tăng"
title_en = "In"
of = "measure"
when = "started"
where = { kind = ["home", "community"], person.sex = "female" }
where_not = { turn = "repeated" }
also = [{ of = "registration", where = { standing = "addict" } }]
without = [{ of = "aftercare" }]
age_at_end = { from = 18, to = 30 }
counts = "persons"
by = ["person.sex", "age_band", "substance"]
row = "1.2"

[[indicator]]
code = "giam"
title = "Giảm"
title_en = "Out"
of = "measure"
when = "ended"
lasting = { years = 1 }

[[indicator]]
code = "von"
title = "Vốn"
title_en = "Money lent"
of = "support"
when = "during"
counts = "sum:amount"

[[indicator]]
code = "ty-le"
title = "Tỷ lệ"
title_en = "Share"
kind = "ratio"
numerator = "giam"
denominator = "tang"

[[identity]]
code = "can-bang"
opening = "mo"
in = ["tang"]
out = ["giam"]
closing = "dong"

[[periods]]
code = "2019"
start = 2019-01-01
end = 2020-01-01

[relations.visit]
file = "visits"
shape = "event"
person = "pid"
coded = { kind = "visit_kind" }
"""


def loaded(folder: Path, *texts: str) -> Definitions:
    for number, text in enumerate(texts):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    return load(sorted(folder.glob("*.toml")))


def mistakes(folder: Path, *texts: str) -> list[tuple[int, str, str]]:
    with pytest.raises(DefinitionErrors) as told:
        loaded(folder, *texts)
    return [(p.line, p.key, p.message) for p in told.value.problems]


def test_a_sound_file_says_what_is_counted(tmp_path: Path) -> None:
    found = loaded(tmp_path, SOUND)
    tang = found.versions["tang"][0]
    assert found.codes == ("mo", "dong", "tang", "giam", "von")
    assert tang.where == (
        Where("kind", ("home", "community")),
        Where("person.sex", ("female",)),
        Where("turn", ("repeated",), negated=True),
    )
    assert tang.also == (Link("registration", (Where("standing", ("addict",)),)),)
    assert (tang.without, tang.age, tang.roll_up) == ((Link("aftercare"),), Band(18, 30), "recount")
    assert (tang.title, tang.form, tang.row, tang.verified) == (Words("Tăng", "In"), "mau", "1.2", True)
    assert found.versions["dong"][0].source == "Thông tư mẫu, dòng 2"
    assert found.versions["giam"][0].lasting == Duration(months=12)
    assert (found.versions["von"][0].counts, found.versions["von"][0].column) == ("sum", "amount")
    assert found.relations["visit"].column["kind"].codes
    assert found.files["visit"].names == {"person": "pid", "kind": "visit_kind"}


def test_what_a_period_counts_is_said_by_the_version_in_force_on_its_last_day(tmp_path: Path) -> None:
    later = SOUND.replace("valid_from = 2016-01-01", "valid_from = 2020-01-01").partition("[[identity]]")[0]
    found = loaded(tmp_path, SOUND.replace('form = "mau"', 'form = "mau"\nvalid_to = 2020-01-01'), later)
    (period,) = found.periods
    assert found.indicator("mo", period) is found.versions["mo"][0]
    assert found.versions["mo"][1].valid_from == date(2020, 1, 1)


WRONG = [  # what is changed in the sound file, into what; each key and its message's beginning
    ('when = "active_at_start"', 'when = "sometimes"', [("indicator[mo].when", "“sometimes” không có trong")]),
    ('when = "started"', 'when = "during"', [("indicator[tang].when", "“during” không dùng với quan hệ measure")]),
    ('of = "support"', 'of = "supports"', [("indicator[von].of", "Không đếm được theo quan hệ “supports”")]),
    ('of = "support"', 'of = "person"', [("indicator[von].of", "Không đếm được theo quan hệ “person”")]),
    ('kind = ["home", "community"]', 'kinds = "home"', [("indicator[tang].where", "Quan hệ measure không có")]),
    ('["home", "community"]', '["home", "hme"]', [("indicator[tang].where", "Cột kind không có mã “hme”")]),
    ("person.sex =", "person.age =", [("indicator[tang].where", "Quan hệ measure không có cột mã “person.age”")]),
    ('turn = "repeated"', 'turn = "x"', [("indicator[tang].where_not", "Cột turn không có mã “x”")]),
    ('standing = "addict"', 'standing = "a"', [("indicator[tang].also", "Cột standing không có mã “a”")]),
    ('{ standing = "addict" }', '{ person.sex = "male" }', [("indicator[tang].also", "Ở đây không hỏi về người")]),
    ('of = "aftercare"', 'of = "test"', [("indicator[tang].without", "Không đếm được theo quan hệ “test”")]),
    ("from = 18, to = 30", "from = 30, to = 18", [("indicator[tang].age_at_end", "Không tuổi nào")]),
    ('counts = "persons"', 'counts = "heads"', [("indicator[tang].counts", "“heads” không có trong danh sách")]),
    ('"substance"]', '"colour"]', [("indicator[tang].by", "Quan hệ measure không có cột mã “colour”")]),
    ("{ years = 1 }", "{ weeks = 1 }", [("indicator[giam].lasting", "Phải là một khoảng thời gian")]),
    ('when = "ended"', 'when = "started"', [("indicator[giam].lasting", "Không rõ kéo dài đến ngày nào")]),
    ("sum:amount", "sum:kind", [("indicator[von].counts", "Quan hệ support không có số lượng “kind”")]),
    ('"sum:amount"', '"rows"\nroll_up = "recount"', [("indicator[von].roll_up", "Chỉ người mới đếm lại")]),
    ('kind = "ratio"', "", [
        ("indicator[ty-le].of", "Thiếu “of”"),
        ("indicator[ty-le].numerator", "Chỉ tỷ số"),
        ("indicator[ty-le].denominator", "Chỉ tỷ số"),
    ]),
    ('kind = "ratio"', 'kind = "ratio"\nof = "test"', [("indicator[ty-le].of", "Tỷ số không tự đếm gì")]),
    ('numerator = "giam"', 'numerator = "ty-le"', [("indicator[ty-le].numerator", "Không có số đếm mang mã")]),
    ('kind = "ratio"', 'kind = "ratio"\nper = 0', [("indicator[ty-le].per", "Tỷ số cho mỗi 0")]),
    ('in = ["tang"]', 'in = ["den"]', [("identity[can-bang].in", "Không có số đếm mang mã “den”")]),
    ('opening = "mo"', 'opening = "tang"', [("identity[can-bang].opening", "Đầu kỳ và cuối kỳ không cùng")]),
    ('code = "dong"', 'code = "mo"', [
        ("indicator[mo].code", "Hiệu lực của mã “mo” chồng lên nhau"),
        ("identity[can-bang].closing", "Không có số đếm mang mã “dong”"),
    ]),
    ("end = 2020-01-01", "end = 2018-01-01", [("periods[2019].end", "Kỳ kết thúc trước khi bắt đầu")]),
    ('form = "mau"', "", [("indicator[tang].row", "Dòng của biểu nào?")]),
    ('person = "pid"', 'start = "pid"', [("relations.visit.start", "Quan hệ này không có “start”")]),
    ('title_en = "Opening"', "", [("indicator[mo].title", "Thiếu bản tiếng Anh")]),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "says"), WRONG, ids=[says[0][0] + wrong[:12] for _, wrong, says in WRONG])
def test_a_wrong_definition_is_told_at_its_line(
    tmp_path: Path, right: str, wrong: str, says: list[tuple[str, str]]
) -> None:
    assert right in SOUND
    text = SOUND.replace(right, wrong, 1)
    told = sorted(mistakes(tmp_path, text))
    lines = ["", *text.split("\n")]
    for (line, key, message), (expected, start) in zip(told, says, strict=True):
        assert (key, message.startswith(start)) == (expected, True), told
        assert lines[line].startswith(("[[", key.rpartition(".")[2])), lines[
            line
        ]  # the key, or the table that lacks it


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    one = SOUND.replace('of = "support"', 'of = "nothing"')
    other = '[definitions]\nverified = 1\n\n[[indicator]]\ncode = "x"\ntitle = "X"\ntitle_en = "X"\nof = "test"\n'
    told = mistakes(tmp_path, one, other)
    assert [(line, key) for line, key, _ in told] == [
        (49, "indicator[von].of"),
        (2, "definitions.verified"),
        (4, "indicator[x].source"),
        (4, "indicator[x].when"),
    ]


@pytest.mark.parametrize(("wrong", "line"), [("[definitions\n", 1), ("\n[definitions]\nverified = tru\n", 3), ("", 1)])
def test_of_a_file_that_cannot_be_parsed_only_that_is_told(tmp_path: Path, wrong: str, line: int) -> None:
    needs = SOUND.replace('numerator = "giam"', 'numerator = "of-the-other"')
    ((told, key, message),) = mistakes(tmp_path, wrong, needs)
    assert (told, key) == (line, "TOML" if wrong else "") and "verified" not in message


def test_one_code_in_two_files_must_not_hold_on_one_day(tmp_path: Path) -> None:
    other = SOUND.partition("[[indicator]]")[0] + SOUND[SOUND.index("[[indicator]]") : SOUND.index('code = "dong"')]
    other = other.rpartition("[[indicator]]")[0]
    assert mistakes(tmp_path, SOUND, other)[0][1:] == ("indicator[mo].code", "Hiệu lực của mã “mo” chồng lên nhau")

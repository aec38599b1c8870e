"""A commune's own list: any column order, dates in five habits, every problem at its cell, nothing lost, taken back."""

import io
import json
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied
from hoanhap.audit.models import AuditRow
from hoanhap.config.cli import main
from hoanhap.kernel.dates import VIETNAM
from hoanhap.people import actions
from hoanhap.people.actions.import_waiting import choose, enter, keep
from hoanhap.people.actions.importing import Taken, take_in, undo_load
from hoanhap.people.importing import values
from hoanhap.people.importing.headings import field_of, recognise
from hoanhap.people.importing.shown import counts
from hoanhap.people.importing.values import Wrong
from hoanhap.people.models import Batch, IdentityPaper, NameWord, Person, Residence, Standing, Use
from hoanhap.people.queries.importing import waiting
from hoanhap.people.queries.vault import vault
from tests.people.folk import Folk, peopled
from tests.scale import scaled
from tests.world import ON

NOON = datetime(2020, 9, 7, 12, tzinfo=VIETNAM)
TITLE = "DANH SÁCH NGƯỜI NGHIỆN MA TÚY CÓ HỒ SƠ QUẢN LÝ"


def book(
    rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), sheets: Sequence[Any] = (), hidden: str = ""
) -> bytes:
    """A workbook as an officer's: texts, numbers, days that Excel keeps as numbers."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, lines in (("Sheet1", rows), *sheets):
        sheet = made.add_worksheet(name)
        for r, line in enumerate(lines):
            for c, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, made.add_format({"num_format": "dd/mm/yyyy"}))
                elif value not in ("", None):
                    sheet.write(r, c, value)
        for merge in merges if name == "Sheet1" else ():
            first = merge.split(":")[0]
            r, c = int(first[1:]) - 1, ord(first[0]) - 65
            sheet.merge_range(merge, lines[r][c])
        if name == hidden:
            sheet.hide()
    made.close()
    return out.getvalue()


HEADS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CMND/CCCD", "Dân tộc", "Nơi ở hiện nay", "Loại ma túy")
SINH = (1, "Lý Văn Sình", "15/3/1989", "Nam", "080123456", "Dao", "xóm Nà Đôn", "Heroin")


def lists(*rows: Sequence[Any], heads: Sequence[str] = HEADS, **more: Any) -> bytes:
    return book([[TITLE], [], list(heads), *rows], **more)


def take(folk: Folk, data: bytes, **more: Any) -> Taken:
    usual = {"name": "ds.xlsx", "commune_id": folk.world.units["an-1-a"].pk, "by": folk.actor("xa"), "on": ON}
    return take_in(data=data, **{**usual, **more})


def errors(taken: Taken) -> list[tuple[str, str]]:
    return [(p.cell, p.message) for p in taken.errors]


def warnings(taken: Taken) -> list[str]:
    return [f"{p.cell} {p.message}".strip() for p in taken.problems if p.severity == "warning"]


# ---------------------------------------------------------------- the cells
@pytest.mark.parametrize(
    ("cell", "year", "day"),
    [
        (("t", "15/3/1989"), 1989, date(1989, 3, 15)),
        (("t", "15.03.1989"), 1989, date(1989, 3, 15)),
        (("t", "15-3-1989"), 1989, date(1989, 3, 15)),
        (("t", "1989-03-15"), 1989, date(1989, 3, 15)),
        (("t", "ngày 15 tháng 3 năm 1989"), 1989, date(1989, 3, 15)),
        (("t", unicodedata.normalize("NFD", "Ngày 15 tháng 3 năm 1989")), 1989, date(1989, 3, 15)),
        (("t", "15/3/89"), 1989, date(1989, 3, 15)),
        (("t", "15/3/05"), 2005, date(2005, 3, 15)),
        (("d", "32582"), 1989, date(1989, 3, 15)),  # Excel's own day
        (("n", "32582"), 1989, date(1989, 3, 15)),  # the same, shown as a number
        (("n", "1989"), 1989, None),
        (("t", "1989"), 1989, None),
        (("n", "1989.0"), 1989, None),
        (("t", "00/00/1989"), 1989, None),
        (("t", "１５/３/１９８９"), 1989, date(1989, 3, 15)),
    ],
)
def test_a_birth_is_read_in_every_habit(cell: values.Cell, year: int, day: date | None) -> None:
    assert values.birth(cell, ON) == (year, day)


@pytest.mark.parametrize("said", ["29/2/1995", "15/13/1989", "không rõ", "89", "31/4/1990", "12345678"])
def test_what_is_no_birth_is_told(said: str) -> None:
    with pytest.raises(Wrong):
        values.birth(("t", said), ON)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (("t", "080 123 456"), ("cmnd", "080123456", False)),
        (("n", "80123456"), ("cmnd", "080123456", True)),
        (("n", "4.089001234E9"), None),
        (("n", "4089001234"), None),
        (("n", "40890012345"), ("cccd", "040890012345", True)),
        (("t", "040890012345"), ("cccd", "040890012345", False)),
        (("t", "B1234567"), ("passport", "B1234567", False)),
        (("t", "80123456"), None),  # as text nothing was swallowed
        (("t", "chưa có"), None),
    ],
)
def test_a_number_is_read_and_its_zero_put_back(cell: values.Cell, found: tuple | None) -> None:
    if found is None:
        with pytest.raises(Wrong):
            values.paper(cell)
    else:
        assert values.paper(cell) == found


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("STT", "ordinal"), ("Họ và tên", "name"), ("HỌ TÊN", "name"), ("Họ, tên đối tượng", "name"), ("Tên", "name"),
        ("Họ tên bố, mẹ", "relatives"), ("Tên gọi khác (biệt danh)", "aliases"), ("Năm sinh", "birth"),
        ("Ngày, tháng, năm sinh", "birth"), ("NTNS", "birth"), ("Năm sinh Nam", "man"),
        ("Năm sinh Nữ", "woman"), ("Giới tính", "sex"),
        ("Số CMND/CCCD", "number"), ("Số định danh cá nhân", "number"), ("Ngày cấp", "issued_on"),
        ("Nơi cấp", "issued_by"),
        ("Dân tộc", "ethnicity"), ("HKTT", "permanent"), ("Hộ khẩu thường trú", "permanent"), ("Tạm trú", "temporary"),
        ("Nơi ở hiện nay", "address"), ("Thôn, bản", "address"), ("Trình độ văn hóa", "education"),
        ("Nghề nghiệp", "occupation"),
        ("Loại ma túy sử dụng", "substances"), ("Hình thức sử dụng", "route"), ("Năm bắt đầu sử dụng", "since_year"),
        ("Phân loại", "standing"), ("Ngày lập hồ sơ", "listed_on"), ("Ghi chú", "notes"), ("Số điện thoại", "phone"),
        ("Tình trạng HIV", "forbidden"), ("Xét nghiệm HIV", "forbidden"), ("Cột lạ", ""),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_column_is(heading: str, field: str) -> None:
    assert field_of(heading) == field_of(unicodedata.normalize("NFD", heading.upper())) == field


# ---------------------------------------------------------------- the list
def test_a_list_becomes_files(folk: Folk) -> None:
    taken = take(folk, lists(SINH, (2, "VÀNG THỊ MỶ", 1992, "Nữ", "", "H'Mông", "Nà Pù", "đá, hồng phiến")))
    assert taken.clean and not errors(taken)
    assert (taken.rows_read, taken.accepted, taken.rejected, taken.known) == (2, 2, 0, 0)
    sinh, my = Person.objects.order_by("pk")
    assert (sinh.name, sinh.born_on, sinh.sex, sinh.ethnicity, sinh.registered_on) == (
        "Lý Văn Sình", date(1989, 3, 15), "male", "09", ON,
    )  # fmt: skip
    assert (my.name, my.birth_year, my.born_on, my.sex, my.ethnicity) == ("Vàng Thị Mỷ", 1992, None, "female", "08")
    paper = IdentityPaper.objects.get()
    assert (paper.kind, vault(sinh.pk).open("people_identitypaper", paper.pk, "number", paper.number_sealed)) == (
        "cmnd", "080123456",
    )  # fmt: skip
    home = Residence.objects.get(person=sinh)
    assert vault(sinh.pk).open("people_residence", home.pk, "address", home.address_sealed) == "xóm Nà Đôn"
    assert list(Use.objects.order_by("pk").values_list("substance", flat=True)) == ["heroin", "methamphetamine"]
    assert set(Standing.objects.values_list("kind", "basis")) == {("addict", "list")}  # as the title says
    assert not sinh.synthetic and Batch.objects.get(pk=taken.batch_id).kind == "list"
    assert AuditRow.objects.filter(action="person.load").get().detail["digest"] == taken.digest


ORDERS = (
    HEADS,
    tuple(reversed(HEADS)),
    ("Loại ma túy", "Nơi ở hiện nay", "Họ và tên", "Cột lạ", "Giới tính", "Ngày sinh", "Dân tộc", "Số CMND/CCCD"),
)


@pytest.mark.parametrize("heads", ORDERS)
def test_columns_come_in_any_order(folk: Folk, heads: tuple[str, ...]) -> None:
    said = dict(zip(HEADS, SINH, strict=True))
    taken = take(folk, lists([said.get(head, "xyz") for head in heads], heads=heads), dry_run=True)
    assert taken.clean and taken.accepted == 1


def test_headings_over_two_lines_with_the_birth_year_under_man_or_woman(folk: Folk) -> None:
    rows = [
        ["UBND XÃ AN 1A", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [TITLE],
        ["TT", "Họ và tên", "Năm sinh", "", "Chỗ ở"],
        ["", "", "Nam", "Nữ", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Xóm Nà Pù"],
        [1, "Nông Văn Páo", 1985, "", "Nà Pù"],
        [2, "Nông Thị Lả", "", 1990, "Nà Pù"],
        ["", "Tổng cộng: 02 người"],
        ["", "", "", "", "NGƯỜI LẬP BIỂU"],
    ]
    data = book(rows, merges=("A3:A4", "B3:B4", "C3:D3", "E3:E4"))
    taken = take(folk, data)
    assert taken.clean and taken.rows_read == 2, taken.problems
    assert list(Person.objects.order_by("pk").values_list("name", "birth_year", "sex")) == [
        ("Nông Văn Páo", 1985, "male"), ("Nông Thị Lả", 1990, "female"),
    ]  # fmt: skip
    assert [w.split("“")[1][:5] for w in warnings(taken)] == ["I · X", "Tổng ", "NGƯỜI"]  # nothing lost in silence


def test_every_problem_of_every_line_is_told_at_its_cell_and_nothing_is_saved(folk: Folk) -> None:
    taken = take(
        folk,
        lists(
            SINH,
            (2, "Trần Văn Hai", "29/2/1995", "Nam", "12345", "Kinh", "", "Heroin"),
            (3, "Lê Ba", "", "x", "080123457", "Kinh", "", ""),
            (4, "Lê Tư", "15/3/2030", "Nam", "080123457", "Kinh", "đang điều trị ARV", ""),
            (5, "Lê Năm 5", "1/1/1890", "Nam", "080123457", "", "", ""),
        ),
    )
    assert not taken.clean and taken.batch_id is None and not Person.objects.exists()
    cells = [cell for cell, _ in errors(taken)]
    assert cells == ["C5", "E5", "C6", "D6", "C7", "E7", "G7", "B8", "C8", "E8"]
    told = dict(errors(taken))
    assert "29" in told["C5"] and "HIV" in told["G7"] and "dòng 6" in told["E8"] and "080123457" not in str(told)
    assert (taken.rows_read, taken.accepted, taken.rejected) == (5, 1, 4)


def test_whoever_is_there_already_is_passed_over_and_the_doubtful_are_told(folk: Folk) -> None:
    known = folk.person()
    taken = take(
        folk,
        lists(
            SINH,  # the same number
            (2, "Lý Văn Sinh", 1990, "Nam", "", "", "", ""),  # alike
            (3, "Hoàng Thị Lan", 1970, "Nữ", "", "", "", ""),
            (4, "Hoàng Thị Lân", 1970, "Nữ", "", "", "", ""),  # like the line before
        ),
    )
    assert taken.clean and (taken.known, taken.accepted) == (1, 3)
    told = [(same.row, same.code or same.line, same.sure) for same in taken.same]
    assert (4, known.code, True) in told and (5, known.code, False) in told and (7, 6, False) in told
    assert all(same.reasons for same in taken.same)
    assert Person.objects.count() == 4


def test_a_line_that_is_said_to_be_somebody_else_is_taken(folk: Folk) -> None:
    folk.person(papers=())
    row = ("1", "Lý Văn Sình", "15/3/1989", "Nam", "", "", "", "")
    assert take(folk, lists(row), dry_run=True).known == 1
    assert take(folk, lists(row), others=frozenset({4})).accepted == 1


def test_a_number_held_elsewhere_is_an_error_without_saying_whose(folk: Folk) -> None:
    folk.person(at="an-1-b")
    taken = take(folk, lists(SINH))
    assert [cell for cell, _ in errors(taken)] == ["E4"] and "Sình" not in str(errors(taken))


def test_columns_and_words_about_hiv_are_not_read_and_said(folk: Folk) -> None:
    heads = (*HEADS, "Tình trạng HIV", "Ghi chú")
    taken = take(folk, lists((*SINH, "Dương tính", "nhiễm HIV từ 2015"), heads=heads))
    assert taken.clean and taken.accepted == 1
    assert [w[:2] for w in warnings(taken)] == ["I3", "J3", "J4"]
    assert "xóa khỏi tệp" in warnings(taken)[0] and "Dương tính" not in str(taken.problems)


def test_what_no_word_explains_is_left_empty_and_said(folk: Folk) -> None:
    taken = take(folk, lists((1, "Lê Văn Hai", 1990, "Nam", 80123456, "Sao Hỏa", "", "bụi tiên, heroin")))
    assert taken.clean
    assert [w[:2] for w in warnings(taken)] == ["E4", "F4", "H4"]
    person = Person.objects.get()
    assert person.ethnicity == "" and Use.objects.get().substance == "heroin"


def test_the_sex_follows_the_middle_name_where_the_list_is_silent(folk: Folk) -> None:
    heads = ("Họ và tên", "Năm sinh")
    taken = take(folk, lists(("Lê Văn Hai", 1990), ("Lê Thị Ba", 1990), ("Sùng A Tư", 1990), heads=heads))
    assert [cell for cell, _ in errors(taken)] == ["A6"]  # nothing tells it
    assert len(warnings(taken)) == 2


def test_who_is_listed_is_said_by_a_column_by_the_title_or_by_the_officer(folk: Folk) -> None:
    heads = ("Họ và tên", "Năm sinh", "Giới tính", "Phân loại")
    rows = [
        ("Lê Văn Hai", 1990, "Nam", "Người sử dụng"),
        ("Lê Văn Ba", 1991, "Nam", ""),
        ("Lê Văn Tư", 1992, "Nam", "Sau cai"),
    ]
    assert take(folk, lists(*rows, heads=heads)).clean
    assert list(Standing.objects.order_by("pk").values_list("kind", flat=True)) == ["user", "addict", "completer"]
    silent = book([["Danh sách"], [], heads[:3], ("Lê Văn Năm", 1993, "Nam")])
    assert "diện quản lý" in errors(take(folk, silent))[0][1]
    assert take(folk, silent, standing="user").clean


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.4 not a workbook", "không phải tệp Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, ".xls"),
        (book([["Không có tiêu đề"], ["gì cả"]]), "tiêu đề"),
        (book([]), "tiêu đề"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(folk: Folk, data: bytes, words: str) -> None:
    taken = take(folk, data)
    assert not taken.clean and words in errors(taken)[0][1] and not Person.objects.exists()


def test_one_sheet_is_read_the_hidden_is_not_and_another_list_is_named(folk: Folk) -> None:
    other = [[TITLE], [], list(HEADS[:3]), (1, "Lê Khác", 1990)]
    taken = take(folk, lists(SINH, sheets=[("Quý 2", other), ("Ẩn", other)], hidden="Ẩn"))
    assert taken.clean and taken.accepted == 1 and taken.sheet == "Sheet1"
    assert [w for w in warnings(taken) if "Quý 2" in w] and not [w for w in warnings(taken) if "Ẩn" in w]


@pytest.mark.parametrize("who", ["xa-b", "huyen", "tinh", "lanhdao-xa", "bvdl"])
def test_nobody_imports_into_a_commune_that_is_not_theirs(folk: Folk, who: str) -> None:
    with pytest.raises(Denied):
        take(folk, lists(SINH), by=folk.actor(who))


# ---------------------------------------------------------------- taken back
def test_an_import_is_undone_whole(folk: Folk) -> None:
    kept = folk.person(name="Vàng A Dế", papers=())
    words = set(NameWord.objects.values_list("folded", flat=True))
    taken = take(folk, lists(SINH, (2, "Trần Văn Hai", 1990, "Nam", "", "", "", "")))
    assert taken.batch_id and undo_load(batch_id=taken.batch_id, by=folk.actor("xa"), on=ON) == 2
    assert list(Person.objects.all()) == [kept] and not IdentityPaper.objects.exclude(person=kept).exists()
    assert set(NameWord.objects.values_list("folded", flat=True)) == words
    assert AuditRow.objects.filter(action="person.unload").exists()
    with pytest.raises(Invalid):
        undo_load(batch_id=taken.batch_id, by=folk.actor("xa"), on=ON)
    assert take(folk, lists(SINH)).accepted == 1  # and may come again


@pytest.mark.parametrize("what", ["note", "alias", "standing", "use"])
def test_an_import_that_was_written_in_since_is_not_undone(folk: Folk, what: str) -> None:
    taken = take(folk, lists(SINH))
    xa, code = folk.actor("xa"), Person.objects.get().code
    {
        "note": lambda: actions.add_note(code=code, text="Chăm làm", by=xa, on=ON),
        "alias": lambda: actions.add_alias(code=code, name="Sình Tây", by=xa, on=ON),
        "standing": lambda: actions.set_standing(
            code=code, kind="completer", basis="certificate", day=date(2020, 9, 8), by=xa, on=date(2020, 9, 8)
        ),
        "use": lambda: actions.record_use(
            code=code, substance="opium", day=date(2020, 9, 8), by=xa, on=date(2020, 9, 8)
        ),
    }[what]()
    with pytest.raises(Invalid, match=code):
        undo_load(batch_id=taken.batch_id or 0, by=xa, on=ON)
    assert Person.objects.count() == 1


# ---------------------------------------------------------------- any list
VALUE = st.one_of(
    st.sampled_from(
        [1, 1989, 32582, 80123456, "Nam", "Nữ", "15/3/89", "29/2/1995", "Lý Văn Sình", "Lê Thị Ba", "x", ""]
    ),
    st.text(max_size=12).filter(lambda text: text.isprintable()),
    st.integers(-5, 10**12),
)


@settings(max_examples=scaled(200, at_least=15))
@each(st.permutations(HEADS), st.lists(st.lists(VALUE, min_size=8, max_size=8), max_size=6))
def test_no_list_breaks_the_reading_and_no_line_is_lost(heads: list[str], rows: list[list[Any]]) -> None:
    from hoanhap.people.actions.import_reading import titles
    from hoanhap.people.importing import lists as reading
    from hoanhap.people.importing.listed import Defaults

    cells = [
        [r + 1, c, "n" if isinstance(value, int) else "t", str(value)]
        for r, line in enumerate([heads, *rows])
        for c, value in enumerate(line)
        if str(value).strip()
    ]
    listed = reading.read([["Trang", cells, []]], titles(), Defaults(ON, "addict"))
    persons = {line.row for line in listed.lines}
    told = {problem.row for problem in listed.problems}
    for r, line in enumerate(rows, 2):
        words = [str(value) for value in line if str(value).strip()]
        if r == 2 and all(len(word) <= 2 for word in words):
            continue  # it may number the columns
        assert r in persons | told or (len(words) < 3 and not any(c.isalpha() for word in words for c in word))
    for line in listed.lines:
        assert line.sound or line.row in told


def test_headings_are_found_under_any_title(folk: Folk) -> None:
    for above in range(12):
        cells = {(above + 1, c): ("t", head) for c, head in enumerate(HEADS)}
        cells |= {(row, 0): ("t", "Danh sách người sử dụng trái phép chất ma túy") for row in range(1, above)}
        found = recognise(cells, [f"A{row}:H{row}" for row in range(1, above)])
        assert found and found.first == above + 2 and set(found.columns) >= {"name", "birth", "number", "substances"}


# ---------------------------------------------------------------- the command
def test_the_command_shows_saves_and_takes_back(folk: Folk, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from hoanhap.config.cli import people as cli

    monkeypatch.setattr(cli, "acting", lambda sign_in: (folk.actor(sign_in or "xa"), ON))
    path = tmp_path / "ds.xlsx"
    path.write_bytes(lists(SINH))

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["people", *arguments])

    shown = run("import", str(path), "--dry-run", "--json")
    assert shown.exit_code == 0 and json.loads(shown.stdout)["accepted"] == 1 and not Person.objects.exists()
    saved = run("import", str(path))
    assert saved.exit_code == 0 and "Đã lưu" in saved.stdout
    again = run("import", str(path))
    assert again.exit_code == 0 and "đã có sẵn 1" in again.stdout and "Không có gì mới" in again.stdout
    number = str(Batch.objects.get().pk)
    assert "Đã bỏ 1 hồ sơ" in run("undo", number).stdout and not Person.objects.exists()
    assert run("undo", number).exit_code == 1
    path.write_bytes(lists((1, "", ""), (2, "Lê Hai", "31/4/1990")))
    broken = run("import", str(path))
    assert broken.exit_code == 1 and "Sheet1!C5" in broken.stdout and "Không lưu gì" in broken.stdout
    assert run("import", str(path), "--as", "xa-b", "--commune", "91101").exit_code == 3
    assert run("import", str(path), "--commune", "00000").exit_code == 2
    path.write_bytes(lists(SINH))
    for option, value, words in (("standing", "khac", "addict"), ("other", "một", "một"), ("commune", "91", "“91”")):
        refused = run("import", str(path), f"--{option}", value)
        assert refused.exit_code == 2 and words in refused.stderr and not refused.stdout, option
    assert run("import", str(tmp_path)).exit_code == run("import", str(tmp_path / "x.xlsx")).exit_code == 2
    for data, words in ((b"", "rỗng"), (b"%PDF-1.4", "không phải tệp Excel"), (b"PK\x03\x04" + b"x" * 50, "✗")):
        path.write_bytes(data)
        refused = run("import", str(path))
        assert refused.exit_code == 1 and words in refused.stdout and "Traceback" not in refused.stdout
    assert run("undo", "999").exit_code in (1, 3) and not Person.objects.exists()


# ---------------------------------------------------------------- nothing is lost, whatever the list (R3)
NAME = st.sampled_from(["Lý Văn Sình", "LÝ VĂN SINH", "Lý Sình", "Vàng A Dế", "Vàng Thị Mỷ", "Nông Văn Páo", "x1", ""])
BORN = st.sampled_from([1989, 1990, "15/3/1989", "3.15.89", "29/2/1995", "1989", date(1989, 3, 15), "?", ""])
SEX = st.sampled_from(["Nam", "Nữ", "nữ", "", "khác"])
NUMBER = st.sampled_from(["080123456", 80123456, "004089001234", "12345", "B1234567", "", "", ""])
PEOPLE = st.sampled_from(["Dao", "Kinh", "?", ""])
PLACE, USED = st.sampled_from(["Nà Đôn", "nhiễm HIV", ""]), st.sampled_from(["Heroin", "đá, heroin", "lạ", ""])
LINE = st.tuples(st.integers(1, 99), NAME, BORN, SEX, NUMBER, PEOPLE, PLACE, USED)
JUNK = st.sampled_from([("", "Tổng cộng: 3 người"), ("I", "Xóm Nà Pù"), (), ("", "", "", "", "", "", "", "")])
ROWS = st.lists(st.one_of(LINE, LINE, JUNK), max_size=12)


class Lists(TestCase):
    folk: Folk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.folk = peopled(forms=(), outlines=())

    @settings(max_examples=scaled(2000, at_least=20), deadline=None)
    @each(ROWS, st.permutations(range(len(HEADS))), st.data())
    def test_rows_read_are_rows_taken_refused_and_left_and_a_second_reading_brings_nobody(
        self, rows: list[tuple[Any, ...]], order: list[int], data: Any
    ) -> None:
        who = {"by": self.folk.actor("xa"), "on": ON, "now": NOON}
        heads = [HEADS[n] for n in order]
        lines = [[row[n] if n < len(row) else "" for n in order] if len(row) > 2 else list(row) for row in rows]
        cells, digest = _cells([[TITLE], [], heads, *lines]), str(hash(str(lines)))
        commune = self.folk.world.units["an-1-a"].pk
        pk = keep(name="ds", sheets=[["Sheet1", cells, []]], digest=digest, commune_id=commune, **who)
        shown = waiting(who["by"], pk, on=ON, now=NOON).shown()
        last = max((row for row, *_ in cells), default=3)
        assert len(shown.lines) + shown.others + shown.blank == last - 3, (
            "every line below the headings is one of three"
        )
        for row in list(shown.same)[:4]:
            if row not in shown.wrong():
                choose(pk, chosen={row: data.draw(st.sampled_from(shown.offers(row)))}, **who)
        held = waiting(who["by"], pk, on=ON, now=NOON)
        outlook = held.shown().outlook(held.chosen)
        numbered = counts(outlook)
        assert sum(numbered.values()) == len(shown.lines)
        try:
            batch = Batch.objects.get(pk=enter(pk, **who))
        except Invalid:  # there was nothing to enter, or two lines were said to be one file's
            assert not Person.objects.exists() and not Batch.objects.exists()
            return
        assert batch.accepted == numbered["new"] == Person.objects.count() and batch.counts == numbered
        born = [person.birth_year for person in Person.objects.all()]
        told = {person.row: person.born for person in shown.lines}
        assert sum(born) == sum(int(told[row][-4:]) for row, word in outlook.items() if word == "new")
        left = {row for row, *_ in waiting(who["by"], pk, on=ON, now=NOON).cells()[0][1] if row > 3}
        assert left == {row for row, word in outlook.items() if word in ("later", "wrong")}, "what was left out is kept"
        again = keep(name="ds", sheets=[["Sheet1", cells, []]], digest=digest, commune_id=commune, **who)
        second = waiting(who["by"], again, on=ON, now=NOON).shown()
        assert "new" not in {word for row, word in second.outlook({}).items() if outlook[row] == "new"}
        people = set(Person.objects.values_list("pk", flat=True))
        undo_load(batch_id=batch.pk, by=who["by"], on=ON)
        assert people and not Person.objects.exists() and not NameWord.objects.exists()


def _cells(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """As the sandbox answers: numbers, days as Excel keeps them, texts; what is empty is not there."""
    found: list[list[Any]] = []
    for r, line in enumerate(rows, 1):
        for c, value in enumerate(line):
            if isinstance(value, date):
                found.append([r, c, "d", str((value - date(1899, 12, 30)).days)])
            elif str(value).strip():
                found.append([r, c, "n" if isinstance(value, int) else "t", str(value)])
    return found

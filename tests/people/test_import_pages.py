"""A commune's list through its pages: shown before anything is written, set right, entered whole, taken out again."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.audit.models import AuditRow
from hoanhap.kernel import clock
from hoanhap.people import actions
from hoanhap.people.actions.import_waiting import enter, wait
from hoanhap.people.actions.importing import undo_load
from hoanhap.people.models import Alias, Batch, IdentityPaper, Intake, Person, Use
from hoanhap.people.queries.vault import vault
from hoanhap.people.sealing import blind
from tests import trust
from tests.people.folk import DRAFT, Folk
from tests.people.test_importing import HEADS, SINH, TITLE, book, lists
from tests.people.test_races import race
from tests.scale import scaled
from tests.world import ON

Sit = Callable[[str], Client]
IMPORTS = "/nguoi/nhap-danh-sach/"


def text(response: Any) -> str:
    return response.content.decode()


def upload(client: Client, data: bytes, name: str = "ds.xlsx") -> Any:
    file = io.BytesIO(data)
    file.name = name
    return client.post(IMPORTS, {"list": file})


def waits(client: Client, data: bytes) -> str:
    """The address under which the list waits."""
    answer = upload(client, data)
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def sheet(response: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


MIXED = (
    SINH,
    (2, "Trần Văn Hai", "29/2/1995", "Nam", "12345", "Kinh", "", "Heroin"),
    (3, "Hoàng Thị Lan", 1970, "Nữ", "", "Tày", "Nà Pù", ""),
    (4, "Lý Văn Sinh", 1990, "Nam", "081999888", "", "", "thuốc phiện"),
)


def test_a_list_is_shown_before_anything_is_written(sit: Sit, folk: Folk) -> None:
    known = folk.person(papers=())
    xa = sit("xa")
    address = waits(xa, lists(*MIXED))
    said = text(xa.get(address))
    assert "chưa ghi gì vào sổ" in said and Person.objects.count() == 1
    assert "Ô C5" in said and "Ô E5" in said and "29" in said  # the shelf of what is to be mended comes first
    alike = text(xa.get(address + "?xem=giong"))
    assert known.code in alike and "Dòng 7" in alike and "Lý Văn Sinh" in alike and "tên khác" not in alike
    assert f'value="add:{known.code}"' in alike and "họ tên" in alike
    assert AuditRow.objects.filter(action="person.list", detail__count=1).exists()
    assert "Hoàng Thị Lan" in text(xa.get(address + "?xem=moi"))
    sure = text(xa.get(address + "?xem=co-san"))
    assert "Dòng 4" in sure and "gần như chắc" in sure


def test_what_is_sure_is_entered_and_the_rest_comes_back_as_a_list(sit: Sit, folk: Folk) -> None:
    folk.person(papers=())
    xa = sit("xa")
    address = waits(xa, lists(*MIXED))
    done = xa.post(address + "nhap/")
    assert set(Person.objects.values_list("name", flat=True)) == {"Lý Văn Sình", "Hoàng Thị Lan"}
    batch = Batch.objects.get()
    assert (batch.rows, batch.accepted) == (4, 1)
    assert batch.counts == {"new": 1, "add": 0, "same": 1, "later": 1, "wrong": 1}
    assert "Đã nhập danh sách" in text(xa.get(done["Location"]))
    rows = sheet(xa.get(address + "chua-nhan/"))
    assert rows[0][-1] == "Lý do chưa nhận" and rows[0][:-1] == list(HEADS)
    assert [row[1] for row in rows[1:]] == ["Trần Văn Hai", "Lý Văn Sinh"]
    assert "C5" in rows[1][-1] and "Chưa quyết định" in rows[2][-1] and rows[2][4] == "081999888"


def test_the_lines_that_come_back_go_in_once_they_are_mended(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists(*MIXED))
    xa.post(address + "nhap/")
    rows = sheet(xa.get(address + "chua-nhan/"))
    rows[1][2], rows[1][4] = "28/2/1995", "081234567"
    again = waits(xa, book([[TITLE], *rows]))
    assert text(xa.get(again)).count('class="note law"') == 0
    xa.post(again + "nhap/")
    assert "Trần Văn Hai" in set(Person.objects.values_list("name", flat=True))


def test_each_doubtful_line_is_somebody_else_the_same_or_added_to(sit: Sit, folk: Folk) -> None:
    known = folk.person(papers=(), ethnicity="", phone="", aliases=())
    xa = sit("xa")
    row = (1, "Lý Văn Sinh", "15/3/1989", "Nam", "081999888", "Dao", "", "thuốc phiện")
    address = waits(xa, lists(row))
    assert "Chưa có dòng nào để nhập" in text(xa.get(address))
    xa.post(address + "chon/", {"r4": f"add:{known.code}", "xem": "giong", "page": "1"})
    xa.post(address + "nhap/")
    known.refresh_from_db()
    assert Person.objects.count() == 1 and (known.name, known.ethnicity) == ("Lý Văn Sình", "09")
    assert Alias.objects.get(person=known).name == "Lý Văn Sinh"
    paper = IdentityPaper.objects.get(person=known)
    assert vault(known.pk).open("people_identitypaper", paper.pk, "number", paper.number_sealed) == "081999888"
    assert set(Use.objects.filter(person=known).values_list("substance", flat=True)) == {"heroin", "opium"}
    line = AuditRow.objects.get(action="person.fill")
    assert line.ref == known.code and "Sinh" not in str(line.detail)
    xa.post(reverse("people:batch_undo", kwargs={"pk": Batch.objects.get().pk}))
    known.refresh_from_db()
    assert known.ethnicity == "" and not Alias.objects.exists() and not IdentityPaper.objects.exists()
    assert set(Use.objects.values_list("substance", flat=True)) == {"heroin"}


def test_what_was_added_is_not_taken_out_once_somebody_wrote_in_the_file(sit: Sit, folk: Folk) -> None:
    known = folk.person(papers=(), ethnicity="")
    xa, by = sit("xa"), folk.actor("xa")
    address = waits(xa, lists((1, "Lý Văn Sinh", 1989, "Nam", "081999888", "Dao", "", "")))
    xa.post(address + "chon/", {"r4": f"add:{known.code}"})
    xa.post(address + "nhap/")
    actions.remove_paper(code=known.code, paper_id=IdentityPaper.objects.get().pk, by=by, on=ON)
    undo = reverse("people:batch_undo", kwargs={"pk": Batch.objects.get().pk})
    refused = text(xa.post(undo, follow=True))
    known.refresh_from_db()
    assert known.code in refused and "Không hủy được" in refused and known.ethnicity == "09"


def test_all_that_are_not_decided_may_be_said_to_be_new(sit: Sit, folk: Folk) -> None:
    folk.person(papers=())
    xa = sit("xa")
    address = waits(
        xa, lists((1, "Lý Văn Sinh", 1990, "Nam", "", "", "", ""), (2, "Lý Sình", 1989, "Nam", "", "", "", ""))
    )
    assert "Sẽ ghi" not in text(xa.get(address))
    xa.post(address + "chon/", {"rest": "new"})
    xa.post(address + "nhap/")
    assert Person.objects.count() == 3


def test_a_choice_that_is_not_offered_is_not_taken(sit: Sit, folk: Folk) -> None:
    folk.person()
    other = folk.person(name="Vàng A Páo", at="an-1-b", papers=())
    xa = sit("xa")
    address = waits(xa, lists(SINH))  # with the number of the file that is there
    for word in ("new", f"add:{other.code}", "same:0000-0000-000", "wrong", ""):
        xa.post(address + "chon/", {"r4": word, "r99": "new", "rx": "new"})
    assert Intake.objects.get().settled.get("chosen", {}) == {}
    assert "Chưa có dòng nào để nhập" in text(xa.get(address))


def test_a_column_is_set_right_by_hand(sit: Sit, folk: Folk) -> None:
    heads = ("STT", "Đối tượng", "Sinh", "Phái", "Mã số", "Tình trạng HIV")
    xa = sit("xa")
    address = waits(xa, book([["Người nghiện"], list(heads), (1, "Lý Văn Sình", 1989, "Nam", "080123456", "âm tính")]))
    first = text(xa.get(address))
    assert "Không thấy dòng tiêu đề" in first and "Đối tượng" in first
    xa.post(address + "cot/", {"line": "2"})
    asked = text(xa.get(address))
    assert 'name="c2"' in asked
    fields = {
        "line": "2",
        "standing": "addict",
        "c1": "ordinal",
        "c2": "name",
        "c3": "birth",
        "c4": "sex",
        "c5": "number",
    }
    columns = {name: value for name, value in fields.items() if f'name="{name}"' in asked or name == "line"}
    numbers = re.findall(r'name="c(\d+)"', asked)
    order = dict(zip(numbers, ("ordinal", "name", "birth", "sex", "number"), strict=False))
    xa.post(address + "cot/", {**columns, **{f"c{n}": of for n, of in order.items()}, "standing": "addict"})
    said = text(xa.get(address))
    assert "Sẽ ghi 1 hồ sơ mới" in said and "âm tính" not in said
    assert "không được nạp và cần xóa" in said
    xa.post(address + "nhap/")
    assert Person.objects.get().name == "Lý Văn Sình" and IdentityPaper.objects.count() == 1


def test_the_same_file_twice_is_told(sit: Sit, folk: Folk) -> None:
    xa, data = sit("xa"), lists(SINH)
    xa.post(waits(xa, data) + "nhap/")
    told = upload(xa, data)
    assert told.status_code == 422 and "Chính tệp này đã được nạp ngày 07/9/2020" in text(told)
    waiting = lists(SINH, (2, "Vàng A Dế", 1990, "Nam", "", "", "", ""))
    first, second = waits(xa, waiting), waits(xa, waiting)
    xa.post(first + "nhap/")
    assert "vừa được nạp" in text(xa.post(second + "nhap/", follow=True))
    assert Person.objects.count() == 2
    xa.post(reverse("people:batch_undo", kwargs={"pk": Batch.objects.latest("pk").pk}))
    assert Person.objects.count() == 1 and upload(xa, waiting).status_code == 302


def test_when_the_register_has_changed_nothing_is_entered_and_the_list_is_shown_again(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists(SINH))
    folk.person()
    said = text(xa.post(address + "nhap/", follow=True))
    assert "Sổ vừa có thay đổi" in said and Person.objects.count() == 1 and not Batch.objects.exists()
    assert "Đã có hồ sơ (1)" in said


def test_a_waiting_list_is_its_officers_alone_and_expires(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists(SINH))
    for name, status in (("xa-b", 404), ("coso", 404), ("lanhdao-xa", 403), ("huyen", 403), ("bvdl", 403)):
        assert sit(name).get(address).status_code == status, name
    assert "ds.xlsx" in text(xa.get(IMPORTS)) and "ds.xlsx" not in text(sit("xa-b").get(IMPORTS))
    Intake.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert xa.get(address).status_code == 404 and xa.post(address + "nhap/").status_code == 404
    waits(sit("xa-b"), lists(SINH))
    assert Intake.objects.count() == 1, "what has expired is gone with the next list"


def test_a_list_is_dropped_without_a_trace_in_the_register(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists(SINH))
    xa.post(address + "bo/")
    assert not Intake.objects.exists() and not Person.objects.exists() and xa.get(address).status_code == 404


def test_nothing_of_a_waiting_list_is_readable_in_the_database(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists(SINH, (2, "Sai Ngày", "30/2/1990", "Nam", "", "", "", "")))
    row = Intake.objects.get()
    kept = [bytes(row.cells_sealed), bytes(row.shown_sealed), str(row.settled).encode(), row.digest.encode()]
    assert not [v for v in kept if any(w.encode() in v for w in ("Sình", "080123456", "Nà Đôn", "Sai", "ds.xlsx"))]
    rows = str(list(AuditRow.objects.values_list("ref", "detail")))
    assert "Sình" not in rows and "080123456" not in rows
    xa.post(address + "nhap/")
    row.refresh_from_db()
    assert b"Sai" not in bytes(row.cells_sealed)


def test_of_an_entered_list_only_what_was_left_out_is_kept(sit: Sit, folk: Folk) -> None:
    from hoanhap.people.queries.importing import waiting

    xa = sit("xa")
    xa.post(waits(xa, lists(SINH, (2, "Sai Ngày", "30/2/1990", "Nam", "", "", "", ""))) + "nhap/")
    held = waiting(folk.actor("xa"), Intake.objects.get().pk, on=ON, now=clock.now())
    assert "Sai Ngày" in str(held.cells()) and "Sình" not in str(held.cells()) + str(held.shown())


def test_a_list_comes_back_without_what_it_says_of_hiv(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    heads = (*HEADS, "Xét nghiệm HIV", "Ghi chú")
    row = (1, "Sai Ngày", "30/2/1990", "Nam", "", "", "", "")
    address = waits(xa, lists((*row, "Dương tính", "nhiễm HIV"), heads=heads))
    assert "Dương tính" not in text(xa.get(address))
    rows = sheet(xa.get(address + "chua-nhan/"))
    assert "HIV" not in str(rows) and "Dương tính" not in str(rows) and "Sai Ngày" in str(rows)


def test_the_empty_list_is_one_that_the_reader_knows_whole(sit: Sit, folk: Folk) -> None:
    from hoanhap.people.importing.headings import field_of
    from hoanhap.people.importing.workbooks import HEADINGS

    empty = openpyxl.load_workbook(io.BytesIO(sit("xa").get(IMPORTS + "mau-trong/").content))
    heads = [cell.value for cell in empty.worksheets[0][3]]
    assert heads == [heading for heading, _, _ in HEADINGS]
    fields = [field_of(head) for head in heads]
    assert all(fields) and len(set(fields)) == len(fields)


@pytest.mark.parametrize(
    ("data", "words"), [(b"%PDF-1.4", "không phải tệp Excel"), (b"", "rỗng"), (b"PK\x03\x04" + b"x" * 50, "")]
)
def test_what_is_no_workbook_is_refused_beside_the_field(sit: Sit, folk: Folk, data: bytes, words: str) -> None:
    answer = upload(sit("xa"), data)
    assert answer.status_code == 422 and words in text(answer) and not Intake.objects.exists()


def test_five_lists_wait_and_no_more(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    for n in range(5):
        waits(xa, lists((n + 1, "Lê Văn Hai", 1990 + n, "Nam", "", "", "", "")))
    assert "Đang có 5 danh sách chờ" in text(upload(xa, lists(SINH)))


def test_the_list_is_read_again_for_who_speaks_another_language(sit: Sit, folk: Folk) -> None:
    xa = sit("xa")
    address = waits(xa, lists((1, "Sai Ngày", "30/2/1990", "Nam", "", "", "", "")))
    assert "chỉ có 28 ngày" in text(xa.get(address))
    xa.post("/ngon-ngu/", {"lang": "en", "next": "/"})
    assert "has only 28 days" in text(xa.get(address))


def test_a_review_on_paper_has_names_for_who_walks_it_and_initials_for_who_leads(sit: Sit, folk: Folk) -> None:
    known, other = folk.person(), folk.person(name="Vàng A Páo", papers=())
    who = {"by": folk.actor("xa"), "on": ON}
    made = actions.open_round(commune_id=folk.world.units["an-1-a"].pk, title="=Quý III", **who)
    finding = made.findings.get(person=known).pk
    actions.record_finding(round_id=made.pk, finding_id=finding, found="moved", **who)
    address = f"/nguoi/ra-soat/{made.pk}/danh-sach/"
    rows = sheet(sit("xa").get(address))
    assert rows[0][0] == "=Quý III" and "nộp lại cho xã" in rows[1][0] and len(rows) == 6
    assert [row[1:4] for row in rows[4:]] == [[other.code, "Vàng A Páo", "1989"], [known.code, "Lý Văn Sình", "1989"]]
    assert rows[3][5] == "Đã chuyển đi" and rows[5][5] == "x" and not any(rows[4][4:])
    led = sheet(sit("lanhdao-xa").get(address))
    assert [row[2] for row in led[4:]] == ["V.A.P.", "L.V.S."]
    assert AuditRow.objects.filter(action="person.list", kind="round", detail__count=2).count() == 2
    assert sit("xa-b").get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_a_list_entered_twice_or_beside_its_own_person_at_once_one_wins(folk: Folk) -> None:
    xa, commune, won = folk.actor("xa"), folk.world.units["an-1-a"].pk, 0
    for n in range(scaled(10, 3)):
        number = f"08{n:07}"
        data = lists((1, "Người Thử", 1940 + 3 * n, "Nam", number, "", "", ""))  # nobody is like another round's
        who = {"by": xa, "on": ON, "now": clock.now()}
        one, other = (wait(name="ds.xlsx", data=data, commune_id=commune, **who) for _ in range(2))
        assert race(lambda o=one, w=who: enter(o, **w), lambda o=other, w=who: enter(o, **w)) == ["Invalid", "done"]
        assert IdentityPaper.objects.filter(blind=blind(number)).count() == 1
        batch = Batch.objects.latest("pk").pk
        undo = {"batch_id": batch, "by": xa, "on": ON}
        assert race(*[lambda u=undo: undo_load(**u)] * 2) == ["Invalid", "done"]
        draft = replace(DRAFT, papers=(replace(DRAFT.papers[0], number=number),))
        said = race(
            lambda o=other, w=who: enter(o, **w),
            lambda d=draft: actions.register(draft=d, commune_id=commune, by=xa, on=ON),
        )
        assert "done" in said and IdentityPaper.objects.filter(blind=blind(number)).count() == 1, said
        Intake.objects.all().delete()
        won += 3
    trust.record("R9 lists: entered, undone, or beside their person at once, one winner and one told", won, won)

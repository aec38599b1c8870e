"""The register books are the cases themselves: a line each, the columns of who may see them, a year at a time."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from hoanhap.access.persons import Purpose, decide_person
from hoanhap.access.rules import Outside
from hoanhap.audit.models import AuditRow
from hoanhap.catalog import books as catalog
from hoanhap.catalog import codelists
from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.actions.centre import note_event, set_stage
from hoanhap.pathways.models import Measure
from hoanhap.pathways.queries import book_shelves, books
from hoanhap.pathways.queries.book_columns import BY_HAND, COLUMNS
from hoanhap.pathways.queries.law import pathway_of
from hoanhap.pathways.rules.books import BOOKS, Followed, in_order
from hoanhap.people.models import Support
from hoanhap.people.queries.scope import subject
from tests.pathways.test_actions import inside
from tests.pathways.test_papers import issued, opened
from tests.pathways.ward import Ward

D = date
Sit = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def page(ward: Ward, who: str = "xa", code: str = "so-02-scn", year: int = 2020, opened: Purpose | None = None,
         number: int = 1) -> books.BookPage:  # fmt: skip
    return books.page(ward.actor(who), code, "", year, ward.on, opened=opened, page=number)


def cells(line: books.Shown) -> dict[str, object]:
    return dict(line.cells)


# ---------------------------------------------------------------- rules
@pytest.mark.parametrize(
    ("entered", "ended", "stands"),
    [
        (D(2019, 5, 6), None, True),
        (D(2019, 5, 6), D(2020, 1, 1), True),
        (D(2019, 5, 6), D(2019, 12, 31), False),
        (D(2020, 12, 31), None, True),
        (D(2021, 1, 1), None, False),
    ],
)
def test_a_line_stands_in_every_year_it_touches(entered: date, ended: date | None, stands: bool) -> None:
    assert Followed(1, entered, ended).stands_in(2020) is stands


def test_lines_carried_over_come_first_and_then_by_the_day_of_entry() -> None:
    found = [Followed(3, D(2020, 3, 1), None), Followed(1, D(2019, 9, 9), None), Followed(2, D(2020, 1, 2), None)]
    assert [f.measure for f in in_order(found, 2020)] == [1, 2, 3]
    assert [f.measure for f in in_order(found, 2020) if f.carried(2020)] == [1]


def test_every_book_of_the_catalogue_is_filled_from_cases_and_every_column_has_a_source() -> None:
    assert set(BOOKS) == set(catalog.books())
    columns = {column.code for form in catalog.books().values() for column in form.columns}
    assert columns - set(COLUMNS) == BY_HAND
    assert not [c for c in columns if "hiv" in c]


# ---------------------------------------------------------------- the lines
def test_a_book_has_a_line_for_each_case_with_what_the_case_says(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    ward.community(ward.addict(name="Nông Văn Tám"), until="register")  # not decided: not in the book
    trained = {"kind": "training", "on": D(2020, 8, 3), "until": D(2020, 9, 3), "what": "sewing"}
    Support.objects.create(person=measure.person, agency_id=measure.agency_id, **trained)
    Support.objects.create(person=measure.person, agency_id=measure.agency_id, kind="loan", on=D(2019, 8, 3), amount=9)
    client = sit("xa")
    for code, way in (("registration", "person"), ("proposal-team", "team"), ("decision-rehab", "head")):
        paper = OfficialPaper.objects.get(matter=f"measure:{measure.pk}", kind=code)
        opened(client, paper.pk)
        issued(client, paper.pk, signing=way)
    found = page(ward, opened=Purpose.CASE)
    assert (found.total, len(found.rows)) == (1, 1)
    said = cells(found.rows[0])
    assert said["name"] == "Lý Văn Sình"
    assert said["birth"] == "1989"
    assert said["substances"] == "Heroin"
    assert str(said["residence"]).startswith("xóm Nà Đôn, ")
    assert str(said["decision"]).startswith("01/QĐ-UBND, 07/9/2020")
    assert (said["starts_on"], said["last_on"]) == (D(2020, 7, 8), D(2021, 1, 8))
    assert said["increase"] == "08/7/2020, mới"
    assert said["decrease"] == said["carried"] == ""
    assert said["trained"] == codelists.said("support-details", "sewing")
    assert said["loan"] is None  # of another year


def test_who_is_still_followed_is_carried_into_the_next_year_and_then_completes(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="review")
    ward.folk.on = ward.on = D(2021, 2, 1)
    assert cells(page(ward, year=2021).rows[0])["carried"] == "x"
    ward.take(measure, "complete", D(2021, 1, 8))
    assert cells(page(ward, year=2021).rows[0])["decrease"] == "08/01/2021, hoàn thành"
    assert cells(page(ward, year=2020).rows[0])["decrease"] == ""
    done = page(ward, code="so-05-scn", year=2021)
    assert cells(done.rows[0])["rehab_form"] == measure_title(measure)
    assert page(ward, code="so-05-scn", year=2020).total == 0


def measure_title(measure: Measure) -> str:
    return pathway_of(measure).title.vi


def test_a_centres_book_has_its_residents_with_stage_and_hospital(ward: Ward) -> None:
    measure = inside(ward)
    by, on = ward.actor("coso"), ward.on
    set_stage(measure_id=measure.pk, stage="intake", day=D(2020, 8, 24), bed="A1", by=by, on=on)
    set_stage(measure_id=measure.pk, stage="detox", day=D(2020, 8, 26), bed="A1", by=by, on=on)
    note_event(measure_id=measure.pk, kind="hospital", day=D(2020, 9, 1), by=by, on=on)
    found = page(ward, "coso", "so-07-scn")
    said = cells(found.rows[0])
    assert (said["entered_on"], said["stage"]) == (D(2020, 8, 24), "Cắt cơn, giải độc")
    assert said["hospital"] == "01/9/2020"
    assert str(said["decision"]).startswith("2/2020")
    assert said["name"] == f"L.V.S. ({measure.person.code})"
    assert page(ward, "coso", "so-06-scn").total == 0
    assert page(ward, "coso", "mau-11").total == 0


def test_the_count_on_the_shelf_is_the_number_of_lines(ward: Ward) -> None:
    for name in ("Một", "Hai", "Ba"):
        ward.community(ward.addict(name=f"Lý Văn {name}"))
    _, _, rows = books.index(ward.actor("xa"), "", 2020, ward.on)
    counts = {row.code: row.count for row in rows}
    assert counts["so-02-scn"] == page(ward).total == Measure.objects.filter(decided_on__year=2020).count() == 3
    assert set(counts) == {"so-01-scn", "so-02-scn", "so-03-scn", "so-04-scn", "so-05-scn"}


# ---------------------------------------------------------------- who
@pytest.mark.parametrize(
    ("who", "purpose", "name"),
    [
        ("xa", None, "L.V.S."),
        ("xa", Purpose.CASE, "Lý Văn Sình"),
        ("lanhdao-xa", None, "L.V.S."),
        ("lanhdao-xa", Purpose.CASE, "Lý Văn Sình"),
        ("ca-xa", None, "L.V.S."),
        ("ca-xa", Purpose.SECURITY, "Lý Văn Sình"),
        ("ca-xa", Purpose.CASE, "L.V.S."),  # not a purpose of this post
    ],
)
def test_a_name_is_for_who_may_read_it_and_said_why(ward: Ward, who: str, purpose: Purpose | None, name: str) -> None:
    ward.community(ward.addict())
    found = page(ward, who, opened=purpose)
    said = cells(found.rows[0])
    assert str(said["name"]).startswith(name)
    assert ("Nà Đôn" in str(said["residence"])) is (name == "Lý Văn Sình")


@pytest.mark.parametrize("who", ["huyen", "tinh", "y-te", "toa", "tu-phap", "giup", "thanhtra"])
def test_other_posts_have_no_books(ward: Ward, who: str) -> None:
    with pytest.raises(Outside):
        books.index(ward.actor(who), "", 2020, ward.on)


def test_another_communes_shelf_does_not_open(ward: Ward) -> None:
    ward.community(ward.addict())
    key = book_shelves.shelves(ward.actor("xa"), ward.on)[0].key
    with pytest.raises(Outside):
        books.page(ward.actor("xa-b"), "so-02-scn", key, 2020, ward.on, opened=Purpose.CASE)
    assert page(ward, "xa-b").total == 0


def test_a_person_who_is_no_longer_reached_is_a_line_and_nothing_more(ward: Ward) -> None:
    measure = ward.community(ward.addict())
    measure.person.state = "closed"
    measure.person.closed_on = ward.on
    measure.person.save()
    found = page(ward, opened=Purpose.CASE)
    assert found.total == 1
    assert found.rows[0].code == ""
    assert [code for code, _ in found.rows[0].cells] == ["note"]


def test_a_line_is_decided_as_the_file_is(ward: Ward) -> None:
    """Also of who came by a move or is there by another duty than the commune's."""
    for name in ("Một", "Hai"):
        ward.community(ward.addict(name=f"Lý Văn {name}"))
    inside(ward)
    rows = list(Measure.objects.select_related("person"))
    for who in ("xa", "ca-xa", "coso", "lanhdao-xa", "huyen", "xa-b"):
        actor = ward.actor(who)
        for purpose in (None, Purpose.CASE, Purpose.SECURITY, Purpose.REQUEST):
            found = books._decisions(actor, rows, purpose, ward.on)
            assert found == {
                m.person_id: decide_person(actor, subject(m.person, actor, ward.on), purpose, ward.on) for m in rows
            }


def test_a_book_with_names_is_noted_in_each_file_and_one_with_codes_as_a_list(ward: Ward) -> None:
    person = ward.community(ward.addict()).person
    before = AuditRow.objects.filter(action="person.read", ref=person.code).count()
    page(ward)
    assert AuditRow.objects.filter(action="person.list", detail__what__startswith="so-02-scn:").count() == 1
    assert AuditRow.objects.filter(action="person.read", ref=person.code).count() == before
    page(ward, opened=Purpose.CASE)
    looked = AuditRow.objects.filter(action="person.read", ref=person.code, detail__what__startswith="so-02-scn:")
    assert looked.get().detail["details"] is True


# ---------------------------------------------------------------- on the screen and on paper
def test_the_screen_and_the_workbook_have_no_name_until_a_reason_is_stated(ward: Ward, sit: Sit) -> None:
    ward.community(ward.addict())
    client = sit("xa")
    at, take = reverse("pathways:book", args=["so-02-scn"]), reverse("pathways:book_file", args=["so-02-scn"])
    assert "Sổ 02-SCN" in client.get(reverse("pathways:books")).content.decode()

    def both() -> tuple[str, str]:
        shown = client.get(at).content.decode()
        book = openpyxl.load_workbook(io.BytesIO(client.get(take).content)).active
        return shown, "\n".join(str(c.value) for row in book.iter_rows() for c in row if c.value is not None)

    for said in both():
        assert "L.V.S." in said
        for secret in ("Sình", "Nà Đôn"):
            assert secret not in said
    assert client.post(at, {"purpose": "P7"}).status_code == 422
    assert client.post(at, {"purpose": "P1"}).status_code == 302
    for said in both():
        assert "Lý Văn Sình" in said
        assert "xóm Nà Đôn" in said


def test_a_long_book_is_turned_page_by_page_and_its_numbers_run_on(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "PER_PAGE", 2)
    for name in ("Một", "Hai", "Ba"):
        ward.community(ward.addict(name=f"Lý Văn {name}"))
    first, last = page(ward), page(ward, number=2)
    assert (first.pages, [r.number for r in first.rows], [r.number for r in last.rows]) == (2, [1, 2], [3])


def test_the_numbered_papers_of_an_agency_are_listed_without_names(ward: Ward, sit: Sit) -> None:
    measure = ward.community(ward.addict())
    client, at = sit("xa"), reverse("pathways:agency_papers")
    assert "chưa phát hành giấy tờ nào" in client.get(at).content.decode()
    paper = OfficialPaper.objects.get(matter=f"measure:{measure.pk}", kind="proposal-team")
    opened(client, paper.pk)
    issued(client, paper.pk, signing="team")
    shown = client.get(at).content.decode()
    assert "01/TTr-TCT" in shown
    assert "Sình" not in shown
    assert measure.person.code not in shown
    assert "Thiếu số trong sổ" not in shown
    OfficialPaper.objects.filter(pk=paper.pk).update(number=7)
    assert "Thiếu số trong sổ" in client.get(at).content.decode()
    assert client.get(at, {"cq": 10**9}).status_code == 404
    assert client.get(at, {"nam": "1999", "so": "team"}).status_code == 404

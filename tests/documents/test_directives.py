"""Directives: recorded with every fault named at once, read by those they concern."""

from datetime import date

import pytest
from django.test import Client

from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.documents.actions import BadDirective, record_directive
from hoanhap.documents.models import Directive
from hoanhap.documents.queries import directive_page, directives
from hoanhap.documents.rules.directives import Citation
from hoanhap.kernel.lang import speaking
from tests import world as small
from tests.world import World

pytestmark = pytest.mark.django_db

PLAN = {
    "code": "kh-1479-2020",
    "kind": "KH",
    "number": "1479",
    "symbol": "KH-BCĐ-CAT",
    "issued_on": date(2020, 7, 3),
    "issuer": "Công an tỉnh",
    "summary": "Tổng kết thực hiện Chương trình phòng, chống ma túy",
}


@pytest.fixture
def world() -> World:
    return small.build()


def record(world: World, as_: str = "tinh", **changes: object) -> Directive:
    return record_directive(**{**PLAN, **changes}, by=world.actor(as_), on=world.on)  # type: ignore[arg-type]


def test_a_document_is_recorded_with_what_it_rests_on_and_audited(world: World) -> None:
    made = record(world, bases=("qd-thu",), source="Báo cáo tháng 7/2020")
    assert [(link.kind, link.target.code) for link in made.links.all()] == [("basis", "qd-thu")]
    row = AuditRow.objects.get(action="directive.record")
    assert (row.kind, row.ref, row.actor) == ("directive", "kh-1479-2020", "tinh")


def test_every_fault_is_named_at_once_and_nothing_is_saved(world: World) -> None:
    faults = {"code": "qd-thu", "kind": "XX", "issuer": " ", "summary": "", "issued_on": None, "number": "1" * 21}
    with pytest.raises(BadDirective) as refused:
        record(world, **faults, bases=("không-có",))
    said = refused.value.reasons
    for words in ("“XX”", "cơ quan ban hành", "trích yếu", "ngày ban hành", "dài 21 chữ", "“qd-thu”", "“không-có”"):
        assert any(words in reason for reason in said), words
    assert len(said) == 7
    assert Directive.objects.count() == 1


def test_only_who_may_open_a_campaign_records_its_basis(world: World) -> None:
    with pytest.raises(Denied):
        record(world, as_="xa")


def test_text_is_stored_as_text_without_what_turns_it_around(world: World) -> None:
    made = record(world, summary="<b>=1+1</b> {{ x }} \u202eNhầm\x00")
    assert made.summary == "<b>=1+1</b> {{ x }} Nhầm"


def test_a_document_is_named_as_people_cite_it() -> None:
    cited = Citation("QĐ", "2596", "QĐ-TTg", "Thủ tướng", "x", date(2013, 12, 27))
    assert cited.name == "Quyết định số 2596/QĐ-TTg ngày 27/12/2013"
    with speaking("en"):
        assert cited.name == "Decision no. 2596/QĐ-TTg of 27 Dec 2013"
    unnumbered = Citation("QĐ", "", "QĐ-LĐTBXH", "Bộ", "x", None, "tháng 6 năm 2020")
    assert unnumbered.name == "Quyết định số …/QĐ-LĐTBXH tháng 6 năm 2020"


def test_public_law_is_read_by_every_post_that_reads_directives(world: World) -> None:
    assert [r.code for r in directives(actor=world.actor("xa"), on=world.on)] == ["qd-thu"]
    assert list(directives(actor=world.actor("khong-viec"), on=world.on)) == []
    with pytest.raises(Denied):
        directive_page(actor=world.actor("khong-viec"), code="qd-thu", on=world.on)


def test_a_provinces_own_document_reaches_those_below_it_and_no_strangers(world: World) -> None:
    record(world, agency_id=world.agencies["an"].pk, bases=("qd-thu",))
    for reader, sees in (("xa", True), ("huyen", True), ("tinh", True), ("so", True), ("bo", True)):
        codes = [r.code for r in directives(actor=world.actor(reader), on=world.on)]
        assert ("kh-1479-2020" in codes) is sees, reader
    for stranger in ("xa-binh", "tinh-binh"):
        assert [r.code for r in directives(actor=world.actor(stranger), on=world.on)] == ["qd-thu"]
        assert directive_page(actor=world.actor(stranger), code="qd-thu", on=world.on).borne == ()
        with pytest.raises(Outside):
            directive_page(actor=world.actor(stranger), code="kh-1479-2020", on=world.on)


def test_a_page_shows_bases_and_what_rests_on_it(world: World) -> None:
    record(world, bases=("qd-thu",))
    page = directive_page(actor=world.actor("tinh"), code="qd-thu", on=world.on)
    assert [(str(of.title), [x.code for x in of.links]) for of in page.borne] == [("Là căn cứ của", ["kh-1479-2020"])]
    says = directive_page(actor=world.actor("xa"), code="kh-1479-2020", on=world.on).says
    assert [(str(of.title), [x.code for x in of.links]) for of in says] == [("Căn cứ", ["qd-thu"])]


def test_a_code_nobody_recorded_is_not_there(world: World) -> None:
    with pytest.raises(Outside):
        directive_page(actor=world.actor("tinh"), code="khong-co", on=world.on)


def test_documents_are_found_without_accents_and_listed_newest_first(world: World) -> None:
    record(world)
    record(world, code="cu", number="9", issued_on=None, issued_text="tháng 6 năm 2019", summary="Việc khác")
    actor = world.actor("tinh")
    assert [r.code for r in directives(actor=actor, on=world.on)] == ["kh-1479-2020", "qd-thu", "cu"]
    assert [r.code for r in directives(actor=actor, on=world.on, text="chuong trinh ma tuy")] == ["kh-1479-2020"]
    for text in ("1479", "1479/KH – BCĐ", "ke hoach to"):
        assert [r.code for r in directives(actor=actor, on=world.on, text=text)] == ["kh-1479-2020"]
    for text in ("ke hoac to", "trinh phon chong", "147 ke", "Ω"):
        assert list(directives(actor=actor, on=world.on, text=text)) == [], text


def test_documents_are_found_by_what_they_rest_on_behind_those_that_are_meant(world: World) -> None:
    own = world.agencies["an-1"].pk
    hidden = record(
        world, as_="huyen", code="cv-an-1", kind="CV", number="7", summary="Việc kín của huyện", agency_id=own
    )
    basis = {"basis": ("Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ", "Luật Phòng, chống ma túy")}
    law = record(world, code="qd-2596", kind="QĐ", number="2596", symbol="QĐ-TTg", summary="Phê duyệt Đề án")
    record(world, bases=("qd-2596", "cv-an-1"), links=basis)

    def found(reader: str, text: str) -> dict[str, str]:
        rows = directives(actor=world.actor(reader), on=world.on, text=text)
        return {r.code: r.hit.place + ": " + "".join(said for said, _ in r.hit.excerpt) if r.hit else "" for r in rows}

    assert found("xa", "nghi dinh 94/2010") == {"kh-1479-2020": f"Căn cứ: {basis['basis'][0]}"}
    shown = found("xa", "2596/qd-ttg")
    assert list(shown) == [law.code, "kh-1479-2020"] and law.summary in shown["kh-1479-2020"]
    assert list(found("huyen", hidden.summary)) == ["cv-an-1", "kh-1479-2020"]
    assert found("xa-binh", hidden.summary) == {} == found("xa-binh", "kín")
    assert found("xa", "luat nghi dinh") == {}  # of two different bases


def test_what_an_agency_keeps_for_itself_ends_no_law_for_others(world: World) -> None:
    day = date(2020, 8, 1)
    own = {"code": "cv-xa", "kind": "CV", "number": "1", "agency_id": world.agencies["an-1"].pk, "issued_on": day}
    forged = record(world, as_="huyen", **own, in_force_from=day)
    law = Directive.objects.get(code="qd-thu")
    Directive.objects.filter(pk=law.pk).update(in_force_from=date(2013, 1, 1))
    forged.links.create(kind="repeals", target=law, position=1, from_on=day)
    for reader in ("xa", "huyen"):
        page = directive_page(actor=world.actor(reader), code="qd-thu", on=world.on)
        assert page.standing and page.term.end is None
        listed = directives(actor=world.actor(reader), on=world.on, standing=True)
        assert "qd-thu" in {row.code for row in listed} and all(row.standing for row in listed if row.code == "qd-thu")


def test_list_and_page_are_shown_in_both_languages_with_text_escaped(world: World, client: Client) -> None:
    record(world, bases=("qd-thu",), summary="<script>alert(1)</script>")
    client.force_login(world.user("xa"))
    listed = client.get("/van-ban/").content.decode()
    assert "Kế hoạch 1479/KH-BCĐ-CAT" in listed and 'href="/van-ban/kh-1479-2020/"' in listed
    shown = client.get("/van-ban/kh-1479-2020/").content.decode()
    assert "&lt;script&gt;alert(1)" in shown and "<script>alert" not in shown
    assert 'href="/van-ban/qd-thu/"' in shown
    assert "Directives" in client.get("/van-ban/", {"lang": "en"}).content.decode()
    none = client.get("/van-ban/", {"lang": "vi", "q": "không có gì như thế"}).content.decode()
    assert "Không có văn bản nào như vậy" in none


def test_strangers_and_guests_are_turned_away(world: World, client: Client) -> None:
    record(world, agency_id=world.agencies["an"].pk)
    assert client.get("/van-ban/").status_code == 302
    client.force_login(world.user("xa-binh"))
    refused = client.get("/van-ban/kh-1479-2020/")
    assert refused.status_code == 404 and PLAN["symbol"] not in refused.content.decode()
    client.force_login(world.user("khong-viec"))
    assert client.get("/van-ban/").status_code == 403

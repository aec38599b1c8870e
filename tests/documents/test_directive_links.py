"""What directives say of each other: citations read, tied to what is recorded, also later; in force or not."""

from datetime import date
from typing import Any

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.documents.actions import correct, enter, record
from hoanhap.documents.models import Directive
from hoanhap.documents.queries import correctable, directive_page, directives
from hoanhap.documents.queries.addressed import codes_of, in_words
from hoanhap.documents.queries.directive_scope import desks
from hoanhap.documents.rules.citations import cited
from hoanhap.documents.rules.directives import Term
from hoanhap.documents.rules.written import Written
from hoanhap.units.queries.tree import forget
from tests import world as small
from tests.world import World

DECREE = "Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ"


@pytest.mark.parametrize(
    ("line", "mark", "day"),
    [
        (DECREE, "94/2010/nd-cp", date(2010, 9, 9)),
        ("Kế hoạch số 1152/KH – UBND ngày 18 tháng 5 năm 2015", "1152/kh-ubnd", date(2015, 5, 18)),
        ("kế hoạch số 1479/KH – BCĐ – CAT ngày 03 tháng 4 năm 2020", "1479/kh-bcd-cat", date(2020, 4, 3)),
        ("TTLT số 03/2012/TTLT-BLĐTBXH-BYT-BCA ngày 10/02/2012", "03/2012/ttlt-bldtbxh-byt-bca", date(2012, 2, 10)),
        ("Nghị quyết số 16/2003/QH 11 của Quốc hội", "16/2003/qh11", None),
        ("Chỉ thị số 36-CT/TW ngày 16 tháng 8 năm 2019", "36-ct/tw", date(2019, 8, 16)),
        ("Công văn 1388/TTg-VX", "1388/ttg-vx", None),
        ("Quyết định 2596/QĐ-TTg ngày 31/02/2013", "2596/qd-ttg", None),
        ("Luật Phòng, chống ma túy năm 2000", "", None),
        ("Báo cáo ngày 18/5/2015", "", None),
    ],
)
def test_a_citation_is_read_as_officials_write_it(line: str, mark: str, day: date | None) -> None:
    found = cited(line)
    assert (found.mark, found.day) == (mark, day)


@pytest.mark.parametrize(
    ("start", "end", "on", "stands"),
    [
        ((2018, 1, 1), None, (2017, 12, 31), False),
        ((2018, 1, 1), None, (2018, 1, 1), True),
        ((2018, 1, 1), (2019, 1, 1), (2018, 12, 31), True),
        ((2018, 1, 1), (2019, 1, 1), (2019, 1, 1), False),
        (None, None, (2019, 1, 1), None),
        (None, (2019, 1, 1), (2019, 1, 1), False),
    ],
)
def test_a_document_holds_from_its_first_day_until_before_its_end(start: Any, end: Any, on: Any, stands: Any) -> None:
    assert Term(start and date(*start), end and date(*end)).on(date(*on)) is stands


@pytest.fixture
def world() -> World:
    return small.build()


def put(world: World, number: str, day: date, as_: str = "tinh", public: bool = True, **said: Any) -> Directive:
    written = Written(
        **{"kind": "NĐ", "symbol": "NĐ-CP", "issuer": "Chính phủ", "summary": "Thử", "number": number, "issued_on": day}
        | said
    )
    kept = None if public else world.agencies["an-1"].pk
    return record(written=written, agency_id=kept, issued_by_id=kept, by=world.actor(as_), on=world.on)


def links(world: World, code: str, as_: str = "tinh") -> dict[str, list[str]]:
    page = directive_page(actor=world.actor(as_), code=code, on=world.on)
    return {str(of.title): [x.code or x.text for x in of.links] for of in (*page.says, *page.borne)}


@pytest.mark.django_db
def test_a_line_is_tied_to_the_document_it_cites(world: World) -> None:
    old = put(world, "94/2010", date(2010, 9, 9))
    new = put(world, "116/2021", date(2020, 8, 1), links={"basis": (DECREE, "Luật Phòng, chống ma túy")})
    assert links(world, new.code) == {"Căn cứ": [old.code, "Luật Phòng, chống ma túy"]}
    assert links(world, old.code) == {"Là căn cứ của": [new.code]}


@pytest.mark.django_db
def test_a_citation_waits_until_its_document_is_recorded_and_another_years_does_not_answer(world: World) -> None:
    new = put(world, "116/2021", date(2020, 8, 1), links={"basis": (DECREE,)})
    put(world, "94/2010", date(2011, 1, 1), issuer="Chính phủ khác")
    assert links(world, new.code) == {"Căn cứ": [DECREE]}
    old = put(world, "94/2010", date(2010, 9, 9))
    assert links(world, new.code) == {"Căn cứ": [old.code]}


@pytest.mark.django_db
def test_what_replaces_another_ends_it_on_its_own_first_day(world: World) -> None:
    old = put(world, "94/2010", date(2010, 9, 9))
    day = date(2020, 10, 1)
    put(world, "116/2021", date(2020, 8, 1), in_force_from=day, links={"replaces": (DECREE,)})
    who = world.actor("xa")
    for on, stands in ((world.on, True), (day, False)):
        page = directive_page(actor=who, code=old.code, on=on)
        assert (page.standing, page.term.end) == (stands, day)
        listed = [r.code for r in directives(actor=who, on=on, standing=True)]
        assert (old.code in listed) is stands
    assert {r.code: r.standing for r in directives(actor=who, on=day)}[old.code] is False


@pytest.mark.django_db
def test_impossible_days_and_bases_are_refused_together(world: World) -> None:
    put(world, "94/2010", date(2010, 9, 9))
    with pytest.raises(Invalid) as refused:
        put(world, "1/2030", date(2030, 1, 1), in_force_to=date(2029, 1, 1), summary="")
    assert set(refused.value.problems) == {"issued_on", "in_force_to", "summary"}
    with pytest.raises(Invalid, match="sau văn bản này"):
        put(world, "9/2009", date(2009, 1, 1), links={"basis": (DECREE,)})
    with pytest.raises(Invalid, match="chính nó"):
        put(world, "5/2019", date(2019, 1, 1), links={"amends": ("Nghị định 5/2019/NĐ-CP",)})
    with pytest.raises(Invalid, match="đã được ghi"):
        put(world, "94/2010", date(2010, 9, 9))
    with pytest.raises(Invalid, match="mã “99999”"):
        put(world, "6/2019", date(2019, 1, 1), units=("99999",))
    assert Directive.objects.count() == 2
    unnumbered = {"day": None, "kind": "KH", "issued_text": "tháng 6 năm 2020", "summary": "Kế hoạch cai nghiện"}
    put(world, "", **unnumbered)
    put(world, "", **unnumbered | {"summary": "Việc khác"})
    with pytest.raises(Invalid, match="đã được ghi"):
        put(world, "", **unnumbered)


@pytest.mark.django_db
def test_two_documents_do_not_replace_each_other(world: World) -> None:
    day = date(2019, 1, 1)
    put(world, "2", day, links={"replaces": ("Nghị định số 1/NĐ-CP",)})
    with pytest.raises(Invalid, match="đã ghi là thay thế hoặc bãi bỏ"):
        put(world, "1", day, links={"repeals": ("Nghị định số 2/NĐ-CP",)})


@pytest.mark.django_db
def test_units_are_named_as_officers_call_them_and_doubt_is_asked_about(world: World) -> None:
    code = {key: unit.code for key, unit in world.units.items()}
    near, on = [world.units["an-1"].pk], world.on
    said = f"Xã An 1A; an 1b, {code['binh']}\nTỉnh An\nXã Bình 1A ({code['binh-1-a']})"
    wanted = [code[key] for key in ("an-1-a", "an-1-b", "binh", "an", "binh-1-a")]
    assert codes_of(said, on, near) == (wanted, [])
    assert codes_of(in_words(wanted, on), on, near) == (wanted, [])
    assert codes_of("Xã Lạ", on, near)[1] == [
        "Ngày 07/9/2020 không có đơn vị “Xã Lạ”. Ghi tên như “Huyện Bảo Lạc”, hoặc mã."
    ]
    world.units["an-2-a"].__class__.objects.filter(code__in=[code["an-2-a"], code["binh-1-a"]]).update(name="Xã Hòa")
    forget()
    assert codes_of("Hòa", on, [world.units["an-2"].pk]) == ([code["an-2-a"]], [])
    [asked] = codes_of("Hòa", on, near)[1]
    assert "Có 2 đơn vị" in asked and code["binh-1-a"] in asked


@pytest.mark.django_db
def test_a_correction_keeps_what_was_said_before_with_its_reason(world: World) -> None:
    made = put(world, "12", date(2018, 5, 2), "huyen", public=False, kind="KH", symbol="KH-UBND")
    written, revision = correctable(actor=world.actor("huyen"), code=made.code, on=world.on)
    now = Written(
        **{f: getattr(written, f) for f in Written.__slots__} | {"number": "13", "links": {"basis": (DECREE,)}}
    )
    said = {"by": world.actor("huyen"), "on": world.on, "code": made.code}
    with pytest.raises(Invalid, match="lý do"):
        correct(written=now, revision=revision, reason=" ", **said)
    correct(written=now, revision=revision, reason="Đọc nhầm bản quét", **said)
    with pytest.raises(Invalid, match="vừa được người khác sửa"):
        correct(written=written, revision=revision, reason="Thử", **said)
    page = directive_page(actor=world.actor("xa"), code=made.code, on=world.on)
    assert page.cited.number == "13" and page.revision == 2
    assert page.changes[0].reason == "Đọc nhầm bản quét"
    assert page.changes[0].told == (("Số", "12", "13"), ("Liên quan", "", f"Căn cứ: {DECREE}"))
    assert AuditRow.objects.get(action="directive.correct").detail["fields"] == ["number", "links"]
    with pytest.raises(Denied):
        correctable(actor=world.actor("xa"), code=made.code, on=world.on)


@pytest.mark.django_db
def test_an_officer_enters_for_their_own_agency_or_the_authority_of_their_unit(world: World) -> None:
    names = {
        sign_in: [d.code for d in desks(world.actor(sign_in), world.on)] for sign_in in ("huyen", "so", "thanhtra")
    }
    assert world.agencies["an-1"].code in names["huyen"] and len(names["huyen"]) == 2  # and the People's Committee
    assert names["so"] == [world.agencies["department"].code] and names["thanhtra"] == []
    authority = next(code for code in names["huyen"] if code != world.agencies["an-1"].code)
    written = Written(kind="CT", issuer="UBND Huyện An 1", summary="Thử", number="1", issued_on=date(2019, 3, 1))
    made = enter(written=written, desk=authority, issues=True, by=world.actor("huyen"), on=world.on)
    assert made.issued_by == made.agency and made.issued_by is not None and made.issued_by.sector == "authority"
    with pytest.raises(Outside):
        enter(written=written, desk=authority, issues=True, by=world.actor("huyen-2"), on=world.on)


@pytest.mark.django_db
def test_an_addressed_unit_reads_what_another_province_keeps(world: World) -> None:
    kept = {"kind": "KH", "symbol": "KH-UBND", "issuer": "UBND Huyện An 1"}
    made = put(world, "7", date(2019, 1, 1), "huyen", False, **kept, units=("92",), sectors=("police",))
    for reader, sees in (("tinh-binh", True), ("xa-binh", True), ("xa-2a", False), ("bo", True)):
        codes = [r.code for r in directives(actor=world.actor(reader), on=world.on)]
        assert (made.code in codes) is sees, reader
    page = directive_page(actor=world.actor("xa-binh"), code=made.code, on=world.on)
    assert page.addressed == ("ngành Công an, Tỉnh Bình",)

"""An area on its way: figures, proposal, decision by another at the level above; pages, history, command."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.test import Client

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.classification.actions import decide_on, propose, put_figures
from hoanhap.classification.models import Rating
from hoanhap.classification.queries import pages, scope
from hoanhap.classification.queries.duties import duties
from hoanhap.config.cli.classify import command
from hoanhap.facts.actions.writing import write
from hoanhap.facts.rules.rows import Row
from hoanhap.law.loaded import law
from hoanhap.units.queries import tree
from hoanhap.web.models import DemoDate
from tests import world as small
from tests.indicators import store
from tests.world import World

pytestmark = pytest.mark.django_db
OLD = "trong-diem-3122-2010"
YEAR = 2020


@pytest.fixture
def world() -> World:
    return small.build()


def commune(world: World, at: str = "an-1-a") -> str:
    return world.units[at].code


def of(world: World, as_: str, at: str = "an-1-a", code: str = OLD, year: int = YEAR) -> dict[str, object]:
    return {"code": code, "year": year, "unit": commune(world, at), "by": world.actor(as_), "on": world.on}


def page(world: World, as_: str = "xa", at: str = "an-1-a", code: str = OLD, year: int = YEAR) -> pages.AreaPage:
    return pages.area(actor=world.actor(as_), code=code, year=year, unit=commune(world, at), on=world.on)


def put(world: World, as_: str = "xa", **values: int | None) -> Rating:
    values = {name.replace("_", "-"): n for name, n in values.items()}
    return put_figures(values=values, source="Báo cáo công an xã (thử)", **of(world, as_))  # type: ignore[arg-type]


def test_figures_justify_a_class_and_the_level_above_approves_it(world: World) -> None:
    put(world, tu_diem=5, dien_tich=0)
    before = page(world)
    assert before.said == "Trọng điểm loại I" and before.judged.sure and before.may_write
    propose(chosen="I", reason="", **of(world, "xa"))  # type: ignore[arg-type]
    assert [(d.verb, d.url) for d in duties(world.actor("duyet"), world.on)] == [
        ("Mở danh sách", f"/phan-loai/{OLD}/2020/")
    ]
    assert duties(world.actor("xa"), world.on) == []
    waiting = page(world, "huyen")
    assert (waiting.state, waiting.proposed, waiting.may_decide) == ("proposed", "Trọng điểm loại I", False)
    assert page(world, "duyet").may_decide
    decide_on(step="approve", words="", **of(world, "duyet"))  # type: ignore[arg-type]
    after = page(world, "xa")
    assert (after.state, after.decided) == ("approved", "Trọng điểm loại I")
    assert [s.title for s in after.steps] == ["Duyệt", "Đề xuất"]
    assert after.history == [(2020, OLD, str(after.card.title), "Trọng điểm loại I")]
    assert list(AuditRow.objects.filter(kind="rating").order_by("pk").values_list("action", flat=True)) == [
        "rating.figures",
        "rating.propose",
        "rating.approve",
    ]


def test_what_the_figures_do_not_settle_needs_a_reason(world: World) -> None:
    put(world, tu_diem=1, dien_tich=0)
    assert not page(world).judged.sure  # the act's text was cut: nothing excludes a class
    with pytest.raises(Invalid, match="lý do"):
        propose(chosen="none", reason=" ", **of(world, "xa"))  # type: ignore[arg-type]
    made = propose(chosen="none", reason="Địa bàn không có người nghiện", **of(world, "xa"))  # type: ignore[arg-type]
    assert (made.proposed, made.computed) == ("none", "")


def test_only_the_area_proposes_only_the_level_above_decides_and_never_the_same_person(world: World) -> None:
    for stranger in ("huyen", "tinh", "thanhtra"):
        with pytest.raises(Denied):
            propose(chosen="I", reason="thử", **of(world, stranger))  # type: ignore[arg-type]
    with pytest.raises(Outside):
        propose(chosen="I", reason="thử", **of(world, "xa-b"))  # type: ignore[arg-type]
    propose(chosen="I", reason="thử", **of(world, "xa"))  # type: ignore[arg-type]
    for other in ("xa", "huyen", "lanhdao-huyen", "bo"):  # of this act: the province
        with pytest.raises(Denied):
            decide_on(step="approve", words="", **of(world, other))  # type: ignore[arg-type]
    Rating.objects.update(proposed_by=world.actor("duyet").user_id)
    with pytest.raises(Invalid, match="không tự duyệt"):
        decide_on(step="approve", words="", **of(world, "duyet"))  # type: ignore[arg-type]


def test_a_return_needs_words_and_opens_the_area_again(world: World) -> None:
    propose(chosen="I", reason="thử", **of(world, "xa"))  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        put(world, tu_diem=7)
    with pytest.raises(Invalid, match="lý do"):
        decide_on(step="back", words="", **of(world, "duyet"))  # type: ignore[arg-type]
    decide_on(step="back", words="Thiếu số tụ điểm", **of(world, "duyet"))  # type: ignore[arg-type]
    put(world, tu_diem=7)
    propose(chosen="I", reason="", **of(world, "xa"))  # type: ignore[arg-type]
    decide_on(step="approve", chosen="II", words="Tụ điểm đã triệt phá", **of(world, "duyet"))  # type: ignore[arg-type]
    assert page(world).decided == "Trọng điểm loại II"
    decide_on(step="reopen", words="Có số liệu mới", **of(world, "duyet"))  # type: ignore[arg-type]
    assert (page(world).state, page(world).decided, page(world).history) == ("draft", "", [])


def test_every_fault_in_the_figures_is_told_at_its_figure(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        put_figures(values={"tu-diem": -1, "dien-tich": 10**13}, source="", **of(world, "xa"))  # type: ignore[arg-type]
    assert set(refused.value.problems) == {"tu-diem", "dien-tich", "source"}
    assert page(world).typed[0].value is None
    put(world, tu_diem=3)
    put_figures(values={"tu-diem": None}, source="", **of(world, "xa"))  # type: ignore[arg-type]
    assert page(world).typed[0].value is None


def test_the_register_is_counted_and_frozen_with_the_proposal(world: World) -> None:
    try:
        unit = world.units["an-1-a"].pk
        lives = {n: store.Life("male", date(1990, 1, 1)) for n in range(1, 5)}
        codes = {n: ("addict" if n > 1 else "user", "heroin", "first", "listed", "") for n in lives}
        rows = {n: [Row("registration", unit, date(2019, 3, 1), None, codes[n], 0)] for n in lives}
        write([*lives], lives, rows)
        assert page(world).figures[0].value == 3  # addicts; the user is another's
        propose(chosen="none", reason="thử", **of(world, "xa"))  # type: ignore[arg-type]
        write([1, 2], {}, {})
        assert page(world).figures[0].value == 3
        assert Rating.objects.get().figures["nguoi-nghien"] == 3
    finally:
        store.forget()


def test_an_act_answers_only_for_its_years_and_its_level(world: World) -> None:
    for year, code in ((2009, OLD), (2025, OLD), (2024, "trong-diem-28-2025")):
        with pytest.raises(Outside):
            page(world, code=code, year=year)
    with pytest.raises(Outside):  # a district is no area of this scorecard
        page(world, "huyen", at="an-1")
    assert pages.years(world.on)[0] == 2020


def test_the_boards_and_the_area_are_shown_in_both_languages(world: World, client: Client) -> None:
    DemoDate.objects.create(on=world.on)
    client.force_login(world.user("huyen"))
    assert "Phân loại địa bàn" in client.get("/phan-loai/").content.decode()
    board = client.get(f"/phan-loai/{OLD}/2020/").content.decode()
    assert board.count("/phan-loai/trong-diem-3122-2010/2020/911") == 3  # the district's three communes
    client.force_login(world.user("xa"))
    where = f"/phan-loai/{OLD}/2020/{commune(world)}/"
    sent = client.post(f"{where}so-lieu/", {"tu-diem": "1.005", "dien-tich": "", "source": "Công an xã"})
    assert sent.status_code == 302
    shown = client.get(where).content.decode()
    assert f"/bang-so-lieu/?chi-tieu=pl.nghien&amp;don-vi={commune(world)}&amp;cap=0&amp;ky=2020" in shown
    assert "1.005" in shown and "Công an xã" in shown and "chưa kiểm chứng" in shown
    wrong = client.post(f"{where}de-xuat/", {"chosen": "", "reason": ""})
    assert wrong.status_code == 422
    english = client.get(where, {"lang": "en"}).content.decode()
    assert "Priority, type I" in english and "By the figures:" in english


def test_the_command_prints_figures_tests_and_what_is_missing(world: World) -> None:
    DemoDate.objects.create(on=world.on)
    put(world, tu_diem=5, dien_tich=0)
    told = CliRunner().invoke(command, ["--year", "2020", "--unit", commune(world), "--json", "--as", "xa"])
    found = {card["scorecard"]: card for card in json.loads(told.output)}
    assert set(found) == {OLD, "lanh-manh-01-2008"}
    assert found[OLD]["class"] == "I" and found["lanh-manh-01-2008"]["class"] is None
    words = CliRunner().invoke(command, ["--year", "2020", "--unit", commune(world), "--as", "xa"]).output
    assert "Theo số liệu: Trọng điểm loại I" in words and "(chưa kiểm chứng)" in words
    assert CliRunner().invoke(command, ["--year", "2020", "--unit", "00000", "--as", "xa"]).exit_code == 1
    below = CliRunner().invoke(command, ["--year", "2020", "--unit", commune(world, "an"), "--as", "tinh"]).output
    told = [line for line in below.splitlines() if commune(world) in line]
    assert len(below.splitlines()) == 14 and len(told) == 2 and "Trọng điểm loại I" in "".join(told)


def test_the_ministry_approves_what_a_province_proposes(world: World) -> None:
    on = date(2025, 12, 20)
    at = {"code": "trong-diem-tinh-28-2025", "year": 2025, "unit": commune(world, "an"), "on": on}
    propose(chosen="trong-diem", reason="thử", by=world.actor("tinh"), **at)  # type: ignore[arg-type]
    assert len(duties(world.actor("bo"), on)) == 1 and duties(world.actor("duyet"), on) == []
    for other in ("duyet", "tinh"):
        with pytest.raises(Denied):
            decide_on(step="approve", words="", by=world.actor(other), **at)  # type: ignore[arg-type]
    done = decide_on(step="approve", words="", by=world.actor("bo"), **at)  # type: ignore[arg-type]
    assert (done.state, done.decided) == ("approved", "trong-diem")


def test_where_there_is_no_district_the_province_approves_what_a_district_did(world: World) -> None:
    """NQLT 01/2008 names the district here; on a map of two levels it is the nearest level above."""
    card = law().scorecard("lanh-manh-01-2008")
    units = tree(world.on)
    commune_, province = units.unit(world.units["an-1-a"].pk), units.unit(world.units["an"].pk)
    assert scope.approving_level(card, units, commune_) == "district"
    assert scope.approving_level(card, units, units.unit(world.units["an-1"].pk)) == "province"
    assert scope.approving_level(law().scorecard("trong-diem-tinh-28-2025"), units, province) == "ministry"

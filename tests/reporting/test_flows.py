"""A campaign by hand, over HTTP and without JavaScript: fill, send, ask back, accept, declare, approve, correct."""

import pytest

from hoanhap.reporting.queries.cells import own
from tests import world as worlds
from tests.reporting.browse import FORM, OUTLINE, Seat
from tests.reporting.sound import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = worlds.build()
    yield made
    assert broken(made.campaign) == []


def step(seat, name, at, form=FORM, **data):
    return seat.said(seat.post("step", at, data, form=form, name=name))


def fill(world, who, at, form=FORM):
    seat = Seat(world, who)
    assert "không phát sinh" in seat.said(seat.post("nil", at, form=form))
    return seat


def test_a_whole_campaign_is_done_by_plain_forms(world):
    commune = fill(world, "xa", "an-1-a")
    assert "Đã gửi" in step(commune, "submit", "an-1-a")
    district = Seat(world, "huyen")
    said = step(
        district,
        "return",
        "an-1-a",
        reason="Xem sổ",
        **{"ask-row-1": "1.1", "ask-col-1": "2016", "ask-text-1": "Không có tổ nào?"},
    )
    assert "Đã trả lại" in said
    page = commune.get("form", "an-1-a", form=FORM)
    revisions = page.context["page"].grid.revisions
    saved = commune.post("save", "an-1-a", {"c.1.1.2016": "2", "revisions": revisions}, form=FORM)
    assert "Đã lưu 1 ô" in commune.said(saved)
    step(commune, "submit", "an-1-a")
    fill(world, "xa-b", "an-1-b")
    step(Seat(world, "xa-b"), "submit", "an-1-b")
    said = district.said(district.post("accept_all", "an-1"))
    assert "Đã nhận 2 biểu" in said
    assert "Chưa nhận 1 đơn vị" in step(district, "submit", "an-1")
    gap = {f"gap.{world.agencies['an-1-c'].code}": "Xã chưa gửi, đã đôn đốc"}
    assert "Đã gửi" in step(district, "submit", "an-1", **gap)
    province = Seat(world, "tinh")
    assert "Đã nhận" in step(province, "accept", "an-1")
    gap = {f"gap.{world.agencies['an-2'].code}": "Mưa lũ"}
    assert "Đã gửi" in step(province, "submit", "an", **gap)
    assert "Đã duyệt" in step(Seat(world, "duyet"), "approve", "an")
    proposed = {"cell": "1.1|2016", "typed": "4", "reason": "Đối chiếu sổ gốc"}
    assert "Đã gửi đề nghị" in commune.said(commune.post("propose", "an-1-a", proposed, form=FORM))
    pk = world.answer("an-1-a").corrections.get().pk
    approver = Seat(world, "duyet")
    lock = str(world.answer("an-1-a").lock)
    agreed = approver.post("decide", "an-1-a", {"agree": "yes", "lock": lock}, form=FORM, pk=pk)
    assert "Đã ghi quyết định" in approver.said(agreed)
    assert own(world.answer("an-1-a"))["1.1", "2016"].value == 4
    assert {world.answer(p).state for p in ("an", "an-1", "an-1-a")} == {"corrected"}
    report = province.get("report", "an").content.decode()
    assert "Xã An 1C: Xã chưa gửi, đã đôn đốc" in report and "Huyện An 2: Mưa lũ" in report


def test_a_warning_is_explained_and_then_the_form_goes(world):
    form = worlds.loaded.form(FORM)
    row = next(c for c in form.checks if c.kind == "stock").rows[0]
    seat = Seat(world, "xa")
    world.write("an-1-a", {(row, form.columns[0].code): 9})
    fill(world, "xa", "an-1-a")
    assert "cảnh báo chưa giải trình" in step(seat, "submit", "an-1-a")
    page = seat.get("form", "an-1-a", form=FORM).context["page"]
    for finding in [f for f in page.findings if f.severity == "warning"]:
        data = {"row": finding.row, "column": finding.column, "check": finding.check, "text": "Giải thể theo QĐ 12"}
        assert "Đã ghi giải trình" in seat.said(seat.post("explain", "an-1-a", data, form=FORM))
    assert "Đã gửi" in step(seat, "submit", "an-1-a")
    assert "Giải thể theo QĐ 12" in Seat(world, "huyen").get("form", "an-1-a", form=FORM).content.decode()


@pytest.mark.parametrize("data", [{}, {"row": "1.1"}, {"row": "x", "column": "y", "check": "z", "text": "dài đủ"}])
def test_an_explanation_of_nothing_is_refused_in_words(world, data):
    seat = Seat(world, "xa")
    assert "không còn cảnh báo" in seat.said(seat.post("explain", "an-1-a", data, form=FORM))


def test_words_are_written_pulled_up_and_taken_back(world):
    commune, district = Seat(world, "xa"), Seat(world, "huyen")
    data = {"theme": "resources", "cause": "objective", "text": "Thiếu kinh phí cho tổ công tác"}
    commune.post("add", "an-1-a", data, outline=OUTLINE, kind="difficulty")
    page = district.get("narrative", "an-1", outline=OUTLINE).context["page"]
    (group,) = page.below_difficulties
    assert (group.code, group.count, group.units) == ("resources", 1, 1)
    district.post("add", "an-1", {**data, "pulled": str(group.items[0].pk)}, outline=OUTLINE, kind="difficulty")
    assert "Xã An 1A" in district.get("narrative", "an-1", outline=OUTLINE).content.decode()
    (pulled,) = world.respondent("an-1").difficulties.all()
    assert pulled.pulled_from_id == group.items[0].pk
    district.post("take_back", "an-1", outline=OUTLINE, kind="difficulty", pk=pulled.pk)
    assert not world.respondent("an-1").difficulties.exists()
    assert (
        Seat(world, "xa").post("take_back", "an-1-a", outline=OUTLINE, kind="difficulty", pk=10**9).status_code == 404
    )


def test_nobody_takes_back_the_words_of_another(world):
    data = {"addressee": "province", "text": "Cấp thêm kinh phí"}
    Seat(world, "xa").post("add", "an-1-a", data, outline=OUTLINE, kind="recommendation")
    (theirs,) = world.respondent("an-1-a").recommendations.all()
    for who, at in (("xa-b", "an-1-b"), ("huyen", "an-1"), ("tinh", "an")):
        response = Seat(world, who).post("take_back", at, outline=OUTLINE, kind="recommendation", pk=theirs.pk)
        assert response.status_code in (403, 404)
    assert world.respondent("an-1-a").recommendations.exists()

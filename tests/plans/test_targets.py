"""Targets measured by indicators, by typed figures, or not yet; cascaded; and a plan read from its text."""

import io
from datetime import date
from fractions import Fraction

import pytest
from docx import Document

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.facts.models import Fact
from hoanhap.plans.actions import plans
from hoanhap.plans.actions.answering import answer
from hoanhap.plans.actions.targets import cascade, read, set_target, withdraw
from hoanhap.plans.models import Plan
from hoanhap.plans.queries.duties import duties
from hoanhap.plans.queries.figures import indicator, span
from hoanhap.plans.queries.report import summary
from hoanhap.plans.queries.targets import offered, target_page, targets
from hoanhap.plans.reading.files import read_text
from hoanhap.plans.rules import fold, report
from hoanhap.plans.rules.draft import Draft, DraftTask, Problem
from hoanhap.plans.rules.lines import Line
from hoanhap.plans.rules.pace import Measured
from tests.architecture.files import ROOT
from tests.plans.conftest import CODE, ON
from tests.seats import page

JULY = date(2020, 7, 1)
CODES = {"outreach": "meeting -", "reached": "commune"}
SHARE = Measured("tq.tuyen-truyen", Fraction(100), measure="%")


def line(bench, on=ON):
    return targets(Plan.objects.get(code=CODE), on)[0]


def test_a_target_without_data_says_so_and_one_that_is_typed_says_its_pace_and_source(bench):
    set_target(
        code=CODE, text="Hai điểm vệ tinh", how=Measured(value=Fraction(2), measure="điểm"), by=bench.tinh, on=ON
    )
    assert (line(bench).pace.title, line(bench).actual) == ("Chưa có số liệu", "")
    read(code=CODE, key="ct-1", value=Fraction(1), day=JULY, source="Báo cáo 6 tháng", by=bench.tinh, on=ON)
    found = line(bench)
    assert (found.actual, found.bar, found.gap, found.source) == ("1 điểm", "2 điểm", "1", "Báo cáo 6 tháng")
    assert found.pace.verdict == "behind"
    assert line(bench, date(2020, 6, 30)).actual == ""


def test_a_target_takes_its_figure_from_the_indicator_and_nobody_types_over_it(bench):
    set_target(code=CODE, text="100 % xã", how=SHARE, by=bench.tinh, on=ON)
    found = line(bench)
    assert found.indicator_title.startswith("Tỷ lệ xã được tuyên truyền")
    assert (found.actual, found.pace.verdict) == ("", "no_data")  # nothing of the kind was ever written down
    commune = bench.world.units["an-1-a"]
    relation = indicator("tq.tuyen-truyen.xa", span(JULY, JULY)).of
    Fact.objects.create(relation=relation, unit=commune, start=date(2020, 3, 1), codes=CODES[relation])
    found = line(bench)
    assert (found.actual, found.pace.verdict, found.gap) == ("16,67 %", "behind", "83,33")
    with pytest.raises(Invalid) as wrong:
        read(code=CODE, key="ct-1", value=Fraction(1), day=ON, source="", by=bench.tinh, on=ON)
    assert set(wrong.value.problems) == {"value", "source"}


def test_everything_wrong_with_a_target_comes_at_once(bench):
    how = Measured("khong.co", None, "upward", by_on=date(2022, 1, 1))
    with pytest.raises(Invalid) as wrong:
        set_target(code=CODE, how=how, by=bench.tinh, on=ON)
    assert set(wrong.value.problems) == {"text", "direction", "value", "by_on", "indicator"}
    with pytest.raises(Denied):
        set_target(code=CODE, text="x", how=SHARE, by=bench.world.actor("duyet"), on=ON)


def test_parts_of_a_target_are_given_on_a_form_to_units_below_and_measured_alike(bench, sit):
    set_target(code=CODE, text="20 lớp", how=Measured(value=Fraction(20), grows=True, measure="lớp"), by=bench.tinh,
               on=ON)  # fmt: skip
    one, two = (bench.world.units[name] for name in ("an-1", "an-2"))
    address, typed = f"/ke-hoach/{CODE}/chi-tieu/ct-1/", {"parts": "1", f"unit-{one.pk}": "12", "all": "8"}
    assert sit("duyet").post(address, typed).status_code == 403
    assert sit("tinh").post(address, typed).status_code == 302
    shown = page(sit("duyet").get(address))
    assert "12 lớp" in shown and "8 lớp" in shown and "tổng 20, chỉ tiêu 20 lớp" in shown
    figure = {"read": "1", "value": "3", "day": "01/7/2020", "source": "Báo cáo huyện"}
    assert sit("duyet").post(f"{address[:-1]}-{one.code}/", figure).status_code == 302
    how = Measured(value=Fraction(20), measure="khóa")
    set_target(code=CODE, key="ct-1", how=how, reason="Gọi là khóa", by=bench.tinh, on=ON)
    assert "3 khóa" in page(sit("huyen").get(f"{address[:-1]}-{one.code}/"))
    refused = sit("tinh").post(address, {"parts": "1", f"unit-{two.pk}": "1,2345"})
    assert refused.status_code == 422 and "Giao chỉ tiêu" in page(refused)
    assert "đã có số đo, không rút lại được" in page(sit("tinh").post(address, {"parts": "1", f"unit-{two.pk}": "8"}))
    changed = {"parts": "1", f"unit-{one.pk}": "20", f"unit-{two.pk}": ""}
    refused = sit("tinh").post(address, changed | {f"unit-{one.pk}": "20", f"unit-{two.pk}": "0", "reason": ""})
    assert "Ghi lý do điều chỉnh" in page(refused)
    sit("tinh").post(address, changed | {"reason": "Dồn về một huyện"})
    shown = page(sit("huyen-2").get(f"{address[:-1]}-{two.code}/"))
    assert "Dồn về một huyện" in shown and "rút chỉ tiêu" in shown
    assert "giao cho 1 đơn vị" in page(sit("tinh").get(f"/ke-hoach/{CODE}/"))
    with pytest.raises(Invalid):
        cascade(code=CODE, key="ct-1", parts={bench.world.units["binh-1"].pk: Fraction(1)}, by=bench.tinh, on=ON)


def test_who_opens_how_a_target_is_measured_and_saves_changes_nothing(bench, sit):
    how = Measured("", Fraction(5, 2), "at_most", True, "điểm", Fraction(1), date(2020, 11, 30), "ghi chú")
    set_target(code=CODE, text="x", how=how, by=bench.tinh, on=ON)
    address = f"/ke-hoach/{CODE}/chi-tieu/ct-1/"
    form = sit("tinh").get(address).context["how"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert sit("tinh").post(address, typed).status_code == 302
    assert target_page(bench.tinh, CODE, "ct-1", ON).how == how and Plan.objects.get().version == 1


# ---------------------------------------------------------------- what was promised is kept
def test_a_changed_target_makes_a_version_with_its_reason_and_keeps_what_was_promised(bench, sit):
    set_target(code=CODE, text="20 lớp", how=Measured(value=Fraction(20), measure="lớp"), by=bench.tinh, on=ON)
    pace_only = Measured(value=Fraction(20), measure="lớp", base=Fraction(4), grows=True, note="từ năm trước")
    set_target(code=CODE, key="ct-1", how=pace_only, by=bench.tinh, on=ON)
    assert Plan.objects.get().version == 1
    less = Measured(value=Fraction(15), measure="lớp", by_on=date(2020, 11, 30))
    with pytest.raises(Invalid) as wrong:
        set_target(code=CODE, key="ct-1", how=less, directive="khong-co", by=bench.tinh, on=ON)
    assert set(wrong.value.problems) == {"reason", "directive"}
    set_target(code=CODE, key="ct-1", how=less, reason="Giảm lớp do dịch", by=bench.tinh, on=ON)
    withdraw(code=CODE, key="ct-1", reason="Thôi giao", by=bench.tinh, on=ON)
    found = target_page(bench.tinh, CODE, "ct-1", ON)
    said = [(x.version, x.bar, x.by_on, x.reason, x.gone) for x in found.promises]
    assert said == [
        (1, "20 lớp", date(2020, 12, 31), "", False),
        (2, "15 lớp", date(2020, 11, 30), "Giảm lớp do dịch", False),
        (3, "", None, "Thôi giao", True),
    ]
    assert found.dropped and found.line.promised == "20 lớp" and not targets(Plan.objects.get(), ON)
    kept = bench.plan.versions.order_by("number").values_list("content", flat=True)
    assert [[x["value"] for x in content["targets"]] for content in kept] == [[], [15_000], []]
    shown = page(sit("duyet").get(f"/ke-hoach/{CODE}/chi-tieu/ct-1/"))
    assert "Chỉ tiêu đã rút, không tính nữa" in shown and "Giảm lớp do dịch" in shown
    with pytest.raises(Outside):
        set_target(code=CODE, key="ct-1", how=less, by=bench.tinh, on=ON)


def test_a_target_is_withdrawn_on_a_form_and_from_a_plan_being_typed_it_is_gone(bench, sit):
    set_target(code=CODE, text="x", how=Measured(value=Fraction(2)), by=bench.tinh, on=ON)
    address = f"/ke-hoach/{CODE}/chi-tieu/ct-1/"
    assert sit("duyet").post(address, {"withdraw": "1", "reason": "x"}).status_code == 403
    assert sit("tinh").post(address, {"withdraw": "1", "reason": ""}).status_code == 422
    assert sit("tinh").post(address, {"withdraw": "1", "reason": "Thôi giao"})["Location"] == address
    assert "Đã rút:" in page(sit("duyet").get(f"/ke-hoach/{CODE}/"))
    Plan.objects.update(version=0)
    set_target(code=CODE, text="y", how=Measured(value=Fraction(2)), by=bench.tinh, on=ON)
    gone = sit("tinh").post(f"/ke-hoach/{CODE}/chi-tieu/ct-2/", {"withdraw": "1"})
    assert gone["Location"] == f"/ke-hoach/{CODE}/" and not bench.plan.targets.filter(key="ct-2").exists()


# ---------------------------------------------------------------- from a document, and from the plan above
def test_the_plan_of_tuyen_quang_is_taken_over_whole_with_what_it_lost_listed(world):
    text = next((ROOT / "tests/sources").glob("001_*")).read_text(encoding="utf-8")
    plan = plans.adopt(read_text(text), code="tq", agency=world.agencies["an"].pk, by=world.actor("tinh"), on=ON)
    coded = [task.code for task in plan.tasks.filter(origin="matrix").order_by("position")]
    assert coded == ["", "3.1", "3.2", "3.4", "4.1", "4.2", "5.1", "5.2"]
    assert plan.tasks.filter(origin="duties", last_on=date(2020, 6, 19)).count() == 1
    assert plan.tasks.get(code="3.1").shares.filter(lead=True).count() == 2  # both districts of this country
    assert plan.targets.count() == 6
    said = " ".join(p["message"] for p in plan.unread)
    assert "không có mã và không có nội dung" in said and "3.3" in said and "nhóm nhiệm vụ 1–2" in said
    assert "Ban Tuyên giáo Tỉnh ủy" in plan.unresolved


def test_a_draft_with_an_error_is_taken_over_not_at_all_and_tells_all_of_them(world):
    wrong = Draft(title="", year=2020, tasks=(DraftTask("1", "a"), DraftTask("1", "b", after=("9",))),
                  problems=(Problem("x", "Ngày 31/02 không có.", "Sửa ngày."),))  # fmt: skip
    with pytest.raises(Invalid) as refused:
        plans.adopt(wrong, code="x", agency=world.agencies["an"].pk, directive="la", by=world.actor("tinh"), on=ON)
    assert {"draft", "title", "directive", "row-2-code", "row-2-after"} <= set(refused.value.problems)
    assert not Plan.objects.exists()


def test_a_district_answers_line_by_line_and_what_is_told_once_stands_in_both_plans(bench):
    by = bench.world.actor("huyen")
    agency = bench.share("1", "An 1").agency
    set_target(code=CODE, text="20 lớp", how=Measured(value=Fraction(20)), by=bench.tinh, on=ON)
    parts = {bench.world.units[name].pk: Fraction(n) for name, n in (("an-1", 12), ("an-2", 8))}
    cascade(code=CODE, key="ct-1", parts=parts, by=bench.tinh, on=ON)
    below = answer(upper=CODE, code="an-1", title="Kế hoạch huyện", agency=agency.pk, by=by, on=ON)
    plans.settle(code="an-1", by=by, on=ON)
    mine = below.tasks.get()
    assert (mine.code, mine.answers.plan.code, mine.answers.code) == ("1", CODE, "1")
    assert [(x.text, x.value, x.answers.key) for x in below.targets.all()] == [("20 lớp", 12_000, "ct-1")]
    bench.tell(bench.share("1", "An 1"), fold.BEGIN, JULY)
    assert below.shares.get().began_on == JULY
    assert len([x for x in duties(by, date(2020, 12, 20)) if x.sentence.startswith("1. ")]) == 1
    with pytest.raises(Invalid):
        answer(upper=CODE, code="x", title="x", agency=bench.world.agencies["an-1"].pk, by=by, on=ON)


def test_an_upper_target_shows_each_answer_below_and_who_has_not_answered(bench, sit):
    by, agency = bench.world.actor("huyen"), bench.share("1", "An 1").agency
    set_target(code=CODE, text="20 lớp", how=Measured(value=Fraction(20), measure="lớp"), by=bench.tinh, on=ON)
    set_target(code=CODE, text="100 % xã", how=SHARE, by=bench.tinh, on=ON)
    parts = {bench.world.units[name].pk: Fraction(n) for name, n in (("an-1", 12), ("an-2", 8))}
    cascade(code=CODE, key="ct-1", parts=parts, by=bench.tinh, on=ON)
    plans.begin(code="an-1", title="Kế hoạch huyện", agency=agency.pk, starts=date(2020, 1, 1), ends=date(2021, 1, 1),
                answers=CODE, by=by, on=ON)  # fmt: skip
    new = "/ke-hoach/an-1/chi-tieu/moi/"
    assert "Chỉ tiêu cấp trên chưa trả lời (2)" in page(sit("huyen").get("/ke-hoach/an-1/"))
    form = sit("huyen").get(f"{new}?cho=ct-1").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert (typed["text"], typed["answers"], typed["value"]) == ("20 lớp", "ct-1", "20")
    assert sit("huyen").post(new, typed | {"answers": "ct-9"}).status_code == 422
    assert sit("huyen").post(new, typed | {"value": "10"}).status_code == 302
    of = lambda: target_page(bench.tinh, CODE, "ct-1", ON)  # noqa: E731
    assert (of().replies, of().silent) == ((), ("Huyện An 1", "Huyện An 2"))  # being typed, it answers nothing yet
    plans.adjust(code="an-1", lines=[Line(content="Mở lớp")], reason="", by=by, on=ON)
    plans.settle(code="an-1", by=by, on=ON)
    read(code="an-1", key="ct-1", value=Fraction(4), day=JULY, source="Báo cáo", by=bench.world.actor("huyen"), on=ON)
    (reply,) = of().replies
    said = (reply.line.bar, reply.line.actual, reply.line.gap, reply.given, reply.less)
    assert said == ("10 lớp", "4 lớp", "6", "12 lớp", True) and of().silent == ("Huyện An 2",)
    shown = page(sit("tinh").get(f"/ke-hoach/{CODE}/chi-tieu/ct-1/"))
    assert "thấp hơn mức giao" in shown and "Chưa trả lời (1)" in shown
    assert "Trả lời chỉ tiêu cấp trên" in page(sit("huyen").get("/ke-hoach/an-1/chi-tieu/ct-1/"))
    assert target_page(bench.tinh, CODE, "ct-2", ON).silent == ()  # nothing was given of it, and nobody answered
    set_target(code="an-1", key="ct-1", how=Measured("tq.tuyen-truyen", Fraction(100)), reason="x", by=by, on=ON)
    assert [(x.key, x.alike) for x in offered(by, Plan.objects.get(code="an-1"), "ct-1", ON)[1]][0] == ("ct-2", True)


# ---------------------------------------------------------------- the report
def test_the_report_drafts_itself_with_every_figure_traced_and_opens_in_word(bench):
    bench.tell(bench.share("1", "An 1"), fold.BLOCK, date(2020, 6, 15), blocked_by="Sở Tài chính chưa cấp kinh phí")
    set_target(code=CODE, text="100 % xã", how=SHARE, by=bench.tinh, on=ON)
    found = summary(bench.tinh, CODE, report.span("2020H1"), ON, "http://may-chu")
    assert found.on == date(2020, 6, 30) and found.figures >= 6
    document = Document(io.BytesIO(found.render()))
    said = "\n".join(p.text for p in document.paragraphs)
    for words in ("6 tháng đầu năm 2020", "Kế hoạch có 3 nhiệm vụ", "Sở Tài chính chưa cấp kinh phí", "III.", "IV."):
        assert words in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "100 % xã" in cells and "Tập huấn cán bộ" in cells
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert f"http://may-chu/ke-hoach/{CODE}/viec/2/" in links
    assert f"http://may-chu/ke-hoach/{CODE}/theo-doi/?ngay=2020-06-30&muc=blocked" in links


@pytest.mark.parametrize(
    ("code", "due", "on", "says"),
    [
        ("2020H1", date(2020, 6, 19), ON, date(2020, 6, 19)),
        ("2020H1", None, ON, date(2020, 6, 30)),
        ("2020", date(2020, 12, 19), ON, ON),
        ("2020H2", date(2020, 6, 19), date(2021, 2, 1), date(2020, 12, 31)),
    ],
)
def test_a_report_speaks_as_of_the_day_it_is_due_and_never_of_tomorrow(code, due, on, says):
    assert report.as_of(report.span(code), due, on) == says


def test_a_period_that_is_none_is_told_in_words():
    for text in ("", "2020H3", "H1", "20-20", "1200"):
        with pytest.raises(report.BadPeriod):
            report.span(text)

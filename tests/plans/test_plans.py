"""Making a plan, adjusting it, and where its tasks stand when their agencies have said something."""

from dataclasses import replace
from datetime import date

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.documents.models import Directive
from hoanhap.plans.actions import plans
from hoanhap.plans.actions.progress import report
from hoanhap.plans.models import Plan, Progress, Share
from hoanhap.plans.queries.standing import facts, standing, stands
from hoanhap.plans.rules import fold
from hoanhap.plans.rules.lines import Line
from hoanhap.plans.rules.status import State, status
from hoanhap.resources.models import Item
from hoanhap.resources.rules.noun_table import NOUNS
from tests.plans.conftest import CODE, LINES, ON

JULY = date(2020, 7, 1)


def states(bench, on=ON):
    found = standing(bench.plan, on)
    return {task.code: str(found.of[task.pk].state) for task in found.tasks}


def test_every_agency_that_is_named_gets_its_share_and_what_fits_none_stays_as_words(bench):
    led = bench.plan.shares.filter(lead=True)
    assert sorted(s.agency.name for s in led.filter(task__code="1")) == [
        "Ủy ban nhân dân huyện An 1", "Ủy ban nhân dân huyện An 2",
    ]  # fmt: skip
    assert {s.branch.name for s in led.filter(task__code="1")} == {"Huyện An 1", "Huyện An 2"}
    assert bench.share("3").branch is None
    assert bench.plan.shares.filter(task__code="2", lead=False).get().agency.name == "Công an tỉnh An"
    bench.plan.refresh_from_db()
    assert bench.plan.unresolved == ["Sở Nông nghiệp vũ trụ"]


def test_a_task_moves_with_what_its_agency_says_and_every_act_is_in_the_trail(bench):
    assert states(bench) == {"1": "at_risk", "2": "late", "3": "at_risk"}
    training = bench.share("2", "Sở Lao động")
    bench.tell(training, fold.BEGIN, date(2020, 3, 2))
    bench.tell(training, fold.DONE, date(2020, 6, 25), text="120 cán bộ")
    bench.tell(bench.share("3"), fold.BEGIN, JULY)
    assert states(bench) == {"1": "at_risk", "2": "done", "3": "on_time"}
    one = bench.share("1", "An 1")
    bench.tell(one, fold.BLOCK, ON, blocked_by="Sở Tài chính chưa cấp kinh phí")
    found = standing(bench.plan, ON)
    assert states(bench)["1"] == "blocked"
    assert found.of[one.task_id].reasons == ("vướng ở: Sở Tài chính chưa cấp kinh phí",)
    actions = list(AuditRow.objects.filter(kind="plan").order_by("pk").values_list("action", flat=True))
    assert actions == ["plan.begin", "plan.adjust", "plan.settle", *["plan.progress"] * 4]


def test_a_day_in_the_past_shows_what_stood_then(bench):
    training = bench.share("2", "Sở Lao động")
    bench.tell(training, fold.BEGIN, date(2020, 3, 2))
    bench.tell(training, fold.BLOCK, date(2020, 4, 1), blocked_by="dịch bệnh")
    bench.tell(training, fold.FREE, date(2020, 5, 4))
    bench.tell(training, fold.DONE, date(2020, 7, 10), text="xong")
    said = [states(bench, on)["2"] for on in (date(2020, 2, 1), date(2020, 4, 2), date(2020, 6, 1), JULY, ON)]
    assert said == ["not_started", "blocked", "on_time", "late", "done_late"]


def test_only_its_agency_reports_and_only_who_follows_asks_to_go_on(bench):
    training = bench.share("2", "Sở Lao động")
    for name, refused in (("huyen", Denied), ("xa", Denied), ("tinh", Denied), ("tinh-binh", Outside)):
        with pytest.raises(refused):
            bench.tell(training, fold.BEGIN, JULY, by=bench.world.actor(name))
    bench.tell(training, fold.DONE, JULY, text="xong")
    with pytest.raises(Denied):
        bench.tell(training, fold.REOPEN, ON, text="Thiếu danh sách", by=bench.world.actor("huyen"))
    bench.tell(training, fold.REOPEN, ON, text="Thiếu danh sách", by=bench.tinh)
    training.refresh_from_db()
    assert training.done_on is None
    assert states(bench)["2"] == "late"


def test_all_that_is_wrong_with_a_report_is_told_at_once_and_nothing_written(bench):
    training = bench.share("2", "Sở Lao động")
    bench.tell(training, fold.BEGIN, JULY)
    with pytest.raises(Invalid) as wrong:
        bench.tell(training, fold.BLOCK, date(2020, 6, 1), evidence="directive", evidence_ref="khong-co")
    assert set(wrong.value.problems) == {"day", "blocked_by", "evidence_ref"}
    assert Progress.objects.count() == 1


def test_words_alone_do_not_prove_and_a_directive_does(bench):
    training = bench.share("2", "Sở Lao động")
    bench.tell(training, fold.DONE, JULY, evidence="directive", evidence_ref="qd-thu")
    training.refresh_from_db()
    assert training.proved
    assert Progress.objects.get().evidence_words == "QĐ 1/QĐ-THU: Thử"


def test_adjusting_needs_a_reason_makes_a_version_and_keeps_what_was_promised(bench):
    later = replace(LINES[1], key="2", last=date(2020, 9, 30))
    with pytest.raises(Invalid) as wrong:
        plans.adjust(code=CODE, lines=[later], reason=" ", by=bench.tinh, on=ON)
    assert set(wrong.value.problems) == {"reason"}
    new = Line(code="4", content="Tổng kết", leads_words="UBND tỉnh", last=date(2020, 12, 15))
    assert plans.adjust(code=CODE, lines=[later, new], dropped=["1"], reason="dịch bệnh", by=bench.tinh, on=ON) == 2
    assert states(bench) == {"2": "at_risk", "3": "not_started", "4": "not_started"}
    task = bench.plan.tasks.get(code="2")
    assert (task.promised_on, task.last_on) == (date(2020, 6, 30), date(2020, 9, 30))
    first, second = bench.plan.versions.order_by("number")
    assert [line["code"] for line in first.content["tasks"]] == ["1", "2", "3"]
    assert first.content["tasks"][1]["last"] == "2020-06-30" and second.reason == "dịch bệnh"
    assert plans.adjust(code=CODE, lines=[replace(later, code="2")], reason="x", by=bench.tinh, on=ON) == 2


def test_all_mistakes_of_all_lines_come_at_once_and_nothing_is_half_changed(bench):
    wrong_lines = [
        Line(code="5", content="", row=4),
        Line(code="2", content="Trùng mã", row=5),
        Line(code="6", content="Ngày ngược", start=ON, last=JULY, row=6),
        Line(code="7", content="Vòng", after=("8",), row=7),
        Line(code="8", content="Tròn", after=("7", "99"), row=8),
    ]
    with pytest.raises(Invalid) as wrong:
        plans.adjust(code=CODE, lines=wrong_lines, reason="thử", by=bench.tinh, on=ON)
    said = "\n".join(s for found in wrong.value.problems.values() for s in found)
    for words in ("thiếu nội dung", "cùng mã “2”", "trước ngày bắt đầu", "7 → 8 → 7", "không có nhiệm vụ “99”"):
        assert words in said
    assert bench.plan.tasks.count() == 3
    assert Plan.objects.get().version == 1


def test_an_agency_that_reported_keeps_its_share_when_it_is_no_longer_named(bench):
    bench.tell(bench.share("1", "An 1"), fold.BEGIN, JULY)
    other = replace(LINES[0], key="1", leads_words="Công an tỉnh")
    plans.adjust(code=CODE, lines=[other], reason="giao lại", by=bench.tinh, on=ON)
    names = {s.agency.name for s in bench.plan.shares.filter(task__code="1", lead=True)}
    assert names == {"Công an tỉnh An", "Ủy ban nhân dân huyện An 1"}


def test_a_plan_is_its_own_agencys_to_make(world):
    for name in ("huyen", "tinh-binh", "thanhtra", "duyet"):
        with pytest.raises((Denied, Outside)):
            plans.begin(code="x", title="x", agency=world.agencies["an"].pk, starts=JULY, ends=ON,
                        by=world.actor(name), on=ON)  # fmt: skip
    assert not Plan.objects.exists()


def test_a_plan_rests_on_no_document_that_its_author_may_not_read(world):
    Directive.objects.create(code="kh-binh", agency=world.agencies["binh"], kind="KH", issuer="Tỉnh Bình")
    with pytest.raises(Invalid) as wrong:
        plans.begin(code="x", title="x", agency=world.agencies["an"].pk, starts=JULY, ends=ON, directive="kh-binh",
                    by=world.actor("tinh"), on=ON)  # fmt: skip
    assert set(wrong.value.problems) == {"directive"}


def test_the_grouped_statement_says_what_the_rule_says_of_every_share(bench):
    """By brute force, on many days, after many events."""
    training, one, two = bench.share("2", "Sở Lao động"), bench.share("1", "An 1"), bench.share("1", "An 2")
    bench.tell(one, fold.BEGIN, date(2020, 2, 3))
    bench.tell(two, fold.BLOCK, date(2020, 3, 3), blocked_by="kinh phí")
    bench.tell(two, fold.FREE, date(2020, 6, 3))
    bench.tell(training, fold.BEGIN, date(2020, 2, 10))
    bench.tell(two, fold.DONE, date(2020, 8, 3), text="xong")
    for on in [date(2020, month, 15) for month in range(1, 13)]:
        found = standing(bench.plan, on)
        for task in found.tasks[:2]:  # the third one waits, which is another table's test
            counted = sorted(p.status.state for p in found.parts(task.pk) for _ in range(p.count))
            shares = Share.objects.filter(task=task, lead=True)
            assert counted == sorted(status(facts(task, stand), on).state for _, stand in stands(shares, on)), on
    assert states(bench, date(2020, 8, 15))["1"] == str(State.AT_RISK)


MISSING = (
    ("form", "dot-thu/phu-luc-2"), ("means", "12"), ("means", "lop-1"), ("means", "²"), ("figure", "khong.co"),
    ("directive", "kh-binh"),
)  # fmt: skip


def test_evidence_is_looked_up_before_it_counts_and_what_one_may_not_read_is_not_there(bench):
    share = bench.share("2", "Sở Lao động")
    Directive.objects.create(code="kh-binh", agency=bench.world.agencies["binh"], kind="KH", issuer="Tỉnh Bình")
    for kind, ref in MISSING:
        with pytest.raises(Invalid) as wrong:
            bench.tell(share, fold.DONE, ON, evidence=kind, evidence_ref=ref)
        assert set(wrong.value.problems) == {"evidence_ref"}
    item = Item.objects.create(noun=next(iter(NOUNS)), agency=share.agency, unit=share.agency.unit, valid_from=JULY,
                               written_on=ON, by="thử")  # fmt: skip
    bench.tell(share, fold.DONE, ON, evidence="means", evidence_ref=str(item.pk))
    share.refresh_from_db()
    assert share.proved and "01/07/2020" in Progress.objects.get().evidence_words


def test_who_finished_late_by_then_and_who_had_not_are_told_apart_on_a_day_between(bench):
    for name, day in (("An 1", date(2021, 1, 4)), ("An 2", date(2021, 2, 1))):
        share = bench.share("1", name)
        report(share_id=share.pk, kind=fold.DONE, day=day, text="xong", by=bench.speaker(share), on=date(2021, 2, 1))
    between = standing(bench.plan, date(2021, 1, 15)).parts(bench.share("1", "An 1").task_id)
    assert sorted(str(part.status.state) for part in between) == ["done_late", "late"]

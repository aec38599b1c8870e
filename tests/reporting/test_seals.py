"""What an auditor would try: units that slip away, totals that move after they were sent, seals that do not agree."""

import json
from datetime import date

import pytest

from hoanhap.access.models import Deputation, Post
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Denied, Refused
from hoanhap.audit.models import AuditRow
from hoanhap.reporting.actions import cells, corrections, explanations, steps
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.lock import Overtaken
from hoanhap.reporting.actions.steps import NotReady, Question
from hoanhap.reporting.models import Cell, Gap, Snapshot
from hoanhap.reporting.queries.board import board
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.coverage import declared, missing
from hoanhap.reporting.queries.paper import report
from hoanhap.reporting.rules.cells import CellFacts
from tests import world as worlds
from tests.reporting.sound import broken

pytestmark = pytest.mark.django_db
FORM = "phu-luc-2"
LATE = date(2020, 9, 20)


@pytest.fixture
def world():
    made = worlds.build()
    yield made
    assert broken(made.campaign) == []


def first():
    return worlds.blank_form(worlds.loaded.form(FORM), "commune")[0]


def accept(world, at, by=None):
    steps.accept(
        submission_id=world.answer(at).pk, by=world.actor(by or world.officer(worlds.above(at)).sign_in), on=world.on
    )


def give_back(world, at, *, on=None, questions=(), reason="Xem lại"):
    steps.give_back(
        submission_id=world.answer(at).pk,
        reason=reason,
        questions=questions,
        by=world.officer(worlds.above(at)),
        on=on or world.on,
    )


def approve(world, **gaps):
    return steps.approve(submission_id=world.answer("an").pk, by=world.actor("duyet"), on=world.on, gaps=gaps)


def district_accepted(world, *communes):
    for at in communes:
        world.submission("accepted", at=at)
    worlds.send(world, "an-1")
    accept(world, "an-1")


# ---------------------------------------------------------------- who is missing
def test_a_commune_returned_after_its_district_was_accepted_is_missed_by_the_province(world):
    district_accepted(world, "an-1-a", "an-1-b", "an-1-c")
    give_back(world, "an-1-b")
    assert [r.name for r in missing(top=world.respondent("an"), form=FORM)] == ["Huyện An 2", "Xã An 1B"]
    with pytest.raises(NotReady, match="Xã An 1B"):
        steps.submit(
            submission_id=world.answer("an").pk,
            by=world.actor("tinh"),
            on=world.on,
            gaps={world.agencies["an-2"].code: "chưa có"},
        )
    worlds.send(world, "an")  # declares both
    approve(world)
    body = json.loads(world.answer("an").sealed.body)
    assert [code for code, _ in body["missing"]] == sorted(world.agencies[p].code for p in ("an-2", "an-1-b"))


def test_approval_is_refused_while_a_district_is_returned_and_nobody_declared_it(world):
    district_accepted(world, "an-1-a", "an-1-b", "an-1-c")
    worlds.send(world, "an")
    give_back(world, "an-1")
    with pytest.raises(NotReady):
        approve(world)
    assert world.answer("an").state == "submitted"


def test_what_the_approver_signs_is_what_was_sent(world):
    district_accepted(world, "an-1-a")
    worlds.send(world, "an")
    world.submission("accepted", at="an-1-b")  # declared missing by the district, and here it is after all
    with pytest.raises(NotReady, match="đổi sau khi trình"):
        approve(world)
    steps.withdraw(submission_id=world.answer("an").pk, by=world.actor("tinh"), on=world.on)
    worlds.send(world, "an")
    approve(world)


def test_a_total_accepted_before_a_commune_came_in_is_frozen_anew_by_the_seal(world):
    district_accepted(world, "an-1-a")
    world.submission("accepted", at="an-1-b")
    before = world.answer("an-1").accepted
    worlds.send(world, "an")
    approve(world)
    after = world.answer("an-1").sealed
    assert json.loads(before.body)["coverage"]["commune"] == [1, 3]
    assert json.loads(after.body)["coverage"]["commune"] == [2, 3]
    assert after.cause == "approve" and after.number > before.number
    assert Snapshot.objects.filter(pk=before.pk).exists()


def test_a_gap_closes_when_the_unit_comes_in_and_no_paper_prints_it_any_more(world):
    world.submission("accepted", at="an-1-a")
    worlds.send(world, "an-1")
    assert Gap.objects.filter(submission=world.answer("an-1")).count() == 2
    assert "Xã An 1B" in _notes(world, "an-1")
    world.submission("accepted", at="an-1-b")
    assert "Xã An 1B" not in _notes(world, "an-1") and "Xã An 1C" in _notes(world, "an-1")
    assert AuditRow.objects.filter(action="gap.close").count() == 1
    give_back(world, "an-1-b")
    assert [r.name for r in missing(top=world.respondent("an-1"), form=FORM)] == ["Xã An 1B", "Xã An 1C"]


def _notes(world, at):
    paper = report(
        respondent=world.respondent(at), outline="de-cuong-2016-2020", on=world.on, base_url="http://x"
    ).paper
    return " ".join(a.source_note for a in paper.annexes)


def test_what_a_district_declared_missing_is_printed_by_the_province_too(world):
    district_accepted(world, "an-1-a")
    assert [g.missing.name for g in declared(top=world.respondent("an"), form=FORM)] == ["Xã An 1B", "Xã An 1C"]
    assert "Xã An 1B: chưa có số liệu (thử)" in _notes(world, "an")


def test_a_unit_that_was_accepted_meanwhile_is_not_declared_missing(world):
    world.submission("accepted", at="an-1-a")
    code = {p: world.agencies[p].code for p in ("an-1-a", "an-1-b", "an-1-c")}
    steps.submit(
        submission_id=world.answer("an-1").pk,
        by=world.actor("huyen"),
        on=world.on,
        gaps={code["an-1-a"]: "", code["an-1-b"]: "mưa lũ", code["an-1-c"]: "mưa lũ"},
    )
    assert {g.missing.name for g in world.answer("an-1").gaps.all()} == {"Xã An 1B", "Xã An 1C"}


@pytest.mark.parametrize("code", ["khong-co", "labour-922-20040101", "x\0y", "a" * 300])
def test_only_a_unit_below_can_be_declared_missing(world, code):
    with pytest.raises(NotReady):
        steps.submit(
            submission_id=world.answer("an-1").pk, by=world.actor("huyen"), on=world.on, gaps={code: "không có"}
        )
    assert not Gap.objects.exists()


# ---------------------------------------------------------------- lateness
def lateness(world, at, on):
    line = next(li for li in board(top=world.respondent(at), on=on).lines if not li.depth)
    return line.squares[0].lateness.kind


def test_who_sent_on_time_and_mended_a_question_later_is_on_time(world):
    world.on = date(2020, 8, 30)
    world.submission("submitted")
    give_back(world, "an-1-a", on=date(2020, 9, 1))
    assert lateness(world, "an-1-a", LATE) == "missing"
    steps.submit(submission_id=world.answer("an-1-a").pk, by=world.actor("xa"), on=LATE)
    assert lateness(world, "an-1-a", LATE) == "on_time"


def test_who_took_it_back_and_sends_again_after_the_day_is_late(world):
    world.on = date(2020, 8, 30)
    world.submission("submitted")
    steps.withdraw(submission_id=world.answer("an-1-a").pk, by=world.actor("xa"), on=date(2020, 8, 31))
    steps.submit(submission_id=world.answer("an-1-a").pk, by=world.actor("xa"), on=LATE)
    assert lateness(world, "an-1-a", LATE) == "late"


def test_what_was_accepted_is_not_withdrawn(world):
    world.submission("accepted")
    with pytest.raises(steps.states.IllegalStep, match="đã nhận"):
        steps.withdraw(submission_id=world.answer("an-1-a").pk, by=world.actor("xa"), on=world.on)


# ---------------------------------------------------------------- questions
@pytest.mark.parametrize(
    "question",
    [("khong-co", "2016"), ("1.1", "1999"), ("1", "2016"), ("x" * 300, "y" * 300), ("<b>", "\0")],
)
def test_a_question_names_a_cell_of_the_form(world, question):
    world.submission("submitted")
    with pytest.raises(NotReady, match="không có ô"):
        give_back(world, "an-1-a", questions=[Question(*question, "?")])
    assert world.answer("an-1-a").state == "submitted"
    assert not Cell.objects.filter(reopened=True).exists()


def test_a_question_about_a_total_from_below_reopens_no_cell_of_the_unit(world):
    district_accepted(world, "an-1-a")
    give_back(world, "an-1", questions=[Question("1.1", "2016", "Sao nhiều vậy?")])
    assert not world.answer("an-1").cells.exists()
    worlds.send(world, "an-1")
    assert world.answer("an-1").state == "submitted"


# ---------------------------------------------------------------- accepting many
def test_an_explained_warning_is_left_for_somebody_to_read(world):
    form = worlds.loaded.form(FORM)
    asked = world.answer("an-1-a")
    row = next(c for c in form.checks if c.kind == "stock").rows[0]
    changes = [c for c in worlds.blank_form(form, "commune") if c.row != row]
    changes += [Change(row, c.code, CellFacts(9 - i)) for i, c in enumerate(form.columns)]
    cells.write_cells(submission_id=asked.pk, changes=changes, by=world.actor("xa"), on=world.on)
    found = steps.checks.findings(form, own(asked), "commune")
    assert found
    for f in found:
        explanations.explain(
            submission_id=asked.pk,
            row=f.row,
            column=f.column,
            check=f.check,
            text="Giải thể theo kế hoạch",
            by=world.actor("xa"),
            on=world.on,
        )
    steps.submit(submission_id=asked.pk, by=world.actor("xa"), on=world.on)
    assert steps.accept_clean(submission_ids=[asked.pk], by=world.actor("huyen"), on=world.on) == ([], [asked.pk])
    accept(world, "an-1-a")


def test_an_explanation_falls_when_its_cell_changes(world):
    form = worlds.loaded.form(FORM)
    row = next(c for c in form.checks if c.kind == "stock").rows[0]
    one, two = (c.code for c in form.columns[:2])
    asked = world.write("an-1-a", {(row, one): 9, (row, two): 3})
    (found,) = [f for f in steps.checks.findings(form, own(asked), "commune") if f.row == row and f.column == two]
    explanations.explain(
        submission_id=asked.pk,
        row=row,
        column=two,
        check=found.check,
        text="Sáp nhập hai tổ",
        by=world.actor("xa"),
        on=world.on,
    )
    assert world.answer("an-1-a").warnings == 0
    assert world.write("an-1-a", {(row, two): 2}).warnings == 1


def test_what_arrives_after_the_seal_is_left_by_accepting_many(world):
    world.submission("approved", at="an-1-a")
    late = world.submission("submitted", at="an-1-b")
    assert steps.accept_clean(submission_ids=[late.pk], by=world.actor("huyen"), on=world.on) == ([], [late.pk])


# ---------------------------------------------------------------- corrections
def propose(world, at, cell, row=""):
    change = first()
    return corrections.propose(
        submission_id=world.answer(at).pk,
        changes=[Change(row or change.row, change.column, cell)],
        reason="Đối chiếu lại sổ gốc",
        by=world.officer(at),
        on=world.on,
    )


def decide(world, at, proposed, by="duyet", **more):
    corrections.decide(
        submission_id=world.answer(at).pk,
        correction_id=proposed.pk,
        agree=True,
        words="",
        by=world.actor(by),
        on=world.on,
        **more,
    )


def test_a_sealed_cell_is_never_corrected_to_nothing(world):
    world.submission("approved")
    proposed = propose(world, "an-1-a", CellFacts())
    with pytest.raises(NotReady, match="để trống"):
        decide(world, "an-1-a", proposed)
    assert world.answer("an-1-a").state == "approved"


def test_a_correction_that_raises_a_warning_is_explained_by_its_own_reason(world):
    world.submission("approved")
    form = worlds.loaded.form(FORM)
    stock = next(c for c in form.checks if c.kind == "stock").rows[0]
    proposed = propose(world, "an-1-a", CellFacts(90), row=stock)  # 90 in 2016, nothing after
    decide(world, "an-1-a", proposed)
    assert world.answer("an-1-a").warnings == 0
    assert world.answer("an-1-a").explanations.filter(text="Đối chiếu lại sổ gốc").exists()


def test_a_decider_who_saw_another_version_decides_nothing(world):
    world.submission("approved", at="an-1-a")
    late = world.submission("submitted", at="an-1-b")
    proposed = corrections.propose(
        submission_id=late.pk, changes=[], reason="Nộp muộn do lũ", by=world.actor("xa-b"), on=world.on
    )
    seen = world.answer("an-1-b").lock
    steps.withdraw(submission_id=late.pk, by=world.actor("xa-b"), on=world.on)
    world.write("an-1-b", {(first().row, first().column): 99})
    with pytest.raises((NotReady, steps.states.IllegalStep, Overtaken)):
        decide(world, "an-1-b", proposed, lock=seen)
    assert world.answer("an").state == "approved"


def test_a_late_unit_that_enters_a_sealed_total_is_not_missing_any_more(world):
    world.submission("approved", at="an-1-a")
    late = world.submission("submitted", at="an-1-b")
    proposed = corrections.propose(
        submission_id=late.pk, changes=[], reason="Nộp muộn do lũ", by=world.actor("xa-b"), on=world.on
    )
    decide(world, "an-1-b", proposed)
    for at in ("an-1", "an"):
        body = json.loads(world.answer(at).sealed.body)
        assert body["coverage"]["commune"][0] == 2
        assert world.agencies["an-1-b"].code not in [code for code, _ in body["missing"]]


def test_a_district_corrects_its_own_line_and_the_province_decides(world):
    row = _own_row(world)
    world.submission("approved", at="an-1", form="phu-luc-1")
    proposed = corrections.propose(
        submission_id=world.answer("an-1", "phu-luc-1").pk,
        changes=[Change("n0001", "trich-yeu", CellFacts(text="Kế hoạch số 2 (đúng)"))],
        reason="Ghi nhầm trích yếu",
        by=world.actor("huyen"),
        on=world.on,
    )
    with pytest.raises(Denied):  # their own answer is decided above them
        corrections.decide(
            submission_id=proposed.submission_id,
            correction_id=proposed.pk,
            agree=True,
            words="",
            by=world.actor("lanhdao-huyen"),
            on=world.on,
        )
    corrections.decide(
        submission_id=proposed.submission_id,
        correction_id=proposed.pk,
        agree=True,
        words="",
        by=world.actor("duyet"),
        on=world.on,
    )
    lines = json.loads(world.answer("an", "phu-luc-1").sealed.body)["lines"]
    assert [li["cells"]["trich-yeu"]["t"] for li in lines] == ["Kế hoạch số 2 (đúng)"]
    assert row == "n0001"


def _own_row(world):
    """A line of Phụ lục 1, in a campaign that asks it."""
    made = worlds.campaigns.open_campaign(
        order=worlds.order(slug="dot-khac", forms=("phu-luc-1",)), by=world.actor("tinh"), on=world.on
    )
    world.campaign = made
    line = {"loai": "KH", "ngay": "2020-01-02", "co-quan": "UBND huyện", "trich-yeu": "Kế hoạch số 1"}
    choice = worlds.loaded.form("phu-luc-1").column["loai"].choices[0][0]
    cells.write_cells(
        submission_id=world.answer("an-1", "phu-luc-1").pk,
        changes=[Change("n0001", c, CellFacts(text=choice if c == "loai" else v)) for c, v in line.items()],
        by=world.actor("huyen"),
        on=world.on,
    )
    return "n0001"


# ---------------------------------------------------------------- deputies
def test_a_deputy_who_typed_it_does_not_approve_it(world):
    """The approver is away, and names the specialist who filled in the form: the right is there, the eyes are not."""
    Deputation.objects.create(
        post=Post.objects.get(user__username="duyet"),
        deputy=world.user("tinh"),
        valid_from=date(2020, 9, 1),
        valid_to=date(2020, 9, 30),
        reason="đi công tác",
    )
    worlds.send(world, "an")
    both = actor_for(world.user("tinh"), channel="web", on=world.on)
    with pytest.raises(NotReady, match="không được tự duyệt"):
        steps.approve(submission_id=world.answer("an").pk, by=both, on=world.on)
    approve(world)


def test_a_deputy_acts_only_while_the_deputation_lasts(world):
    Deputation.objects.create(
        post=Post.objects.get(user__username="duyet"),
        deputy=world.user("khong-viec"),
        valid_from=date(2020, 9, 1),
        valid_to=date(2020, 9, 7),
        reason="đi công tác",
    )
    worlds.send(world, "an")
    late = actor_for(world.user("khong-viec"), channel="web", on=world.on)
    with pytest.raises(Refused):
        steps.approve(submission_id=world.answer("an").pk, by=late, on=world.on)
    earlier = date(2020, 9, 6)
    acting = actor_for(world.user("khong-viec"), channel="web", on=earlier)
    steps.approve(submission_id=world.answer("an").pk, by=acting, on=earlier)
    assert world.answer("an").state == "approved"


# ---------------------------------------------------------------- the trail
def test_the_digest_of_every_version_is_in_the_trail(world):
    world.submission("corrected")
    noted = {(r.ref, r.detail["number"]): r.detail["digest"] for r in AuditRow.objects.filter(action="snapshot.freeze")}
    for s in Snapshot.objects.all():
        assert noted[str(s.submission_id), s.number] == s.digest


def test_a_write_that_changes_nothing_leaves_no_trace(world):
    world.write("an-1-a", {(first().row, first().column): 4})
    before = AuditRow.objects.count()
    world.write("an-1-a", {(first().row, first().column): 4})
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize("value", [10**14 + 1, 9 * 10**18, -1])
def test_a_number_no_total_could_hold_is_refused(world, value):
    with pytest.raises(NotWritable, match="quá lớn"):
        world.write("an-1-a", {(first().row, first().column): value})

"""A submission's life, step by step, and who is told what when a step is refused."""

import json

import pytest

from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.reporting.actions import cells, corrections, steps
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.lock import Overtaken
from hoanhap.reporting.actions.steps import NotReady, Question
from hoanhap.reporting.models import Entry, Snapshot
from hoanhap.reporting.queries.cells import counted_ids, own, totals
from hoanhap.reporting.queries.changes import since_accepted
from hoanhap.reporting.queries.page import problems_now
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.seal import digest
from hoanhap.reporting.rules.states import IllegalStep
from tests import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build()


def first_cell(world, at="an-1-a"):
    asked = world.answer(at)
    return asked, next(c for c in worlds.blank_form(worlds.loaded.form("phu-luc-2"), "commune"))


def write(world, change, by="xa", at="an-1-a"):
    return cells.write_cells(submission_id=world.answer(at).pk, changes=[change], by=world.actor(by), on=world.on)


def test_the_first_cell_makes_a_draft_and_leaves_an_entry_and_an_audit_row(world):
    asked, first = first_cell(world)
    write(world, Change(first.row, first.column, CellFacts(7), seen=0))
    assert world.answer("an-1-a").state == "draft"
    entry = Entry.objects.get(submission=asked)
    assert (entry.before, entry.after, entry.by_name) == (None, {"v": 7}, "xa (thử)")
    assert AuditRow.objects.filter(action="submission.write", ref=str(asked.pk), actor="xa").exists()


def test_the_later_of_two_writers_sees_both_values_and_overwrites_nothing(world):
    asked, first = first_cell(world)
    write(world, Change(first.row, first.column, CellFacts(7), seen=0))
    written = write(world, Change(first.row, first.column, CellFacts(9), seen=0))
    (conflict,) = written.conflicts
    assert (conflict.mine.value, conflict.theirs.value, conflict.by) == (9, 7, "xa (thử)")
    assert own(asked)[first.row, first.column].value == 7
    write(world, Change(first.row, first.column, CellFacts(9), seen=conflict.theirs.revision))
    assert own(asked)[first.row, first.column].value == 9


def test_writing_what_already_stands_changes_nothing(world):
    asked, first = first_cell(world)
    write(world, Change(first.row, first.column, CellFacts(7), seen=0))
    write(world, Change(first.row, first.column, CellFacts(7), seen=0))
    assert Entry.objects.filter(submission=asked).count() == 1


def test_a_total_follows_its_parts_and_nobody_types_it(world):
    form = worlds.loaded.form("phu-luc-2")
    row = next(r for r in form.filled_rows if r.parts and r.parts.relation == "=")
    column = form.columns[0].code
    for part, value in zip(row.parts.rows, (2, 3), strict=False):
        write(world, Change(part, column, CellFacts(value)))
    assert own(world.answer("an-1-a"))[row.code, column].value == 5
    with pytest.raises(NotWritable, match="máy tự cộng"):
        write(world, Change(row.code, column, CellFacts(9)))


def test_every_reason_against_a_batch_of_cells_is_told_at_once_and_nothing_is_saved(world):
    asked, first = first_cell(world)
    with pytest.raises(NotWritable) as refused:
        cells.write_cells(
            submission_id=asked.pk,
            changes=[
                Change(first.row, first.column, CellFacts(1)),
                Change("không-có", "2016", CellFacts(1)),
                Change(first.row, first.column, CellFacts(1, qualifier="ge")),
            ],
            by=world.actor("xa"),
            on=world.on,
        )
    assert len(str(refused.value).splitlines()) == 2
    assert own(asked) == {}


@pytest.mark.parametrize(
    ("who", "error"), [("xa-b", Outside), ("xa-binh", Outside), ("huyen", Denied), ("bvdl", Outside)]
)
def test_only_the_commune_itself_writes_its_cells(world, who, error):
    _, first = first_cell(world)
    with pytest.raises(error):
        write(world, Change(first.row, first.column, CellFacts(1)), by=who)


def test_sending_with_blanks_says_how_many(world):
    asked = world.submission("draft")
    with pytest.raises(NotReady, match="ô trống"):
        steps.submit(submission_id=asked.pk, by=world.actor("xa"), on=world.on)
    assert world.answer("an-1-a").state == "draft"


def test_what_is_sent_is_frozen_in_a_hashed_version(world):
    asked = world.submission("submitted")
    version = Snapshot.objects.get(submission=asked)
    assert version.digest == digest(version.body)
    assert json.loads(version.body)["respondent"] == asked.respondent.agency.code


def test_a_sent_form_is_closed_until_withdrawn(world):
    world.submission("submitted")
    _, first = first_cell(world)
    with pytest.raises(NotWritable, match="Đã gửi"):
        write(world, Change(first.row, first.column, CellFacts(1)))
    steps.withdraw(submission_id=world.answer("an-1-a").pk, by=world.actor("xa"), on=world.on)
    write(world, Change(first.row, first.column, CellFacts(1)))


def test_a_return_reopens_only_the_cells_in_question(world):
    asked = world.submission("submitted")
    first, second = worlds.blank_form(worlds.loaded.form("phu-luc-2"), "commune")[:2]
    steps.give_back(
        submission_id=asked.pk,
        reason="",
        questions=[Question(first.row, first.column, "Sổ chỉ ghi 4 người?")],
        by=world.actor("huyen"),
        on=world.on,
    )
    write(world, Change(first.row, first.column, CellFacts(4)))
    with pytest.raises(NotWritable, match="chỉ mở lại"):
        write(world, Change(second.row, second.column, CellFacts(4)))


def test_asking_about_a_total_reopens_its_parts(world):
    form = worlds.loaded.form("phu-luc-2")
    row = next(r for r in form.filled_rows if r.parts and r.parts.relation == "=")
    asked = world.submission("submitted")
    steps.give_back(
        submission_id=asked.pk,
        reason="",
        questions=[Question(row.code, form.columns[0].code, "Tổng này?")],
        by=world.actor("huyen"),
        on=world.on,
    )
    reopened = set(asked.cells.filter(reopened=True).values_list("row", flat=True))
    assert reopened == set(row.parts.rows)


def test_a_return_without_reason_or_question_is_refused(world):
    asked = world.submission("submitted")
    with pytest.raises(NotReady, match="lý do"):
        steps.give_back(submission_id=asked.pk, reason="  ", by=world.actor("huyen"), on=world.on)


def test_only_accepted_answers_count_in_the_total_above(world):
    form = worlds.loaded.form("phu-luc-3")
    row = next(r for r in form.filled_rows if not r.parts)
    place = row.code, form.columns[0].code
    world.write("an-1-a", {place: 5_000_000}, form="phu-luc-3")
    district = world.respondent("an-1")

    def total():
        found = totals(form=form, submission_ids=counted_ids(top=district, form="phu-luc-3")).get(place)
        return found.cell.value if found else None

    assert total() is None
    changes = [c for c in worlds.blank_form(form, "commune") if (c.row, c.column) != place]
    asked = world.answer("an-1-a", "phu-luc-3")
    cells.write_cells(submission_id=asked.pk, changes=changes, by=world.actor("xa"), on=world.on)
    steps.submit(submission_id=asked.pk, by=world.actor("xa"), on=world.on)
    assert total() is None
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    assert total() == 5_000_000


def test_accepting_many_takes_the_clean_ones_and_leaves_the_rest(world):
    clean = world.submission("submitted", at="an-1-a")
    draft = world.submission("draft", at="an-1-b")
    taken, left = steps.accept_clean(submission_ids=[clean.pk, draft.pk], by=world.actor("huyen"), on=world.on)
    assert (taken, left) == ([clean.pk], [draft.pk])


def test_a_district_cannot_send_while_a_commune_is_missing_and_undeclared(world):
    world.submission("accepted", at="an-1-a")
    asked = world.answer("an-1")
    with pytest.raises(NotReady, match="Chưa nhận 2 đơn vị"):
        steps.submit(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    gaps = {r.agency.code: "chưa gửi" for r in steps.undeclared_missing(asked)}
    steps.submit(submission_id=asked.pk, by=world.actor("huyen"), on=world.on, gaps=gaps)
    body = json.loads(Snapshot.objects.get(submission=asked).body)
    assert body["coverage"]["commune"] == [1, 3]
    assert len(body["missing"]) == 2


def test_approval_seals_the_whole_tree_and_nobody_approves_their_own(world):
    world.submission("accepted", at="an-1-a")
    worlds.send(world, "an-1")
    steps.accept(submission_id=world.answer("an-1").pk, by=world.actor("tinh"), on=world.on)
    worlds.send(world, "an")
    with pytest.raises(Denied):
        steps.approve(submission_id=world.answer("an").pk, by=world.actor("tinh"), on=world.on)
    steps.approve(submission_id=world.answer("an").pk, by=world.actor("duyet"), on=world.on)
    assert [world.answer(p).state for p in ("an", "an-1", "an-1-a")] == ["approved"] * 3
    assert world.answer("an-1-a").sealed is not None


def test_a_late_answer_enters_a_sealed_total_only_by_correction(world):
    world.submission("approved", at="an-1-a")
    world.submission("submitted", at="an-1-b")
    late = world.answer("an-1-b")
    with pytest.raises(NotReady, match="niêm phong"):
        steps.accept(submission_id=late.pk, by=world.actor("huyen"), on=world.on)
    proposed = corrections.propose(
        submission_id=late.pk, changes=[], reason="Nộp muộn do lũ", by=world.actor("xa-b"), on=world.on
    )
    corrections.decide(
        submission_id=late.pk, correction_id=proposed.pk, agree=True, words="", by=world.actor("duyet"), on=world.on
    )
    assert world.answer("an-1-b").state == "corrected"
    assert world.answer("an").state == "corrected"


def test_a_correction_makes_new_versions_all_the_way_up_and_keeps_the_old(world):
    before = {p: Snapshot.objects.filter(submission=world.answer(p)).count() for p in ("an", "an-1", "an-1-a")}
    asked = world.submission("corrected", at="an-1-a")
    for place in ("an", "an-1", "an-1-a"):
        rows = Snapshot.objects.filter(submission=world.answer(place)).order_by("number")
        assert rows.last().cause == "correct" and rows.count() > before[place] + 1
        assert all(r.digest == digest(r.body) for r in rows)
    assert own(asked) != {}


def test_the_proposer_does_not_decide(world):
    asked = world.submission("approved")
    first = worlds.blank_form(worlds.loaded.form("phu-luc-2"), "commune")[0]
    proposed = corrections.propose(
        submission_id=asked.pk,
        changes=[Change(first.row, first.column, CellFacts(8))],
        reason="Sổ ghi 8",
        by=world.actor("xa"),
        on=world.on,
    )
    with pytest.raises((Denied, NotReady)):
        corrections.decide(
            submission_id=asked.pk, correction_id=proposed.pk, agree=True, words="", by=world.actor("xa"), on=world.on
        )


def test_a_step_taken_twice_is_refused_with_the_state_it_found(world):
    asked = world.submission("accepted")
    with pytest.raises(IllegalStep, match="đã nhận"):
        steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)


def test_the_slower_of_two_deciders_is_told_who_was_first(world):
    asked = world.submission("submitted")
    seen = asked.lock
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on, lock=seen)
    with pytest.raises(Overtaken, match="huyen"):
        steps.give_back(submission_id=asked.pk, reason="x", by=world.actor("huyen"), on=world.on, lock=seen)


def test_what_changed_since_acceptance_names_the_cell_and_the_person(world):
    asked = world.submission("accepted")
    first = worlds.blank_form(worlds.loaded.form("phu-luc-2"), "commune")[0]
    steps.give_back(
        submission_id=asked.pk,
        reason="",
        questions=[Question(first.row, first.column, "?")],
        by=world.actor("huyen"),
        on=world.on,
    )
    write(world, Change(first.row, first.column, CellFacts(4)))
    (changed,) = since_accepted(actor=world.actor("huyen"), submission=world.answer("an-1-a"), on=world.on)
    assert (changed.row, changed.column, changed.after, changed.by) == (first.row, first.column, "4", "xa (thử)")
    (hidden,) = since_accepted(actor=world.actor("bo"), submission=world.answer("an-1-a"), on=world.on)
    assert (hidden.after, hidden.by) == ("4", "")


def test_the_question_of_a_return_stays_beside_the_grid_while_the_cell_is_mended(world):
    asked = world.submission("returned")
    first = worlds.blank_form(worlds.loaded.form("phu-luc-2"), "commune")[0]
    write(world, Change(first.row, first.column, CellFacts(4)))
    now = problems_now(world.answer("an-1-a"))
    assert [(p.severity, p.message) for p in now if p.severity == "question"] == [("question", "Số này lấy ở đâu?")]
    assert asked.state == "returned"

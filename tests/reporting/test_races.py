"""Two people decide on one thing at one moment: one of them wins, the other is told so in words, nothing is lost.

Each round is a real race: two threads, two connections, the rows as they are committed. After each, the whole campaign
must be sound (tests.reporting.sound). 1,000 rounds a pair in a full run, half of them on each database.
"""

from dataclasses import replace

import pytest
from django.contrib.auth.hashers import make_password

from hoanhap.access.models import Post, User
from hoanhap.reporting.actions import cells, corrections, narrative, steps, uploads
from hoanhap.reporting.actions.cells import Change, NotWritable
from hoanhap.reporting.actions.lock import Overtaken
from hoanhap.reporting.actions.narrative import Diverged
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.models import Section, Upload
from hoanhap.reporting.queries.cells import own
from hoanhap.reporting.queries.paper import report
from hoanhap.reporting.rules.cells import CellFacts
from hoanhap.reporting.rules.states import IllegalStep
from hoanhap.units.queries.tree import forget
from tests import trust
from tests import world as worlds
from tests.reporting.races import Photo, lanes
from tests.reporting.sound import broken
from tests.scale import SCALE, scaled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1_500)]

ROUNDS = scaled(500 if SCALE >= 1 else 200)
FORM = "phu-luc-3"
TOLD = (IllegalStep, Overtaken, NotReady, NotWritable, Diverged)
COMMUNES = ("an-1-a", "an-1-b", "an-1-c")


@pytest.fixture
def world():
    made = worlds.build()
    second = User.objects.create(username="duyet-2", full_name="duyet-2 (thử)", password=make_password("x"))
    Post.objects.create(user=second, role="province_approver", agency=made.agencies["an"], valid_from=worlds.SINCE)
    made.users["duyet-2"] = second
    for name in worlds.SEATS:
        made.actor(name)
    made.actor("duyet-2")
    yield made
    forget()


def at(world, state, place="an-1-a"):
    world.submission(state, at=place, form=FORM)
    return world.answer(place, FORM)


def sent_by_province(world, *communes):
    """The district accepted with these communes, the province's total sent."""
    for place in communes:
        at(world, "accepted", place)
    worlds.send(world, "an-1", FORM)
    steps.accept(submission_id=world.answer("an-1", FORM).pk, by=world.actor("tinh"), on=world.on)
    worlds.send(world, "an", FORM)


def step(world, name, place, who, **more):
    """The act as from a page: with the lock that was seen."""
    seen = world.answer(place, FORM)
    take = getattr(steps, name)
    return lambda: take(submission_id=seen.pk, by=world.actor(who), on=world.on, **{"lock": seen.lock, **more})


def run(world, *acts, winners=1, name):
    """Race `acts` again and again from the same start; `acts` are made anew by the callables given."""
    photo, won = Photo(), {}
    with lanes(len(acts)) as together:
        for n in range(ROUNDS):
            found = together(*(acts if n % 2 else acts[::-1]))
            lost = [r for r in found if isinstance(r, Exception)]
            assert all(isinstance(r, TOLD) and len(str(r)) > 20 for r in lost), lost
            assert len(found) - len(lost) == winners, found
            assert broken(world.campaign) == []
            state = world.answer("an-1-a", FORM).state, world.answer("an", FORM).state
            won[state] = won.get(state, 0) + 1
            photo.put_back()
    trust.record(f"R9 races: {name}: one winner, the loser told, nothing lost", ROUNDS, ROUNDS)
    return won


def test_two_approvers_at_once(world):
    sent_by_province(world, *COMMUNES)
    run(world, step(world, "approve", "an", "duyet"), step(world, "approve", "an", "duyet-2"), name="approve‖approve")


def test_approval_and_withdrawal_at_once(world):
    sent_by_province(world, *COMMUNES)
    acts = step(world, "approve", "an", "duyet"), step(world, "withdraw", "an", "tinh")
    run(world, *acts, name="approve‖withdraw")


def test_approval_and_the_return_of_a_commune_at_once(world):
    """A return is never overwritten by a seal, and a seal never covers what is returned."""
    sent_by_province(world, *COMMUNES)
    acts = step(world, "approve", "an", "duyet"), step(world, "give_back", "an-1-a", "huyen", reason="Xem lại sổ")
    run(world, *acts, name="approve‖return")


def test_approval_and_the_acceptance_of_a_late_commune_at_once(world):
    sent_by_province(world, "an-1-b", "an-1-c")
    at(world, "submitted", "an-1-a")
    acts = step(world, "approve", "an", "duyet"), step(world, "accept", "an-1-a", "huyen")
    run(world, *acts, name="approve‖accept")


def test_approval_and_editing_at_once_disturb_each_other_in_nothing(world):
    sent_by_province(world, "an-1-b", "an-1-c")
    first = worlds.blank_form(worlds.loaded.form(FORM), "commune")[0]
    change = [replace(first, cell=CellFacts(5))]
    pk = world.answer("an-1-a", FORM).pk
    edit = lambda: cells.write_cells(submission_id=pk, changes=change, by=world.actor("xa"), on=world.on)  # noqa: E731
    run(world, step(world, "approve", "an", "duyet"), edit, winners=2, name="approve‖edit")


def test_sending_and_withdrawing_at_once(world):
    at(world, "submitted")
    steps.withdraw(submission_id=world.answer("an-1-a", FORM).pk, by=world.actor("xa"), on=world.on)
    won = run(
        world, step(world, "submit", "an-1-a", "xa"), step(world, "withdraw", "an-1-a", "xa"), name="submit‖withdraw"
    )
    assert set(won) == {("submitted", "none")}


def test_the_officer_and_the_leader_send_at_once(world):
    at(world, "submitted")
    steps.withdraw(submission_id=world.answer("an-1-a", FORM).pk, by=world.actor("xa"), on=world.on)
    acts = step(world, "submit", "an-1-a", "xa"), step(world, "submit", "an-1-a", "lanhdao-xa")
    run(world, *acts, name="submit‖submit")


def test_returning_and_accepting_at_once(world):
    at(world, "submitted")
    acts = (
        step(world, "give_back", "an-1-a", "huyen", reason="Xem lại sổ"),
        step(world, "accept", "an-1-a", "lanhdao-huyen"),
    )
    run(world, *acts, name="return‖accept")


def test_accepting_many_and_returning_one_at_once(world):
    pk = at(world, "submitted").pk

    def accept_all():
        taken, left = steps.accept_clean(submission_ids=[pk], by=world.actor("huyen"), on=world.on)
        if left:
            raise NotReady(["Biểu này được để lại để xem từng biểu."])
        return taken

    acts = accept_all, step(world, "give_back", "an-1-a", "lanhdao-huyen", reason="Xem lại sổ")
    run(world, *acts, name="accept many‖return")


def test_two_units_of_one_district_are_accepted_at_once(world):
    at(world, "submitted", "an-1-a")
    at(world, "submitted", "an-1-b")
    acts = step(world, "accept", "an-1-a", "huyen"), step(world, "accept", "an-1-b", "lanhdao-huyen")
    run(world, *acts, winners=2, name="accept‖accept of two units")


def test_two_people_type_into_one_cell_at_once(world):
    """The later one sees both values; nothing is overwritten."""
    asked = at(world, "draft")
    first = worlds.blank_form(worlds.loaded.form(FORM), "commune")[1]
    photo = Photo()

    def typing(value):
        change = [Change(first.row, first.column, CellFacts(value), seen=0)]
        return lambda: cells.write_cells(submission_id=asked.pk, changes=change, by=world.actor("xa"), on=world.on)

    with lanes() as together:
        for _ in range(ROUNDS):
            found = together(typing(3), typing(4))
            conflicts = [c for w in found for c in w.conflicts]
            assert len(conflicts) == 1 and {conflicts[0].mine.value, conflicts[0].theirs.value} == {3, 4}
            assert own(asked)[first.row, first.column].value == conflicts[0].theirs.value
            assert broken(world.campaign) == []
            photo.put_back()
    trust.record("R9 races: edit‖edit: the later one sees both values", ROUNDS, ROUNDS)


@pytest.mark.parametrize("same", [True, False])
def test_two_workbooks_of_one_unit_arrive_at_once(world, same):
    """Both are read whole, one after the other; the same one twice is saved once."""
    asked = at(world, "draft")
    blank = worlds.blank_form(worlds.loaded.form(FORM), "commune")
    photo = Photo()

    def upload(value):
        contents = {(c.row, c.column): CellFacts(value) for c in blank}
        return lambda: uploads.save_upload(
            submission_id=asked.pk,
            digest=f"{value:064}",
            filename=f"{value}.xlsx",
            cells=contents,
            rows_read=5,
            accepted=5,
            by=world.actor("xa"),
            on=world.on,
        )

    with lanes() as together:
        for _ in range(ROUNDS):
            found = together(upload(3), upload(3 if same else 4))
            assert not [f for f in found if isinstance(f, Exception)], found
            typed = {own(asked)[c.row, c.column].value for c in blank}
            assert typed == {3} if same else typed in ({3}, {4})
            assert Upload.objects.count() == (1 if same else 2)
            assert broken(world.campaign) == []
            photo.put_back()
    trust.record(f"R9 races: import‖import ({'same' if same else 'two'} files)", ROUNDS, ROUNDS)


def test_a_correction_is_agreed_to_and_refused_at_once(world):
    proposed = _proposed(world)

    def decide(agree, who):
        return lambda: corrections.decide(
            submission_id=proposed.submission_id,
            correction_id=proposed.pk,
            agree=agree,
            words="",
            by=world.actor(who),
            on=world.on,
        )

    run(world, decide(True, "duyet"), decide(False, "lanhdao-huyen"), name="agree‖refuse")


def test_a_report_printed_while_a_figure_is_corrected_is_the_old_one_or_the_new_one_whole(world):
    proposed = _proposed(world)
    place = proposed.cells[0]["row"], proposed.cells[0]["column"]
    total = next(r for r in worlds.loaded.form(FORM).rows if r.parts and place[0] in r.parts.rows).code
    top = world.respondent("an")
    photo, seen = Photo(), set()

    def correct():
        corrections.decide(
            submission_id=proposed.submission_id,
            correction_id=proposed.pk,
            agree=True,
            words="",
            by=world.actor("duyet"),
            on=world.on,
        )

    def export():
        found = report(respondent=top, outline="de-cuong-2016-2020", on=world.on, base_url="http://x")
        return found.values[FORM][place].shown, found.values[FORM][total, place[1]].shown

    with lanes() as together:
        for _ in range(ROUNDS):
            outcome, printed = together(correct, export)
            assert outcome is None, outcome
            assert printed[0] == printed[1], printed  # the part and its total are of one version
            seen.add(printed[0])
            assert broken(world.campaign) == []
            photo.put_back()
    assert seen <= {"không phát sinh", "3"}
    trust.record("R9 races: correct‖export: one version, never a mixture", ROUNDS, ROUNDS)


def _proposed(world):
    """A correction of the first part of a total, waiting under a sealed province."""
    form = worlds.loaded.form(FORM)
    at(world, "approved")
    part = next(r for r in form.rows if r.parts and r.parts.relation == "=").parts.rows[0]
    return corrections.propose(
        submission_id=world.answer("an-1-a", FORM).pk,
        changes=[Change(part, form.columns[0].code, CellFacts(3 * 10 ** form.row[part].measure.exponent))],
        reason="Sổ ghi 3",
        by=world.actor("xa"),
        on=world.on,
    )


def test_two_people_begin_one_section_at_once(world):
    holder = world.respondent("an-1-a")
    section = next(s for s in worlds.loaded.outline("de-cuong-2016-2020").sections if s.kind == "text")
    photo = Photo()

    def write(text):
        return lambda: narrative.write_section(
            respondent_id=holder.pk,
            outline="de-cuong-2016-2020",
            section=section.code,
            text=text,
            seen=0,
            by=world.actor("xa"),
            on=world.on,
        )

    with lanes() as together:
        for _ in range(ROUNDS):
            found = together(write("một"), write("hai"))
            (lost,) = [f for f in found if isinstance(f, Exception)]
            assert isinstance(lost, Diverged) and Section.objects.get().text == lost.theirs.text
            photo.put_back()
    trust.record("R9 races: text‖text: the later one sees both", ROUNDS, ROUNDS)

"""Forms fill themselves from the register, follow it until they are sealed, and say who wrote over it."""

import json
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.audit.models import AuditRow
from hoanhap.indicators.actions import filling
from hoanhap.reporting.actions import cells, derived, explanations, fill, steps, uploads
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.models import Entry
from hoanhap.reporting.queries import behind, paper
from hoanhap.reporting.queries.cells import counted_ids, own, totals
from hoanhap.reporting.queries.register import answers
from hoanhap.reporting.rules import checks
from hoanhap.reporting.rules.cells import CellFacts
from tests import world as worlds
from tests.reporting import register
from tests.reporting.sound import broken
from tests.scale import scaled

pytestmark = pytest.mark.django_db
D = date
CERTIFIED, TREATED = "1.6", "1.5.2"


@pytest.fixture
def world():
    made = worlds.build()
    register.record(made, 1, [register.listed("an-1-a"), register.certified("an-1-a", D(2019, 5, 5))])
    register.count(made)
    yield made
    assert broken(made.campaign) == []


def cell(world, row=CERTIFIED, column="2019", at="an-1-a"):
    return own(world.answer(at))[row, column]


def total(world, at, row=CERTIFIED, column="2019"):
    top = world.respondent(at)
    found = totals(form=worlds.loaded.form("phu-luc-2"), submission_ids=counted_ids(top=top, form="phu-luc-2"))
    return found[row, column].cell.value


def test_what_the_register_knows_stands_in_the_form_and_zero_is_a_figure(world):
    assert (cell(world).value, cell(world, column="2018").value, cell(world, "1.4").value) == (1, 0, 0)
    assert cell(world).from_register and cell(world, "1.4").from_register
    assert world.answer("an-1-a").register
    assert world.answer("an-1-a").state == "none"


def test_units_that_keep_no_register_of_persons_or_of_means_type(world):
    assert ("1.1", "2019") not in own(world.answer("an-1-a"))
    assert not own(world.answer("an-1-a", "phu-luc-3"))  # no money is entered
    assert not own(world.answer("an-1-b")) and not world.answer("an-1-b").register


def test_a_corrected_date_moves_the_figure_and_leaves_its_trail(world):
    register.record(world, 1, [register.listed("an-1-a"), register.certified("an-1-a", D(2018, 12, 31))])
    assert (cell(world).value, cell(world, column="2018").value) == (0, 1)
    entry = Entry.objects.filter(submission=world.answer("an-1-a"), row=CERTIFIED, column="2018").latest("pk")
    assert (entry.by_name, entry.by, entry.before, entry.after) == (
        "Sổ theo dõi",
        0,
        {"v": 0, "r": 0},
        {"v": 1, "r": 1},
    )
    assert AuditRow.objects.filter(action="submission.follow", ref=str(world.answer("an-1-a").pk)).count() == 2


def test_a_person_who_moved_is_counted_where_they_are(world):
    register.record(world, 1, [register.listed("an-1-b"), register.certified("an-1-b", D(2019, 5, 5))])
    assert cell(world, at="an-1-b").value == 1
    assert ("1.6", "2019") not in {p for p, c in own(world.answer("an-1-a")).items() if not c.blank}
    assert not world.answer("an-1-a").register


def test_a_form_of_a_campaign_opened_later_is_filled_when_it_opens(world):
    filling.rebuild(world.on)  # again: nothing moves
    assert Entry.objects.filter(submission=world.answer("an-1-a"), row=CERTIFIED, column="2019").count() == 1


def test_what_was_typed_over_stays_and_needs_a_reason(world):
    before = world.answer("an-1-a").warnings
    world.write("an-1-a", {(CERTIFIED, "2019"): 3})
    asked = world.answer("an-1-a")
    assert (asked.warnings - before, asked.over) == (1, 1)
    register.record(world, 1, [register.listed("an-1-a")])
    assert (cell(world).value, cell(world).derived) == (3, 0)
    reasons = " ".join(steps.unready(asked))
    assert "2 cảnh báo" in reasons
    explain(world, asked)
    assert world.answer("an-1-a").warnings == before
    register.record(world, 1, [register.listed("an-1-a"), register.certified("an-1-a", D(2019, 5, 5))])
    assert world.answer("an-1-a").warnings == before + 1  # the register says something else again: the reason falls


def explain(world, asked):
    explanations.explain(
        submission_id=asked.pk, row=CERTIFIED, column="2019", check="register", text="Hai người chưa vào sổ",
        by=world.actor("xa"), on=world.on,
    )  # fmt: skip


def test_clearing_a_cell_takes_the_registers_figure_back(world):
    world.write("an-1-a", {(CERTIFIED, "2019"): 3})
    written = cells.write_cells(
        submission_id=world.answer("an-1-a").pk, changes=[Change(CERTIFIED, "2019", CellFacts())],
        by=world.actor("xa"), on=world.on,
    )  # fmt: skip
    assert [content.value for _, content in written.saved] == [1]
    assert cell(world).from_register
    assert world.answer("an-1-a").over == 0


def sent(world, at="an-1-a", by="xa"):
    fill.mark_blanks_nil(submission_id=world.answer(at).pk, by=world.actor(by), on=world.on)
    asked = world.answer(at)
    for found in findings_of(asked):
        explanations.explain(
            submission_id=asked.pk, row=found.row, column=found.column, check=found.check, text="Đúng như vậy",
            by=world.actor(by), on=world.on,
        )  # fmt: skip
    steps.submit(submission_id=asked.pk, by=world.actor(by), on=world.on)
    return world.answer(at)


def findings_of(asked):
    form = worlds.loaded.form(asked.form, asked.version)
    return checks.findings(form, own(asked), asked.respondent.level)


def corrected(world):
    register.record(world, 1, [register.listed("an-1-a"), register.certified("an-1-a", D(2018, 12, 31))])


def test_after_it_was_accepted_it_still_follows_and_says_how_many_cells(world):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    assert total(world, "an-1") == 1
    corrected(world)
    assert (total(world, "an-1"), total(world, "an-1", column="2018")) == (0, 1)
    assert world.answer("an-1-a").followed == 2
    assert world.answer("an-1-a").accepted.body.count('"r"')


def test_the_seal_holds_what_was_said_and_the_register_goes_on(world):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    corrected(world)
    seal(world)
    sealed = world.answer("an-1-a")
    assert sealed.state == "approved" and '"1.6|2018":{"r":1,"v":1}' in sealed.sealed.body
    register.record(world, 1, [register.listed("an-1-a")])
    assert (cell(world, column="2018").value, cell(world, column="2018").derived) == (1, 0)
    assert total(world, "an", column="2018") == 1
    assert Entry.objects.filter(submission=sealed, row=CERTIFIED, column="2018").latest("pk").after == {"v": 1, "r": 0}


def test_who_approves_signs_what_was_sent(world):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    send_up(world)
    corrected(world)
    with pytest.raises(NotReady, match="đã đổi sau khi trình"):
        steps.approve(submission_id=world.answer("an").pk, by=world.actor("duyet"), on=world.on)


def seal(world):
    send_up(world)
    steps.approve(submission_id=world.answer("an").pk, by=world.actor("duyet"), on=world.on)


def send_up(world):
    for place, by, taker in (("an-1", "huyen", "tinh"), ("an", "tinh", None)):
        gaps = {r.agency.code: "chưa có sổ" for r in steps.undeclared_missing(world.answer(place))}
        steps.submit(submission_id=world.answer(place).pk, by=world.actor(by), on=world.on, gaps=gaps)
        if taker:
            steps.accept(submission_id=world.answer(place).pk, by=world.actor(taker), on=world.on)


def test_a_workbook_types_over_cell_by_cell_and_a_cell_left_empty_takes_the_registers(world):
    contents = {(CERTIFIED, "2019"): CellFacts(4), (CERTIFIED, "2018"): CellFacts(0), ("1.1", "2019"): CellFacts(2)}
    world.write("an-1-a", {("6", "2019"): 9})
    saved = uploads.save_upload(
        submission_id=world.answer("an-1-a").pk, digest="d" * 64, filename="bieu.xlsx",
        cells={**contents, ("6", "2019"): CellFacts()}, rows_read=4, accepted=4, by=world.actor("xa"), on=world.on,
    )  # fmt: skip
    assert world.answer("an-1-a").over == 1
    assert [cell(world, row, "2019").value for row in (CERTIFIED, "6", "1.1")] == [4, 0, 2]
    uploads.undo_upload(
        submission_id=world.answer("an-1-a").pk, upload_id=saved.upload.pk, by=world.actor("xa"), on=world.on
    )
    assert cell(world).from_register and world.answer("an-1-a").over == 1


def test_a_corrected_date_changes_the_draft_of_the_province(world):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    assert annex(world, "2019") == "1"
    corrected(world)
    assert (annex(world, "2019"), annex(world, "2018")) == ("0", "1")


def annex(world, column):
    """What the Word draft of the province says."""
    report = paper.report(
        respondent=world.respondent("an"), outline=world.campaign.outlines[0], on=world.on, base_url=""
    )
    return report.values["phu-luc-2"][CERTIFIED, column].shown


@settings(max_examples=scaled(60, 6))
@given(lives=st.lists(st.lists(register.facts(), max_size=4), min_size=1, max_size=4))
def test_a_form_is_what_its_persons_add_up_to_whatever_happened_to_them(world, lives):
    """Followed act by act, written afresh, and counted person by person: the same."""
    with transaction.atomic():
        for n, facts in enumerate(lives):
            register.record(world, n % 3 + 1, facts)
        for place in ("an-1-a", "an-1-b"):
            asked = world.answer(place)
            followed = {p: c.as_json() for p, c in own(asked).items() if not c.blank}
            asked.cells.all().delete()
            derived.follow_all()
            assert {p: c.as_json() for p, c in own(world.answer(place)).items() if not c.blank} == followed
            told = json.loads(behind.evidence(world.answer(place)) or "{}")
            counted = {tuple(at.split("|")): sum(row[1] for row in rows) for at, rows in told.items()}
            assert counted == {a.place: followed[a.place]["v"] for a in answers(asked) if a.place in followed}
        transaction.set_rollback(True)


@settings(max_examples=scaled(60, 4))
@given(lives=st.lists(st.lists(register.facts(), max_size=3), min_size=2, max_size=5), draw=st.randoms())
def test_many_persons_in_one_act_move_the_forms_as_one_after_another_in_any_order(world, lives, draw):
    told = dict(enumerate(lives, 1))
    order = draw.sample(sorted(told), len(told))
    world.write("an-1-a", {(CERTIFIED, "2019"): 3})
    assert stands_after(world, [told]) == stands_after(world, [{n: told[n]} for n in order])


def stands_after(world, acts):
    with transaction.atomic():
        for act in acts:
            register.record_all(world, act)
        asked = [world.answer(place) for place in ("an-1-a", "an-1-b")]
        found = [
            (s.register, s.over, s.warnings, s.followed, {p: c.as_json() for p, c in own(s).items() if c.as_json()})
            for s in asked
        ]
        assert broken(world.campaign) == []
        transaction.set_rollback(True)
    return found


def test_a_batch_asks_the_database_as_often_for_many_forms_as_for_one(world):
    def asked(*places):
        told = {n: [register.listed(p), register.certified(p, D(2017, 3, n))] for n, p in enumerate(places, 2)}
        with CaptureQueriesContext(connection) as statements:
            register.record_all(world, told)
        return [s["sql"] for s in statements if s["sql"].startswith(("SELECT", "UPDATE")) and "reporting_" in s["sql"]]

    assert len(asked("an-1-b")) == len(asked("an-1-c", "an-2-a", "an-2-b"))
    assert [cell(world, column="2017", at=place).value for place in ("an-1-c", "an-2-a", "an-2-b")] == [1, 1, 1]


# ---------------------------------------------------------------- pages
def page(world, client, at="an-1-a", by="xa", **words):
    client.force_login(world.user(by))
    return client.get(f"/dot-bao-cao/dot-thu/{world.agencies[at].code}/bieu/phu-luc-2/", **words)


def test_the_grid_marks_what_comes_from_the_register_in_words_too(world, client):
    shown = page(world, client).content.decode()
    place = shown[: shown.index('id="c-1.6-2018"')].rindex("<td")
    cell = shown[place : shown.index("</td>", place)]
    assert (
        'class="n open reg"' in cell and 'aria-describedby="from-register"' in cell and 'title="Từ sổ theo dõi"' in cell
    )
    assert 'id="from-register"' in shown
    client.force_login(world.user("xa-b"))
    other = page(world, client, at="an-1-b", by="xa-b").content.decode()
    assert "from-register" not in other


def test_without_script_a_button_takes_the_registers_figure_back(world, client):
    world.write("an-1-a", {(CERTIFIED, "2019"): 3})
    shown = page(world, client).content.decode()
    assert "Khác sổ theo dõi (sổ: 1)." in shown and 'value="take:1.6|2019"' in shown
    client.post(f"/dot-bao-cao/dot-thu/{world.agencies['an-1-a'].code}/bieu/phu-luc-2/luu/", {"do": "take:1.6|2019"})
    assert cell(world).from_register


def test_the_level_above_reads_both_figures_the_reason_and_what_its_total_rests_on(world, client):
    world.write("an-1-a", {(CERTIFIED, "2019"): 3})
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    shown = page(world, client, at="an-1", by="huyen").content.decode()
    assert "1/3 từ sổ theo dõi, 0 nhập tay, 2 chưa có" in shown
    assert "Đúng như vậy" in shown and "1 ô khác sổ" in shown
    client.force_login(world.user("tinh"))
    assert "1/6 từ sổ theo dõi" in client.get(f"/dot-bao-cao/dot-thu/{world.agencies['an'].code}/").content.decode()
    report = paper.report(
        respondent=world.respondent("an"), outline=world.campaign.outlines[0], on=world.on, base_url=""
    )
    assert any("1/6 từ sổ theo dõi" in annex.source_note for annex in report.paper.annexes)


def test_who_received_it_is_told_what_followed_the_register_since(world, client):
    asked = sent(world)
    corrected(world)
    shown = page(world, client, by="huyen").content.decode()
    assert "2 ô đã đổi theo sổ theo dõi" in shown and "Thay đổi từ lần nhận" in shown
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    assert "đã đổi theo sổ" not in page(world, client, by="huyen").content.decode()


# ---------------------------------------------------------------- where a figure comes from
def figure(world, client, at="an-1-a", by="xa", row=CERTIFIED, column="2019", **query):
    client.force_login(world.user(by))
    return client.get(f"/so-lieu/dot-thu/phu-luc-2/{world.agencies[at].code}/{row}/{column}/", query)


def test_a_figure_says_what_it_is_and_how_many_stand_behind_it(world, client):
    shown = figure(world, client).content.decode()
    assert "Số người, mỗi người một lần" in shown and "Phụ lục 2" in shown and "01/01/2019 – 31/12/2019" in shown
    assert "1 người; bạn không xem được từng người" in shown  # facts that no file of the register stands behind
    told = figure(world, client, format="json").json()
    assert (told["value"], told["sources"][0]["rows"]["others"]) == (1, 1)
    assert [c["origin"] for c in told["made_of"]] == ["register"]


def test_a_total_is_explained_by_its_parts_and_above_by_its_units(world, client):
    parts = figure(world, client, row="1.4", format="json").json()["sources"]
    assert [part["indicator"] for part in parts] == ["pl2.1.4.1", "pl2.1.4.2"]
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    told = figure(world, client, at="an-1", by="huyen", format="json").json()
    assert told["sources"][0]["rows"] is None
    assert [(c["origin"], c["shown"]) for c in told["made_of"] if c["counted"]] == [("register", "1")]
    assert told["coverage"]["commune"] == {"counted": 1, "expected": 3, "register": 1, "typed": 0, "missing": 2}


def test_a_sealed_figure_shows_who_was_counted_then_and_who_changed_since(world, client):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    seal(world)
    before = figure(world, client, format="json").json()
    assert before["sources"][0]["frozen"] and before["sources"][0]["gone"] is None
    corrected(world)
    after = figure(world, client, format="json").json()
    assert (after["value"], after["register_now"]) == (1, "0")
    assert after["sources"][0]["rows"] == before["sources"][0]["rows"]
    assert after["sources"][0]["gone"] == {"people": [], "others": 1}
    assert figure(world, client, column="2018", format="json").json()["sources"][0]["fresh"]["others"] == 1
    above = figure(world, client, at="an", by="tinh", format="json").json()
    assert (above["value"], above["register_now"]) == (1, "0")
    assert "Số đã niêm phong giữ nguyên" in figure(world, client).content.decode()

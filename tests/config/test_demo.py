"""The whole demo, loaded once over the whole country: every published figure, every state, an unbroken trail."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hoanhap.access.models import Post, User
from hoanhap.access.queries import actor_for
from hoanhap.access.rules import Actor
from hoanhap.audit.models import AuditRow, Unsealed
from hoanhap.audit.sealer import seal_pending
from hoanhap.audit.verifier import verify
from hoanhap.catalog import loaded
from hoanhap.config.acting import acting
from hoanhap.config.demo import communes, published, story
from hoanhap.config.demo.cases import LIVES
from hoanhap.config.demo.cast import BAO_TOAN, SIGN_INS
from hoanhap.config.demo.directives import PAPERS
from hoanhap.config.demo.loading import load
from hoanhap.config.demo.order import MAP_DATE, SLUG
from hoanhap.config.demo.registers import NOTHING, Registers
from hoanhap.documents.models import Directive
from hoanhap.facts.models import Fact
from hoanhap.indicators.loaded import definitions
from hoanhap.indicators.queries import columns as keeping
from hoanhap.indicators.queries.figures import values
from hoanhap.kernel.lang import speaking
from hoanhap.pathways.actions.back import take_back
from hoanhap.pathways.actions.steps import take_step
from hoanhap.pathways.models import Measure, StepTaken
from hoanhap.people.models import Person
from hoanhap.plans.queries.board import board as plan_board
from hoanhap.plans.queries.pages import plan_page
from hoanhap.plans.queries.report import summary
from hoanhap.plans.rules.report import span
from hoanhap.reporting.actions.following import REGISTER
from hoanhap.reporting.models import (
    Campaign,
    Cell,
    Correction,
    Difficulty,
    Entry,
    Explanation,
    Gap,
    Respondent,
    Section,
    Submission,
)
from hoanhap.reporting.queries import board, cells, coverage, narrative, restated
from hoanhap.reporting.rules.checks import blanks, findings
from hoanhap.reporting.rules.deadlines import lateness, written
from hoanhap.reporting.rules.states import SENT
from hoanhap.reporting.rules.typed import shown
from hoanhap.units.queries import tree
from hoanhap.web.queries import business_date
from tests.config.counting import Counted, counted
from tests.opened import opened
from tests.server import SAID, new_home

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(900),  # the load is the first test's, on however busy a machine
]

TODAY = date(2026, 11, 22)  # the real day; the demo lives on another
ANNEXES = ("phu-luc-1", "phu-luc-2", "phu-luc-3")
WINDOW = date(2017, 1, 1), date(2020, 7, 1)  # of what the report says of the centre


@pytest.fixture(scope="module", autouse=True)
def demo_home(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Path]:  # type: ignore[no-untyped-def]
    """The home that `hoanhap setup --demo` makes, opened here; the servers of other tests start from the same."""
    place, database = new_home(tmp_path_factory.mktemp("demo") / "home")
    with django_db_blocker.unblock(), opened(place, database):
        yield place


@pytest.fixture
def top() -> Respondent:
    return Respondent.objects.select_related("campaign", "agency").get(campaign__slug=SLUG, level="province")


def _actor(sign_in: str) -> Actor:
    return actor_for(User.objects.get(username=sign_in), channel="web", on=story.BUSINESS_DATE)


def _states(form: str, level: str) -> Counter[str]:
    found = Submission.objects.filter(form=form, respondent__level=level)
    return Counter(found.values_list("state", flat=True))


def _answer(form: str, unit: str) -> Submission:
    return Submission.objects.get(form=form, respondent__unit__code=unit, respondent__level__in=("commune", "district"))


# ---------------------------------------------------------------- the published report
def test_the_province_shows_every_published_figure_exactly(top: Respondent) -> None:
    found = cells.totals(
        form=loaded.form(published.FORM), submission_ids=cells.counted_ids(top=top, form=published.FORM)
    )
    assert {(row, t.cell.value, t.cell.qualifier) for (row, _), t in found.items()} == set(published.PROVINCE)


def test_people_read_them_as_they_were_printed(top: Respondent) -> None:
    form = loaded.form(published.FORM)
    found = cells.totals(form=form, submission_ids=cells.counted_ids(top=top, form=form.code))
    with speaking("vi"):
        read = {row: shown(form, row, "so-lieu", t.cell) for (row, _), t in found.items()}
    assert read == {
        "2.1": "hơn 830",
        "2.2": "13",
        "2.2.1": "13",
        "2.3": "199",
        "2.3.1": "199",
        "2.4": "hơn 8.200",
        "2.5.1": "27.000",
        "2.5.2": "2.800",
        "2.5.3": "3.850",
        "3.1": "508",
        "3.1.1": "252",
        "3.1.2": "256",
        "4.1": "95",
        "5.1": "356",
        "5.1.1": "114",
        "5.1.2": "242",
        "6.1": "8",
        "6.1.1": "300",
        "6.1.2": "4",
        "6.1.3": "3,7",
        "8.1": "1",
        "8.2": "120",
    }


def test_the_published_report_is_whole_and_sealed(top: Respondent) -> None:
    found = coverage.coverage(top=top, form=published.FORM)
    assert {level: (c.counted, c.expected) for level, c in found.items()} == {
        "commune": (199, 199),
        "district": (13, 13),
        "centre": (1, 1),
        "department": (1, 1),
    }
    assert _states(published.FORM, "province") == {"approved": 1}
    assert _states(published.FORM, "commune") == {"approved": 199}


def test_the_centre_and_the_department_entered_what_is_theirs() -> None:
    for level, figures in (("centre", published.CENTRE), ("department", published.DEPARTMENT)):
        own = Cell.objects.filter(submission__respondent__level=level, submission__form=published.FORM)
        typed = {(row, value) for row, value in own.values_list("row", "value")}
        assert {(f.row, f.value) for f in figures} <= typed
    authors = Entry.objects.filter(submission__respondent__level="centre").values_list("row", "by_name").distinct()
    assert all(
        name == (REGISTER.name if row in published.FROM_PERSONS | published.FROM_MEANS else _actor("coso").name)
        for row, name in authors
    )
    assert {row for row, _ in authors} == {f.row for f in published.CENTRE} | {"3.1", "5.1", "6.1"}


def test_nobody_accepted_their_own_answer() -> None:
    for answer in Submission.objects.filter(events__step="accept").prefetch_related("events"):
        steps = {e.step: e.by for e in answer.events.all()}
        assert steps["submit"] != steps["accept"]


def test_sums_are_exact_in_every_district() -> None:
    for form in (loaded.form(code) for code in ("bc-1479", "phu-luc-2", "phu-luc-3")):
        for district in Respondent.objects.filter(level="district"):
            ids = cells.counted_ids(top=district, form=form.code)
            total = {p: t.cell for p, t in cells.totals(form=form, submission_ids=ids).items()}
            by_hand: Counter[tuple[str, str]] = Counter()
            for row, column, value in Cell.objects.filter(submission_id__in=ids).values_list("row", "column", "value"):
                by_hand[row, column] += value or 0
            assert {p: c.value or 0 for p, c in total.items()} == dict(by_hand)


# ---------------------------------------------------------------- states
def test_every_state_can_be_seen() -> None:
    assert set(Submission.objects.values_list("state", flat=True)) == {
        "none",
        "draft",
        "submitted",
        "returned",
        "accepted",
        "approved",
        "corrected",
    }


def test_communes_stand_where_the_story_puts_them() -> None:
    assert _states("phu-luc-2", "commune") == {
        "accepted": 180,
        "submitted": 5,
        "returned": 1,
        "draft": 1,
        "none": 12,
    }
    assert _states("phu-luc-3", "commune") == {"accepted": 187, "none": 12}


def test_districts_stand_where_the_story_puts_them() -> None:
    assert _states("phu-luc-2", "district") == {"accepted": 9, "submitted": 1, "none": 3}
    assert _states("phu-luc-3", "district") == {"accepted": 10, "submitted": 2, "none": 1}
    assert _states("phu-luc-1", "district") == {"approved": 11, "corrected": 1, "none": 1}


def test_the_province_is_left_for_a_newcomer_to_approve() -> None:
    assert {f: _answer_of_province(f).state for f in ANNEXES} == {
        "phu-luc-1": "corrected",
        "phu-luc-2": "none",
        "phu-luc-3": "none",
    }


def _answer_of_province(form: str) -> Submission:
    return Submission.objects.get(form=form, respondent__level="province")


def test_one_commune_was_asked_about_one_cell() -> None:
    returned = _answer("phu-luc-2", "01333")
    event = returned.events.get(step="return")
    assert (returned.state, event.cells) == ("returned", [["4", "2018", "Sổ chỉ ghi 4 người?"]])
    reopened = returned.cells.filter(reopened=True)
    assert [(c.row, c.column, c.value) for c in reopened] == [("4", "2018", 14)]


def test_one_draft_has_an_open_warning_and_one_answer_explained_ones() -> None:
    assert list(Submission.objects.filter(warnings__gt=0).values_list("respondent__unit__code", "warnings")) == [
        (story.SON_LO, 1)
    ]
    explained = Explanation.objects.filter(submission__respondent__unit__code=story.PAC_MIAU)
    assert explained.count() == 2 and _answer("phu-luc-3", story.PAC_MIAU).state == "accepted"


def test_the_form_kept_for_a_newcomer_is_untouched() -> None:
    answer = _answer("phu-luc-2", "01316")
    assert answer.state == "none" and not answer.cells.exists() and not answer.events.exists()


def test_missing_units_are_declared_with_a_reason() -> None:
    found = Gap.objects.values_list("submission__form", "submission__respondent__level", "missing__unit__code")
    assert set(found) == {
        ("phu-luc-1", "province", story.TRA_LINH),
        ("phu-luc-3", "district", story.THUONG_HA),
        ("phu-luc-3", "district", story.DUC_THONG),
    }
    assert all(gap.reason for gap in Gap.objects.all())


def test_some_communes_were_late_and_some_are_overdue() -> None:
    ends = Campaign.objects.get(slug=SLUG).deadlines.get(level="commune")
    assert written(ends.ends, ends.phrase) == "chậm nhất ngày 31/8/2020"
    kinds = Counter(
        lateness(ends_on=ends.ends, sent_on=s.sent_on if s.state in SENT else None, on=story.BUSINESS_DATE).kind
        for s in Submission.objects.filter(form="phu-luc-2", respondent__level="commune")
    )
    assert kinds == {"on_time": 179, "late": 6, "missing": 14}


def test_the_correction_was_proposed_and_decided_by_two_people() -> None:
    found = Correction.objects.get()
    assert found.state == "approved" and found.proposed_by != found.decided_by
    typed = Entry.objects.filter(submission=found.submission, row="01", column="so").order_by("pk")
    assert [e.after["t"] for e in typed] == [typed[1].after["t"] + story.SLIP, typed[1].after["t"]]


# ---------------------------------------------------------------- values
def test_every_sent_form_is_complete_and_right() -> None:
    for answer in Submission.objects.filter(state__in=SENT, respondent__level="commune").select_related("respondent"):
        form = loaded.form(answer.form, answer.version)
        own = cells.own(answer)
        found = findings(form, own, "commune")
        assert not blanks(form, own, "commune")
        assert len(found) == Explanation.objects.filter(submission=answer).count()


def test_nothing_impossible_is_stored() -> None:
    assert not Cell.objects.filter(value__lt=0).exists()
    assert not Cell.objects.filter(qualifier="ge").exclude(row__in=("2.1", "2.4"), submission__form="bc-1479").exists()


def test_the_typed_values_are_those_drawn(registers: Registers) -> None:
    life = communes.lives(
        [communes.Commune(r.unit.code, r.unit.kind, r.parent.unit.code) for r in _communes()]  # type: ignore[union-attr]
    )
    form = loaded.form("phu-luc-2")
    for r in _communes()[:40]:
        if r.submissions.get(form=form.code).state == "accepted" and r.unit.code not in registers.people:
            drawn = communes.annex_2(form, communes.Commune(r.unit.code, r.unit.kind, ""), life[r.unit.code])
            stored = cells.own(r.submissions.get(form=form.code))
            assert all(stored[place].same(cell) for place, cell in drawn.items())


def _communes() -> list[Respondent]:
    found = Respondent.objects.filter(level="commune").select_related("unit", "parent__unit")
    return sorted(found, key=lambda r: (r.parent.unit.code, r.unit.code))  # type: ignore[union-attr]


# ---------------------------------------------------------------- the written part
def test_the_province_wrote_every_text_section_of_both_outlines(top: Respondent) -> None:
    for code in top.campaign.outlines:
        asked = {s.code for s in loaded.outline(code).sections if s.kind == "text" and "province" in s.written_by}
        assert asked <= set(Section.objects.filter(respondent=top, outline=code).values_list("section", flat=True))


def test_no_figure_in_a_text_is_left_without_a_number(top: Respondent) -> None:
    for code in top.campaign.outlines:
        page = narrative.narrative_page(actor=_actor("tinh"), respondent=top, outline=code, on=story.BUSINESS_DATE)
        empty = [p.code for w in page.sections for p in w.pieces if isinstance(p, narrative.Figure) and p.shown == "…"]
        assert empty == []


def test_a_difficulty_was_pulled_up_with_its_source(top: Respondent) -> None:
    pulled = Difficulty.objects.get(pulled_from__isnull=False)
    assert pulled.respondent == top and pulled.pulled_from.respondent.unit.code == story.BAO_LAC  # type: ignore[union-attr]


def test_the_basis_has_its_bases_and_no_number() -> None:
    basis = Campaign.objects.get(slug=SLUG).basis
    assert (basis.number, basis.issued_on, basis.links.count()) == ("", None, 7)
    assert Directive.objects.count() == len(PAPERS)


# ---------------------------------------------------------------- people
def test_the_whole_cast_can_sign_in_and_nobody_else() -> None:
    for person in SIGN_INS:
        user = User.objects.get(username=person.sign_in)
        assert user.check_password(person.password) and not user.must_change
        assert "(minh họa)" in user.full_name
    others = User.objects.exclude(username__in=[p.sign_in for p in SIGN_INS])
    plan = 6 + 1  # the other districts of Tuyên Quang, and its police
    assert others.count() == 199 + 13 + 1 - 4 + plan  # four of the cast are a commune's or district's own officer
    assert not any(u.has_usable_password() for u in others)


def test_every_role_of_the_cast_is_held_where_it_says() -> None:
    held = {(p.user.username, p.role, p.agency.unit.code) for p in Post.objects.select_related("user", "agency__unit")}
    for person in SIGN_INS:
        assert {(person.sign_in, s.role, s.unit) for s in person.seats} <= held


def test_every_commune_answer_was_typed_by_its_own_officer() -> None:
    typed = Entry.objects.filter(submission__respondent__level="commune").exclude(by_name=REGISTER.name)
    for author, unit in typed.values_list("by", "submission__respondent__unit__code").distinct():
        assert Post.objects.filter(user=author, agency__unit__code=unit, role="commune_officer").exists()
    names = User.objects.values_list("full_name", flat=True)
    assert len(set(names)) == len(names)  # two communes of one name have two officers


# ---------------------------------------------------------------- the register
def test_everybody_in_the_register_is_made_up_and_says_so(registers: Registers) -> None:
    assert Person.objects.count() == len(LIVES) + sum(map(len, registers.people.values()))
    assert not Person.objects.filter(synthetic=False).exists()


def test_the_lives_stand_where_their_tables_leave_them() -> None:
    standing = {
        "Lý Văn Páo": (),
        "Hoàng Văn Sì": (("community", "received"),),
        "Nông Văn Khìn": (("community", "running"),),
        "Ma Văn Dình": (("community", "running"),),
        "Triệu Văn Chiêu": (("centre-compulsory", "notified"),),
        "Đàm Văn Thắng": (("centre-compulsory", "in-centre"),),
        "Lục Văn Inh": (("methadone", "treating"),),
        "Hoàng Thị Mỷ": (("centre-compulsory", "completed"), ("aftercare-residence", "running")),
        "Nông Văn Sinh": (("community", "completed"),),
        "Ma Văn Tỉn": (),
        "Lý Thị Dợ": (),
    }
    named = Person.objects.filter(name__in=standing)
    assert {p.name: tuple(p.measures.order_by("pk").values_list("pathway", "state")) for p in named} == standing


def test_every_step_of_a_life_is_in_the_trail() -> None:
    taken = sum(line.do in ("open", "step") for life in LIVES for line in life.lines)
    assert StepTaken.objects.filter(measure__person__name__in=[life.name for life in LIVES]).count() == taken
    assert AuditRow.objects.filter(action__in=("measure.open", "measure.step")).count() == taken


# ---------------------------------------------------------------- the figures, from persons
@pytest.fixture(scope="module")
def registers(demo_home: Path) -> Registers:
    there = [communes.Commune(r.unit.code, r.unit.kind, r.parent.unit.code) for r in _communes()]  # type: ignore[union-attr]
    return Registers(loaded.form("phu-luc-2"), there, communes.lives(there))


@pytest.fixture(scope="module")
def derived(demo_home: Path) -> Counted:
    spans = {c.code: (c.start, c.end) for c in loaded.form("phu-luc-2").columns}
    return counted(("phu-luc-2", "bc-1479"), {**spans, "2017–": WINDOW}, MAP_DATE)  # type: ignore[dict-item]


def test_the_published_figures_of_the_centre_are_its_persons(derived: Counted) -> None:
    found = {row: derived[f"bc-1479 {row}", "04", "2017–"] for row in published.FROM_PERSONS}
    assert found == {f.row: f.value for f in published.PROVINCE if f.row in published.FROM_PERSONS}
    assert (found["3.1"], found["5.1"]) == (508, 356)


def test_every_annex_of_a_commune_with_a_register_is_what_its_persons_give(
    registers: Registers, derived: Counted
) -> None:
    """All but what the story has typed over: cell by cell, in every commune that has answered."""
    mine = [it for it in definitions().indicators if it.form == "phu-luc-2" and it.row and it.kind == "count"]
    rows = [it.row for it in mine if definitions().subject(it) == "person"]
    there = Submission.objects.filter(form="phu-luc-2", respondent__level="commune").exclude(state="none")
    answers, compared = there.filter(respondent__unit__code__in=registers.people), 0
    for answer in answers.select_related("respondent__unit"):
        unit = answer.respondent.unit.code
        typed_over = story.REGISTER_SAYS.get((answer.form, unit), {})
        for (row, column), cell in cells.own(answer).items():
            if row in rows:
                says = typed_over.get((row, column), cell.value or 0)
                assert derived.get((f"phu-luc-2 {row}", unit, column), 0) == says, (unit, row, column)
                assert cell.typed_over == ((row, column) in typed_over) and cell.derived == says
                compared += 1
    assert compared == len(answers) * len(rows) * 5 and len(answers) > 130


def test_where_a_team_and_a_point_are_entered_their_rows_are_what_was_typed(derived: Counted) -> None:
    answer = cells.own(_answer("phu-luc-2", BAO_TOAN))
    for row in ("1.1", "1.2", "1.3", "2.1", "2.1.1", "2.1.2", "2.2"):
        told = {column: answer[row, column] for column in ("2017", "2018", "2019", "2020-6t")}
        assert all(c.from_register for c in told.values())
        assert {c: derived.get((f"phu-luc-2 {row}", BAO_TOAN, c), 0) for c in told} == {
            c: cell.value for c, cell in told.items()
        }


def test_what_the_report_publishes_of_training_outreach_and_money_stands_in_the_means(top: Respondent) -> None:
    """Each figure is asked of the register of means at the province, to the đồng and the attendance."""
    rows = ("2.1", "2.2.1", "2.3.1", "2.4", "2.5.1", "2.5.2", "2.5.3", "6.1.1", "6.1.2", "6.1.3", "8.1")
    wanted = {f.row: f.value for f in published.PROVINCE if f.row in rows}
    spans = {"2.": (top.campaign.data_from, top.campaign.data_to), "8.": (date(2016, 1, 1), WINDOW[1])}
    found = {}
    for row in rows:
        year = 2017 + int(row[-1])
        span = spans.get(row[:2]) or (date(year, 1, 1), date(year + 1, 1, 1))
        column = next(c.key for c in keeping.columns() if c[1:] == (*span, MAP_DATE))
        code = f"bc1479.{row}"
        found[row] = values([code], [top.unit_id], [column]).get((code, top.unit_id, column), 0)
    assert found == wanted


def test_the_money_of_a_town_fills_its_annex(top: Respondent) -> None:
    annex = cells.own(_answer("phu-luc-3", story.PAC_MIAU))
    periods = [c.code for c in loaded.form("phu-luc-3").columns]
    typed = {(row, p): n for row, some in story.PAC_MIAU_3.items() for p, n in zip(periods, some, strict=True)}
    assert {place: annex[place].value for place in typed} == typed
    assert all(annex[place].from_register for place in typed)


def test_one_corrected_certificate_moves_the_figure_of_every_level() -> None:
    """An officer wrote the wrong day: the completion is taken back and written again, a year later."""
    by = _actor("xa")
    done = Measure.objects.filter(commune__code=BAO_TOAN, pathway="community", state="completed", closed_on__year=2018)
    measure = done.exclude(person__name__in=[life.name for life in LIVES]).first()
    assert measure
    lines = (measure.commune_id, *tree(MAP_DATE).ancestors(measure.commune_id))
    spans = [(date(year, 1, 1), date(year + 1, 1, 1), MAP_DATE) for year in (2018, 2019)]
    columns = {c.start.year: c.key for c in keeping.columns() if c[1:] in spans}
    years = columns[2018], columns[2019]
    before = values(["pl2.1.6"], lines, years)
    take_back(measure_id=measure.pk, reason="Ghi nhầm ngày (minh họa)", by=by, on=story.BUSINESS_DATE)
    take_step(measure_id=measure.pk, step="complete", day=date(2019, 1, 15), given={}, by=by, on=story.BUSINESS_DATE)
    after = values(["pl2.1.6"], lines, years)
    moved = {(unit, year): after.get((code, unit, year), 0) - n for (code, unit, year), n in before.items()}
    assert moved == {(unit, year): -1 if year == years[0] else 1 for unit in lines for year in years}
    cell = _answer("phu-luc-2", BAO_TOAN).cells.get(row="1.6", column="2019")
    assert (cell.value, cell.derived) == (7, 7)


def test_nobody_is_counted_where_everything_is_typed(registers: Registers, derived: Counted) -> None:
    lowest = {r.unit.code for r in _communes()}
    counts = [it for it in definitions().indicators if it.kind == "count"]
    persons = {f"{it.form} {it.row}" for it in counts if definitions().subject(it) == "person"}
    assert {unit for row, unit, _ in derived if row in persons} & lowest <= set(registers.people)


def test_a_commune_from_the_register_has_somebody_in_it_before_the_review_ends(registers: Registers) -> None:
    listed = Fact.objects.filter(relation="registration", start__lt=WINDOW[1]).values_list("unit__code", flat=True)
    assert set(listed) == set(registers.people)


def test_beside_the_total_stands_what_it_rests_on(top: Respondent) -> None:
    found = coverage.coverage(top=top, form="phu-luc-2")["commune"]
    assert (found.expected, found.register, found.typed, found.missing) == (199, 142, 55, 2)
    nothing = Submission.objects.filter(form="phu-luc-2", respondent__level="commune", register=False, state="none")
    assert set(nothing.values_list("respondent__unit__code", flat=True)) == NOTHING


# ---------------------------------------------------------------- the home
def test_the_campaign_is_on_the_map_that_the_report_counted(top: Respondent) -> None:
    assert top.campaign.map_date == MAP_DATE
    levels = Counter(top.campaign.respondents.values_list("level", flat=True))
    assert (levels["district"], levels["commune"]) == (13, 199)


def test_the_same_campaign_can_be_read_on_the_maps_of_2020(top: Respondent) -> None:
    assert [(m.on, m.districts, m.communes) for m in restated.maps(top=top)[:2]] == [
        (date(2020, 2, 1), 12, 161),
        (date(2020, 3, 1), 10, 161),
    ]


def test_on_the_new_map_nobody_is_lost(top: Respondent) -> None:
    found = restated.restated(top=top, on=date(2020, 3, 1))
    whole = dict.fromkeys(((published.ATTENDANCES.row, published.COLUMN), (published.PILOT.row, published.COLUMN)), 0)
    for place in whole:
        moved = restated.figures(
            actor=_actor("tinh"), page=found, form=loaded.form(published.FORM), row=place[0], on=story.BUSINESS_DATE
        )
        whole[place] = sum(cells[published.COLUMN].value or 0 for cells in (*moved.units, moved.left) if cells)
    assert list(whole.values()) == [published.ATTENDANCES.value, published.PILOT.value]


def test_the_board_says_whose_figures_are_illustrative(top: Respondent) -> None:
    assert "Số liệu minh họa" in board.board(top=top, on=story.BUSINESS_DATE).notice


def test_the_business_date_is_the_demo_s() -> None:
    assert business_date(TODAY) == date(2020, 9, 7)
    actor, on = acting(None)
    assert (actor.sign_in, on) == ("tinh", date(2020, 9, 7))


def test_loading_again_changes_nothing() -> None:
    before = AuditRow.objects.count(), Cell.objects.count(), User.objects.count()
    assert load() == SIGN_INS
    assert (AuditRow.objects.count(), Cell.objects.count(), User.objects.count()) == before


def test_progress_names_what_is_being_done(demo_home: Path) -> None:
    """A line a second: what, and since when."""
    said = (demo_home / SAID).read_text(encoding="utf-8")
    told = re.findall(r"^· Dữ liệu minh họa: (.+) … \d+ s$", said, re.MULTILINE)
    assert len(told) >= 5 and len(set(told)) == len(told)


def test_the_trail_of_the_whole_load_verifies() -> None:
    rows = AuditRow.objects.count()
    while seal_pending():
        pass
    report = verify()
    assert report.ok and (report.rows, Unsealed.objects.count()) == (rows, 0)


# ---------------------------------------------------------------- plans
def test_the_board_of_tuyen_quang_shows_who_is_late_on_the_first_of_july() -> None:
    found = plan_board(_actor("tq-lanhdao"), "tuyen-quang-2020", story.BUSINESS_DATE, at=date(2020, 7, 1))
    late = {line.code: (line.of, line.among) for line in found.lines if line.status.state == "late"}
    assert late == {"V-cuối-1": (2, 7), "4.2": (1, 1)}  # Na Hang and Yên Sơn; two others had sent theirs late
    assert {line.code for line in found.lines if line.status.state == "blocked"} == {"3.1"}
    matrix = [line.code for line in found.lines if line.code[:1] in ("", "3", "4", "5")]
    assert sorted(matrix) == ["", "3.1", "3.2", "3.4", "4.1", "4.2", "5.1", "5.2"]


def test_the_report_of_june_speaks_as_of_the_day_before_the_twentieth_with_figures_traced() -> None:
    found = summary(_actor("tq"), "tuyen-quang-2020", span("2020H1"), story.BUSINESS_DATE, "http://may-chu")
    assert found.on == date(2020, 6, 19) and found.figures > 20
    assert found.render()[:2] == b"PK"


def test_two_targets_of_tuyen_quang_are_counted_and_the_others_say_that_nothing_is_recorded() -> None:
    found = plan_page(_actor("tq"), "tuyen-quang-2020", story.BUSINESS_DATE)
    told = {line.key: (line.actual, line.pace.verdict) for line in found.targets}
    assert (told["ct-1"], told["ct-6"]) == (("46,72 %", "behind"), ("1 điểm", "behind"))
    assert {told[key] for key in ("ct-2", "ct-4", "ct-5")} == {("", "no_data")}


def test_the_dispatch_of_2007_stands_with_its_duties_and_its_own_deadlines() -> None:
    found = plan_board(_actor("bo"), "cong-van-1388-2007", story.BUSINESS_DATE, at=date(2007, 12, 1))
    ends = Counter(line.last for line in found.lines)
    assert ends[date(2007, 12, 31)] == 4 and ends[date(2008, 8, 31)] == 1 and found.total == 12

"""Steps as they are written: rows, clocks, who may, what follows, what is undone."""

from datetime import date
from typing import Any

import pytest

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Outside
from hoanhap.audit.models import AuditRow
from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.actions.back import take_back
from hoanhap.pathways.actions.determine import determine
from hoanhap.pathways.actions.refer import refer
from hoanhap.pathways.actions.steps import NotYours, Overtaken, Unmet, take_step
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries import facts
from hoanhap.people.models import Reach, Standing
from hoanhap.people.queries.scope import visible
from tests.pathways.ward import COMMUNITY, FOUND_ON, Ward

D = date
pytestmark = pytest.mark.django_db


def reaches(measure: Measure) -> set[tuple[str, str]]:
    rows = Reach.objects.filter(person=measure.person, why=f"measure:{measure.pk}", valid_to=None)
    return set(rows.values_list("kind", "agency__sector"))


def running(measure: Measure) -> dict[str, Any]:
    return {c.rule: c for c in Clock.objects.filter(measure=measure, stopped_at=None)}


# ---------------------------------------------------------------- a measure
def test_a_measure_is_opened_with_its_step_its_clock_and_a_line_in_the_trail(ward: Ward) -> None:
    person = ward.addict()
    measure = ward.community(person, until="register")
    assert (measure.pathway, measure.version, measure.state, measure.open) == ("community", "94-2010", "received", True)
    [step] = measure.steps.all()
    assert (step.step, step.before, step.after, step.on, step.number) == (
        "register", "", "received", D(2020, 7, 2), 1)  # fmt: skip
    assert step.facts == {"rehab_before": 0, "no_detox_at_home": True}
    assert list(running(measure)) == ["nd94.verify"]
    row = AuditRow.objects.get(action="measure.open")
    assert (row.kind, row.ref, row.detail["person"]) == ("measure", str(measure.pk), person.code)
    assert "Sình" not in str(row.detail)


def test_words_typed_with_a_step_are_sealed_under_the_persons_key(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="register")
    step = measure.steps.get()
    assert "ổn định".encode() not in bytes(step.words_sealed)
    assert facts.words(step) == {"health": "ổn định"}


def test_a_whole_community_measure_ends_with_a_completer_on_the_list(ward: Ward) -> None:
    person = ward.addict()
    measure = ward.community(person, until="review")
    ward.folk.on = ward.on = D(2021, 1, 11)
    ward.take(measure, "complete", D(2021, 1, 8))
    measure.refresh_from_db()
    assert (measure.open, measure.outcome, measure.closed_on) == (False, "completed", D(2021, 1, 8))
    assert running(measure) == {}
    current = Standing.objects.get(person=person, valid_to=None)
    assert (current.kind, current.valid_from) == ("completer", D(2021, 1, 8))
    assert ("open", "authority") not in reaches(measure)


def test_a_step_drafts_its_papers_under_the_office_that_records_it(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="decide")
    drafted = set(OfficialPaper.objects.filter(matter=f"measure:{measure.pk}").values_list("kind", flat=True))
    assert "decision-rehab" in drafted
    assert not OfficialPaper.objects.exclude(state="draft").exists()


# ---------------------------------------------------------------- who may
def test_only_the_office_that_the_law_names_records_a_step(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="register")
    with pytest.raises(NotYours) as refused:
        ward.take(measure, "propose", D(2020, 7, 6), by="ca-xa")
    assert "Tổ công tác cai nghiện ma túy" in str(refused.value)


@pytest.mark.parametrize("stranger", ["xa-b", "huyen-2", "toa-2", "giup", "khong-viec", "quantri", "bvdl"])
def test_who_does_not_reach_the_person_finds_no_measure(ward: Ward, stranger: str) -> None:
    measure = ward.community(ward.addict(), until="register")
    with pytest.raises(Outside):
        ward.take(measure, "propose", D(2020, 7, 6), by=stranger)


def test_a_step_that_names_an_office_lets_it_find_the_person_and_no_sooner(ward: Ward) -> None:
    measure = court(ward)
    justice, labour = ward.actor("tu-phap"), ward.actor("huyen")
    assert not visible(justice, None, ward.on).exists()
    ward.take(measure, "notify", D(2020, 7, 7))
    ward.take(measure, "read", D(2020, 7, 8), {"reading_how": "self"})
    ward.take(measure, "send-justice", D(2020, 7, 9))
    assert visible(justice, None, ward.on).get() == measure.person
    ward.take(measure, "justice-clear", D(2020, 7, 13), by="tu-phap")
    assert ("named", "labour") in reaches(measure)
    ward.take(measure, "send-court", D(2020, 7, 15), by="huyen")
    assert ("named", "court") in reaches(measure)
    assert visible(justice, None, ward.on).get() == measure.person  # what it did stays its to see
    assert labour.posts


def court(ward: Ward) -> Measure:
    person = ward.addict(residence="unstable")
    given = {"last_use_on": "2020-06-20", "capable": True, "pregnant": False, "raising_child": False}
    return ward.open(person, "centre-compulsory", "compile-no-residence", D(2020, 7, 6), given)


def inside(ward: Ward) -> Measure:
    """Taken into the centre on 24 August 2020 for twelve months."""
    measure = court(ward)
    for step, day, given, by in (
        ("notify", D(2020, 7, 7), {}, "xa"),
        ("read", D(2020, 7, 8), {"reading_how": "self"}, "xa"),
        ("send-justice", D(2020, 7, 9), {}, "xa"),
        ("justice-clear", D(2020, 7, 13), {}, "tu-phap"),
        ("send-court", D(2020, 7, 15), {}, "huyen"),
        ("accept", D(2020, 7, 17), {"court_no": "1/2020"}, "toa"),
        ("apply", D(2020, 7, 28), {"months": 12, "court_no": "2/2020", "present": True}, "toa"),
        ("complaint-over", D(2020, 8, 3), {}, "toa"),
        ("send-effective", D(2020, 8, 4), {}, "toa"),
        ("admit", D(2020, 8, 24), {"place": ward.centre.pk}, "ca-huyen"),
    ):
        ward.take(measure, step, day, given, by=by)
    measure.refresh_from_db()
    return measure


def test_the_court_pathway_goes_from_office_to_office_and_ends_in_a_bed(ward: Ward) -> None:
    measure = inside(ward)
    assert (measure.state, measure.inside, measure.place_id) == ("in-centre", True, ward.centre.pk)
    assert (measure.starts_on, measure.ends_on) == (D(2020, 8, 24), D(2021, 8, 25))
    assert facts.taken_beds(ward.centre.pk) == 1
    assert visible(ward.actor("coso"), None, ward.on).get() == measure.person


def test_an_escape_frees_the_bed_and_ends_the_sight_of_nobody(ward: Ward) -> None:
    measure = inside(ward)
    ward.take(measure, "escape", D(2020, 9, 1), by="coso")
    measure.refresh_from_db()
    assert (measure.inside, measure.ends_on) == (False, None)
    assert visible(ward.actor("coso"), None, ward.on).exists()


def test_a_clinic_finds_whom_the_commune_sent_and_treats_them(ward: Ward) -> None:
    person = ward.addict()
    assert not visible(ward.actor("y-te"), None, ward.on).exists()
    refer(code=person.code, place_id=ward.clinic.pk, by=ward.actor("xa"), on=ward.on)
    measure = ward.open(person, "methadone", "apply", D(2020, 9, 1), {"place": ward.clinic.pk}, by="y-te")
    assert ("patient", "health") in reaches(measure)


# ---------------------------------------------------------------- refusals
def test_a_refused_step_leaves_nothing_behind(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="register")
    before = AuditRow.objects.count(), StepTaken.objects.count(), Clock.objects.count()
    with pytest.raises(Unmet):
        ward.take(measure, "decide", D(2020, 7, 6), {"months": 6})
    assert (AuditRow.objects.count(), StepTaken.objects.count(), Clock.objects.count()) == before


def test_of_two_officers_taking_the_same_step_one_wins_and_the_other_is_told(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="register")
    seen = measure.revision
    for attempt in range(2):
        again = {"measure_id": measure.pk, "step": "propose", "day": D(2020, 7, 6), "revision": seen}
        if attempt == 0:
            take_step(**again, by=ward.actor("xa"), on=ward.on)  # type: ignore[arg-type]
            continue
        with pytest.raises(Overtaken) as told:
            take_step(**again, by=ward.actor("lanhdao-xa"), on=ward.on)  # type: ignore[arg-type]
        assert "vừa ghi bước “Thẩm tra, lập danh sách, trình Chủ tịch”" in str(told.value)
    assert StepTaken.objects.filter(measure=measure, step="propose").count() == 1


def test_methadone_shields_from_the_dossier_and_residence_from_the_second_rehabilitation(ward: Ward) -> None:
    person = ward.addict()
    refer(code=person.code, place_id=ward.clinic.pk, by=ward.actor("xa"), on=ward.on)
    treated = ward.open(person, "methadone", "apply", D(2020, 7, 3), {"place": ward.clinic.pk}, by="y-te")
    ward.take(treated, "accept", D(2020, 7, 6), by="y-te")
    ward.take(treated, "start", D(2020, 7, 7), by="y-te")
    with pytest.raises(Unmet) as refused:
        ward.open(person, "community-compulsory", "compile", D(2020, 7, 8), {}, by="ca-xa")
    assert "Đang điều trị methadone" in str(refused.value)


def test_a_wrong_field_is_named_and_a_place_that_is_not_there_is_none(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="propose")
    with pytest.raises(Invalid) as wrong:
        ward.take(measure, "decide", D(2020, 7, 8), {"months": -1})
    assert list(wrong.value.problems) == ["months"]
    person = ward.addict(papers=())
    refer(code=person.code, place_id=ward.clinic.pk, by=ward.actor("xa"), on=ward.on)
    with pytest.raises(Invalid) as missing:
        ward.open(person, "methadone", "apply", D(2020, 9, 1), {"place": 999_999}, by="y-te")
    assert list(missing.value.problems) == ["place"]


def test_nobody_opens_a_measure_for_the_dead(ward: Ward) -> None:
    person = ward.addict()
    measure = ward.community(person)
    ward.take(measure, "die", D(2020, 7, 20))
    with pytest.raises(Unmet) as refused:
        ward.open(person, "home", "register", D(2020, 8, 1), {"health": "x", "rehab_before": 0})
    assert "đã chết ngày 20/7/2020" in str(refused.value)


# ---------------------------------------------------------------- taking back
def test_a_step_taken_back_stays_in_the_history_and_its_effects_are_gone(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="propose")
    kept = {c.rule: c.due_at for c in Clock.objects.filter(measure=measure)}
    ward.take(measure, "decide", D(2020, 7, 8), {"months": 6})
    take_back(measure_id=measure.pk, reason="Ghi nhầm người", by=ward.actor("xa"), on=ward.on)
    measure.refresh_from_db()
    assert (measure.state, measure.decided_on, measure.starts_on, measure.ends_on) == ("proposed", None, None, None)
    assert {c.rule: c.due_at for c in Clock.objects.filter(measure=measure)} == kept
    assert list(running(measure)) == ["nd94.decide"]
    steps = list(measure.steps.order_by("number"))
    assert [s.step for s in steps] == ["register", "propose", "decide", "take-back"]
    assert steps[2].taken_back_by == steps[3]
    assert facts.words(steps[3]) == {"reason": "Ghi nhầm người"}
    ward.take(measure, "decide", D(2020, 7, 9), {"months": 12})
    assert measure.steps.order_by("number").last().number == 5  # type: ignore[union-attr]


def test_taking_back_the_first_step_cancels_the_measure(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="register")
    take_back(measure_id=measure.pk, reason="Nhầm", by=ward.actor("xa"), on=ward.on)
    measure.refresh_from_db()
    assert (measure.open, measure.outcome) == (False, "cancelled")
    assert reaches(measure) == set()
    with pytest.raises(Invalid):
        take_back(measure_id=measure.pk, reason="Nữa", by=ward.actor("xa"), on=ward.on)


def test_taking_back_wants_a_reason_and_the_office_whose_step_it_was(ward: Ward) -> None:
    measure = ward.community(ward.addict(), until="propose")
    with pytest.raises(Invalid):
        take_back(measure_id=measure.pk, reason=" ", by=ward.actor("xa"), on=ward.on)
    with pytest.raises(NotYours):
        take_back(measure_id=measure.pk, reason="x", by=ward.actor("ca-xa"), on=ward.on)


# ---------------------------------------------------------------- determination
def test_a_finding_of_addiction_puts_the_person_on_the_list_as_an_addict(ward: Ward) -> None:
    person = ward.addict()
    assert Standing.objects.get(person=person, valid_to=None).kind == "addict"
    assert Determination.objects.get().agency == ward.clinician.agency


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"clinician": "novice"}, "clinician"),
        ({"substances": []}, "substances"),
        ({"result": "not_addicted"}, "substances"),
        ({"result": "yes"}, "result"),
        ({"day": D(2020, 9, 8)}, "day"),
        ({"criteria": 7}, "criteria"),
        ({"clinician_id": 0}, "clinician"),
    ],
)
def test_a_finding_that_cannot_be_is_refused_at_its_field(ward: Ward, changes: dict[str, Any], field: str) -> None:
    person = ward.folk.person()
    changes = dict(changes)
    if changes.pop("clinician", ""):  # whose certificates have run out
        changes["clinician_id"] = ward.novice.pk
    usual: dict[str, Any] = {
        "day": FOUND_ON, "result": "addicted", "clinician_id": ward.clinician.pk, "substances": ["heroin"]
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        determine(code=person.code, by=ward.actor("xa"), on=ward.on, **{**usual, **changes})
    assert field in refused.value.problems
    assert not Determination.objects.exists()


def test_every_kept_clock_is_what_the_steps_make_it(ward: Ward) -> None:
    measure = inside(ward)
    assert len(COMMUNITY) == 4
    now = facts.walked(measure)
    kept = set(Clock.objects.filter(measure=measure).values_list("rule", "due_at", "stopped_at"))
    assert kept == {(run.code, run.due_at, run.stopped_at) for run in now.clocks}

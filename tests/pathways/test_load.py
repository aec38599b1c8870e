"""Many histories at once: the rows that the single actions write, the same refusals, one line in the trail."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import models

from hoanhap.access.queries import set_up_actor
from hoanhap.access.rules import Actor, Denied
from hoanhap.audit.models import AuditRow
from hoanhap.documents.models import OfficialPaper
from hoanhap.pathways.actions.determine import determine
from hoanhap.pathways.actions.load import BadHistories, digest_of, load
from hoanhap.pathways.actions.refer import refer
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.actions.steps import Unmet, open_measure, take_step
from hoanhap.pathways.models import Clock, Determination, Measure, StepTaken
from hoanhap.pathways.queries.facts import words
from hoanhap.pathways.rules.checks.addiction import OPIOIDS
from hoanhap.pathways.rules.history import Event, FindingDraft, History, StepDraft, Told
from hoanhap.pathways.synthetic.plans import STABLE, Draw, Nearby, Planner
from hoanhap.people.actions.load import load as load_people
from hoanhap.people.models import Batch, NameWord, Person, Reach, Standing, Support
from hoanhap.people.rules.record import Record
from hoanhap.people.synthetic.lives import Place, records
from hoanhap.resources.models import Capacity
from tests.pathways.ward import Ward
from tests.people import test_load as people
from tests.rows import count_rows
from tests.scale import scaled
from tests.world import ON, SINCE

D = date
pytestmark = pytest.mark.django_db
OFFICERS = ("xa", "xa-b", "lanhdao-xa", "ca-xa", "huyen", "lanhdao-huyen", "tu-phap", "toa", "ca-huyen", "coso", "y-te",
            "tinh")  # fmt: skip


class Around:
    """The ward as the planner asks for it: its centre, its clinic, its clinician."""

    def __init__(self, ward: Ward, scenery: Scenery) -> None:
        self.ward, self.desk, self.root, self.era = ward, scenery.desk, scenery.root, scenery.era

    def nearby(self, commune_id: int) -> Nearby:
        ward = self.ward
        return Nearby(ward.centre.pk, ward.clinic.pk, ward.clinician.pk, SINCE)

    def agency_of(self, place_id: int) -> int:
        return {p.pk: p.agency_id for p in (self.ward.centre, self.ward.clinic)}[place_id]


def made_up(ward: Ward, count: int, *, sharing: bool = True) -> list[tuple[Record, Told | None]]:
    """Persons of two communes with their cases. `sharing`: some who would have none have the story of another."""
    places = [Place(ward.world.units[at].pk, ward.folk.agency(at).pk, "04") for at in ("an-1-a", "an-1-b")]
    law, around = Scenery(None).law, Around(ward, Scenery(None))
    draw = Draw(law, {place.commune_id: SINCE for place in places}, seed="4", on=ON)
    planner = Planner(law, around, seed="4", on=ON)
    found: list[tuple[Record, Told | None]] = []
    for n, record in enumerate(records(seed=4, first=0, count=count, places=places, on=ON)):
        choice = draw.story(n, record)
        told = planner.tell(choice, record.commune_id, substances(record)) if choice else None
        told = told or (shared(record, found) if sharing and n % 4 == 0 else None)
        found.append((replace(record, standings=()) if told else record, told))
    return found


def shared(record: Record, found: list[tuple[Record, Told | None]]) -> Told | None:
    """The latest story of somebody of the same commune and kind that this person was there for."""
    own = substances(record)
    for other, told in reversed(found):
        if (
            told
            and (other.commune_id, *kind(other)) == (record.commune_id, *kind(record))
            and record.entered_on < told.events[0].on
            and record.draft.birth.year < record.entered_on.year - 18
        ):
            return Told(told.story, told.cast._replace(found=(own,) * len(told.cast.found)))
    return None


def substances(record: Record) -> tuple[str, ...]:
    return tuple(use.substance for use in record.draft.uses)


def kind(record: Record) -> tuple[bool, bool]:
    return record.draft.residence in STABLE, any(use.substance in OPIOIDS for use in record.draft.uses)


# ---------------------------------------------------------------- one by one
class Officers:
    """Whoever sits at the agency that a step came from does it, on its day."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.names = {ward.actor(name).posts[0].agency_id: name for name in reversed(OFFICERS)}

    def at(self, agency_id: int, on: date) -> Actor:
        self.ward.folk.on = on
        return self.ward.actor(self.names[agency_id])

    def of(self, record: Record, on: date) -> Actor:
        return self.at(self.ward.folk.agency({self.ward.world.units[x].pk: x for x in ("an-1-a", "an-1-b")}[
            record.commune_id]).pk, on)  # fmt: skip

    def play(self, record: Record, events: tuple[Event, ...], code: str) -> None:
        measures: dict[int, int] = {}
        for event in events:
            if isinstance(event, FindingDraft):
                determine(code=code, day=event.on, result=event.result, clinician_id=event.clinician_id,
                          substances=event.substances, by=self.of(record, event.on), on=event.on)  # fmt: skip
                continue
            self._led(record, event, code)
            at = {"step": event.step, "day": event.on, "given": dict(event.given), "on": event.on}
            by = self.at(event.agency_id, event.on)
            if event.pathway:
                made = open_measure(code=code, pathway=event.pathway, by=by, **at)  # type: ignore[arg-type]
                measures[event.case] = made.measure.pk
            else:
                take_step(measure_id=measures[event.case], by=by, **at)  # type: ignore[arg-type]

    def _led(self, record: Record, event: StepDraft, code: str) -> None:
        """A place finds who was sent to it."""
        for place in (self.ward.centre, self.ward.clinic):
            if event.pathway and place.agency_id == event.agency_id:
                refer(code=code, place_id=place.pk, by=self.of(record, event.on), on=event.on)


# ---------------------------------------------------------------- what there is
NAMES_ROWS = {"id", "measure_id", "started_by_id", "stopped_by_id", "person_id", "matter", "subject", "why", "by",
              "post", "words_sealed", "taken_back_by_id"}  # fmt: skip


def plain(row: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname not in NAMES_ROWS}


def ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def picture() -> list[dict[str, Any]]:
    """Every case of everybody, numbers of rows and who typed left out."""
    return [
        {
            "standings": ordered([plain(row) for row in Standing.objects.filter(person=person)]),
            "findings": [plain(row) for row in Determination.objects.filter(person=person).order_by("on")],
            "reaches": ordered([plain(row) for row in Reach.objects.filter(person=person, why__startswith="measure:")]),
            "measures": [measure_picture(row) for row in Measure.objects.filter(person=person).order_by("pk")],
        }
        for person in Person.objects.order_by("pk")
    ]


def measure_picture(measure: Measure) -> dict[str, Any]:
    steps = {row.pk: row for row in StepTaken.objects.filter(measure=measure).order_by("number")}
    clocks = [
        {**plain(row), "started_by": steps[row.started_by_id].number,
         "stopped_by": steps[row.stopped_by_id].number if row.stopped_by_id else None}
        for row in Clock.objects.filter(measure=measure)
    ]  # fmt: skip
    papers = OfficialPaper.objects.filter(matter=f"measure:{measure.pk}", subject=measure.person.code)
    return {
        **plain(measure),
        "steps": [{**plain(row), "words": words(row)} for row in steps.values()],
        "clocks": ordered(clocks),
        "papers": ordered([plain(row) for row in papers]),
    }


def clear() -> None:
    for model in (Batch, Support, Clock, StepTaken, Measure, Determination, OfficialPaper, Reach, Person, NameWord):
        model._default_manager.all().delete()


# ---------------------------------------------------------------- the same rows
@pytest.mark.timeout(1_500)  # a thousand lives, step by step
def test_a_load_writes_the_rows_that_the_single_actions_write(ward: Ward) -> None:
    Capacity.objects.filter(place=ward.centre).update(beds=10_000)
    planned = made_up(ward, scaled(1_000, at_least=60))
    officers = Officers(ward)
    ids = load_people([record for record, _ in planned], by=set_up_actor(), on=ON).ids
    histories = [History(pk, told) for pk, (_, told) in zip(ids, planned, strict=True) if told]
    scenery = Scenery(None)
    made = load(histories, by=set_up_actor(), on=ON, scenery=scenery)
    count_rows()
    assert len(scenery.molds) < 0.8 * len(histories)  # some were poured
    at_once, of_people = picture(), people.picture()
    kinds = Counter(Measure.objects.values_list("pathway", flat=True))
    assert made.measures == sum(kinds.values()) and made.steps == StepTaken.objects.count()
    assert {"community", "home", "methadone", "centre-voluntary", "centre-compulsory"} <= set(kinds)
    assert Clock.objects.exists() and OfficialPaper.objects.exists()
    clear()
    for record, told in planned:
        people.one_by_one(record, officers.of(record, record.entered_on))
        officers.play(record, told.events if told else (), Person.objects.order_by("pk").last().code)  # type: ignore[union-attr]
    assert picture() == at_once
    assert [strip(row) for row in people.picture()] == [strip(row) for row in of_people]


def strip(row: dict[str, Any]) -> dict[str, Any]:
    """Who confirmed a home is who typed it in."""
    homes = [{k: v for k, v in home.items() if k != "reached_confirmed_by"} for home in row["Residence"]]
    return {**row, "Residence": homes}


# ---------------------------------------------------------------- an officer's own batch
REGISTERED = (("health", "ổn định"), ("rehab_before", 0), ("no_detox_at_home", True))


def community(ward: Ward, person: Person, *, agency: str = "an-1-a", **changes: Any) -> History:
    """Found addicted, registered, proposed, decided: what an officer of an-1-a may record."""
    desk = ward.folk.agency(agency).pk
    steps = {
        "register": StepDraft(0, "register", D(2020, 7, 2), desk, REGISTERED, "community"),
        "propose": StepDraft(0, "propose", D(2020, 7, 6), desk),
        "decide": StepDraft(0, "decide", D(2020, 7, 8), desk, (("months", 6),)),
    }
    steps = {code: replace(step, **changes.get(code, {})) for code, step in steps.items()}
    found = FindingDraft(D(2020, 7, 1), "addicted", ward.clinician.pk, ("heroin",))
    return History(person.pk, (found, *steps.values()))


def test_an_officer_loads_what_the_officer_may_record_and_stands_for_it(ward: Ward) -> None:
    person = ward.folk.person()
    before = AuditRow.objects.count()
    history = community(ward, person)
    load([history], by=ward.actor("xa"), on=ON)
    measure = Measure.objects.get(person=person)
    assert (measure.state, measure.ends_on, measure.revision) == ("running", D(2021, 1, 9), 3)
    assert set(StepTaken.objects.values_list("by", "post")) == {("xa", ward.folk.post("xa"))}
    (line,) = AuditRow.objects.order_by("pk")[before:]
    assert (line.action, line.detail) == ("measure.load", {"count": 1, "rows": 3, "digest": digest_of([history])})
    made = take_step(measure_id=measure.pk, step="review", day=D(2020, 8, 6), given={"rating": "good"},
                     by=ward.actor("xa"), on=ON)  # fmt: skip
    assert made.row.number == 4


@pytest.mark.parametrize("who", ["xa-b", "huyen", "tinh", "coso", "bvdl", "quantri", "khong-viec"])
def test_nobody_loads_the_cases_of_a_person_who_is_not_theirs(ward: Ward, who: str) -> None:
    history = community(ward, ward.folk.person())
    with pytest.raises(Denied):
        load([history], by=ward.actor(who), on=ON)
    assert not Measure.objects.exists() and not Determination.objects.exists()


def test_the_set_up_loads_cases_of_made_up_people_only(ward: Ward) -> None:
    with pytest.raises(Denied):
        load([community(ward, ward.folk.person())], by=set_up_actor(), on=ON)


MISTAKES: dict[str, dict[str, Any]] = {
    "too long": {"decide": {"given": (("months", 36),)}},
    "no term": {"decide": {"given": ()}},
    "an order that cannot be": {"propose": {"step": "complete"}},
    "back in time": {"propose": {"on": D(2020, 6, 30)}},
    "a day to come": {"decide": {"on": D(2020, 12, 24)}},
    "no such step": {"propose": {"step": "fly"}},
    "no such pathway": {"register": {"pathway": "moon"}},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_the_words_of_the_single_action_and_leaves_nothing(ward: Ward, mistake: str) -> None:
    person, other = ward.folk.person(), ward.folk.person(name="Lý Văn Khác")
    wrong = community(ward, person, **MISTAKES[mistake])
    with pytest.raises(BadHistories) as refused:
        load([community(ward, other), wrong], by=ward.actor("xa"), on=ON)
    assert not Measure.objects.exists() and not Determination.objects.exists() and not OfficialPaper.objects.exists()
    assert {n for n, _, _ in refused.value.problems} == {1}
    said = {sentence for _, _, sentence in refused.value.problems}
    assert said and all(len(sentence) > 10 for sentence in said)
    if mistake not in ("no such step", "no such pathway"):
        with pytest.raises(Unmet) as alone:
            one_by_one(ward, person, wrong)
        assert said == {str(reason) for reason in alone.value.refusals}


def one_by_one(ward: Ward, person: Person, history: History) -> None:
    found, first, *rest = history.events
    assert isinstance(found, FindingDraft) and isinstance(first, StepDraft)
    ward.determine(person, on=found.on)
    measure = ward.open(person, first.pathway, first.step, first.on, dict(first.given))
    for step in rest:
        assert isinstance(step, StepDraft)
        ward.take(measure, step.step, step.on, dict(step.given))


def test_a_step_of_another_office_is_named_as_such(ward: Ward) -> None:
    history = community(ward, ward.folk.person(), decide={"agency_id": ward.folk.agency("an-1-b").pk})
    with pytest.raises(BadHistories, match="do .* ghi"):
        load([history], by=ward.actor("xa"), on=ON)


def test_made_up_cases_are_the_same_for_the_same_seed_and_say_what_most_have(ward: Ward) -> None:
    some, same = (
        [(record, told.events if told else ()) for record, told in made_up(ward, 400, sharing=False)] for _ in range(2)
    )
    assert some == same
    measures = Counter(sum(isinstance(e, StepDraft) and bool(e.pathway) for e in events) for _, events in some)
    assert measures[0] > 200 and measures[1] > measures[2] + measures[3] > 0

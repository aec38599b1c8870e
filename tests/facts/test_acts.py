"""Every act there is on a file, one after the other: after each one the stored facts are those of the register."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from hoanhap.access.actions import Ground, register_basis
from hoanhap.facts import queries, sources
from hoanhap.facts.actions import recording, touched
from hoanhap.facts.actions.acts import RECORDED
from hoanhap.facts.models import Fact, Subject
from hoanhap.facts.rules.rows import Change
from hoanhap.facts.rules.rows import Subject as Subject_
from hoanhap.kernel.dates import VIETNAM
from hoanhap.pathways.actions import back, centre, delist, determine, papers, refer, steps
from hoanhap.pathways.actions import load as cases
from hoanhap.pathways.models import Determination, Measure
from hoanhap.pathways.rules.history import History
from hoanhap.people import actions
from hoanhap.people.actions import import_adding, import_waiting, importing, load, merging
from hoanhap.people.models import Alias, Person, Standing
from hoanhap.people.rules.draft import Draft, PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from hoanhap.people.rules.record import Record
from tests.pathways.ward import Ward
from tests.people.folk import DRAFT
from tests.people.test_importing import SINH, lists

D = date
TODAY = D(2020, 9, 7)
NO_FACTS = {  # words and numbers of papers, a centre's notes: they open a file, and no fact follows from them
    *(f"{papers.__name__}.{name}" for name in ("start", "write", "issue", "revoke", "discard")),
    f"{centre.__name__}.note_event",
}


class Walk:
    """Who does what to whom; after each act everything is compared."""

    def __init__(self, ward: Ward) -> None:
        self.ward, self.done = ward, set[str]()

    def __call__(self, act: Callable[..., Any], *args: Any, who: str = "xa", on: date = TODAY, **given: Any) -> Any:
        made = act(*args, by=self.ward.actor(who), on=on, **given)
        self.done.add(f"{act.__module__}.{act.__qualname__}")
        assert list(queries.differences()) == [], act.__qualname__
        return made

    @property
    def somebody(self) -> dict[str, Any]:
        return {"draft": DRAFT, "commune_id": self.ward.world.units["an-1-a"].pk}


def relations(person: Person) -> dict[str, int]:
    found: dict[str, int] = {}
    told = queries.of_person(person.pk)
    for row in told.rows if told else ():
        found[row.relation] = found.get(row.relation, 0) + 1
    return found


@pytest.mark.django_db(transaction=False)
def test_after_every_act_the_facts_are_those_of_the_register(ward: Ward, settings: Any, tmp_path: Any) -> None:
    settings.PEOPLE_ERASED = tmp_path / "erased.log"
    did = Walk(ward)
    person = did(actions.register, **did.somebody)
    code = {"code": person.code}
    health = ward.folk.agency("health-an-1-a").pk
    _of_the_list(did, person, code, health)
    other = _of_measures(did, person, code)
    _merged_and_apart(did, person, other)
    _in_bulk(did)
    _to_the_end(did, person, code)
    assert did.done | NO_FACTS == RECORDED


def _of_the_list(did: Walk, person: Person, code: dict[str, str], health: int) -> None:
    assert relations(person) == {"registration": 1}
    paper = did(actions.add_paper, **code, kind="cccd", number="004089001234")
    did(actions.remove_paper, **code, paper_id=paper.pk)
    did(actions.add_alias, **code, name="Sình Lù")
    contact = did(actions.add_contact, **code, relation="mother", name="Triệu Mùi Pết", phone="0912 000 222")
    did(actions.end_contact, **code, contact_id=contact.pk)
    did(actions.add_note, **code, text="Gia đình khó khăn.")
    women = did.ward.folk.agency("women-an-1-a").pk
    given = did(actions.assign, **code, helper="Bà Mùi", organisation_id=women, valid_from=D(2020, 8, 1))
    did(actions.log_visit, **code, assignment_id=given.pk, day=D(2020, 8, 2), finding="well")
    did(actions.end_assignment, **code, assignment_id=given.pk, day=D(2020, 8, 9))
    use = did(actions.record_use, **code, substance="ketamine", day=D(2020, 6, 20))
    assert relations(person) == {"registration": 2}
    did(actions.end_use, **code, use_id=use.pk, day=D(2020, 6, 25))
    did(actions.record_test, **code, day=D(2020, 6, 11), kind="urine", reason="sudden", result="positive",
        substances=["heroin"], agency_id=health)  # fmt: skip
    need = did(actions.record_need, **code, kind="training", day=D(2020, 6, 12))
    did(actions.withdraw_need, **code, need_id=need.pk, day=D(2020, 6, 13))
    did(actions.give_support, **code, kind="counselling", day=D(2020, 6, 14), agency_id=health)
    did(actions.give_support, **code, kind="loan", day=D(2020, 6, 14), agency_id=health, amount=9_000_000,
        source="central")  # fmt: skip
    did(actions.set_standing, **code, kind="addict", basis="list", day=D(2020, 6, 30))
    assert relations(person) == {"registration": 4, "test": 1, "counselling": 1, "support": 1, "need": 1}
    now = Person.objects.get(pk=person.pk)
    identity = actions.Identity("Lý Văn Sình", Birth(1990, None), "male", "09", "primary", "farmer")
    did(actions.correct, **code, identity=identity, revision=now.revision)
    assert queries.of_person(person.pk).birth == D(1990, 12, 31)  # type: ignore[union-attr]


def _of_measures(did: Walk, person: Person, code: dict[str, str]) -> Person:
    ward = did.ward
    finding = {"clinician_id": ward.clinician.pk, "substances": ["heroin"], "result": "addicted"}
    did(determine.determine, **code, day=D(2020, 7, 1), **finding)
    first = {"health": "ổn định", "rehab_before": 0, "no_detox_at_home": True}
    opened = did(steps.open_measure, **code, pathway="community", step="register", day=D(2020, 7, 2), given=first)
    measure = opened.measure.pk
    did(steps.take_step, measure_id=measure, step="propose", day=D(2020, 7, 6))
    did(steps.take_step, measure_id=measure, step="decide", day=D(2020, 7, 8), given={"months": 6})
    assert {"application": 1, "measure": 1, "determination": 1}.items() <= relations(person).items()
    did(back.take_back, measure_id=measure, reason="ghi nhầm ngày")
    assert "measure" not in relations(person)
    did(steps.take_step, measure_id=measure, step="decide", day=D(2020, 7, 9), given={"months": 6})
    did(centre.set_stage, measure_id=measure, stage="detox", day=D(2020, 7, 10))
    did(refer.refer, **code, place_id=ward.private.pk)
    did(steps.take_step, measure_id=measure, step="quit", day=D(2020, 8, 1), given={"reason": "bỏ về"})
    move = {"day": D(2020, 8, 10), "reason": "moved", "to_commune_id": ward.world.units["an-1-b"].pk}
    did(actions.leave, **code, **move, revision=_revision(person))
    did(actions.not_arrived, **code, who="xa-b")
    did(actions.settle, **code, kind="temporary", since=D(2020, 8, 20), revision=_revision(person))
    did(actions.leave, **code, **move | {"day": D(2020, 8, 25)}, revision=_revision(person))
    did(actions.arrive, **code, day=D(2020, 8, 26), kind="permanent", who="xa-b")
    assert relations(person)["move"] == 2
    did(actions.leave, **code, day=D(2020, 8, 28), reason="moved", to_commune_id=ward.world.units["an-1-a"].pk,
        revision=_revision(person), who="xa-b")  # fmt: skip
    did(actions.arrive, **code, day=D(2020, 8, 28), kind="permanent")
    other = ward.folk.person(name="Lý Văn Sinh", papers=())
    did(determine.determine, code=other.code, day=D(2020, 7, 3), **finding)
    return other


def _merged_and_apart(did: Walk, person: Person, other: Person) -> None:
    before = queries.digest()
    did(merging.keep_apart, one=person.code, other=did.ward.folk.person(name="Lý Văn Sềnh", papers=()).code)
    alone = queries.of_person(other.pk)
    made = did(merging.merge, kept=person.code, gone=other.code, reason="một người")
    assert queries.of_person(other.pk) is None and relations(person)["determination"] == 2
    did(merging.unmerge, merge_id=made.pk)
    again = queries.of_person(other.pk)
    assert alone and again and alone.rows == again.rows and queries.digest() != before


def _in_bulk(did: Walk) -> None:
    commune = did.ward.world.units["an-1-a"].pk
    taken = did(importing.take_in, name="ds.xlsx", data=lists((1, "Bàn Văn Tả", "1991", "Nam", "080123999", "Dao")),
                commune_id=commune)  # fmt: skip
    did.done.discard(f"{importing.__name__}.take_in")  # not an act of its own: it loads
    did(importing.undo_load, batch_id=taken.batch_id)
    intake = import_waiting.wait(name="ds.xlsx", data=lists(SINH, (2, "Bàn Thị Tư", "1992", "Nữ")), commune_id=commune,
                                 by=did.ward.actor("xa"), on=TODAY, now=NOW)  # fmt: skip
    import_waiting.choose(intake, chosen={}, rest="new", by=did.ward.actor("xa"), on=TODAY, now=NOW)
    did(import_waiting.enter, intake, now=NOW)
    third = Person.objects.get(name="Lý Văn Sềnh")
    batch = did(load.load, [Record(DRAFT_2, commune, TODAY)]).batch_id
    did(import_adding.add_missing, code=third.code, draft=DRAFT_3, batch_id=batch)
    did(cases.load, [History(Person.objects.get(batches=batch).pk, ())])


def _to_the_end(did: Walk, person: Person, code: dict[str, str]) -> None:
    """Finished, found again, finished again and off the list; opened again, erased; and erased once more."""
    done = D(2019, 1, 10)
    Measure.objects.filter(person=person).update(outcome="completed", closed_on=done, starts_on=D(2018, 7, 1))
    with recording():
        touched([person.pk])
    assert relations(person)["relapse"] == 1
    Determination.objects.filter(person=person).delete()
    did(delist.delist, **code, on=D(2021, 2, 10))
    did(actions.reopen, **code, standing="user", basis="declared", day=D(2021, 3, 1), on=D(2021, 3, 2))
    did(actions.close, **code, basis="left", day=D(2021, 4, 1), on=D(2021, 4, 2))
    numbers = {s.pk for s in Subject.objects.all()}
    facts = Fact.objects.count()
    born = Subject.objects.get(person=person.pk)
    ground = Ground(use="request", document="TT thử", article="Điều 5", valid_from=D(2020, 1, 1), months=None)
    register_basis(ground=ground, by=did.ward.actor("bvdl"), on=TODAY)
    did(actions.erase, **code, basis="request", who="bvdl", on=D(2021, 5, 1))
    assert {s.pk for s in Subject.objects.all()} == numbers and Fact.objects.count() == facts
    left = Subject.objects.get(pk=born.pk)
    assert left.person is None and left.birth == D(1990, 12, 31)
    did(actions.erase_again, who="bvdl", on=D(2021, 5, 2))


def _revision(person: Person) -> int:
    return Person.objects.values_list("revision", flat=True).get(pk=person.pk)


NOW = datetime(2020, 9, 7, 12, tzinfo=VIETNAM)
DRAFT_2 = Draft(
    name="Triệu Văn Pu", birth=Birth(1991, None), sex="male", residence="permanent", since=D(2011, 1, 1),
    standing="addict", basis="list", listed_on=D(2020, 1, 1), papers=(PaperDraft("cmnd", "080777777"),),
)  # fmt: skip
DRAFT_3 = Draft(
    name="Lý Văn Sềnh", birth=Birth(1989, D(1989, 3, 15)), sex="male", residence="permanent", since=D(2010, 1, 1),
    standing="user", basis="declared", listed_on=D(2020, 6, 1), uses=(UseDraft("opium", "smoke"),),
)  # fmt: skip


# ---------------------------------------------------------------- the frame
def test_a_file_opened_outside_an_act_is_an_error(ward: Ward) -> None:
    with pytest.raises(RuntimeError, match="outside a recorded act"):
        touched([1])


def test_what_an_act_did_and_its_facts_go_together(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at the last moment, the transaction leaves neither."""
    person = ward.folk.person()
    before = queries.digest(), Standing.objects.count()

    def killed(changes: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sources, "tell", killed)
    monkeypatch.setattr(sources, "LISTENERS", ("x",))
    with pytest.raises(KeyboardInterrupt):
        actions.set_standing(code=person.code, kind="addict", basis="list", day=D(2020, 7, 1), by=ward.actor("xa"),
                             on=TODAY)  # fmt: skip
    assert (queries.digest(), Standing.objects.count()) == before


def test_a_listener_is_told_of_what_changed_and_of_nothing_else(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Change] = []
    monkeypatch.setattr(sources, "LISTENERS", ("x",))
    monkeypatch.setattr(sources, "tell", heard.extend)
    person = ward.folk.person()
    actions.add_alias(code=person.code, name="Sình Lù", by=ward.actor("xa"), on=TODAY)
    assert Alias.objects.exists() and len(heard) == 1
    before, after = heard[0]
    assert before is None and after is not None and same(after, queries.of_person(person.pk))
    actions.set_standing(
        code=person.code, kind="addict", basis="list", day=D(2020, 7, 1), by=ward.actor("xa"), on=TODAY
    )
    assert len(heard) == 2 and same(heard[1].before, after)
    assert heard[1].after is not None and len(heard[1].after.rows) == 2


def same(one: Subject_ | None, other: Subject_ | None) -> bool:
    """The order of rows says nothing."""
    assert one is not None and other is not None
    return replace(one, rows=()) == replace(other, rows=()) and Counter(one.rows) == Counter(other.rows)


def test_the_number_of_a_subject_is_not_that_of_the_file(ward: Ward) -> None:
    ward.folk.person()
    second = ward.folk.person(name="Triệu Mùi Khe")
    merged = merging.merge(kept=second.code, gone=Person.objects.exclude(pk=second.pk).get().code, reason="một",
                           by=ward.actor("xa"), on=TODAY)  # fmt: skip
    merging.unmerge(merge_id=merged.pk, by=ward.actor("xa"), on=TODAY)
    assert set(Subject.objects.values_list("person", flat=True)) == set(Person.objects.values_list("pk", flat=True))

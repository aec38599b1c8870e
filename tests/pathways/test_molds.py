"""What is taken over from somebody with the same story: the rows of who is played, and nobody whom a check refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from hoanhap.access.queries import set_up_actor
from hoanhap.law.pathways.checks import CHECKS
from hoanhap.law.pathways.shape import Need
from hoanhap.pathways.actions.beside import Making, Order
from hoanhap.pathways.actions.load import BadHistories, load
from hoanhap.pathways.actions.molds import Mold
from hoanhap.pathways.actions.scenery import Scenery
from hoanhap.pathways.models import Measure
from hoanhap.pathways.rules.checks import FUNCTIONS
from hoanhap.pathways.rules.facts import CaseFacts, Done, Found, Lived
from hoanhap.pathways.rules.history import FindingDraft, History, StepDraft, split
from hoanhap.pathways.rules.own import PERSONAL, mine, own
from hoanhap.people.actions.ids import reserve
from hoanhap.people.actions.load import Renumbered
from hoanhap.people.actions.load import load as load_people
from hoanhap.people.actions.prepared import Prepared, counts
from hoanhap.people.models import Person, Residence
from hoanhap.people.queries.vault import vault
from hoanhap.people.synthetic.lives import Place
from hoanhap.resources.models import Capacity
from tests.pathways.test_load import clear, community, picture
from tests.pathways.ward import Ward
from tests.people import test_load as people
from tests.people.folk import Folk
from tests.world import ON, SINCE

D = date


# ---------------------------------------------------------------- who is asked what
@pytest.mark.parametrize(
    ("check", "value", "given", "reads"),
    [
        ("age-from", "18", {}, {"birth_year", "born_on"}),
        ("addicted", "", {}, {"determinations"}),
        ("resident", "", {}, {"communes", "residences"}),
        ("within-limitation", "3", {"last_use_on": "2020-05-01"}, set()),
        ("within-limitation", "3", {}, {"tests"}),
        ("term-served", "", {}, set()),
        ("quorum", "", {}, set()),
    ],
)
def test_what_a_check_reads_of_the_person_is_seen(
    check: str, value: str, given: dict[str, Any], reads: set[str]
) -> None:
    home = Lived(1, "permanent", D(2010, 1, 1))
    facts = CaseFacts(on=D(2020, 6, 1), birth_year=1990, residences=[home], communes=frozenset({1}), given=given,
                      determinations=[Found(D(2020, 5, 1), "addicted")])  # fmt: skip
    seen = [read for _, _, read in own([Need(check, value)], facts)]
    assert seen == ([frozenset(seen[0])] if reads else [])
    assert not reads or reads <= set(seen[0]) <= PERSONAL


@pytest.mark.parametrize("code", sorted(FUNCTIONS))
def test_a_check_that_reads_nothing_of_the_person_says_the_same_of_everybody(code: str) -> None:
    value = {"range": "1-3", "share": "1/2", "": ""}.get(CHECKS[code].takes, "12")
    done = (Done(1, "register", D(2020, 5, 4), "2010"),)
    one = CaseFacts(on=D(2020, 6, 1), birth_year=1990, done=done)
    home, found = Lived(9, "permanent", D(2019, 1, 1)), Found(D(2020, 5, 1), "addicted")
    other = replace(one, birth_year=2009, born_on=D(2009, 1, 1), determinations=[found], residences=[home],
                    communes=frozenset({9}), represented=True)  # fmt: skip
    if not list(own([Need(code, value)], one)):
        assert FUNCTIONS[code](one, value) == FUNCTIONS[code](mine(other), value)


def test_true_is_not_one_and_another_day_is_another_story() -> None:
    def told(**changes: Any) -> object:
        step = StepDraft(0, "register", D(2020, 7, 2), 5, (("no_detox_at_home", True), ("place", 7)), "community")
        return split((FindingDraft(D(2020, 7, 1), "addicted", 3, ("heroin",)), replace(step, **changes)))[0]

    assert told() == told(agency_id=6) == told(given=(("no_detox_at_home", True), ("place", 8)))
    others = [{"on": D(2020, 7, 3)}, {"given": (("no_detox_at_home", 1), ("place", 7))}, {"pathway": "home"}]
    assert len({told(), *(told(**other) for other in others)}) == 1 + len(others)


# ---------------------------------------------------------------- played and poured
@pytest.mark.django_db
def test_poured_is_what_would_have_been_played(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    persons = [made_up_person(ward, name) for name in ("Lý Văn An", "Lý Văn Bình", "Lý Văn Cao", "Lý Văn Du")]
    histories = [community(ward, person) for person in persons]
    pictures, pour = [], Mold.pour
    for one in (pour, lambda *given: None):
        monkeypatch.setattr(Mold, "pour", one)
        scenery = Scenery(None)
        with transaction.atomic():
            load(histories, by=set_up_actor(), on=ON, scenery=scenery)
            pictures.append(picture())
            transaction.set_rollback(True)
        assert len(scenery.molds) == 1
    assert pictures[0] == pictures[1] and len(pictures[0]) == 4 and all(one["measures"] for one in pictures[0])


@pytest.mark.django_db
@pytest.mark.parametrize("otherwise", ["a child", "lives elsewhere", "not found addicted", "desk"])
def test_who_differs_in_what_a_check_reads_is_refused_though_the_story_is_known(ward: Ward, otherwise: str) -> None:
    known, person = made_up_person(ward, "Lý Văn Một"), made_up_person(ward, "Lý Văn Hai")
    scenery = Scenery(None)
    load([community(ward, known)], by=set_up_actor(), on=ON, scenery=scenery)
    history = community(ward, person)
    found, *steps = history.events
    match otherwise:
        case "a child":
            Person.objects.filter(pk=person.pk).update(birth_year=2010, born_on=D(2010, 1, 1))
        case "lives elsewhere":
            Residence.objects.filter(person=person).update(commune=ward.world.units["an-1-b"])
        case "not found addicted":
            found = replace(found, result="undecided", substances=())
        case "desk":
            steps[0] = replace(steps[0], agency_id=ward.folk.agency("an-1-b").pk)
    with pytest.raises(BadHistories):
        load([History(person.pk, (found, *steps))], by=set_up_actor(), on=ON, scenery=scenery)
    assert not Measure.objects.filter(person=person).exists()


def made_up_person(ward: Ward, name: str) -> Person:
    person = ward.folk.person(name=name)
    Person.objects.filter(pk=person.pk).update(synthetic=True)
    return Person.objects.get(pk=person.pk)


# ---------------------------------------------------------------- made beside
def order(folk: Folk) -> Order:
    places = [Place(folk.world.units["an-1-a"].pk, folk.agency("an-1-a").pk, "04")]
    return Order(3, ON, places, {places[0].commune_id: SINCE}, set_up_actor().name)


def following() -> dict[Any, int]:
    return {model: reserve(model)[0] + (connection.vendor == "postgresql") for model in counts(())}


@pytest.mark.django_db
def test_what_another_process_prepares_is_what_is_prepared_here(ward: Ward) -> None:
    making = Making(order(ward.folk))
    made = making.prepared(0, 12, following())
    assert isinstance(made.people, Prepared)
    loaded = load_people(made.people, by=set_up_actor(), on=ON, digest="x")
    last = Residence.objects.get(person_id=loaded.ids[-1])
    assert vault(loaded.ids[-1]).open("people_residence", last.pk, "address", last.address_sealed).startswith("Tổ ")
    there = people.picture()
    clear()
    load_people(making.batch(0, 12).people, by=set_up_actor(), on=ON, digest="x")  # type: ignore[arg-type]
    assert people.picture() == there


@pytest.mark.django_db
def test_what_was_prepared_under_numbers_that_are_gone_is_not_written(ward: Ward) -> None:
    made = Making(order(ward.folk)).prepared(0, 3, following())
    ward.folk.person()
    with pytest.raises(Renumbered):
        load_people(made.people, by=set_up_actor(), on=ON, digest="x")  # type: ignore[arg-type]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_story_takes_beds_only_where_it_is_written(ward: Ward) -> None:
    Capacity.objects.filter(place=ward.centre).update(beds=10_000)
    scenery = Scenery(None)
    with pytest.raises(BadHistories):
        wrong = community(ward, made_up_person(ward, "Lý Văn Ba"), decide={"given": (("months", 36),)})
        load([wrong], by=set_up_actor(), on=ON, scenery=scenery)
    assert not +scenery.taken

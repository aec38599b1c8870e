"""Acts on persons at one moment, and a seal beside them: every cell ends as the register says, or as it was sealed."""

import json
from datetime import date

import pytest
from django.db import transaction

from hoanhap.reporting.actions import derived, steps
from hoanhap.reporting.actions.steps import NotReady
from hoanhap.reporting.queries.cells import own
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.reporting import register
from tests.reporting.races import lanes
from tests.reporting.sound import broken
from tests.reporting.test_register import CERTIFIED, send_up, sent
from tests.scale import scaled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
D = date


@pytest.fixture
def world():
    made = worlds.build()
    for name in worlds.SEATS:
        made.actor(name)
    for person in (1, 2):
        register.record(made, person, [register.listed("an-1-a"), register.certified("an-1-a", D(2019, 5, 5))])
    register.count(made)
    yield made
    assert broken(made.campaign) == []
    forget()


def act(world, person, year):
    def done():
        with transaction.atomic():
            facts = [register.listed("an-1-a"), register.certified("an-1-a", D(year, 5, 5))]
            register.record(world, person, facts)

    return done


def figures(world):
    cells = own(world.answer("an-1-a"))
    return {column: cells[CERTIFIED, column].value for column in ("2018", "2019")}


def test_of_two_acts_at_one_moment_neither_is_lost_from_the_form(world):
    with lanes() as run:
        for n in range(scaled(60)):
            year = 2018 + n % 2
            assert run(act(world, 1, year), act(world, 2, year)) == [None, None]
            assert figures(world) == {"2018": 2 - 2 * (n % 2), "2019": 2 * (n % 2)}


def test_an_act_beside_a_seal_is_in_it_or_after_it(world):
    asked = sent(world)
    steps.accept(submission_id=asked.pk, by=world.actor("huyen"), on=world.on)
    send_up(world)
    top = world.answer("an")
    with lanes() as run:
        moved, sealed = run(
            act(world, 1, 2018),
            lambda: steps.approve(submission_id=top.pk, by=world.actor("duyet"), on=world.on),
        )
    assert moved is None and (isinstance(sealed, NotReady) or sealed.state == "approved")
    answer = world.answer("an-1-a")
    if answer.state == "approved":
        frozen = json.loads(answer.sealed.body)["cells"]
        assert {c: frozen[f"{CERTIFIED}|{c}"]["v"] for c in ("2018", "2019")} == figures(world)
    before = own(answer)
    derived.follow_all()
    assert own(world.answer("an-1-a")) == before

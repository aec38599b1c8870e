"""Two who enter means of one commune at once: nothing is lost, and the figures are those of a recount."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from hoanhap.facts.queries import of_units, unit_differences
from hoanhap.indicators.actions import filling
from hoanhap.indicators.queries.verify import differences
from hoanhap.resources.actions.items import add_item
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.scale import scaled

LINES = scaled(20, 4)
CAMPAIGN = {"name": "Chiến dịch", "attendances": 10}


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_at_once_lose_nothing():
    world = worlds.build()
    filling.rebuild(world.on)
    start, wrong = Barrier(2), []

    def enter(at, by, told):
        try:
            asked = {"agency_id": world.agencies[at].pk, "by": world.actor(by), "on": world.on}
            start.wait()
            for n in range(LINES):
                add_item(noun="tuyen-truyen", told=told, first=date(2019, 1, 1 + n), **asked)
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    named = {**CAMPAIGN, "communes": [world.units["an-1-a"].code, world.units["an-1-b"].code]}
    writers = [Thread(target=enter, args=one) for one in (("an-1-a", "xa", CAMPAIGN), ("an-1", "huyen", named))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert wrong == []
    reached = [row for row in of_units([world.units["an-1-a"].pk]) if row.relation == "reached"]
    assert len(reached) == 2 * LINES
    assert unit_differences() == [] and list(differences()) == []
    forget()

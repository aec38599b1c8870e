"""Two officers at once: exactly one wins, the other is told, nothing is half-done."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connection

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Refused
from hoanhap.people import actions
from hoanhap.people.models import IdentityPaper, Person, Residence, Standing
from hoanhap.people.rules.identity import Birth
from tests import trust
from tests.people.folk import DRAFT
from tests.scale import scaled
from tests.world import ON

ROUNDS = scaled(10, 3)


def race(*tries: Callable[[], object]) -> list[str]:
    """What became of each: "done", or the name of the refusal."""
    gate, said = Barrier(len(tries)), [""] * len(tries)

    def run(n: int, attempt: Callable[[], object]) -> None:
        try:
            gate.wait()
            attempt()
            said[n] = "done"
        except (Invalid, Refused) as refused:
            said[n] = type(refused).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(tries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_told(folk):
    won = 0
    xa, b = folk.actor("xa"), folk.actor("xa-b")
    commune = folk.world.units["an-1-b"].pk
    for n in range(ROUNDS):
        person = folk.person(name="Người Thử", papers=())
        code = person.code
        first = actions.Identity("Người Một", Birth(1990, None), "male")
        correct = {"code": code, "revision": 1, "by": xa, "on": ON}
        said = race(
            lambda c=correct, i=first: actions.correct(identity=i, **c),
            lambda c=correct, i=first: actions.correct(identity=replace(i, name="Người Hai"), **c),
        )
        assert said == ["Invalid", "done"]
        assert Person.objects.get(pk=person.pk).revision == 2
        standing = {"code": code, "kind": "addict", "basis": "test", "day": ON, "by": xa, "on": ON}
        assert race(*[lambda s=standing: actions.set_standing(**s)] * 2) == ["Invalid", "done"]
        assert Standing.objects.filter(person=person, valid_to=None).count() == 1
        paper = {"code": code, "kind": "cmnd", "number": f"08{n:07}", "by": xa, "on": ON}
        assert race(*[lambda p=paper: actions.add_paper(**p)] * 2) == ["Invalid", "done"]
        assert IdentityPaper.objects.filter(person=person).count() == 1
        leave = {
            "code": code,
            "day": ON,
            "reason": "moved",
            "to_commune_id": commune,
            "revision": 3,
            "by": xa,
            "on": ON,
        }
        assert race(*[lambda v=leave: actions.leave(**v)] * 2) == ["Invalid", "done"]
        arrive = {"code": code, "by": b, "on": ON}
        said = race(
            lambda a=arrive: actions.arrive(day=ON, kind="temporary", **a),
            lambda a=arrive: actions.not_arrived(**a),
        )
        assert "done" in said and len(set(said)) == 2, said
        assert not Residence.objects.filter(person=person, reached_confirmed_on=None).exists()
        won += 5
    trust.record("R9 persons: pairs of officers at once, one winner and one told", won, won)


@pytest.mark.django_db(transaction=True)
def test_of_two_files_with_one_number_opened_at_once_one_is_refused(folk):
    """The number is looked for under the writer's lock (SQLite); PostgreSQL serialises by the number's digest."""
    given = {"commune_id": folk.world.units["an-1-a"].pk, "by": folk.actor("xa"), "on": ON}
    said = race(*[lambda: actions.register(draft=DRAFT, **given)] * 2)
    assert said == ["Invalid", "done"] and Person.objects.count() == 1

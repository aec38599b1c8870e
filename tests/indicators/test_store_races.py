"""Eight who write, one who folds, one who counts anew, and one who is killed: the store is what a recount says."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from hoanhap.indicators.actions import filling, folding
from hoanhap.indicators.models import FigureChange
from hoanhap.indicators.queries.verify import differences
from tests.indicators import store
from tests.indicators.writing import life
from tests.scale import VENDOR, scaled
from tests.server import ROOT

WRITERS, ACTS, KILLS = 8, scaled(60), scaled(20, 2)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def communes() -> Iterator[dict[str, int]]:
    with store.keeping(), store.listening():
        made = store.build()
        filling.rebuild(store.ON)
        yield made


def together(*works: Callable[[], object]) -> list[BaseException]:
    """All at once, each with a connection of its own. What went wrong."""
    wrong: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_eight_writers_lose_nothing_while_figures_are_folded_and_counted_anew(communes: dict[str, int]) -> None:
    writing = [Event() for _ in range(WRITERS)]

    def writer(n: int) -> None:
        chance = random.Random(n)
        try:
            for _ in range(ACTS):
                with transaction.atomic():
                    store.act(communes, 100 * n + chance.randrange(1, 4), life(chance, list(communes)))
        finally:
            writing[n].set()

    def folder() -> None:
        while not all(done.is_set() for done in writing):
            folding.fold()

    def counter() -> None:
        writing[0].wait()
        filling.rebuild(store.ON)

    assert together(*(lambda n=n: writer(n) for n in range(WRITERS)), folder, counter) == []  # type: ignore[misc]
    assert list(differences()) == []
    folding.fold()
    assert not FigureChange.objects.exists()
    assert list(differences()) == []


def test_who_writes_in_another_commune_is_not_waited_for(communes: dict[str, int]) -> None:
    """Both change the nation's figures. SQLite lets only one write at all, so there the other has ended first."""
    inside, other = Event(), Event()
    chance = random.Random(1)

    def slow() -> None:
        with transaction.atomic():
            store.act(communes, 1, life(chance, ["d"]))
            inside.set()
            assert VENDOR == "sqlite" or other.wait(20)

    def quick() -> None:
        inside.wait()
        with transaction.atomic():
            store.act(communes, 2, life(chance, ["e"]))
        other.set()

    assert together(slow, quick) == []
    assert list(differences()) == []


def test_whoever_is_killed_leaves_the_store_as_a_recount_says(communes: dict[str, int]) -> None:
    chance = random.Random()
    for n in range(KILLS):
        line = [sys.executable, "-m", "tests.indicators.writing", str(connection.settings_dict["NAME"]), str(n)]
        process = subprocess.Popen(
            [*line, *(f"{name}={key}" for name, key in communes.items())],
            cwd=ROOT, env={**os.environ}, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout
        for _ in range(chance.randrange(1, 30)):
            assert process.stdout.readline() == b"done\n"
        Event().wait(chance.random() / 50)  # somewhere inside the next one
        process.kill()
        process.wait()
        process.stdout.close()
        assert list(differences()) == []

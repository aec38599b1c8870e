"""`arrives("xa")`: a person who has signed in, at a server of this journey alone. `looks("xa")`: one who changes
nothing, at a server shared by all who only look."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from hoanhap.config.demo.cast import PASSWORD
from tests.journeys.people import Person
from tests.server import Server, new_home

Arrival = Callable[..., Person]
WAIT = 30_000  # milliseconds: patience for a machine that is busy with something else

expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo as it stands on 07/9/2020, for those who only look."""
    place, database = new_home(tmp_path_factory.mktemp("standing"))
    with Server(place, database=database) as server:
        yield server


@pytest.fixture
def arrives(visitors: Callable[..., BrowserContext], live: Server) -> Arrival:
    return lambda name="", password=PASSWORD, **size: _person(visitors(**size), live, name, password)


@pytest.fixture
def looks(visitors: Callable[..., BrowserContext], standing: Server) -> Arrival:
    return lambda name="", password=PASSWORD, **size: _person(visitors(**size), standing, name, password)


def _person(visitor: BrowserContext, server: Server, name: str, password: str) -> Person:
    visitor.set_default_timeout(WAIT)
    person = Person(visitor.new_page(), server.url)
    if name:
        person.signs_in(name, password)
    return person

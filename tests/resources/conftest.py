"""The small country, at work or as it begins."""

from collections.abc import Iterator

import pytest

from hoanhap.facts.queries import unit_differences
from hoanhap.units.queries.tree import forget
from tests import seats
from tests import world as worlds
from tests.world import World


@pytest.fixture
def world(db: None) -> Iterator[World]:
    yield from seats.at_work()


@pytest.fixture
def kept(db: None) -> Iterator[World]:
    """Whatever is done in it, the facts of its units stay those that a new derivation gives."""
    made = worlds.build()
    yield made
    assert unit_differences() == []
    forget()

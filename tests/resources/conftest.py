"""The small country at work."""

from collections.abc import Iterator

import pytest

from tests import seats
from tests.world import World


@pytest.fixture
def world(db: None) -> Iterator[World]:
    yield from seats.at_work()

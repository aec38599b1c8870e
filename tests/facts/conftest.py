"""The country of the people and the ward of the cases, for facts derived from both."""

import pytest

from tests import world as country
from tests.pathways.ward import Ward
from tests.people.folk import Folk


@pytest.fixture
def ward(db: None) -> Ward:
    return Ward(Folk(country.build()))

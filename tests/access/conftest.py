"""The test country, a demo date, and a way to sit down as somebody."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.web.models import DemoDate
from tests import world as country
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    made = country.build()
    DemoDate.objects.create(on=made.on)
    return made


@pytest.fixture
def sit(world: World) -> Callable[[str], Client]:
    """`sit("xa")`: a browser in which this person has signed in."""

    def sit(name: str) -> Client:
        client = Client()
        client.force_login(world.user(name))
        return client

    return sit

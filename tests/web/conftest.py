"""A small country, a demo's date, and visitors who have signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.web.models import DemoDate
from tests import world as small
from tests.world import World

Visit = Callable[[str], Client]


@pytest.fixture
def world(db: None) -> World:
    return small.build()


@pytest.fixture
def demo(world: World) -> World:
    DemoDate.objects.create(on=small.ON)
    return world


@pytest.fixture
def visit(world: World) -> Visit:
    def visit(sign_in: str) -> Client:
        client = Client()
        client.force_login(world.user(sign_in), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return visit

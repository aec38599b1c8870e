"""The test country with people in it."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.web.models import DemoDate
from tests.people.folk import Folk, peopled


@pytest.fixture
def folk(db: None) -> Folk:
    made = peopled()
    DemoDate.objects.create(on=made.on)
    return made


@pytest.fixture
def sit(folk: Folk) -> Callable[[str], Client]:
    """`sit("xa")`: a browser in which this person has signed in."""

    def sit(name: str) -> Client:
        client = Client()
        client.force_login(folk.world.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sit

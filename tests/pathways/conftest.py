"""The test country with people in it and what their cases need."""

from collections.abc import Callable

import pytest
from django.test import Client

from hoanhap.web.models import DemoDate
from tests.pathways.ward import Ward, equipped


@pytest.fixture
def ward(db: None) -> Ward:
    made = equipped()
    DemoDate.objects.create(on=made.on)
    return made


@pytest.fixture
def sit(ward: Ward) -> Callable[[str], Client]:
    """`sit("xa")`: a browser in which this person has signed in."""

    def sit(name: str) -> Client:
        client = Client()
        client.force_login(ward.world.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sit

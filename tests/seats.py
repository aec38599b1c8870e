"""The small country at work on its day: whoever sits down at a screen there, and what a page says to them."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from hoanhap.units.queries.tree import forget
from hoanhap.web.models import DemoDate
from tests import world as country
from tests.world import World


def at_work() -> Iterator[World]:
    """For a fixture `world`: its map is forgotten afterwards."""
    made = country.build()
    DemoDate.objects.create(on=made.on)
    yield made
    forget()


def sit(world: World, name: str) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(world.user(name))
    return client


def page(response: HttpResponse) -> str:
    """What it says, every space a single one."""
    return " ".join(response.content.decode().split())

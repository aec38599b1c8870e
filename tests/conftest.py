"""What every test may ask for: `home`, `browser`, `page`, `live`. Sizes: tests.scale; proofs: tests.trust."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import home as test_home
from tests import outbound
from tests.audit.flush import let_tests_empty_the_trail
from tests.scale import VENDOR
from tests.server import Server, new_home

pytest_plugins = ["tests.browser", "tests.looking"]
LONGEST = (  # a minute or two each: begun first, so that no worker is left alone with one at the end
    "tests/reporting/test_crash.py",
    "tests/journeys/test_campaign.py",
    "tests/journeys/test_lives.py",
)
DATABASE = {"db", "transactional_db", "django_db_setup", "live"}

hypothesis_settings.register_profile(
    "house",
    deadline=None,  # two cores shared with everything else: slowness is not a failure
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("house")


def pytest_configure() -> None:
    outbound.block()
    settings.PASSWORD_HASHERS = ["tests.hashers.Quick"]
    let_tests_empty_the_trail()


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end: not searched for litter again and again, an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never meets the database is run once, on SQLite, and so is what a browser looks at: a second database could
    not change its outcome. Every page is asked for on both by the matrix, the canaries and the tests of its room."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if VENDOR == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _meets_database(item)])
        items[:] = [item for item in items if _meets_database(item)]


def _meets_database(item: pytest.Item) -> bool:
    if "browser" in getattr(item, "fixturenames", ()):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file as in life, so that threads meet real locks; only the wait for the disk is left out."""
    default = settings.DATABASES["default"]
    if "sqlite3" in default["ENGINE"]:
        default.setdefault("TEST", {})["NAME"] = str(test_home.HOME / "test.sqlite3")
        options = default["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture
def home() -> Path:
    """The home of this test process: `settings.HOME`, never anybody's data."""
    return test_home.HOME


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """The real server over a fresh copy of the demo home."""
    place, database = new_home(tmp_path / "home")
    with Server(place, database=database) as server:
        yield server

"""The home remembers what it was set up from, and its secrets are made once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from hoanhap.config import home, ready
from hoanhap.config.database import database


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A home and a small house of files to watch."""
    code = tmp_path / "code"
    (code / "hoanhap/units/migrations").mkdir(parents=True)
    (code / "hoanhap/units/migrations/0001_initial.py").write_text("first")
    (code / "hoanhap/page.html").write_text("page")
    (code / "requirements.txt").write_text("lock")
    monkeypatch.setattr(ready, "ROOT", code)
    monkeypatch.setenv("HOANHAP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HOANHAP_DATABASE_URL", raising=False)
    (home.home() / "hoanhap.sqlite3").touch()
    return code


def test_a_fresh_home_is_neither_ready_nor_usable(place):
    assert not ready.is_ready(demo=False)
    assert not ready.is_usable()


def test_a_home_that_was_set_up_stays_ready(place):
    ready.mark(demo=False)
    assert ready.is_ready(demo=False)
    assert ready.is_usable()


def test_a_home_without_the_demo_is_not_ready_for_who_wants_it(place):
    ready.mark(demo=False)
    assert not ready.is_ready(demo=True)
    ready.mark(demo=True)
    assert ready.is_ready(demo=True)
    ready.mark(demo=False)
    assert ready.is_ready(demo=True), "the demo is still in there"


def test_a_changed_page_asks_for_a_set_up_but_does_not_stop_the_server(place):
    ready.mark(demo=False)
    (place / "hoanhap/page.html").write_text("another")
    assert not ready.is_ready(demo=False)
    assert ready.is_usable()


def test_a_new_migration_stops_the_server_until_it_is_applied(place):
    ready.mark(demo=False)
    (place / "hoanhap/units/migrations/0002_more.py").write_text("second")
    assert not ready.is_usable()


def test_another_database_is_another_home(place, monkeypatch):
    ready.mark(demo=False)
    monkeypatch.setenv("HOANHAP_DATABASE_URL", "postgresql://a:b@127.0.0.1/c")
    assert not ready.is_ready(demo=False)
    assert not ready.is_usable()


def test_a_deleted_database_is_noticed(place):
    ready.mark(demo=False)
    (home.home() / "hoanhap.sqlite3").unlink()
    assert not ready.is_usable()


def test_a_secret_is_made_once_even_when_many_ask_at_the_same_time(place):
    with ThreadPoolExecutor(8) as many:
        answers = set(many.map(lambda _: home.secret("some.key"), range(64)))
    assert len(answers) == 1
    assert len(answers.pop()) == 64
    assert [path.name for path in home.keys().iterdir()] == ["some.key"]


def test_a_secret_is_readable_by_its_owner_alone(place):
    home.secret("some.key")
    assert (home.keys() / "some.key").stat().st_mode & 0o077 == 0


def test_a_postgresql_address_is_taken_apart(tmp_path):
    settings = database("postgresql://an%40x:m%C3%A1@db.local:5433/so_lieu?sslmode=require", tmp_path)
    wanted = {"USER": "an@x", "PASSWORD": "má", "HOST": "db.local", "PORT": "5433", "NAME": "so_lieu"}
    assert {name: settings[name] for name in wanted} == wanted
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_an_address_of_another_database_is_refused_in_words(tmp_path):
    with pytest.raises(SystemExit, match="mysql"):
        database("mysql://a@b/c", tmp_path)


def test_sqlite_keeps_what_it_acknowledged(tmp_path):
    settings = database(None, tmp_path)
    options = settings["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        assert pragma in options["init_command"]
    assert "mmap" not in options["init_command"]

"""What the machine refuses is told in one line to whoever typed a command; what nobody foresaw is not hidden."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import OperationalError, ProgrammingError

from hoanhap.config import trouble
from tests.server import command

SAID = [
    (OperationalError("database or disk is full"), trouble.DISK),
    (OSError(28, "No space left on device"), trouble.DISK),
    (PermissionError(13, "Permission denied"), trouble.RIGHTS),
    (OperationalError("attempt to write a readonly database"), trouble.RIGHTS),
    (OperationalError("no such table: units_unit"), trouble.UNPREPARED),
    (ProgrammingError('relation "units_unit" does not exist\nLINE 1: SELECT'), trouble.UNPREPARED),
    (OperationalError("database is locked"), trouble.BUSY),
    (OperationalError("database disk image is malformed"), trouble.NOT_A_DATABASE),
    (OperationalError('connection failed: FATAL:  password authentication failed for user "a"'), trouble.REFUSED),
    (OperationalError("connection to server at 127.0.0.1 failed: Connection refused"), trouble.UNREACHABLE),
]


@pytest.mark.parametrize(("problem", "words"), SAID, ids=lambda value: str(value)[:40])
def test_expected_trouble_has_its_words(problem, words):
    assert trouble.in_words(problem) == words


@pytest.mark.parametrize("problem", [ValueError("database is locked"), OperationalError("something new")])
def test_what_nobody_foresaw_stays_as_it_is(problem):
    assert trouble.in_words(problem) is None


def test_a_command_over_a_file_that_is_no_database_says_so(tmp_path):
    (tmp_path / "hoanhap.sqlite3").write_bytes(b"this was never a database" * 100)
    done = command("setup", home=tmp_path)
    assert done.returncode == 1
    assert trouble.NOT_A_DATABASE.vi in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_over_an_empty_home_names_the_set_up(tmp_path):
    sqlite3.connect(tmp_path / "hoanhap.sqlite3").close()
    done = command("verify", home=tmp_path)
    assert done.returncode != 0
    assert "hoanhap setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreachable_postgresql_is_named_by_its_setting(tmp_path):
    done = command("setup", home=tmp_path, database="postgresql://a:b@127.0.0.1:9/c")
    assert done.returncode == 1
    assert "HOANHAP_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_speaks_english_when_asked(tmp_path):
    env = {**os.environ, "HOANHAP_HOME": str(tmp_path), "HOANHAP_LANG": "en", "HOANHAP_DATABASE_URL": ""}
    line = [sys.executable, "-m", "hoanhap", "serve"]
    done = subprocess.run(line, env=env, capture_output=True, text=True, encoding="utf-8")
    assert "not prepared" in done.stderr

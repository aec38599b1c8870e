"""Every route × method × role × relation, through the whole request path, against a table reviewed by hand.

`routes_expected.csv` says what each role gets: `ok` (let in: the page, a redirect, or a complaint about what was
typed), `login` (sent to sign in), 403, 404, 405, or `.` where a role has no such relation. The relation is the
role's to the place in the address (see `tests.access.routes.place`): own, below, deep, above, outside; `missing`
is a place that does not exist; `-` where the address has no place. A route that the table does not know fails, and
so does a `?`. To add a route: `python -m tests.access.routes` prints the rows it lacks; fill them in from the
issue, not from what the program answers; add its keyword arguments to `tests.access.routes.KWARGS`.

On SQLite every cell is asked; on PostgreSQL a tenth of them (`HOANHAP_TEST_SCALE` times ten per cent at least),
the seed printed.
"""

import csv
import random
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hoanhap.access.routes import check_policies, routes
from hoanhap.web.models import DemoDate
from tests import trust
from tests.access.routes import RELATIONS, ROLES, Address, build, kwargs, persona
from tests.scale import SCALE, VENDOR

with (Path(__file__).parent / "routes_expected.csv").open(encoding="utf-8") as file:
    EXPECTED = list(csv.DictReader(file))

ANSWERS = {"ok", "login", "403", "404", "405", "."}
SIGN_IN = "/dang-nhap/"


def test_the_table_knows_every_route_and_every_cell():
    known = {row["route"].partition("#")[0] for row in EXPECTED}
    there = {route.name for route in routes()}
    assert "" not in there, "a route without a name cannot be tested"
    assert known == there
    assert all(row[role] in ANSWERS for row in EXPECTED for role in ROLES)
    assert all(row["relation"] in RELATIONS for row in EXPECTED)


def test_every_route_says_which_right_it_needs():
    assert check_policies() == []


def answer(response) -> str:
    """The answer in the table's words. Anything else is shown as it is, and so is wrong."""
    code = response.status_code
    if code in (302, 303):
        return "login" if response["Location"].partition("?")[0] == SIGN_IN else "ok"
    if code in (403, 404, 405):
        return str(code)
    return "ok" if code in (200, 400, 409, 422) else f"{code}!"


def _asked(client: Client, session: str | None, row: dict[str, str], to: Address) -> str:
    """What was answered; whatever the request wrote is as if it had not been."""
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        url = reverse(row["route"].partition("#")[0], kwargs=kwargs(row["route"], to))
        got = answer(client.generic(row["method"], url, content_type="application/x-www-form-urlencoded"))
        transaction.set_rollback(True)
    return got


def signed_in(user) -> str:
    """The key of a session of `user`."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def guide(folder: Path) -> Path:
    (folder / "anh").mkdir()
    (folder / "anh" / "mot.png").write_bytes(b"png")
    (folder / "01-bat-dau.md").write_text("# Bắt đầu\n\nMột câu.\n", encoding="utf-8")
    return folder


def _chosen(rows):
    if VENDOR == "sqlite":
        return rows
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    return random.Random(seed).sample(rows, max(1, round(len(rows) * max(0.1, 0.1 * SCALE))))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_cell_is_answered_as_the_table_says(role, settings, tmp_path):
    settings.GUIDE_PATH = guide(tmp_path)
    made = build()
    DemoDate.objects.create(on=made.on)
    client, keys = Client(), {}
    wrong, cells = [], 0
    asked = sorted(_chosen([row for row in EXPECTED if row[role] != "."]), key=itemgetter("relation"))
    for relation, rows in groupby(asked, key=itemgetter("relation")):
        who = persona(role, relation)
        if who and who not in keys:
            keys[who] = signed_in(made.user(who))
        with transaction.atomic():
            to = Address(made, role, relation).settle()
            for row in rows:
                got = _asked(client, keys.get(who), row, to)
                cells += 1
                if got != row[role]:
                    wrong.append(f"{row['route']} {row['method']} {relation}: {got}, not {row[role]}")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)
    trust.record("R13 access: routes × roles × relations answered as the table says", cells, cells - len(wrong))

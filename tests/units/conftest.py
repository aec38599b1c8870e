"""`country`: the whole country as `load_country` leaves it, loaded once per module and rolled back after it.

Each test still runs in its own savepoint inside it. Only the closing of the connection, which ends every test, waits
for the end of the module, because the country lives in the open transaction of that connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from hoanhap.units.actions import load_country
from hoanhap.units.queries import forget


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), kept_open(), undone():
        load_country(on=date(2026, 11, 22))
        yield


@contextmanager
def kept_open() -> Iterator[None]:
    default = connections["default"]
    close, default.close = default.close, lambda: None
    try:
        yield
    finally:
        default.close = close


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
    forget()

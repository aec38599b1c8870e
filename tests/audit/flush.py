"""Transactional tests empty every table afterwards; the guards of the audit trail would rightly refuse."""

from typing import Any

from django.db import connections
from django.test import TransactionTestCase

from hoanhap.audit import guards


def let_tests_empty_the_trail() -> None:
    """Call once, from the top conftest: takes the guards down around the flush of a test, never during one."""
    flush = TransactionTestCase._fixture_teardown

    def unguarded(self: TransactionTestCase) -> Any:
        for name in self._databases_names(include_mirrors=False):
            guards.remove(connections[name])
        try:
            return flush(self)
        finally:
            for name in self._databases_names(include_mirrors=False):
                guards.install(connections[name])

    TransactionTestCase._fixture_teardown = unguarded

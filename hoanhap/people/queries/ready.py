"""Questions about one person that are asked over and over, put into SQL once in a process.

Building a query costs Django many times what the database needs to answer it for one person: a page that asks thirty
tables spends its time there. `TESTS = Ready(Test, "person_id", "id on agency__name")`; `TESTS.of(12)`.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar, NamedTuple

from django.db import connection
from django.db.models import Model, Q, QuerySet

_KEY = -90_210_417  # stands for the key in the question
_KEYS = (_KEY, str(_KEY))


class _Sql(NamedTuple):
    text: str
    params: tuple[Any, ...]
    converters: list[tuple[int, Sequence[Callable[..., Any]], Any]]
    row: Callable[..., Any]


class Ready:
    """`keys`: the columns where the key may stand. `columns`: as `values_list` takes them, and what a row calls them.
    `only`: what else holds of each row."""

    def __init__(
        self, model: type[Model], keys: str, columns: str, *, only: Q | None = None, order: str = "pk"
    ) -> None:
        self._model, self._keys, self._columns = model, keys.split(), columns.split()
        self._only, self._order = only or Q(), order.split()

    def question(self, key: int | str) -> QuerySet[Any, Any]:
        """The same, as Django asks it."""
        mine = reduce(or_, (Q(**{column: key}) for column in self._keys))
        return self._model._default_manager.filter(mine, self._only).order_by(*self._order).values_list(*self._columns)

    def of(self, key: int | str) -> list[Any]:
        sql = self._sql
        with connection.cursor() as cursor:
            cursor.execute(sql.text, [key if param in _KEYS else param for param in sql.params])
            rows = cursor.fetchall()
        if not sql.converters:
            return [sql.row(*row) for row in rows]
        return [sql.row(*_converted(list(row), sql.converters)) for row in rows]

    @cached_property
    def _sql(self) -> _Sql:
        compiler = self.question(_KEY).query.get_compiler(connection=connection)
        text, params = compiler.as_sql()
        found = compiler.get_converters([column for column, *_ in compiler.select])
        row = namedtuple(f"{self._model.__name__}Row", self._columns)  # type: ignore[misc]  # noqa: PYI024 columns are data
        return _Sql(text, params, [(i, by, column) for i, (by, column) in found.items()], row)


def _converted(row: list[Any], converters: list[tuple[int, Sequence[Callable[..., Any]], Any]]) -> list[Any]:
    for index, functions, column in converters:
        for convert in functions:
            row[index] = convert(row[index], column, connection)
    return row


class Readings:
    """The tables of one key, each read at most once, and only if somebody asks: `rows.tests`."""

    tables: ClassVar[Mapping[str, Ready]] = {}

    def __init__(self, key: int) -> None:
        self.key = key

    def __getattr__(self, name: str) -> list[Any]:
        """Python comes here only while the table was not read yet."""
        if name not in self.tables:
            raise AttributeError(name)
        found = self.__dict__[name] = self.tables[name].of(self.key)
        return found

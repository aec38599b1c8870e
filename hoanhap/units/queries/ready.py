"""Questions that every page asks, put into SQL once in a process.

Building a query costs Django many times what the database needs to answer it for one person or one user: a page that
asks thirty tables spends its time there. Slots stand where the values will be; the rest is an ordinary queryset.

    TESTS = Ready(Test.objects.filter(person_id=KEY).order_by("id"), "id on agency__name")
    TESTS.of(12)                      # tuples with these columns as attributes; without columns, objects
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, Expression, QuerySet
from django.db.models.query import get_related_populators


class Slot(Expression):
    """The place of the n-th value of `Ready.of`."""

    def __init__(self, n: int, field: Any) -> None:
        super().__init__(output_field=field)
        self.n = n

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


KEY = Slot(0, BigIntegerField())
TEXT_KEY = Slot(0, CharField())
SINCE = Slot(1, DateTimeField())


class _Sql(NamedTuple):
    text: str
    params: tuple[Any, ...]
    converters: list[tuple[int, Sequence[Callable[..., Any]], Any]]
    make: Callable[[Sequence[Any]], Any]


class Ready:
    """`columns`: as `values_list` takes them. Without them the rows are objects, with what `select_related` names."""

    def __init__(self, asked: QuerySet[Any], columns: str = "") -> None:
        self._asked, self.columns = asked, columns.split()

    def of(self, *values: Any) -> list[Any]:
        sql = self._sql
        params = [_filled(param, values) if isinstance(param, Slot) else param for param in sql.params]
        with connection.cursor() as cursor:
            cursor.execute(sql.text, params)
            rows = cursor.fetchall()
        if sql.converters:
            rows = [_converted(list(row), sql.converters) for row in rows]
        return [sql.make(row) for row in rows]

    @cached_property
    def _sql(self) -> _Sql:
        asked = self._asked.values_list(*self.columns) if self.columns else self._asked
        compiler = asked.query.get_compiler(connection=connection)
        text, params = compiler.as_sql()
        found = compiler.get_converters([column for column, *_ in compiler.select])
        make = _tuples(asked, self.columns) if self.columns else _objects(compiler)
        return _Sql(text, params, [(i, by, column) for i, (by, column) in found.items()], make)


def _filled(slot: Slot, values: Sequence[Any]) -> Any:
    return slot.output_field.get_db_prep_value(values[slot.n], connection)


def _converted(row: list[Any], converters: list[tuple[int, Sequence[Callable[..., Any]], Any]]) -> list[Any]:
    for index, functions, column in converters:
        for convert in functions:
            row[index] = convert(row[index], column, connection)
    return row


def _tuples(asked: QuerySet[Any], columns: list[str]) -> Callable[[Sequence[Any]], Any]:
    row = namedtuple(f"{asked.model.__name__}Row", columns)  # type: ignore[misc]  # noqa: PYI024 the columns are data
    return row._make


def _objects(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """As Django makes them of a row: the object, then each related one beside it."""
    info, select, db = compiler.klass_info, compiler.select, compiler.connection.alias
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in select[start:end]]
    related = get_related_populators(info, select, db)

    def make(row: Sequence[Any]) -> Any:
        made = info["model"].from_db(db, names, row[start:end])
        for each in related:
            each.populate(row, made)
        return made

    return make


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

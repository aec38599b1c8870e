"""Stored facts as the bulk engine's typed columns: all of the database, or those of some subjects."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from django.db import connection

from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.maps import LISTED
from hoanhap.facts.rules.rows import Row, Subject, packed, unpacked
from hoanhap.indicators.bulk.columns import EPOCH, FAR, Coded, Ints, Persons, Rows
from hoanhap.indicators.bulk.table import Needs
from hoanhap.indicators.bulk.units import Units
from hoanhap.indicators.rules.maps import Change
from hoanhap.indicators.rules.register import Register

PEOPLE: Final = {"number": pl.Int64, "sex": pl.String, "birth": pl.Int32}
FACTS: Final = {
    "relation": pl.Categorical, "number": pl.Int64, "unit": pl.Int64, "start": pl.Int32, "end": pl.Int32,
    "codes": pl.Categorical, "amount": pl.Int64,
}  # fmt: skip
AT_ONCE = 50_000  # rows
BLOCK = 1 << 25  # bytes


class Stored:
    """A source of facts for `bulk.table`. What it hands out is made once, for one register of units."""

    def __init__(self, people: pl.DataFrame, facts: pl.DataFrame, country: Register) -> None:
        self._people = people.sort("number")
        self._numbers = self._people["number"].to_numpy()
        self.country = country.naming(_allotted(facts, country))
        self._rows = {name: self._typed(name, some) for name, some in _parted(facts)}

    # ------------------------------------------------------------ what the engine asks
    def persons(self, coded: frozenset[str]) -> Persons:
        words = tuple(self._people["sex"].unique().to_list()) or ("",)
        sexes = self._people["sex"].cast(pl.Enum(words)).to_physical().to_numpy()
        return Persons(len(self._people), self._people["birth"].to_numpy(), {"sex": Coded(sexes, words)})

    def rows(self, relation: str, needs: Needs, units: Units) -> Rows:
        return self._rows.get(relation) or _none(relation)

    def number(self, person: Ints) -> Ints:
        return self._numbers[person]

    def size(self, relation: str) -> int:
        return len(self._rows.get(relation, ()))

    # ------------------------------------------------------------ one relation
    def _typed(self, name: str, facts: pl.DataFrame) -> Rows:
        relation = BY_NAME[name]
        start = facts["start"].to_numpy()
        end = facts["end"].fill_null(FAR).to_numpy() if relation.shape == "span" else start
        combined, texts = _coded(facts["codes"])
        said = [unpacked(text) for text in texts]
        columns = [column.name for column in relation.coded]
        return Rows(
            placed(self.country, facts["unit"].to_numpy(), start),
            start,
            end,
            self._places(facts["number"]) if relation.subject == "person" else None,
            {column: Coded(combined, tuple(codes[n] for codes in said)) for n, column in enumerate(columns)},
            {relation.amount.name: facts["amount"].to_numpy()} if relation.amount else {},
        )

    def _places(self, numbers: pl.Series) -> Ints:
        return np.searchsorted(self._numbers, numbers.to_numpy()).astype(np.int32)


def _parted(facts: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    for (name,), some in facts.partition_by("relation", as_dict=True).items():
        if name in BY_NAME:
            yield str(name), some


def _allotted(facts: pl.DataFrame, country: Register) -> list[Change]:
    """Of who has rows in a commune that was divided, to which part they belong."""
    of_persons = facts.filter(pl.col("number").is_not_null())
    divided = (
        of_persons.filter(pl.col("unit").is_in(list(country.divisions))).select("number", "unit", "start").unique()
    )
    homes = of_persons.filter(pl.col("relation") == LISTED).join(divided, on="number", how="semi")
    rows = defaultdict[int, list[Row]](list)
    for frame, relation in ((divided, ""), (homes.select("number", "unit", "start"), LISTED)):
        for number, unit, start in frame.iter_rows():
            rows[number].append(Row(relation, unit, date.fromordinal(start + EPOCH), None, ()))
    return [change for number, some in rows.items() for change in country.allotted(number, some)]


def _coded(codes: pl.Series) -> tuple[Ints, list[str]]:
    """The few texts there are, and for each row which of them."""
    kinds = codes.unique()
    raw, there = codes.to_physical().to_numpy(), kinds.to_physical().to_numpy()
    number = np.zeros(int(there.max(initial=0)) + 1, dtype=np.uint8 if len(there) < 256 else np.uint32)
    number[there] = np.arange(len(there))
    return number[raw], [str(text) for text in kinds.cast(pl.String)]


def _none(relation: str) -> Rows:
    found, none = BY_NAME[relation], np.zeros(0, dtype=np.int32)
    person = none if found.subject == "person" else None
    amounts = {found.amount.name: none.astype(np.int64)} if found.amount else {}
    return Rows(none, none, none, person, {c.name: Coded(none.astype(np.uint8), ("",)) for c in found.coded}, amounts)


def placed(country: Register, unit: Ints, start: Ints) -> Ints:
    """For each row the place of its unit in `country.rows`, as `country.unit` finds it."""
    first = np.zeros(int(unit.max(initial=0)) + 1, dtype=np.int32)
    several = set[int]()
    for code, indexes in country.by_code.items():
        if int(code) < len(first):
            first[int(code)] = indexes[0]
            several |= {int(code)} if len(indexes) > 1 else set()
    found = first[unit]
    for row in np.flatnonzero(np.isin(unit, np.fromiter(several, dtype=np.int64))).tolist():
        at = country.unit(str(unit[row]), date.fromordinal(int(start[row]) + EPOCH))
        assert at is not None
        found[row] = at
    return found


# ---------------------------------------------------------------- of some subjects
def of_subjects(subjects: Iterable[Subject], country: Register) -> Stored:
    who, what = [], []
    for one in subjects:
        who.append((one.number, one.sex, _day(one.birth)))
        what += [
            (row.relation, one.number, row.unit, _day(row.start), None if row.end is None else _day(row.end),
             packed(row.codes), row.amount)
            for row in one.rows
        ]  # fmt: skip
    return Stored(_frame(who, PEOPLE), _frame(what, FACTS), country)


def _day(day: date) -> int:
    return day.toordinal() - EPOCH


def _frame(rows: Sequence[tuple[Any, ...]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


# ---------------------------------------------------------------- of the whole database
def everything(country: Register, *, whole: bool = False, relations: Collection[str] = ()) -> Stored:
    """All facts there are, read in one go; the caller's transaction says of which moment. Not `whole`: with only the
    units that have facts, and what belongs to them. `relations`: only theirs, and where persons were listed."""
    names = ", ".join(f"'{BY_NAME[name].name}'" for name in sorted({*relations, LISTED}))
    table = f"{_FACTS} WHERE relation IN ({names})" if relations else _FACTS
    people, facts = _read("facts_subject", "id, sex, {birth}", PEOPLE), _read(table, _COLUMNS, FACTS)
    laid = country if whole else country.around(str(unit) for unit in facts["unit"].unique())
    return Stored(people, facts, laid)


_FACTS = "facts_fact"
_COLUMNS = "relation, subject_id, unit_id, {start}, {end}, codes, amount"
_DAY = {
    "postgresql": "\"{}\" - DATE '1970-01-01'",
    "sqlite": 'CAST(julianday("{}") - 2440587.5 AS INTEGER)',
}


def _read(table: str, columns: str, schema: dict[str, Any]) -> pl.DataFrame:
    day = _DAY[connection.vendor]
    asked = columns.format(**{name: day.format(name) for name in ("birth", "start", "end")})
    return read(f"SELECT {asked} FROM {table}", schema)  # noqa: S608


def read(sql: str, schema: dict[str, Any]) -> pl.DataFrame:
    """What a statement without parameters finds, as columns: COPY on PostgreSQL."""
    parts = list(_copied(sql, schema) if connection.vendor == "postgresql" else _fetched(sql, schema))
    return pl.concat(parts) if parts else pl.DataFrame(schema=schema)


def _fetched(sql: str, schema: dict[str, Any]) -> Iterator[pl.DataFrame]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(AT_ONCE):
            yield _frame(rows, schema)


def _copied(sql: str, schema: dict[str, Any]) -> Iterator[pl.DataFrame]:
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)") as copy:
        held = bytearray()
        for block in copy:
            held += block
            if len(held) > BLOCK:
                yield _parsed(bytes(held), schema)
                held.clear()
        if held:
            yield _parsed(bytes(held), schema)


def _parsed(text: bytes, schema: dict[str, Any]) -> pl.DataFrame:
    """COPY hands out whole lines. An empty text and no text are the same here."""
    words = [name for name, kind in schema.items() if kind in (pl.String, pl.Categorical)]
    read = pl.read_csv(text, has_header=False, schema={**schema, **dict.fromkeys(words, pl.String)})
    return read.with_columns(pl.col(name).fill_null("").cast(schema[name]) for name in words)
